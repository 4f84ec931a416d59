"""The faults of one document, in its order: those of its parts, and its processing instructions."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from attrs import define, field
from lxml import etree

from dcxml.near_names import near_names
from dcxml.qname import QName
from dcxml.validation import rules
from dcxml.validation.content import ContentWalk
from dcxml.validation.envelopes import envelope_faults
from dcxml.validation.faults import Fault, local_name, some_of
from dcxml.validation.roots import parts_of, root_slots, slot_of_root
from dcxml.validation.schema_verdict import CompiledSchema, compiled_schema
from dcxml.validation.whole_document import Memory, WholeTree

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dcxml.contract import DataContractSet
    from dcxml.validation.member_paths import MemberPaths
    from dcxml.validation.places import Places
    from dcxml.validation.slots import Slot
    from dcxml.validation.whole_document import WholeDocument

__all__ = ["DocumentOrder", "Part", "document_faults", "instruction_fault", "instruction_faults"]


@define(eq=False)
class Part:
    """An element that contracts speak of, what it stands for, and the walk over what is in it."""

    element: etree._Element
    contracts: DataContractSet
    schema: CompiledSchema
    places: Places
    document: WholeDocument = field(factory=WholeTree)
    memory: Memory = field(factory=Memory)
    walk: ContentWalk = field(init=False)
    slot: Slot | None = None
    invalid: set[etree._Element] = field(init=False, factory=set)
    """Elements that XML Schema complains of."""
    is_walked: bool = field(init=False, default=False)
    """Whether there is no element that is still to be visited."""

    def faults(self) -> Iterator[Fault]:
        """Yield the walk's faults, and of the schema's verdict those that it says nothing about."""
        return (fault for fault in self.steps() if fault is not None)

    def steps(self) -> Iterator[Fault | None]:
        """Yield the faults, and None before each element that is visited, when all faults before it are told."""
        found = [*self.schema.faults(self.element)]
        if len(found) > 1:  # libxml2 tells what is missing at the end of an element
            found.sort(key=lambda each: self.places.order_of(each[0].element))
        verdict = deque(found)
        self.invalid.update(fault.element for fault, _ in verdict)
        self.walk = ContentWalk(self.contracts, self.schema.tables, self.invalid, self.document, self.memory)
        self.slot = yield from _root_slot(self.element, self.contracts, self.walk)
        if self.slot is None:
            return
        for _, _, faults in self.walk.visits([(self.element, self.slot)]):
            if verdict:
                yield from self.others(verdict, before=self.position)
            yield None
            for fault in faults:
                if verdict:
                    yield from self.others(verdict, before=self.position)
                yield fault
        self.is_walked = True
        yield from self.others(verdict, before=inf)

    def others(self, verdict: deque[tuple[Fault, bool]], *, before: float) -> Iterator[Fault]:
        """Take what the schema says of elements that the walk has passed; yield what the walk has not said."""
        faulty, disturbed = self.walk.faulty, self.walk.disturbed
        while verdict and self.places.order_of(verdict[0][0].element) < before:
            fault, is_of_children = verdict.popleft()
            if fault.element in faulty or fault.element in disturbed:
                continue
            if not (is_of_children and fault.element.getparent() in disturbed):
                faulty.add(fault.element)
                yield fault

    @property
    def position(self) -> float:
        """The number in document order before which there are no more faults to come."""
        current = self.walk.current
        return self.places.order_of(self.element if current is None else current)

    def bound_with(self, fault: Fault) -> float:
        """Return the number before which there are no more faults to come, this one included."""
        return min(self.position, self.places.order_of(fault.element))

    def member_of(self, element: etree._Element, members: MemberPaths) -> str | None:
        """Return the expression in Python for an element in this part."""
        return None if self.slot is None else members.of(element, self.element, self.slot, self.walk)


@define(eq=False)
class DocumentOrder:
    """Faults that wait until there can be none of an earlier element."""

    places: Places
    _waiting: list[tuple[float, int, int, Fault, Part | None]] = field(factory=list)
    _count: int = 0

    def add(self, fault: Fault, part: Part | None = None, *, behind: float = 0) -> None:
        """Take a fault; ``behind`` is added to the number of its element."""
        self._count += 1
        number = self.places.order_of(fault.element, fault.spot) + behind
        rank = self.places.rank_of(fault.element, fault.spot)
        heappush(self._waiting, (number, rank, self._count, fault, part))

    @property
    def is_empty(self) -> bool:
        """Whether there has been no fault."""
        return self._count == 0

    def before(self, bound: float) -> Iterator[tuple[Fault, Part | None]]:
        """Yield the faults of what is before a number in document order."""
        while self._waiting and self._waiting[0][0] < bound:
            yield heappop(self._waiting)[3:]


def document_faults(
    root: etree._Element, contracts: DataContractSet, places: Places, *, canonical: bool = False
) -> Iterator[tuple[Fault, Part | None]]:
    """Yield the faults of a document in its order, each with the part of it that contracts speak of."""
    schema = compiled_schema(contracts)
    order = DocumentOrder(places)
    for fault in (*instruction_faults(root), *envelope_faults(root, contracts)):
        order.add(fault)
    for element in parts_of(root, contracts):
        part = Part(element, contracts, schema, places)
        for fault in part.faults():
            yield from order.before(part.bound_with(fault))
            order.add(fault, part)
        if canonical and order.is_empty and element is root:
            from dcxml.validation.canonical import canonical_faults  # noqa: PLC0415 - if it is asked for

            for fault in canonical_faults(places.data, root, contracts, fragments=part.walk.fragments):
                order.add(fault, part)
    yield from order.before(inf)


def instruction_faults(root: etree._Element) -> Iterator[Fault]:
    """Yield a fault for each processing instruction, before, in and behind the root element."""
    before = [node for node in root.itersiblings(preceding=True) if not isinstance(node.tag, str)]
    behind = [node for node in root.itersiblings() if not isinstance(node.tag, str)]
    return map(instruction_fault, (*reversed(before), *root.iter(etree.PI), *behind))


def instruction_fault(instruction: etree._Element) -> Fault:
    """Return the fault that a processing instruction is."""
    target = str(instruction).partition(" ")[0].removesuffix("?>")
    return Fault(
        rule=rules.INSTRUCTION,
        element=instruction,
        message=f"the processing instruction {target}?> is not allowed",
        found=f"{target}?>",
        expected="no processing instructions",
    )


def _root_slot(
    root: etree._Element, contracts: DataContractSet, walk: ContentWalk
) -> Generator[Fault, None, Slot | None]:
    """Return what the root stands for; yield a fault, and return None where that cannot be told."""
    name = QName.from_clark(str(root.tag))
    slots = root_slots(contracts)
    known = slot_of_root(name, slots)
    if known is not None:
        return known
    walk.faulty.add(root)
    alike = next((each for each in slots if each.name == name.name), None)
    if alike is not None:
        yield from walk.wrong_namespace([(root, alike)], label="its contract", required={alike.clark})
        return slots[alike]
    names = {each.name: each for each in slots}
    close = near_names(name.name, names, most=3)
    allowed = [names[near].clark for near in close] or [each.clark for each in _outermost(contracts, slots)]
    yield Fault(
        rule=rules.WRONG_ROOT,
        element=root,
        message=f"the root is {local_name(root)}, which no contract names; allowed: {some_of(allowed, limit=3)}",
        found=name.clark,
        expected=some_of(allowed, limit=3),
    )
    return None


def _outermost(contracts: DataContractSet, slots: dict[QName, Slot]) -> list[QName]:
    """Return the roots that stand in no other contract, or all where there are none."""
    inner = {name for contract in contracts for name in contract.references() if name != contract.name}
    return [name for name in slots if name not in inner] or list(slots)
