"""Read a help page's tables of members, and let them add what samples do not tell: types and documentation.

ASP.NET Web API's ``ModelDescriptionGenerator`` has one word for several CLR types and unwraps ``Nullable``; what it
calls required is a rule of validation, not of the data contract.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.contract import Annotation, ClassDataContract, Evidence
from dcxml.contract.primitives import primitive_contract
from dcxml.derivation.build import drop_unused
from dcxml.derivation.result import Fact
from dcxml.derivation.text_type import canonical_texts, show_type
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dcxml.contract import DataContract, DataMember
    from dcxml.derivation.infer import Inference
    from dcxml.derivation.page import Page

__all__ = ["MemberTable", "TableRow", "apply_tables", "find_tables"]

_ROW: Final = re.compile(r"\s*\|(.*)\|\s*")
_RULE: Final = re.compile(r"[\s:|-]*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_TYPES: Final[Mapping[str, QName]] = {
    "string": QName(XS, "string"),
    "decimal number": QName(XS, "decimal"),
    "unsigned integer": QName(XS, "unsignedInt"),
    "byte": QName(XS, "unsignedByte"),
    "signed byte": QName(XS, "byte"),
    "character": QName(SERIALIZATION, "char"),
}
"""The words that say more than a text: a number alone is an int, and a lone identifier an enumeration."""
_NUMBERS: Final = frozenset({QName(XS, "int"), QName(XS, "long")})


@frozen(kw_only=True)
class TableRow:
    """What a table says of one member, and in which line of the file."""

    name: str
    documentation: str
    type: str
    line: int


@frozen
class MemberTable:
    """A table of a class's members, as a page has it."""

    file: str
    rows: tuple[TableRow, ...]


def find_tables(page: Page) -> tuple[MemberTable, ...]:
    """Return the page's tables that have columns for name and type."""
    return tuple(MemberTable(page.file, rows) for rows in _tables(page) if rows)


def apply_tables(inference: Inference, tables: Sequence[MemberTable]) -> Inference:
    """Return the inference with what the tables add to the classes that have just their members."""
    built = inference.built
    changed = [_add(contract, inference, tables) for contract in built.contracts]
    contracts = drop_unused(built.contracts, [each for each, _ in changed], inference.observation.roots)
    facts = (*built.facts, *(fact for _, new in changed for fact in new))
    return evolve(inference, built=evolve(built, contracts=tuple(contracts), facts=facts))


def _tables(page: Page) -> Iterator[tuple[TableRow, ...]]:
    columns: dict[str, int] = {}
    rows: list[TableRow] = []
    for line in page.lines:
        match = _ROW.fullmatch(line.text)
        if match is None:
            yield tuple(rows)
            columns, rows = {}, []
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(match[1])]
        if not columns:
            columns = _columns(cells)
        elif (
            not _RULE.fullmatch(match[1]) and {"name", "type"} <= columns.keys() and len(cells) > max(columns.values())
        ):
            rows.append(
                TableRow(
                    name=cells[columns["name"]],
                    documentation=cells[columns["description"]] if "description" in columns else "",
                    type=cells[columns["type"]].lower(),
                    line=line.number,
                )
            )
    yield tuple(rows)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    names = [cell.lower().removeprefix("data ") for cell in cells]
    return {name: place for place, name in enumerate(names)}


def _add(
    contract: DataContract, inference: Inference, tables: Sequence[MemberTable]
) -> tuple[DataContract, list[Fact]]:
    if not isinstance(contract, ClassDataContract):
        return contract, []
    names = {member.name for member in contract.members}
    table = next((each for each in tables if {row.name for row in each.rows} == names), None)
    if table is None:
        return contract, []
    rows = {row.name: row for row in table.rows}
    facts: list[Fact] = []
    members = []
    for member in contract.members:
        row = rows[member.name]
        changed = _change(member, contract.name, row, inference=inference)
        for each in changed.annotation.evidence[len(member.annotation.evidence) :]:
            place = f"{table.file}:{row.line}"
            fact = show_type(changed.type)
            facts.append(Fact(contract=contract.name, member=member.name, fact=fact, evidence=each, place=place))
        members.append(changed)
    return evolve(contract, members=tuple(members)), facts


def _change(member: DataMember, contract: QName, row: TableRow, *, inference: Inference) -> DataMember:
    slot = inference.built.slots[contract, member.name]
    found = inference.names.type_in(slot)
    type_ = _TYPES.get(row.type, member.type)
    texts = [element.text or "" for element in slot.elements if not element.is_nil]
    is_told = found.is_enumeration or found.type in _NUMBERS
    if type_ == member.type or not is_told or not canonical_texts(type_, texts):
        annotation = evolve(member.annotation, documentation=row.documentation or None)
        return evolve(member, annotation=annotation)
    primitive = primitive_contract(type_)
    is_value_type = primitive is not None and primitive.primitive.is_value_type
    evidence = Evidence("table", f"the page's table says {row.type!r}")
    return evolve(
        member,
        type=type_,
        is_nillable=found.is_nil_seen or found.is_nullable or not is_value_type,
        annotation=Annotation(
            documentation=row.documentation or None, evidence=(*member.annotation.evidence, evidence)
        ),
    )
