"""Sort the elements of all samples by the contract they are of: classes and their members, lists and their items.

A contract is known by a key: the Clark name where a document shows it, else the path of the member that holds it.
No type and no name is decided here; what is decided is what is a list.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, field

from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import EXPORTED_CLASSES, primitive_contract
from dcxml.errors import DerivationError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dcxml.derivation.counter import Numbering
    from dcxml.derivation.sample import SampleElement

__all__ = ["BUILTIN", "PAIRS", "SYSTEM", "Observation", "ObservedContract", "Slot", "observe"]

SYSTEM: Final = clr_namespace("System")
PAIRS: Final = clr_namespace("System.Collections.Generic")
BUILTIN: Final = (XS, SERIALIZATION)
_DATE_TIME_OFFSET_PARTS: Final = (QName(SYSTEM, "DateTime"), QName(SYSTEM, "OffsetMinutes"))
_PAIR_PARTS: Final = (QName(PAIRS, "key"), QName(PAIRS, "value"))
_DICTIONARY_PARTS: Final = (QName(ARRAYS, "Key"), QName(ARRAYS, "Value"))
_KEY_VALUE_OF: Final = "KeyValueOf"
_ARRAY_OF: Final = "ArrayOf"


@define(eq=False)
class Slot:
    """A place where values of one declared type stand: a root, a member, or the item of a list."""

    name: QName
    owner: ObservedContract | None
    elements: list[SampleElement] = field(factory=list)
    is_xml: bool = False
    content: str | None = None
    """The key of the declared contract, where it has elements of its own."""

    @property
    def shown(self) -> QName | None:
        """The contract name that the element's name is by the rules of .NET; None where it is a member's name."""
        if self.owner is None or self.owner.is_list:
            return self.name
        return None

    @property
    def path(self) -> str:
        """The key of a contract that is known by this slot alone."""
        return f"{self.owner.key if self.owner else ''}/{self.name.clark}"


@define(eq=False)
class ObservedContract:
    """What has been seen of one contract: its elements, and by name the slots of their children."""

    key: str
    shown: QName | None
    holder: Slot | None
    elements: list[SampleElement] = field(factory=list)
    slots: dict[QName, Slot] = field(factory=dict)
    is_list: bool = False
    numberings: list[Numbering] | None = None
    """What the running numbers of each element say; filled in when first asked for."""

    @property
    def is_pair(self) -> bool:
        """Tell whether this is a ``KeyValuePair``: its two children have names that no other contract has."""
        return tuple(self.slots) == _PAIR_PARTS

    @property
    def is_dictionary(self) -> bool:
        """Tell whether this is the type of a dictionary's items, which has a name and no contract of its own."""
        return (
            self.shown is not None
            and self.shown.namespace == ARRAYS
            and self.shown.name.startswith(_KEY_VALUE_OF)
            and tuple(self.slots) == _DICTIONARY_PARTS
        )


@define(eq=False)
class Observation:
    """All that has been seen, in document order; ``derived`` tells the declared contracts of each one in ``i:type``."""

    contracts: dict[str, ObservedContract] = field(factory=dict)
    roots: dict[QName, Slot] = field(factory=dict)
    derived: dict[str, dict[str, SampleElement]] = field(factory=dict)
    order: list[Slot] = field(factory=list)


def observe(
    roots: Iterable[SampleElement], aliases: Mapping[str, str], *, shown: Mapping[str, QName] | None = None
) -> Observation:
    """Return what the samples show, contracts under an alias being taken for the one it stands for.

    ``shown`` are the names of contracts that only their use in another name shows.

    :raises DerivationError: where a member occurs twice, or the samples disagree on what is a list.
    """
    elements = tuple(roots)
    lists: set[str] = set()
    items: set[QName] = set()
    xml: set[str] = set()
    while True:
        observer = _Observer(aliases=aliases, shown=shown or {}, lists=set(lists), items=set(items), xml=set(xml))
        observation = observer.run(elements)
        # One sample's list of two tells that another's list of one is a list: then all is seen anew.
        if observer.lists == lists and observer.items == items and observer.xml == xml:
            return observation
        lists, items, xml = observer.lists, observer.items, observer.xml


@define
class _Observer:
    aliases: Mapping[str, str]
    shown: Mapping[str, QName]
    lists: set[str]
    items: set[QName]
    xml: set[str]
    """The paths of slots whose values are XML: one sample's attributes tell it of all."""
    observation: Observation = Factory(Observation)
    waiting: list[tuple[SampleElement, Slot]] = Factory(list)

    def run(self, roots: tuple[SampleElement, ...]) -> Observation:
        for root in roots:
            slot = self.observation.roots.get(root.name)
            if slot is None:
                slot = self.observation.roots[root.name] = Slot(root.name, None)
                self.observation.order.append(slot)
            self.waiting.append((root, slot))
            while self.waiting:
                self._visit(*self.waiting.pop())
        return self.observation

    def _visit(self, element: SampleElement, slot: Slot) -> None:
        slot.elements.append(element)
        if element.is_nil or element.refers:
            return
        if element.xml is not None or slot.shown in (XML_ELEMENT, XML_NODES):
            self.xml.add(slot.path)
        if slot.path in self.xml:
            slot.is_xml = True
            return
        if element.type is not None and element.type != slot.shown:
            self._visit_typed(element, slot, element.type)
        elif element.children and not _is_date_time_offset(element):
            own, shown = self._key_of(slot)
            key, shown, is_list = self._list_key(element, own, shown)
            slot.content = key
            self._place(element, self._contract(key, shown, slot, is_list=is_list))

    def _visit_typed(self, element: SampleElement, slot: Slot, type_: QName) -> None:
        is_text = bool(element.text)
        # A text is that of a built-in type or of an enumeration: neither has anything to be sorted.
        if is_text or primitive_contract(type_) is not None or type_.namespace in BUILTIN:
            return
        own, shown = self._key_of(slot)
        is_declared = shown is not None and primitive_contract(shown) is None and shown.namespace != ARRAYS
        if is_declared or own in self.observation.contracts:
            self.observation.derived.setdefault(type_.clark, {}).setdefault(own, element)
        key, name, is_list = self._list_key(element, type_.clark, type_)
        self._place(element, self._contract(key, name, slot, is_list=is_list))

    def _key_of(self, slot: Slot) -> tuple[str, QName | None]:
        """Return the key of the slot's declared contract, and its name where that is shown."""
        if slot.shown is not None:
            return slot.shown.clark, slot.shown
        path = slot.path
        key = self.aliases.get(path, path)
        return key, self.shown.get(key)

    def _list_key(self, element: SampleElement, key: str, shown: QName | None) -> tuple[str, QName | None, bool]:
        if not self._is_list(element, key, shown):
            return key, shown, False
        item = element.children[0].name
        others = [child for child in element.children if child.name != item]
        if others:
            what = f"<{element.name.name}> is a list of {item.name} elsewhere, and has <{others[0].name.name}> here"
            raise _disagreement(what, "a list of one kind of item, or members that occur once", others[0])
        self.lists.add(key)
        if element.children[0].children and len(element.children) > 1:
            self.items.add(item)
        implied = QName(item.namespace, _ARRAY_OF + item.name)
        # Lists of one item share a contract, as their name is made of the item's.
        return (f"[]{item.clark}", None, True) if shown is None or shown == implied else (key, shown, True)

    def _is_list(self, element: SampleElement, key: str, shown: QName | None) -> bool:
        names = [child.name for child in element.children]
        if not names:
            return False
        item = names[0]
        is_alone = len(names) == 1
        return (
            key in self.lists
            or (not is_alone and len(set(names)) == 1)
            or (is_alone and _is_certain_item(item))
            or (is_alone and shown is not None and shown == QName(item.namespace, _ARRAY_OF + item.name))
            or (is_alone and shown is None and item in self.items)
        )

    def _contract(self, key: str, shown: QName | None, slot: Slot, *, is_list: bool) -> ObservedContract:
        contract = self.observation.contracts.get(key)
        if contract is not None and slot.path == key:
            contract.holder = slot  # the member after which it is named, although another one came first
        if contract is None:
            contract = self.observation.contracts[key] = ObservedContract(key, shown, slot, is_list=is_list)
        return contract

    def _place(self, element: SampleElement, contract: ObservedContract) -> None:
        contract.elements.append(element)
        if not contract.is_list:
            _check_members(element)
        for child in element.children:
            if child.name not in contract.slots:
                slot = contract.slots[child.name] = Slot(child.name, contract)
                self.observation.order.append(slot)
        self.waiting.extend((child, contract.slots[child.name]) for child in reversed(element.children))


def _is_date_time_offset(element: SampleElement) -> bool:
    return tuple(child.name for child in element.children) == _DATE_TIME_OFFSET_PARTS


def _is_certain_item(name: QName) -> bool:
    """Tell whether an element of this name can only be an item: no class has members of the Arrays namespace."""
    if name.namespace == ARRAYS:
        return name not in _DICTIONARY_PARTS
    is_nullable_item = name.namespace == SYSTEM and any(
        primitive_contract(QName(namespace, name.name)) is not None for namespace in BUILTIN
    )
    return (
        name in EXPORTED_CLASSES
        or is_nullable_item
        or (name.namespace == PAIRS and name.name.startswith("KeyValuePairOf"))
    )


def _check_members(element: SampleElement) -> None:
    repeated = next((name for name, count in Counter(c.name for c in element.children).items() if count > 1), None)
    if repeated is not None:
        again = [child for child in element.children if child.name == repeated][1]
        what = f"<{repeated.name}> occurs twice in <{element.name.name}> beside other elements"
        raise _disagreement(what, "members that occur once, or a list of one kind of item", again)


def _disagreement(what: str, allowed: str, element: SampleElement) -> DerivationError:
    return DerivationError(f"{what}; allowed: {allowed}", file=element.file, line=element.line)
