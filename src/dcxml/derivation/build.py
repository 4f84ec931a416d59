"""Build the data contracts from what has been observed, and write down each fact with its evidence."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field, frozen

from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    Evidence,
    GenericArgument,
    GenericType,
    GlobalElement,
    XmlDataContract,
)
from dcxml.contract.implied import implied_contract
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.naming import dictionary_name
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS, primitive_contract
from dcxml.derivation.observe import BUILTIN, PAIRS, SYSTEM
from dcxml.derivation.order import merge_order, ordinal
from dcxml.derivation.result import Fact
from dcxml.derivation.slot_type import builtin_named
from dcxml.derivation.text_type import show_type
from dcxml.errors import DerivationError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dcxml.contract import DataContract
    from dcxml.derivation.generic import Generic
    from dcxml.derivation.naming import Names
    from dcxml.derivation.observe import Observation, ObservedContract, Slot
    from dcxml.derivation.sample import SampleElement
    from dcxml.derivation.slot_type import SlotType

__all__ = ["Built", "build_contracts", "drop_unused"]

_PAIR_DEFINITION: Final = "KeyValuePairOf{0}{1}{#}"
_OPEN: Final = Evidence("open", "known from samples alone: its other members and their numbers are not known")
_REQUIRED: Final = Evidence(".NET", "key and value of a pair are always written")


@frozen(kw_only=True)
class Built:
    """Contracts in the order of .NET's exporter (depth first from the roots), global elements, and the facts.

    ``slots`` are what was observed of a member or an item, by the contract that has it and by name.
    """

    contracts: tuple[DataContract, ...]
    elements: tuple[GlobalElement, ...]
    facts: tuple[Fact, ...]
    slots: Mapping[tuple[QName, str], Slot]


def build_contracts(
    observation: Observation, names: Names, *, generics: Mapping[str, Generic], merged: Mapping[str, Sequence[str]]
) -> Built:
    """Return the contracts of an observation.

    ``generics`` tells of generic names by key, ``merged`` the keys that were taken for one of equal shape.

    :raises DerivationError: where a contract would have two bases.
    """
    builder = _Builder(observation, names, generics=generics, merged=merged)
    for slot in observation.roots.values():
        builder.add_root(slot)
    return Built(
        contracts=tuple(builder.settled()),
        elements=tuple(builder.elements),
        facts=tuple(builder.facts),
        slots=builder.slots,
    )


def drop_unused(
    before: Iterable[DataContract], after: Iterable[DataContract], roots: Collection[QName]
) -> Iterator[DataContract]:
    """Yield the contracts ``after`` a change, without those to which something led ``before`` and nothing does now."""
    contracts = tuple(after)
    used = {name for contract in before for name in contract.references()}
    still_used = {name for contract in contracts for name in contract.references()}
    for contract in contracts:
        if contract.name in still_used or contract.name not in used or contract.name in roots:
            yield contract


@define(eq=False)
class _Builder:
    observation: Observation
    names: Names
    generics: Mapping[str, Generic] = field(kw_only=True)
    merged: Mapping[str, Sequence[str]] = field(kw_only=True)
    contracts: dict[QName, DataContract] = field(factory=dict, init=False)
    elements: list[GlobalElement] = field(factory=list, init=False)
    facts: list[Fact] = field(factory=list, init=False)
    slots: dict[tuple[QName, str], Slot] = field(factory=dict, init=False)
    identified: dict[QName, bool] = field(factory=dict, init=False)
    _waiting: list[Slot | str] = field(factory=list, init=False)

    def add_root(self, slot: Slot) -> None:
        """Add the contract of a root, and all that it leads to, depth first."""
        found = self.names.type_in(slot)
        if found.content is None and not found.is_enumeration and builtin_named(slot.name) is None:
            self._add_global_element(slot, found)
        self._waiting.append(slot)
        while self._waiting:
            step = self._waiting.pop()
            following = self._add_contract(step) if isinstance(step, str) else self._add_slot(step)
            self._waiting.extend(reversed(list(following)))

    def settled(self) -> Iterator[DataContract]:
        """Yield the contracts; a class is a reference where all are that it is of one line with, as .NET asks."""
        roots: dict[QName, QName] = {}
        for name in self.contracts:
            self._find_base_most(name, roots)
        seen: dict[QName, list[bool]] = {}
        for name, is_identified in self.identified.items():
            seen.setdefault(roots[name], []).append(is_identified)
        for name, contract in self.contracts.items():
            of_line = seen.get(roots[name], [])
            if isinstance(contract, ClassDataContract) and of_line and all(of_line):
                yield evolve(contract, is_reference=True)
            else:
                yield contract

    def _find_base_most(self, name: QName, roots: dict[QName, QName]) -> None:
        """Put the base-most class of a contract into ``roots``, and that of each class between."""
        line = [name]
        while line[-1] not in roots:
            contract = self.contracts.get(line[-1])
            if not isinstance(contract, ClassDataContract) or contract.base is None:
                roots[line[-1]] = line[-1]
            else:
                line.append(contract.base)
        roots.update(dict.fromkeys(line, roots[line[-1]]))

    def _add_global_element(self, slot: Slot, found: SlotType) -> None:
        type_ = self.names.type_name(slot)
        self._note(slot.name, None, f"a root of type {show_type(type_)}", evidence=found.evidence, at=slot.elements[0])
        self.elements.append(GlobalElement(name=slot.name, type=type_, annotation=Annotation(evidence=found.evidence)))

    def _add_slot(self, slot: Slot) -> Iterator[Slot | str]:
        """Add what stands in a slot, and yield what to add next: its contract, and the types its values name."""
        found = self.names.type_in(slot)
        if found.content is not None:
            yield found.content
        elif found.is_enumeration:
            self._add_enumeration(slot, found)
        elif found.type in (XML_ELEMENT, XML_NODES):
            self.contracts.setdefault(found.type, XmlDataContract(name=found.type))
        self._list_built_in(found.type)
        for element in slot.elements:
            if element.type is not None and element.type != slot.shown:
                yield from self._typed(element.type)

    def _list_built_in(self, type_: QName | None) -> None:
        """List a built-in type that is known only where it is listed."""
        if type_ in EXPORTED_CLASSES:
            self.contracts.setdefault(type_, PRIMITIVE_CONTRACTS[type_])

    def _typed(self, type_: QName) -> Iterator[str]:
        self._list_built_in(type_)
        if type_.clark in self.observation.contracts:
            yield type_.clark
        elif type_.namespace not in BUILTIN and primitive_contract(type_) is None:
            named = (key for key in self.observation.contracts if self.names.contract_name(key) == type_)
            yield next(named, type_.clark)

    def _add_contract(self, key: str) -> Iterator[Slot | str]:
        name = self.names.contract_name(key)
        if name in self.contracts:
            return
        contract = self.observation.contracts.get(key)
        if contract is None:
            yield from self._add_named(name)
        elif contract.is_list:
            yield from self._add_list(contract, name)
        else:
            yield from self._add_class(contract, name)

    def _add_named(self, name: QName) -> Iterator[str]:
        """Add a contract that is shown by name, with texts or with nothing in it."""
        elements = [
            element
            for slot in self.observation.order
            for element in slot.elements
            if name in (slot.shown, element.type)
        ]
        texts = tuple(dict.fromkeys(element.text for element in elements if element.text))
        implied = implied_contract(name)
        item = QName(name.namespace, name.name.removeprefix("ArrayOf"))
        if texts:
            self._add_enumeration_named(name, texts, evidence=(_OPEN,), at=elements[0])
        elif implied is not None:
            kind = "a list" if isinstance(implied, CollectionDataContract) else "a pair"
            self._note(name, None, kind, evidence=(Evidence("name", "its name says so"),), at=elements[0])
            self.contracts[name] = implied
        elif item != name and item.name:
            evidence = (Evidence("name", f"the name says a list of {item.name}; it is shown empty"),)
            self._note(name, None, f"a list of {item.name}", evidence=evidence, at=elements[0])
            self.contracts[name] = CollectionDataContract(
                name=name,
                item_name=item.name,
                item_type=item,
                is_item_nillable=True,
                annotation=Annotation(evidence=evidence),
            )
            yield item.clark
        else:
            self._add_empty(name, elements[:1] or [next(iter(self.observation.roots.values())).elements[0]])

    def _add_empty(self, name: QName, elements: Sequence[SampleElement]) -> None:
        element = elements[0]
        evidence = (Evidence("name", f"{name.name} is shown by name and without any element"),)
        self._note(name, None, "a class without members", evidence=evidence, at=element)
        self.contracts[name] = ClassDataContract(name=name, annotation=Annotation(evidence=evidence))

    def _add_enumeration(self, slot: Slot, found: SlotType) -> None:
        name = self.names.type_name(slot)
        evidence: tuple[Evidence, ...] = (_OPEN,)
        if slot.shown is None:
            evidence += (Evidence("name", f"not shown: named after <{slot.name.name}>, in its class's namespace"),)
        self._add_enumeration_named(name, found.texts, evidence=evidence, at=slot.elements[0])

    def _add_enumeration_named(
        self, name: QName, texts: Sequence[str], *, evidence: tuple[Evidence, ...], at: SampleElement
    ) -> None:
        self._note(name, None, "an open enumeration", evidence=evidence, at=at)
        known = self.contracts.get(name)
        seen = [member.name for member in known.members] if isinstance(known, EnumDataContract) else []
        members = (EnumMember(name=text, value=number) for number, text in enumerate(dict.fromkeys([*seen, *texts])))
        self.contracts[name] = EnumDataContract(
            name=name, members=tuple(members), is_open=True, annotation=Annotation(evidence=evidence)
        )

    def _add_list(self, contract: ObservedContract, name: QName) -> Iterator[Slot | str]:
        slot = next(iter(contract.slots.values()))
        found = self.names.type_in(slot)
        item = self.observation.contracts.get(found.content or "")
        at = contract.elements[0]
        if item is not None and item.is_dictionary:
            yield from self._add_dictionary(contract, name, item)
            return
        type_ = self.names.type_name(slot)
        detail = f"<{slot.name.name}> is repeated in it" if len(at.children) > 1 else f"<{slot.name.name}> is an item"
        evidence = (Evidence("item", f"{detail}: a list of {show_type(type_)}"), *found.evidence, *found.nil_evidence)
        self._note(name, None, f"a list of {show_type(type_)}", evidence=evidence, at=at)
        self.contracts[name] = CollectionDataContract(
            name=name,
            item_name=slot.name.name,
            item_type=type_,
            is_item_nillable=self._is_nillable(slot, found),
            is_reference=_is_reference(contract),
            annotation=Annotation(evidence=evidence),
        )
        self.slots[name, slot.name.name] = slot
        yield slot

    def _add_dictionary(self, contract: ObservedContract, name: QName, item: ObservedContract) -> Iterator[Slot | str]:
        key, value = (self._member(slot, name, is_required=True) for slot in item.slots.values())
        slots = tuple(item.slots.values())
        implied = dictionary_name(key.type, value.type)
        fits = "which its name says" if implied == name else f"which .NET would name {implied.name}"
        detail = f"of {show_type(key.type)} to {show_type(value.type)}, {fits}"
        evidence = (Evidence("item", f"<{item.elements[0].name.name}> holds Key and Value: a dictionary {detail}"),)
        self._note(name, None, "a dictionary", evidence=evidence, at=contract.elements[0])
        self.contracts[name] = CollectionDataContract(
            name=name,
            item_name=item.elements[0].name.name,
            key=key,
            value=value,
            is_reference=_is_reference(contract),
            annotation=Annotation(evidence=evidence),
        )
        yield from slots

    def _add_class(self, contract: ObservedContract, name: QName) -> Iterator[Slot | str]:
        evidence = [*self._name_evidence(contract, name)]
        base, inherited = self._base(contract)
        order = [each for each in merge_order(contract.elements) if each not in inherited]
        groups = [(namespace, list(group)) for namespace, group in groupby(order, key=lambda each: each.namespace)]
        own = groups.pop()[1] if groups and groups[-1][0] == name.namespace else []
        for namespace, group in groups:
            base = self._add_base(contract, name, base, group=[contract.slots[each] for each in group], of=namespace)
        if base is not None:
            evidence.append(Evidence("base", f"its first members are those of {base.name}"))
        evidence.extend(_order_evidence(own))
        self._note(name, None, "a class", evidence=evidence, at=contract.elements[0])
        slots = [contract.slots[each] for each in own]
        if not contract.is_pair and any(not element.refers for element in contract.elements):
            self.identified[name] = _is_reference(contract)
        self.contracts[name] = ClassDataContract(
            name=name,
            members=tuple(self._member(slot, name, is_required=contract.is_pair) for slot in slots),
            base=base,
            is_value_type=contract.is_pair and base is None,  # a struct has none
            generic=self._generic(contract),
            annotation=Annotation(evidence=tuple(evidence)),
        )
        if base is not None:
            yield from (key for key in self.observation.contracts if self.names.contract_name(key) == base)
            if base not in self.contracts:
                yield base.clark
        yield from (contract.slots[each] for each in merge_order(contract.elements))

    def _add_base(
        self, contract: ObservedContract, name: QName, base: QName | None, *, group: Sequence[Slot], of: str
    ) -> QName:
        """Add the class that declares the members of another namespace, which come first."""
        base_name = self.names.base_name(name, of)
        detail = f"members of {of} come first in {name.name}: those of a base class, whose name is not shown"
        evidence = (Evidence("namespace", detail),)
        self._note(base_name, None, "a base class", evidence=evidence, at=contract.elements[0])
        self.contracts[base_name] = ClassDataContract(
            name=base_name,
            members=tuple(self._member(slot, base_name) for slot in group),
            base=base,
            annotation=Annotation(evidence=evidence),
        )
        return base_name

    def _base(self, contract: ObservedContract) -> tuple[QName | None, set[QName]]:
        """Return the declared contract that ``i:type`` says this one is derived from, and the members it inherits."""
        declared = {
            key: element
            for key, element in self.observation.derived.get(contract.key, {}).items()
            if key != contract.key
        }
        if not declared:
            return None, set()
        if len(declared) > 1:
            (first, _), (second, element) = list(declared.items())[:2]
            reason = (
                f"{contract.key} stands for {_short(first)} and for {_short(second)}; "
                "allowed: one declared type, of which it is derived"
            )
            raise DerivationError(reason, file=element.file, line=element.line)
        key = next(iter(declared))
        inherited: set[QName] = set()
        for each in self._lineage(key):
            inherited.update(each.slots)
        return self.names.contract_name(key), inherited

    def _lineage(self, key: str) -> Iterator[ObservedContract]:
        seen = set()
        while key not in seen:
            seen.add(key)
            contract = self.observation.contracts.get(key)
            if contract is not None:
                yield contract
            key = next((each for each in self.observation.derived.get(key, {}) if each != key), key)

    def _member(self, slot: Slot, contract: QName, *, is_required: bool = False) -> DataMember:
        found = self.names.type_in(slot)
        type_ = self.names.type_name(slot)
        is_nillable = self._is_nillable(slot, found)
        evidence = found.evidence + found.nil_evidence + ((_REQUIRED,) if is_required else ())
        self.slots[contract, slot.name.name] = slot
        fact = show_type(type_) + (", nillable" if is_nillable else "") + (", required" if is_required else "")
        self._note(contract, slot.name.name, fact, evidence=evidence, at=slot.elements[0])
        return DataMember(
            name=slot.name.name,
            type=type_,
            is_nillable=is_nillable,
            is_required=is_required,
            declares=found.declares,
            annotation=Annotation(evidence=evidence),
        )

    def _is_nillable(self, slot: Slot, found: SlotType) -> bool:
        if found.content is not None:
            content = self.observation.contracts.get(found.content)
            return found.is_nil_seen or content is None or not content.is_pair
        is_nullable_item = (
            slot.owner is not None
            and slot.owner.is_list
            and slot.name.namespace == SYSTEM
            and builtin_named(slot.name) != slot.name
        )
        return is_nullable_item or found.is_nillable

    def _name_evidence(self, contract: ObservedContract, name: QName) -> Iterator[Evidence]:
        holder = contract.holder
        if contract.is_pair:
            detail = f"key and value in {PAIRS} are a KeyValuePair, named after the types of both"
            yield Evidence("shape", detail)
            return
        generic = self.generics.get(contract.key)
        carried = [each for each in self.generics.values() if each.argument == name and each.carrier is not None]
        if generic is not None:
            yield from generic.evidence
        if carried:
            yield from carried[0].evidence
        elif contract.shown is None and holder is not None:
            yield Evidence("name", f"not shown: named after the member {holder.name.name} that holds it")
        same = [_short(key) for key in self.merged.get(contract.key, ())]
        if same:
            members = f"{', '.join(same)} have the same members of the same types: taken for one contract"
            yield Evidence("shape", members)

    def _generic(self, contract: ObservedContract) -> GenericType | None:
        generic = self.generics.get(contract.key)
        if not contract.is_pair:
            return None if generic is None else generic.type
        arguments = tuple(self._argument(slot) for slot in contract.slots.values())
        return GenericType(_PAIR_DEFINITION, PAIRS, arguments)

    def _argument(self, slot: Slot) -> GenericArgument:
        found = self.names.type_in(slot)
        content = self.observation.contracts.get(found.content or "")
        generic = None if content is None else self._generic(content)
        if generic is not None:
            return GenericArgument(generic.name, generic.namespace, generic.arguments)
        type_ = self.names.type_name(slot)
        argument = GenericArgument(type_.name, type_.namespace)
        if found.is_value_type and found.is_nillable:
            return GenericArgument("NullableOf{0}{#}", SYSTEM, (argument,))
        return argument

    def _note(
        self, contract: QName, member: str | None, fact: str, *, evidence: Sequence[Evidence], at: SampleElement
    ) -> None:
        for each in evidence or (Evidence("name", "shown as an element's name"),):
            self.facts.append(Fact(contract=contract, member=member, fact=fact, evidence=each, place=at.place))


def _is_reference(contract: ObservedContract) -> bool:
    full = [element for element in contract.elements if not element.refers]
    return bool(full) and all(element.is_identified for element in full)


def _order_evidence(members: Sequence[QName]) -> Iterator[Evidence]:
    """Tell where the document's order is not .NET's default one."""
    for first, second in pairwise(members):
        if ordinal(first.name) > ordinal(second.name):
            detail = (
                f"{first.name} stands before {second.name}, which is not alphabetical: members of a base class come "
                "first, or the contract sets Order; no base class is invented, the document's order is kept"
            )
            yield Evidence("order", detail)
            return


def _short(key: str) -> str:
    return key.rpartition("}")[2].rpartition("/")[2]
