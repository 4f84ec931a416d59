"""What a class diagram shows of a contract set: boxes with lines of text, and the arrows between them.

Collections have no box: an arrow leads to what they hold.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.xml_content import xml_content
from dcxml.diagram.labels import part_label, printable, shortened, type_label, xml_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.operations import Operation
    from dcxml.contract.xml_content import XmlContent, XmlPart
    from dcxml.qname import QName

__all__ = ["Arrow", "ArrowKind", "Box", "Outline", "kind_of", "outline"]

_LONGEST = 60
_MOST_LINES = 100


class ArrowKind(Enum):
    """What an arrow says of the box it starts from."""

    INHERITS = "inherits"
    HOLDS = "holds"
    HOLDS_MANY = "holds many"
    SENDS = "sends"


@frozen
class Box:
    """A contract or a service: its ``kind`` (``class``, ``enumeration``, ``service`` …), its name, its lines."""

    kind: str
    name: str
    namespace: str
    lines: tuple[str, ...] = ()


@frozen
class Arrow:
    """An arrow between two boxes, by their numbers; ``label`` is the member, or what the message is."""

    source: int
    target: int
    kind: ArrowKind
    label: str = ""


@frozen
class Outline:
    """The boxes in the order of the contracts, services last, and the arrows in the order of their sources."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def outline(contracts: DataContractSet) -> Outline:
    """Return what to draw of contracts and of the operations that came with them."""
    shown = [contract for contract in contracts if _has_box(contract)]
    numbers = {contract.name: number for number, contract in enumerate(shown)}
    boxes = [_box(contracts, contract) for contract in shown]
    arrows = [arrow for contract in shown for arrow in _arrows(contracts, contract, numbers)]
    for name, operations in _services(contracts.operations).items():
        lines = tuple(_cut(_signature(operation) for operation in operations))
        boxes.append(Box("service", printable(name.name), name.namespace, lines))
        arrows += _messages(contracts, operations, numbers, len(boxes) - 1)
    return Outline(tuple(boxes), tuple(arrows))


def kind_of(contract: DataContract) -> str:
    """Return what a contract is, in a word."""
    if isinstance(contract, ClassDataContract):
        return "ISerializable" if contract.is_iserializable else ("struct" if contract.is_value_type else "class")
    if isinstance(contract, CollectionDataContract):
        return "dictionary" if contract.is_dictionary else "list"
    if isinstance(contract, EnumDataContract):
        return "flags" if contract.is_flags else "enumeration"
    if isinstance(contract, SimpleDataContract):
        return "simple type"
    if isinstance(contract, PrimitiveDataContract):
        return "built-in type"
    return "missing" if isinstance(contract, UnresolvedDataContract) else "XML"


def _has_box(contract: DataContract) -> bool:
    return not isinstance(contract, CollectionDataContract)


def _box(contracts: DataContractSet, contract: DataContract) -> Box:
    lines: Iterable[str] = ()
    if isinstance(contract, ClassDataContract):
        lines = (_member(contracts, member.name, member.type, member.is_nillable) for member in contract.members)
    elif isinstance(contract, EnumDataContract):
        lines = (printable(member.name) for member in contract.members)
    elif isinstance(contract, SimpleDataContract):
        base = type_label(contracts, contract.base)
        lines = [base, *(printable(f"{facet.name} {facet.value}") for facet in contract.facets)]
    elif isinstance(contract, XmlDataContract):
        content = xml_content(contract)
        label = xml_label(contracts, content).partition(": ")[2]
        is_base = content.base is not None and content.base in contracts
        lines = [*([label] if label and not is_base else []), *(_part(contracts, part) for part in content.parts)]
    return Box(kind_of(contract), printable(contract.name.name), contract.name.namespace, tuple(_cut(lines)))


def _member(contracts: DataContractSet, name: str, type_: QName, is_nillable: bool) -> str:  # noqa: FBT001 - as it is
    return f"{printable(name)}: {type_label(contracts, type_)}{'?' if is_nillable else ''}"


def _part(contracts: DataContractSet, part: XmlPart) -> str:
    return f"{printable(part.name)}: {part_label(contracts, part)}{'?' if part.is_nillable else ''}"


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, long ones shortened; of very many the first."""
    all_lines = list(lines)
    for line in all_lines[:_MOST_LINES]:
        yield shortened(line, _LONGEST)
    if len(all_lines) > _MOST_LINES:
        yield f"… {len(all_lines) - _MOST_LINES:,} more"


def _arrows(contracts: DataContractSet, contract: DataContract, numbers: dict[QName, int]) -> Iterator[Arrow]:
    if isinstance(contract, XmlDataContract):
        yield from _xml_arrows(contracts, xml_content(contract), numbers, numbers[contract.name])
    if not isinstance(contract, ClassDataContract):
        return
    source = numbers[contract.name]
    if contract.base is not None and contract.base in numbers:
        yield Arrow(source, numbers[contract.base], ArrowKind.INHERITS)
    for member in contract.members:
        is_many = isinstance(contracts.contracts.get(member.type), CollectionDataContract)
        kind = ArrowKind.HOLDS_MANY if is_many else ArrowKind.HOLDS
        for target in _held(contracts, member.type):
            if target in numbers:
                yield Arrow(source, numbers[target], kind, printable(member.name))


def _xml_arrows(
    contracts: DataContractSet, content: XmlContent, numbers: dict[QName, int], source: int
) -> Iterator[Arrow]:
    if content.base in numbers:
        yield Arrow(source, numbers[content.base], ArrowKind.INHERITS)
    for part in content.parts:
        for target in () if part.type is None else _held(contracts, part.type):
            if target in numbers:
                kind = ArrowKind.HOLDS_MANY if part.is_many else ArrowKind.HOLDS
                yield Arrow(source, numbers[target], kind, printable(part.name))


def _held(contracts: DataContractSet, name: QName) -> tuple[QName, ...]:
    """Return the contracts that a member's type leads to, through collections of any depth."""
    found: dict[QName, None] = {}
    seen: set[QName] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        contract = contracts.contracts.get(name)
        if isinstance(contract, CollectionDataContract):
            waiting += reversed(tuple(contract.references()))
        else:
            found[name] = None
    return tuple(found)


def _services(operations: Iterable[Operation]) -> dict[QName, list[Operation]]:
    """Return the operations of each port type, each once however many bindings it has."""
    services: dict[QName, dict[tuple[str, QName | None], Operation]] = {}
    for operation in operations:
        services.setdefault(operation.port_type, {}).setdefault((operation.name, operation.request), operation)
    return {name: list(found.values()) for name, found in services.items()}


def _signature(operation: Operation) -> str:
    request, response = (
        "" if name is None else printable(name.name) for name in (operation.request, operation.response)
    )
    return f"{printable(operation.name)}({request}){f': {response}' if response else ''}"


def _messages(
    contracts: DataContractSet, operations: Iterable[Operation], numbers: dict[QName, int], source: int
) -> Iterator[Arrow]:
    for operation in operations:
        elements = [("request", operation.request), ("response", operation.response)]
        elements += [("fault", fault.element) for fault in operation.faults]
        for label, name in elements:
            if name is not None:
                element = contracts.elements.get(name)
                target = numbers.get(name if element is None else element.type)
                if target is not None:
                    yield Arrow(source, target, ArrowKind.SENDS, f"{printable(operation.name)} {label}")
