"""One walk over a document beside its contracts: every fault that the hub and the primitive table can tell.

Iterative, so the depth of a document costs no stack. Knows no positions and no schema compiler.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from dcxml.binding.fragments import is_content_attribute
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.arrays import is_number_array
from dcxml.contract.model import XML_ELEMENT
from dcxml.contract.primitives import DATE_TIME_OFFSET, EXPORTED_CLASSES
from dcxml.qname import REF, TYPE, QName
from dcxml.validation.attributes import (
    attribute_faults,
    is_nil,
    nil_faults,
    nil_value_faults,
    says_nil_or_not,
)
from dcxml.validation.entries import entry_faults, factory_type_faults
from dcxml.validation.facts import Facts
from dcxml.validation.faults import Fault, local_name, name_of_type, shorten
from dcxml.validation.fragments import fragment_faults
from dcxml.validation.member_order import arrange
from dcxml.validation.named_types import ANY_TYPE, actual_type, contract_of, is_built_in
from dcxml.validation.offsets import offset_faults
from dcxml.validation.references import References
from dcxml.validation.simple_text import text_faults
from dcxml.validation.slots import ContractTables, MemberTable, Slot
from dcxml.validation.structure_faults import (
    count_faults,
    key_fault,
    missing,
    nearest,
    out_of_order,
    repeated,
    stray_element,
    stray_text,
    unknown,
    untyped_content,
)
from dcxml.validation.whole_document import Memory, WholeTree
from dcxml.validation.wrong_namespaces import WrongNamespaces

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.codec.dictionary_keys import SeenKeys
    from dcxml.contract import DataContractSet
    from dcxml.validation.dictionary_keys import ElementIdentities
    from dcxml.validation.whole_document import WholeDocument

__all__ = ["ContentWalk"]


@define(eq=False)
class ContentWalk:
    """One document being walked; remembers which elements it found fault with."""

    contracts: DataContractSet
    tables: ContractTables = field(factory=ContractTables)
    invalid: AbstractSet[etree._Element] = frozenset()
    """Elements that XML Schema complains of."""
    document: WholeDocument = field(factory=WholeTree)
    memory: Memory = field(factory=Memory)
    references: References = field(init=False)
    current: etree._Element | None = None
    """The element that is looked at: no fault that is still to come is of an earlier one."""
    faulty: set[etree._Element] = field(factory=set)
    """Elements with a fault of their own."""
    disturbed: set[etree._Element] = field(factory=set)
    """Elements whose children are not those of their contract."""
    fragments: set[etree._Element] = field(factory=set)
    """Elements that hold XML of no contract."""
    _keys: ElementIdentities | None = field(init=False, default=None)
    _namespaces: WrongNamespaces = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._namespaces = WrongNamespaces(self.contracts, self.document, self.memory)
        self.references = References(
            self.contracts, self.invalid, self.document, self.memory.objects, self.memory.unknown
        )

    def faults(self, root: etree._Element, slot: Slot) -> Iterator[Fault]:
        """Yield the faults of ``root`` and all that is in it, in document order."""
        return chain.from_iterable(faults for _, _, faults in self.visits([(root, slot)]))

    def visits(
        self, elements: Sequence[tuple[etree._Element, Slot]]
    ) -> Iterator[tuple[etree._Element, Slot, Iterator[Fault]]]:
        """Yield elements and all that is in them, in document order, each before its faults, which have to be taken."""
        waiting = [*reversed(elements)]
        while waiting:
            self.current, wanted = element, _ = waiting.pop()
            children: list[tuple[etree._Element, Slot]] = []
            yield element, wanted, self._noted(self._visit(element, wanted, children))
            waiting.extend(reversed(children))

    def faults_among_items(
        self,
        collection: etree._Element,
        contract: CollectionDataContract,
        children: list[tuple[etree._Element, Slot]],
    ) -> Iterator[Fault]:
        """Yield the faults of a collection's content; append its items to be visited."""
        return self._noted(self._collection(collection, contract, children))

    def _noted(self, faults: Iterator[Fault]) -> Iterator[Fault]:
        for fault in faults:
            self.faulty.add(fault.element)
            yield fault

    def wrong_namespace(
        self, elements: Sequence[tuple[etree._Element, QName]], *, label: str, required: AbstractSet[str] = frozenset()
    ) -> Iterator[Fault]:
        """Yield the faults of elements of one parent that are in wrong namespaces, each with its right name."""
        self.faulty.update(element for element, _ in elements)
        yield from self._namespaces.faults(elements, label=label, required=required)

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
            self.fragments.add(element)
            yield from fragment_faults(element, contract, schema_valid=element not in self.invalid)
        elif contract.name == ANY_TYPE:
            yield from () if slot.is_unseen else untyped_content(element)
        elif not isinstance(contract, UnresolvedDataContract):
            yield from self._simple(element, contract)

    def _attributes(self, element: etree._Element, slot: Slot) -> Generator[Fault, None, DataContract | None]:
        """Yield the faults of an element's attributes; return the contract of its content, None where it has none."""
        declared = slot.contract
        actual = actual_type(element, declared, self.contracts)
        owner = declared if isinstance(actual, Fault) else actual
        is_reference = self.contracts.is_reference(owner)
        refers = element.get(REF) is not None and (is_reference or declared.name == ANY_TYPE)
        schema_valid = element not in self.invalid
        if not isinstance(declared, UnresolvedDataContract):
            is_content = isinstance(owner, XmlDataContract) and owner.name != XML_ELEMENT and not is_nil(element)
            is_defined = isinstance(owner, XmlDataContract) and bool(owner.schema)
            is_iserializable = isinstance(actual, ClassDataContract) and actual.is_iserializable
            is_value_type = self.contracts.is_value_type(declared) and not slot.is_unread
            yield from attribute_faults(
                element,
                is_reference=is_reference or refers,
                content=partial(is_content_attribute, is_defined=is_defined) if is_content else None,
                is_iserializable=is_iserializable,
                is_value_type=is_value_type,
                refers_to_object=self.references.leads_to_one_of(declared, element),
                schema_valid=schema_valid,
            )
            if is_iserializable:
                yield from factory_type_faults(element, self.contracts)
        if element.get(REF) is not None and not isinstance(declared, UnresolvedDataContract):
            if refers:
                yield from self.references.faults_of_reference(element, declared)
            if _is_empty(element) or self.references.leads_to_one_of(declared, element):
                return None  # its content is elsewhere, or should be
        yield from nil_faults(
            element,
            nillable=slot.is_nillable,
            is_value_type=_is_empty(element) if slot.is_unread else self.contracts.is_value_type(declared),
            expected=name_of_type(declared.name),
        )
        if not says_nil_or_not(element):
            return None
        if isinstance(actual, Fault):
            return (yield from self._type_faults(element, slot, actual))
        if self._may_be_identified(element, slot):
            yield from self.references.faults_of_identity(element, actual, is_reference=is_reference)
        return None if is_nil(element) else actual

    def _may_be_identified(self, element: etree._Element, slot: Slot) -> bool:
        """Tell whether .NET remembers the object of an element by its ``z:Id``: one of a reference type, read here."""
        is_value = slot.is_unread or self.contracts.is_value_type(slot.contract)
        return not (is_value or isinstance(slot.contract, UnresolvedDataContract) or element.get(REF) is not None)

    def _type_faults(
        self, element: etree._Element, slot: Slot, fault: Fault
    ) -> Generator[Fault, None, DataContract | None]:
        """Yield the fault of an ``i:type``, unless .NET does not look at it and XML Schema derives what it names.

        An empty one is none to .NET.
        Return the contract by which .NET reads the content all the same, None where it does not.
        """
        if self.contracts.is_reference(slot.contract):
            self.references.keep_unknown(element)
        is_ignored, schema_valid = (
            slot.is_unread or not element.get(TYPE) or is_built_in(slot.contract, self.contracts),
            element not in self.invalid,
        )
        if not (is_ignored and schema_valid):
            self.disturbed.add(element)
            facts = Facts(schema_valid=schema_valid, readable=is_ignored, canonical=False, lossless=is_ignored)
            yield evolve(fault, facts=facts)
        return slot.contract if is_ignored and not is_nil(element) else None

    def contract_of(self, element: etree._Element, slot: Slot) -> DataContract:
        """Return the contract of an element's content: that of its ``i:type`` where it may stand here."""
        return contract_of(element, slot.contract, self.contracts)

    def _class(
        self, element: etree._Element, contract: ClassDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from stray_text(element, contract)
        table = self.table(contract)
        tags = table.tags
        elements = table.own([child for child in element if isinstance(child.tag, str)])
        found = yield from self._expected_tags(element, elements, table.names, contract, required=table.required)
        if found == tags:
            indexes: Sequence[int | None] = range(len(tags))
        else:
            indexes = yield from self._arranged(element, elements, found, table)
        if contract.name == DATE_TIME_OFFSET:
            yield from offset_faults(element)
        for child, index in zip(elements, indexes, strict=True):
            if index is not None:
                children.append((child, table.slots[index]))

    def _arranged(
        self, element: etree._Element, elements: Sequence[etree._Element], found: Sequence[str], table: MemberTable
    ) -> Generator[Fault, None, Sequence[int | None]]:
        """Yield the faults of members that are not all there in order; return the index of each element's member."""
        arrangement = arrange(found, table.tags)
        indexes = arrangement.indexes
        if arrangement.misplaced or arrangement.repeated or None in indexes:
            self.disturbed.add(element)
        names = [member.name for _, member in table.members]
        absent = [
            index for index, (_, member) in enumerate(table.members) if member.is_required and index not in indexes
        ]
        for position, child in enumerate(elements):
            if position in arrangement.repeated:
                yield repeated(child, next(each for each in elements if each.tag == child.tag))
                yield from nil_value_faults(child)
            elif indexes[position] is None:
                # A name that was meant to be that of a required member is one fault, not two.
                near = nearest(local_name(child), names)
                meant = next((index for index in absent if names[index] == near), None)
                if meant is not None:
                    absent.remove(meant)
                yield unknown(child, table.contract, names, is_item=False, is_refused=meant is not None)
                yield from nil_value_faults(child)
            elif position in arrangement.misplaced:
                yield out_of_order(elements, position, arrangement, required=table.required)
        for index in absent:
            self.disturbed.add(element)
            yield missing(element, table.contract, names[index])
        return indexes

    def table(self, contract: ClassDataContract) -> MemberTable:
        """Return the members of a class."""
        return self.tables.of_class(contract, self.contracts)

    def _entries(
        self, element: etree._Element, contract: ClassDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from stray_text(element, contract)
        slot = Slot(self.contracts[ANY_TYPE], is_nillable=True)
        for fault in entry_faults(element, contract):
            self.disturbed.add(element)
            yield fault
        children.extend((child, slot) for child in element if isinstance(child.tag, str) and child.tag[0] != "{")

    def _collection(
        self, element: etree._Element, contract: CollectionDataContract, children: list[tuple[etree._Element, Slot]]
    ) -> Iterator[Fault]:
        yield from stray_text(element, contract)
        item = QName(contract.name.namespace, contract.item_name)
        slot = self.item_slot(contract)
        elements = [child for child in element if isinstance(child.tag, str)]
        is_array = is_number_array(contract)
        required = frozenset([item.clark] * is_array)
        found = yield from self._expected_tags(element, elements, [item], contract, required=required)
        items = []
        for tag, child in zip(found, elements, strict=True):
            if tag == item.clark:
                items.append(child)
            else:
                self.disturbed.add(element)
                yield unknown(child, contract, [contract.item_name], is_item=True, is_refused=is_array)
                yield from nil_value_faults(child)
        yield from (fault for fault in count_faults(element, contract, items) if fault.element in self.invalid)
        if contract.key is not None:
            name = QName(contract.name.namespace, contract.key.name)
            yield from self._duplicate_keys(items, name, contract.key, seen=self.document.keys_of(element))
        children.extend((child, slot) for child in items)

    def item_slot(self, contract: CollectionDataContract) -> Slot:
        """Return what an item stands for."""
        return self.tables.of_item(contract, self.contracts)

    def _duplicate_keys(
        self, items: Sequence[etree._Element], name: QName, member: DataMember, *, seen: SeenKeys | None
    ) -> Iterator[Fault]:
        """Yield a fault for each key that is null or was ``seen`` before; keys are elements of ``name``."""
        from dcxml.validation.dictionary_keys import ElementIdentities, SeenKeys  # noqa: PLC0415 - if there are any

        seen, self._keys = seen or SeenKeys(), self._keys or ElementIdentities(self.contracts)
        for item in items:
            key = item.find(name.clark)
            if key is None:
                continue
            identity = self._keys.of(key, member.type)
            if identity is None:
                if member.is_nillable:  # else it is a fault of its own
                    yield key_fault(key, found="null", expected="a key")
            elif not seen.is_new(identity):
                yield key_fault(key, found=shorten(key.text or local_name(key)), expected="another key")

    def _simple(self, element: etree._Element, contract: DataContract) -> Iterator[Fault]:
        if len(element):
            self.disturbed.add(element)
            child = next((child for child in element if isinstance(child.tag, str)), None)
            if child is not None:
                yield stray_element(element, child, contract)
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
        is_list = isinstance(contract, CollectionDataContract)  # whose name may be meant once more
        free = {name.name: name for name in reversed(expected) if is_list or name.clark not in tags}
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


def _is_empty(element: etree._Element) -> bool:
    return not (len(element) or element.text)
