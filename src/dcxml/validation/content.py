"""One walk over a document beside its contracts: every fault that the hub and the primitive table can tell.

Iterative, so the depth of a document costs no stack. Knows no positions and no schema compiler.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml.codec.anything import built_in
from dcxml.codec.dictionary_keys import SeenKeys
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import REF, XS, QName
from dcxml.validation import rules
from dcxml.validation.attributes import attribute_faults, is_nil, nil_faults, type_named, wrong_type
from dcxml.validation.dictionary_keys import ElementIdentities
from dcxml.validation.entries import entry_faults, factory_type_faults
from dcxml.validation.facts import REFUSED
from dcxml.validation.faults import Fault, Spot, local_name, name_of_type, shorten, some_of
from dcxml.validation.fragments import fragment_faults
from dcxml.validation.member_order import Arrangement, arrange
from dcxml.validation.references import References
from dcxml.validation.simple_text import text_faults

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.contract import DataContractSet

__all__ = ["ContentWalk", "Slot"]

_ANY_TYPE: Final = QName(XS, "anyType")


@frozen
class Slot:
    """What an element stands for: its contract, and whether it may be nil."""

    contract: DataContract
    is_nillable: bool


@frozen(eq=False)
class MemberTable:
    """The members of a class, bases first: their element names, and what each stands for. Made once per class."""

    contract: ClassDataContract
    members: tuple[tuple[str, DataMember], ...]
    names: tuple[QName, ...]
    tags: list[str]
    required: frozenset[str]
    slots: tuple[Slot, ...]


@define(eq=False)
class ContractTables:
    """What walks along the same contracts share: ``classes`` by identity, ``items`` by the collection's name.

    Does not hold the contract set, so that it can be kept for as long as the set lives.
    """

    classes: dict[int, MemberTable] = field(factory=dict)
    items: dict[QName, Slot] = field(factory=dict)


@define(eq=False)
class ContentWalk:
    """One document being walked; remembers which elements it found fault with."""

    contracts: DataContractSet
    tables: ContractTables = field(factory=ContractTables)
    invalid: AbstractSet[etree._Element] = frozenset()
    """Elements that XML Schema complains of."""
    references: References = field(init=False)
    current: etree._Element | None = None
    """The element that is looked at: no fault that is still to come is of an earlier one."""
    faulty: set[etree._Element] = field(factory=set)
    """Elements with a fault of their own."""
    disturbed: set[etree._Element] = field(factory=set)
    """Elements whose children are not those of their contract."""
    _namespaces: set[tuple[str, str]] = field(factory=set)
    _keys: ElementIdentities = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.references = References(self.contracts, self.invalid)
        self._keys = ElementIdentities(self.contracts)

    def faults(self, root: etree._Element, slot: Slot) -> Iterator[Fault]:
        """Yield the faults of ``root`` and all that is in it, in document order."""
        waiting = [(root, slot)]
        while waiting:
            self.current, wanted = element, _ = waiting.pop()
            children: list[tuple[etree._Element, Slot]] = []
            for fault in self._visit(element, wanted, children):
                self.faulty.add(fault.element)
                yield fault
            waiting.extend(reversed(children))

    def wrong_namespace(
        self, elements: Sequence[tuple[etree._Element, QName]], *, label: str, required: AbstractSet[str] = frozenset()
    ) -> Iterator[Fault]:
        """Yield one fault for the elements of one parent that are in one wrong namespace, each with its right name.

        Those whose names are ``required`` are not lost, but make .NET refuse the document.

        Where no contract is in that namespace, it is the same mistake all over the document, and told once.
        """
        pairs: dict[tuple[str, str], list[etree._Element]] = {}
        for element, meant in elements:
            self.faulty.add(element)
            found = QName.from_clark(str(element.tag)).namespace
            pairs.setdefault((found, meant.namespace), []).append(element)
        for (found, expected), same in pairs.items():
            others = [local_name(element) for element in same[1:]]
            count = len(others)
            if all(contract.name.namespace != found for contract in self.contracts):
                if (found, expected) in self._namespaces:
                    continue
                self._namespaces.add((found, expected))
                count = sum(1 for _ in same[0].getroottree().getroot().iter(f"{{{found}}}*")) - 1
                others = [f"{count} other element{'s' * (count > 1)}"] * (count > 0)
            name = local_name(same[0])
            is_refused = any(QName(expected, local_name(element)).clark in required for element in same)
            beside = f", and likewise {some_of(others)}" if others else ""
            yield Fault(
                rule=rules.WRONG_NAMESPACE,
                element=same[0],
                spot=Spot.START_TAG,
                facts=REFUSED if is_refused else None,
                message=f"{name} is in the namespace {shorten(found)}, but {label} has it in {shorten(expected)};"
                f" .NET would {'refuse' if is_refused else 'lose'} it{beside}",
                found=str(same[0].tag),
                expected=QName(expected, name).clark,
            )

    def _visit(
        self, element: etree._Element, slot: Slot, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        """Yield the faults of one element; append its children to be visited."""
        contract = slot.contract
        if element.keys():
            actual = yield from self._attributes(element, slot)
            if actual is None:
                return
            contract = actual
        contract = EXPORTED_CLASSES.get(contract.name, contract)
        if isinstance(contract, ClassDataContract) and contract.is_iserializable:
            yield from self._entries(element, contract, children)
        elif isinstance(contract, ClassDataContract):
            yield from self._class(element, contract, children)
        elif isinstance(contract, CollectionDataContract):
            yield from self._collection(element, contract, children)
        elif isinstance(contract, XmlDataContract):
            yield from fragment_faults(element, contract)
        elif contract.name != _ANY_TYPE and not isinstance(contract, UnresolvedDataContract):
            yield from self._simple(element, contract)

    def _attributes(self, element: etree._Element, slot: Slot) -> Generator[Fault, None, DataContract | None]:
        """Yield the faults of an element's attributes; return the contract of its content, None where it has none."""
        declared = slot.contract
        actual = self._actual(element, declared)
        owner = declared if isinstance(actual, Fault) else actual
        is_reference = self.contracts.is_reference(owner)
        refers = element.get(REF) is not None and (is_reference or declared.name == _ANY_TYPE)
        if not isinstance(declared, UnresolvedDataContract):
            is_content = isinstance(owner, XmlDataContract) and owner.name != XML_ELEMENT and not is_nil(element)
            is_iserializable = isinstance(actual, ClassDataContract) and actual.is_iserializable
            yield from attribute_faults(
                element,
                is_reference=is_reference or refers,
                is_content=is_content,
                is_iserializable=is_iserializable,
            )
            if is_iserializable:
                yield from factory_type_faults(element, self.contracts)
        if refers:
            yield from self.references.faults_of_reference(element, declared)
            return None
        yield from nil_faults(
            element,
            nillable=slot.is_nillable,
            is_value_type=self.contracts.is_value_type(declared),
            expected=name_of_type(declared.name),
        )
        if isinstance(actual, Fault):
            yield actual
            return None
        if is_reference:
            yield from self.references.faults_of_identity(element, actual)
        return None if is_nil(element) else actual

    def contract_of(self, element: etree._Element, slot: Slot) -> DataContract:
        """Return the contract of an element's content: that of its ``i:type`` where it may stand here."""
        actual = self._actual(element, slot.contract)
        contract = slot.contract if isinstance(actual, Fault) else actual
        return EXPORTED_CLASSES.get(contract.name, contract)

    def _actual(self, element: etree._Element, declared: DataContract) -> DataContract | Fault:
        """Return the contract that ``i:type`` names, or the declared one; a fault where that may not stand here."""
        name = type_named(element)
        if name is None or isinstance(name, Fault):
            return declared if name is None else name
        if name == declared.name or isinstance(declared, UnresolvedDataContract):
            return declared
        known = self.contracts.contracts.get(name)
        if declared.name == _ANY_TYPE and name != _ANY_TYPE:
            actual = known or built_in(name)
            if actual is None or isinstance(actual, UnresolvedDataContract):
                return wrong_type(element, found=name, expected=declared.name, is_known=False)
            return actual
        if known is not None and self.contracts.is_derived(name, declared.name):
            return known
        return wrong_type(element, found=name, expected=declared.name, is_known=known is not None)

    def _class(
        self, element: etree._Element, contract: ClassDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from self._stray_text(element, contract)
        table = self.table(contract)
        members, tags = table.members, table.tags
        elements = [child for child in element if isinstance(child.tag, str)]
        found = yield from self._expected_tags(element, elements, table.names, contract, required=table.required)
        if found == tags:
            indexes: Sequence[int | None] = range(len(tags))
        else:
            arrangement = arrange(found, tags)
            indexes = arrangement.indexes
            if arrangement.misplaced or arrangement.repeated or None in indexes:
                self.disturbed.add(element)
            for position, child in enumerate(elements):
                name = local_name(child)
                if position in arrangement.repeated:
                    first = next(each for each in elements if each.tag == child.tag)
                    yield Fault(
                        rule=rules.TWICE,
                        element=child,
                        related=((first, f"{name} is here first"),),
                        message=f"{name} occurs again here; .NET reads only the first",
                        found=name,
                        expected=f"one {name}",
                    )
                elif indexes[position] is None:
                    yield self._unknown(child, contract, "a member", "members", [m.name for _, m in members])
                elif position in arrangement.misplaced:
                    yield self._out_of_order(elements, position, arrangement, table)
        yield from self._missing(element, contract, members, set(indexes))
        for child, index in zip(elements, indexes, strict=True):
            if index is not None:
                children.append((child, table.slots[index]))

    def _out_of_order(
        self, elements: Sequence[etree._Element], position: int, arrangement: Arrangement, table: MemberTable
    ) -> Fault:
        name = local_name(elements[position])
        side, other = arrangement.neighbour(position)
        lost = [position] if position in arrangement.lost else arrangement.lost
        is_refused = any(str(elements[at].tag) in table.required for at in lost)
        what = "it" if position in arrangement.lost else some_of(local_name(elements[at]) for at in lost)
        place = f"{side} {local_name(elements[other])}"
        return Fault(
            rule=rules.OUT_OF_ORDER,
            element=elements[position],
            facts=REFUSED if is_refused else None,
            related=((elements[other], f"{name} belongs {side} this"),),
            message=f"{name} is expected {place}; .NET would {'refuse' if is_refused else 'lose'} {what}",
            found=name,
            expected=f"{name} {place}",
        )

    def table(self, contract: ClassDataContract) -> MemberTable:
        """Return the members of a class, made once."""
        table = self.tables.classes.get(id(contract))
        if table is None:
            members = self.contracts.members(contract)
            names = tuple(QName(namespace, member.name) for namespace, member in members)
            slots = tuple(Slot(self.contracts[member.type], member.is_nillable) for _, member in members)
            table = MemberTable(
                contract=contract,
                members=members,
                names=names,
                tags=[name.clark for name in names],
                required=frozenset(n.clark for n, (_, m) in zip(names, members, strict=True) if m.is_required),
                slots=slots,
            )
            # The table holds the class, so that no other one can have its identity.
            self.tables.classes[id(contract)] = table
        return table

    def _entries(
        self, element: etree._Element, contract: ClassDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from self._stray_text(element, contract)
        slot = Slot(self.contracts[_ANY_TYPE], is_nillable=True)
        for fault in entry_faults(element, contract):
            self.disturbed.add(element)
            yield fault
        children.extend((child, slot) for child in element if isinstance(child.tag, str) and child.tag[0] != "{")

    def _collection(
        self, element: etree._Element, contract: CollectionDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from self._stray_text(element, contract)
        item = QName(contract.name.namespace, contract.item_name)
        slot = self.item_slot(contract, item)
        elements = [child for child in element if isinstance(child.tag, str)]
        found = yield from self._expected_tags(element, elements, [item], contract)
        items = []
        for tag, child in zip(found, elements, strict=True):
            if tag == item.clark:
                items.append(child)
            else:
                self.disturbed.add(element)
                yield self._unknown(child, contract, "an item", "items", [contract.item_name])
        if contract.key is not None:
            yield from self._duplicate_keys(items, QName(contract.name.namespace, contract.key.name), contract.key.type)
        children.extend((child, slot) for child in items)

    def item_slot(self, contract: CollectionDataContract, item: QName) -> Slot:
        """Return what an item stands for; that of a dictionary is a class of a key and a value without a name."""
        slot = self.tables.items.get(contract.name)
        if slot is None:
            if isinstance(contract.item, QName):
                slot = Slot(self.contracts[contract.item], contract.is_item_nillable)
            else:
                slot = Slot(ClassDataContract(name=item, members=contract.item), is_nillable=False)
            self.tables.items[contract.name] = slot
        return slot

    def _duplicate_keys(self, items: Sequence[etree._Element], name: QName, type_: QName) -> Iterator[Fault]:
        """Yield a fault for each key that is null or occurs again; keys are elements of ``name``."""
        seen = SeenKeys()
        for item in items:
            key = item.find(name.clark)
            if key is None:
                continue
            identity = self._keys.of(key, type_)
            if identity is None:
                yield self._key_fault(key, "null", "a key")
            elif not seen.is_new(identity):
                yield self._key_fault(key, shorten(key.text or local_name(key)), "another key")

    def _key_fault(self, key: etree._Element, found: str, expected: str) -> Fault:
        said = "is null" if found == "null" else f"{found} occurs again"
        return Fault(
            rule=rules.DUPLICATE_KEY,
            element=key,
            message=f"{local_name(key)} {said}; .NET would refuse the dictionary",
            found=found,
            expected=expected,
        )

    def _simple(self, element: etree._Element, contract: DataContract) -> Iterator[Fault]:
        if len(element):
            self.disturbed.add(element)
            child = next((child for child in element if isinstance(child.tag, str)), None)
            if child is not None:
                yield Fault(
                    rule=rules.STRAY_ELEMENT,
                    element=child,
                    message=f"{local_name(child)} is not allowed inside {local_name(element)}, whose value is"
                    f" {name_of_type(contract.name)}",
                    found=local_name(child),
                    expected=f"text that is {name_of_type(contract.name)}",
                )
            return
        yield from text_faults(element, contract, contracts=self.contracts, schema_valid=element not in self.invalid)

    def _expected_tags(
        self,
        element: etree._Element,
        children: Sequence[etree._Element],
        expected: Sequence[QName],
        contract: DataContract,
        *,
        required: AbstractSet[str] = frozenset(),
    ) -> Generator[Fault, None, list[str]]:
        """Return the children's tags, each that is right but for its namespace as if that were right too."""
        tags = [str(child.tag) for child in children]
        known = {name.clark for name in expected}
        if known.issuperset(tags):
            return tags
        free = {name.name: name for name in reversed(expected) if name.clark not in tags}
        wrong = []
        for position, child in enumerate(children):
            meant = free.get(local_name(child))
            if tags[position] not in known and meant is not None:
                wrong.append((child, meant))
                tags[position] = meant.clark
        if wrong:
            self.disturbed.add(element)
            yield from self.wrong_namespace(wrong, label=name_of_type(contract.name), required=required)
        return tags

    def _unknown(
        self, child: etree._Element, contract: DataContract, what: str, plural: str, names: Sequence[str]
    ) -> Fault:
        allowed = some_of(names) if names else "none"
        near = get_close_matches(local_name(child), names, n=1)
        label = name_of_type(contract.name)
        return Fault(
            rule=rules.UNKNOWN_MEMBER,
            element=child,
            message=f"{local_name(child)} is not {what} of {label}, whose {plural} are {allowed}; .NET would skip it"
            + (f"; did you mean {near[0]}?" if near else ""),
            found=str(child.tag),
            expected=near[0] if near else allowed,
        )

    def _missing(
        self,
        element: etree._Element,
        contract: ClassDataContract,
        members: Sequence[tuple[str, DataMember]],
        present: set[int | None],
    ) -> Iterator[Fault]:
        for index, (_, member) in enumerate(members):
            if member.is_required and index not in present:
                self.disturbed.add(element)
                yield Fault(
                    rule=rules.MISSING_MEMBER,
                    element=element,
                    spot=Spot.START_TAG,
                    message=f"{local_name(element)}: the required member {member.name} of"
                    f" {name_of_type(contract.name)} is missing",
                    found=None,
                    expected=member.name,
                )

    def _stray_text(self, element: etree._Element, contract: DataContract) -> Iterator[Fault]:
        texts = [element.text, *(child.tail for child in element)]
        text = next((text for text in texts if text and text.strip(WHITE_SPACE)), None)
        if text is not None:
            yield Fault(
                rule=rules.STRAY_TEXT,
                element=element,
                message=f"{local_name(element)}: the text {shorten(text.strip(WHITE_SPACE))} is not allowed;"
                f" {name_of_type(contract.name)} contains only elements",
                found=text.strip(WHITE_SPACE),
                expected="elements only",
            )
