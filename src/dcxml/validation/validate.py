"""Every finding in a document: dcxml's own sentences first, then what only the schema's verdict knows."""

from __future__ import annotations

import re
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.document_encoding import encoding_of
from dcxml.errors import CharacterError, DecodeError, DocumentTypeError, EncodingError, LimitError
from dcxml.near_names import near_names
from dcxml.qname import QName
from dcxml.validation import rules
from dcxml.validation.acceptance import is_certainly_right
from dcxml.validation.content import ContentWalk, Slot
from dcxml.validation.envelopes import envelope_faults
from dcxml.validation.facts import lost
from dcxml.validation.faults import Fault, local_name, some_of
from dcxml.validation.findings import Finding, Related
from dcxml.validation.member_paths import MemberPaths
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of, root_slots, slot_of_root
from dcxml.validation.schema_verdict import CompiledSchema, compiled_schema
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dcxml.contract import DataContractSet
    from dcxml.validation.facts import Facts
    from dcxml.validation.rules import Rule

__all__ = ["validate"]

_RULES_OF_DOCUMENTS: Final = (
    (DocumentTypeError, rules.DOCUMENT_TYPE),
    (EncodingError, rules.ENCODING),
    (CharacterError, rules.CONTROL_CHARACTER),
    (LimitError, rules.LIMIT),
)
_HALF: Final = re.compile(r"U\+D[89A-F]")
_UNDECLARED: Final = EncodingError(
    "the document is in UTF-16 and has no XML declaration that says so", expected='encoding="utf-16"'
)


def validate(
    data: bytes | bytearray | memoryview | str,
    contracts: DataContractSet,
    *,
    file: str | None = None,
    canonical: bool = False,
) -> Iterator[Finding]:
    """Yield every finding in a document, lazily and in document order; none where it is valid and .NET loses nothing.

    The root is any contract or global element of the set; of a SOAP envelope, what its body holds. ``file`` is the
    name that the findings carry.

    ``canonical`` asks, of a document in which nothing else is found, for notes about what .NET would not have written
    so: texts such as ``+5``, and the spelling of the rest. Envelopes are not asked.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    try:
        root = parse_document(data)
    except CharacterError as error:
        yield _unreadable(error, file)
        try:
            root = parse_document(data, check_characters=False)
        except DecodeError:
            return
    except DecodeError as error:
        yield _unreadable(error, file)
        return
    else:
        if not canonical and is_certainly_right(data, root, list(parts_of(root, contracts)), contracts):
            return
    if not isinstance(data, str) and _is_undeclared(bytes(data[:200])):
        canonical = False
        yield _unreadable(_UNDECLARED, file)
    places, members = Places(data, root), MemberPaths(contracts)
    for fault, part in _faults(root, contracts, places, canonical=canonical):
        yield Finding(
            code=fault.rule.code,
            name=fault.rule.name,
            message=fault.message,
            facts=fault.facts or fault.rule.facts,
            member=None if part is None else part.member_of(fault.element, members),
            found=fault.found,
            expected=fault.expected,
            related=tuple(_related(places, element, words) for element, words in fault.related),
            file=file,
            **places.fields_of(fault.element, fault.spot),
        )


def _is_undeclared(octets: bytes) -> bool:
    """Tell whether a document is in UTF-16 and does not say so in a declaration, which .NET asks for."""
    return encoding_of(octets).is_utf16 and b"e\0n\0c\0o\0d\0i\0n\0g" not in octets


def _facts(rule: Rule, error: DecodeError) -> Facts:
    """Return what is true of a document that is not read; .NET holds half of a character, and cannot write it."""
    if rule is rules.CONTROL_CHARACTER and _HALF.search(error.reason):
        return lost("U+FFFD")
    return rule.facts


def _unreadable(error: DecodeError, file: str | None) -> Finding:
    rule = next((rule for kind, rule in _RULES_OF_DOCUMENTS if isinstance(error, kind)), rules.NOT_XML)
    return Finding(
        code=rule.code,
        name=rule.name,
        message=f"{error.reason}; allowed: {error.expected or 'an XML 1.0 document'}",
        facts=_facts(rule, error),
        path=error.path,
        line=error.line,
        column=error.column,
        found=error.found,
        expected=error.expected or "an XML 1.0 document",
        file=file,
    )


def _related(places: Places, element: etree._Element, words: str) -> Related:
    fields = places.fields_of(element)
    return Related(message=words, path=fields["path"], line=fields["line"], column=fields["column"])


@define(eq=False)
class _Part:
    """An element that contracts speak of, what it stands for, and the walk over what is in it."""

    element: etree._Element
    contracts: DataContractSet
    schema: CompiledSchema
    places: Places
    walk: ContentWalk = field(init=False)
    slot: Slot | None = None

    def faults(self) -> Iterator[Fault]:
        """Yield the walk's faults, and of the schema's verdict those that it says nothing about."""
        verdict = [*self.schema.faults(self.element)]
        invalid = {fault.element for fault, _ in verdict}
        self.walk = ContentWalk(self.contracts, self.schema.tables, invalid)
        self.slot = yield from _root_slot(self.element, self.contracts, self.walk)
        if self.slot is None:
            return
        for fault in self.walk.faults(self.element, self.slot):
            if verdict:
                yield from self._others(
                    verdict,
                    before=self.position,
                )
            yield fault
        yield from self._others(verdict, before=inf)

    def _others(self, verdict: list[tuple[Fault, bool]], *, before: float) -> Iterator[Fault]:
        """Take what the schema says of elements that the walk has passed; yield what the walk has not said."""
        faulty, disturbed = self.walk.faulty, self.walk.disturbed
        while verdict and self.places.order_of(verdict[0][0].element) < before:
            fault, is_of_children = verdict.pop(0)
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

    def member_of(self, element: etree._Element, members: MemberPaths) -> str | None:
        """Return the expression in Python for an element in this part."""
        return None if self.slot is None else members.of(element, self.element, self.slot, self.walk)


@define(eq=False)
class _DocumentOrder:
    """Faults that wait until there can be none of an earlier element."""

    places: Places
    _waiting: list[tuple[float, int, Fault, _Part | None]] = field(factory=list)
    _count: int = 0

    def add(self, fault: Fault, part: _Part | None = None) -> None:
        self._count += 1
        heappush(self._waiting, (self.places.order_of(fault.element), self._count, fault, part))

    @property
    def is_empty(self) -> bool:
        """Whether there has been no fault."""
        return self._count == 0

    def before(self, bound: float) -> Iterator[tuple[Fault, _Part | None]]:
        """Yield the faults of what is before a number in document order."""
        while self._waiting and self._waiting[0][0] < bound:
            yield heappop(self._waiting)[2:]


def _faults(
    root: etree._Element, contracts: DataContractSet, places: Places, *, canonical: bool = False
) -> Iterator[tuple[Fault, _Part | None]]:
    """Yield the faults of a document in its order, each with the part of it that contracts speak of."""
    schema = compiled_schema(contracts)
    order = _DocumentOrder(places)
    for fault in (*_instructions(root), *envelope_faults(root, contracts)):
        order.add(fault)
    for element in parts_of(root, contracts):
        part = _Part(element, contracts, schema, places)
        for fault in part.faults():
            yield from order.before(part.position)
            order.add(fault, part)
        if canonical and order.is_empty and element is root:
            from dcxml.validation.canonical import canonical_faults  # noqa: PLC0415 - if it is asked for

            for fault in canonical_faults(places.data, root, contracts, fragments=part.walk.fragments):
                order.add(fault, part)
    yield from order.before(inf)


def _instructions(root: etree._Element) -> Iterator[Fault]:
    """Yield a fault for each processing instruction, before, in and behind the root element."""
    before = [node for node in root.itersiblings(preceding=True) if not isinstance(node.tag, str)]
    behind = [node for node in root.itersiblings() if not isinstance(node.tag, str)]
    for instruction in (*reversed(before), *root.iter(etree.PI), *behind):
        target = str(instruction).partition(" ")[0].removesuffix("?>")
        yield Fault(
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
