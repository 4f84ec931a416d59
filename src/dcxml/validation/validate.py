"""Every finding in a document: dcxml's own sentences first, then what only the schema's verdict knows."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.contract import UnresolvedDataContract
from dcxml.contract.model import own_root
from dcxml.contract.primitives import built_in_root
from dcxml.errors import DecodeError
from dcxml.qname import SERIALIZATION, QName
from dcxml.validation import rules
from dcxml.validation.content import ContentWalk, Slot
from dcxml.validation.faults import Fault, local_name, some_of
from dcxml.validation.findings import Finding
from dcxml.validation.positions import start_tag_positions
from dcxml.validation.schema_verdict import compiled_schema
from dcxml.xmlio import PathFinder, parse_document

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dcxml.contract import DataContractSet

__all__ = ["validate"]

_ENVELOPES: Final = ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")


def validate(
    data: bytes | bytearray | memoryview | str, contracts: DataContractSet, *, file: str | None = None
) -> Iterator[Finding]:
    """Yield every finding in a document, lazily; none where it is valid and .NET reads it without loss.

    The root is any contract or global element of the set; of a SOAP envelope, what its body holds. ``file`` is the
    name that the findings carry.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    try:
        root = parse_document(data)
    except DecodeError as error:
        yield Finding(
            code=rules.NOT_XML.code,
            name=rules.NOT_XML.name,
            message=f"{error.reason}; allowed: {error.expected or 'an XML 1.0 document'}",
            path=error.path,
            line=error.line,
            column=error.column,
            found=error.found,
            expected=error.expected or "an XML 1.0 document",
            file=file,
        )
        return
    place, paths = _Places(data, root), PathFinder()
    for fault in _faults(root, contracts):
        line, column = place.of(fault.element)
        yield Finding(
            code=fault.rule.code,
            name=fault.rule.name,
            message=fault.message,
            path=_path(fault.element, paths),
            line=line,
            column=column,
            found=fault.found,
            expected=fault.expected,
            file=file,
        )


@define(eq=False)
class _Places:
    """Where elements begin; looked up only when there is something to tell."""

    data: bytes | bytearray | memoryview | str
    root: etree._Element
    _positions: dict[etree._Element, tuple[int, int]] = field(factory=dict)

    def of(self, element: etree._Element) -> tuple[int | None, int | None]:
        if not isinstance(element.tag, str):
            return element.sourceline, None
        if not self._positions:
            self._positions.update(zip(self.root.iter("*"), start_tag_positions(self.data), strict=True))
        return self._positions[element]


def _path(element: etree._Element, paths: PathFinder) -> str:
    if isinstance(element.tag, str):
        return paths.path_of(element)
    parent = element.getparent()
    return "" if parent is None else paths.path_of(parent)


def _faults(root: etree._Element, contracts: DataContractSet) -> Iterator[Fault]:
    yield from _instructions(root)
    schema = compiled_schema(contracts)
    walk = ContentWalk(contracts, schema.tables)
    for part in _parts(root, contracts):
        slot = yield from _root_slot(part, contracts, walk)
        if slot is None:
            continue
        yield from walk.faults(part, slot)
        told: set[etree._Element] = set()
        for fault, is_of_children in schema.faults(part):
            parent = fault.element.getparent()
            known = fault.element in walk.faulty or fault.element in told or fault.element in walk.disturbed
            if not known and not (is_of_children and parent in walk.disturbed):
                told.add(fault.element)
                yield fault


def _instructions(root: etree._Element) -> Iterator[Fault]:
    """Yield a fault for each processing instruction, before, in and behind the root element."""
    before = [node for node in root.itersiblings(preceding=True) if not isinstance(node.tag, str)]
    behind = [node for node in root.itersiblings() if not isinstance(node.tag, str)]
    for instruction in (*reversed(before), *root.iter(etree.PI), *behind):
        target = str(instruction).partition(" ")[0].removesuffix("?>")
        yield Fault(
            rule=rules.NOT_XML,
            element=instruction,
            message=f"the processing instruction {target}?> is not allowed",
            found=f"{target}?>",
            expected="no processing instructions",
        )


def _parts(root: etree._Element, contracts: DataContractSet) -> Iterator[etree._Element]:
    """Yield the elements that contracts speak of: the root, or what is in the body of a SOAP envelope.

    The detail of a fault may hold anything, whatever a service declares; what contracts name is judged.
    """
    name = QName.from_clark(str(root.tag))
    if name.name != "Envelope" or name.namespace not in _ENVELOPES:
        yield root
        return
    for body in root.iterchildren(f"{{{name.namespace}}}Body"):
        for part in body.iterchildren("*"):
            if part.tag != f"{{{name.namespace}}}Fault":
                yield part
                continue
            named = _root_slots(contracts)
            for detail in part.iterchildren("detail", f"{{{name.namespace}}}Detail"):
                yield from (each for each in detail.iterchildren("*") if QName.from_clark(str(each.tag)) in named)


def _root_slot(
    root: etree._Element, contracts: DataContractSet, walk: ContentWalk
) -> Generator[Fault, None, Slot | None]:
    """Return what the root stands for; yield a fault, and return None where that cannot be told."""
    name = QName.from_clark(str(root.tag))
    slots = _root_slots(contracts)
    if name in slots:
        return slots[name]
    built_in = built_in_root(name) if name.namespace == SERIALIZATION else None
    if built_in is not None:
        return Slot(built_in, is_nillable=True)
    walk.faulty.add(root)
    alike = next((known for known in slots if known.name == name.name), None)
    if alike is not None:
        yield from walk.wrong_namespace([(root, alike)], label="its contract")
        return slots[alike]
    names = {known.name: known for known in slots}
    close = get_close_matches(name.name, names, n=3)
    allowed = [names[near].clark for near in close] or [each.clark for each in _outermost(contracts, slots)]
    yield Fault(
        rule=rules.WRONG_ROOT,
        element=root,
        message=f"the root is {local_name(root)}, which no contract names; allowed: {some_of(allowed, limit=3)}",
        found=name.clark,
        expected=some_of(allowed, limit=3),
    )
    return None


def _root_slots(contracts: DataContractSet) -> dict[QName, Slot]:
    slots = {
        own_root(c.name): Slot(c, is_nillable=True) for c in contracts if not isinstance(c, UnresolvedDataContract)
    }
    for element in contracts.elements.values():
        slots[element.name] = Slot(contracts[element.type], element.is_nillable)
    return slots


def _outermost(contracts: DataContractSet, slots: dict[QName, Slot]) -> list[QName]:
    """Return the roots that stand in no other contract, or all where there are none."""
    inner = {name for contract in contracts for name in contract.references() if name != contract.name}
    return [name for name in slots if name not in inner] or list(slots)
