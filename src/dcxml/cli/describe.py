"""``dcxml describe``: contracts, their members and the operations of services, to look at."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import click

from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.operations import services
from dcxml.cli.output import tell
from dcxml.cli.schemas import load_schemas
from dcxml.cli.table import folded, table
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, SimpleDataContract
from dcxml.diagram import render_mermaid, render_svg
from dcxml.diagram.labels import printable, type_label
from dcxml.diagram.outline import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dcxml import DataContractSet
    from dcxml.contract.model import DataContract, DataMember
    from dcxml.contract.operations import Operation
    from dcxml.qname import QName

__all__ = ["describe"]

_WIDTH_OF_FILES: Final = 120
"""How wide tables are where no terminal says."""
_MEMBERS_HEAD: Final = ("NAME", "TYPE", "NILLABLE", "REQUIRED")
_OPERATIONS_HEAD: Final = ("NAME", "REQUEST", "RESPONSE", "FAULTS", "ACTION")


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

    The table has the contracts of each namespace with their members, and the operations of each binding with their
    messages. It is as wide as the terminal.
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


def _tables(contracts: DataContractSet, width: int) -> Iterator[str]:
    by_namespace: dict[str, list[DataContract]] = {}
    for contract in contracts:
        by_namespace.setdefault(contract.name.namespace, []).append(contract)
    is_first = True
    for namespace, found in by_namespace.items():
        rows = [_MEMBERS_HEAD, *(row for contract in found for row in _contract_rows(contracts, contract))]
        yield from _section(printable(namespace) or "no namespace", rows, width, is_first=is_first)
        is_first = False
    for title, operations in services(contracts.operations):
        rows = [_OPERATIONS_HEAD, *map(_operation_row, operations)]
        yield from _section(title, rows, width, is_first=is_first)
        is_first = False


def _section(title: str, rows: Sequence[Sequence[str]], width: int, *, is_first: bool) -> Iterator[str]:
    if not is_first:
        yield ""
    yield from folded(title, width)
    yield from (f"  {line}".rstrip() for line in table(rows, width=width - 2))


def _contract_rows(contracts: DataContractSet, contract: DataContract) -> Iterator[tuple[str, ...]]:
    yield (contract.name.name, _said_of(contracts, contract), "", "")
    if isinstance(contract, ClassDataContract):
        yield from (_member_row(contracts, member) for member in contract.members)
    elif isinstance(contract, EnumDataContract):
        yield from ((f"  {member.name}", str(member.value), "", "") for member in contract.members)
    elif isinstance(contract, SimpleDataContract):
        yield from ((f"  {facet.name}", facet.value, "", "") for facet in contract.facets)


def _said_of(contracts: DataContractSet, contract: DataContract) -> str:
    """Return what a contract is, and of what."""
    kind = kind_of(contract)
    if isinstance(contract, CollectionDataContract):
        return f"{kind}: {type_label(contracts, contract.name)}"
    if isinstance(contract, SimpleDataContract):
        return f"{kind}: {type_label(contracts, contract.base)}"
    if isinstance(contract, ClassDataContract):
        base = "" if contract.base is None else f": {contract.base.name}"
        return f"{kind}{base}{' (with references)' if contract.is_reference else ''}"
    return f"{kind} (open)" if isinstance(contract, EnumDataContract) and contract.is_open else kind


def _member_row(contracts: DataContractSet, member: DataMember) -> tuple[str, ...]:
    is_nillable, is_required = ("yes" if each else "no" for each in (member.is_nillable, member.is_required))
    return (f"  {member.name}", type_label(contracts, member.type), is_nillable, is_required)


def _operation_row(operation: Operation) -> tuple[str, ...]:
    faults = ", ".join(fault.name if fault.element is None else fault.element.name for fault in operation.faults)
    response = "one-way" if operation.is_one_way else _shown(operation.response)
    request = _shown(operation.request) if operation.request or not operation.note else operation.note
    return (operation.name, request, response, faults, operation.action or "")


def _shown(name: QName | None) -> str:
    return "empty" if name is None else name.name
