"""``dcxml describe``: contracts, their members and the operations of services, to look at."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from dcxml.cli.console.output import tell
from dcxml.cli.console.table import folded, table
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.operations import services
from dcxml.contract.annotation import SAID_NOTHING, joined
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.xml_content import xml_content
from dcxml.diagram import render_mermaid, render_svg
from dcxml.diagram.labels import part_label, printable, type_label, xml_label
from dcxml.diagram.outline import kind_of
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml import DataContractSet
    from dcxml.contract.annotation import Annotation
    from dcxml.contract.model import DataContract, DataMember
    from dcxml.contract.operations import Operation
    from dcxml.contract.xml_content import XmlPart

__all__ = ["describe"]

_WIDTH_OF_FILES: Final = 120
"""How wide tables are where no terminal says."""
_MEMBERS_HEAD: Final = ("NAME", "TYPE", "NILLABLE", "REQUIRED")
_OPERATIONS_HEAD: Final = ("NAME", "REQUEST", "RESPONSE", "HEADERS", "FAULTS", "ACTION")
_HEADERS: Final = _OPERATIONS_HEAD.index("HEADERS")


@click.command(short_help="Show contracts, members and operations, as a table or a diagram.")
@click.argument("schemas", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "form",
    "--format",
    type=click.Choice(["table", "mermaid", "svg"]),
    default="table",
    show_default=True,
    help="A table for the terminal, or a class diagram.",
)
@click.option("--strict", is_flag=True, help="Refuse what nothing defines, and what .NET's importer refuses.")
def describe(schemas: tuple[str, ...], form: str, *, strict: bool) -> int:
    """Show what is in each PATH: an XSD, a WSDL, or a folder of them (- is stdin).

    The table has the contracts of each namespace with their members and facets, and the operations of each binding
    with their messages, headers and faults, and what is said about them. It is as wide as the terminal.
    """
    contracts = load_schemas(schemas, strict=strict)
    if form == "mermaid":
        tell(render_mermaid(contracts), nl=False)
    elif form == "svg":
        tell(render_svg(contracts), nl=False)
    else:
        width = shutil.get_terminal_size((_WIDTH_OF_FILES, 24)).columns
        for line in _tables(contracts, width):
            tell(line)
    return ExitCode.NOTHING_FOUND


@frozen
class _Row:
    """The cells of a row, and what is said about the item."""

    cells: tuple[str, ...]
    said: str = ""


def _tables(contracts: DataContractSet, width: int) -> Iterator[str]:
    by_namespace: dict[str, list[DataContract]] = {}
    for contract in contracts:
        by_namespace.setdefault(contract.name.namespace, []).append(contract)
    is_first = True
    for namespace, found in by_namespace.items():
        rows = [_Row(_MEMBERS_HEAD), *(row for contract in found for row in _contract_rows(contracts, contract))]
        about = _documentation(contracts.annotations.get(namespace, SAID_NOTHING))
        yield from _section(printable(namespace) or "no namespace", rows, width, about=about, is_first=is_first)
        is_first = False
    for title, operations in services(contracts.operations):
        rows = [_Row(_OPERATIONS_HEAD), *map(_operation_row, operations)]
        if not any(row.cells[_HEADERS] for row in rows[1:]):
            rows = [_Row((*row.cells[:_HEADERS], *row.cells[_HEADERS + 1 :]), row.said) for row in rows]
        about = _in_one_line(operations[0].service_documentation)
        yield from _section(title, rows, width, about=about, is_first=is_first)
        is_first = False


def _section(title: str, rows: Sequence[_Row], width: int, *, about: str, is_first: bool) -> Iterator[str]:
    """Yield the lines of a table under its ``title``, and of what is said ``about`` it all."""
    if not is_first:
        yield ""
    yield from folded(title, width)
    if about:
        yield from folded(f"  {printable(about)}", width)
    lines = table([row.cells for row in rows], width=width - 2, notes=[row.said for row in rows])
    yield from (f"  {line}".rstrip() for line in lines)


def _contract_rows(contracts: DataContractSet, contract: DataContract) -> Iterator[_Row]:
    element = contracts.elements.get(contract.name)
    is_own = element is not None and element.type == contract.name
    said = joined((contract.annotation, element.annotation)) if element is not None and is_own else contract.annotation
    yield _Row((contract.name.name, _said_of(contracts, contract), "", ""), _documentation(said))
    if isinstance(contract, ClassDataContract):
        yield from (_member_row(contracts, member) for member in contract.members)
    elif isinstance(contract, CollectionDataContract) and not isinstance(contract.item, QName):
        yield from (_member_row(contracts, part) for part in contract.item)
    elif isinstance(contract, EnumDataContract):
        yield from (_value_row(each.name, str(each.value), each.annotation) for each in contract.members)
    elif isinstance(contract, SimpleDataContract):
        yield from (_value_row(facet.name, facet.value, facet.annotation) for facet in contract.facets)
    elif isinstance(contract, XmlDataContract):
        yield from (_part_row(contracts, part) for part in xml_content(contract).parts)


def _part_row(contracts: DataContractSet, part: XmlPart) -> _Row:
    is_nillable, is_required = ("yes" if each else "no" for each in (part.is_nillable, part.is_required))
    return _Row((f"  {part.name}", part_label(contracts, part), is_nillable, is_required))


def _value_row(name: str, value: str, said: Annotation) -> _Row:
    return _Row((f"  {name}", value, "", ""), _documentation(said))


def _said_of(contracts: DataContractSet, contract: DataContract) -> str:
    """Return what a contract is, and of what."""
    kind = kind_of(contract)
    if isinstance(contract, CollectionDataContract):
        return f"{kind}: {type_label(contracts, contract.name)}"
    if isinstance(contract, SimpleDataContract):
        return f"{kind}: {type_label(contracts, contract.base)}"
    if isinstance(contract, XmlDataContract):
        return xml_label(contracts, xml_content(contract))
    if isinstance(contract, ClassDataContract):
        base = "" if contract.base is None else f": {contract.base.name}"
        return f"{kind}{base}{' (with references)' if contract.is_reference else ''}"
    return f"{kind} (open)" if isinstance(contract, EnumDataContract) and contract.is_open else kind


def _member_row(contracts: DataContractSet, member: DataMember) -> _Row:
    is_nillable, is_required = ("yes" if each else "no" for each in (member.is_nillable, member.is_required))
    type_ = _with_facets(contracts, member.type)
    return _Row((f"  {member.name}", type_, is_nillable, is_required), _documentation(member.annotation))


def _with_facets(contracts: DataContractSet, name: QName) -> str:
    """Return how the type of a member is shown: one without a name as its base, a simple type with its facets."""
    contract = contracts.contracts.get(name)
    if not isinstance(contract, SimpleDataContract):
        return type_label(contracts, name)
    label = type_label(contracts, contract.base if contract.is_anonymous else name)
    values: dict[str, list[str]] = {}
    for facet in contract.facets:
        values.setdefault(facet.name, []).append(facet.value)
    facets = "; ".join(f"{facet} {', '.join(texts)}" for facet, texts in values.items())
    return f"{label} ({facets})" if facets else label


def _documentation(annotation: Annotation) -> str:
    return _in_one_line(annotation.documentation or "")


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _operation_row(operation: Operation) -> _Row:
    faults = ", ".join(fault.name if fault.element is None else fault.element.name for fault in operation.faults)
    response = "one-way" if operation.is_one_way else _shown(operation.response)
    request = _shown(operation.request) if operation.request or not operation.note else operation.note
    headers = ", ".join(header.name for header in operation.headers)
    cells = (operation.name, request, response, headers, faults, operation.action or "")
    return _Row(cells, _in_one_line(operation.documentation))


def _shown(name: QName | None) -> str:
    return "empty" if name is None else name.name
