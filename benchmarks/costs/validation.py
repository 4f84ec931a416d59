"""Validation beside libxml2's own parsing and verdict by the same contracts, in turns: one document, and many items.

Run: ``python -m benchmarks.costs.validation``; times are the processor's, so that other work counts little.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

import dcxml
from benchmarks.statistics_of_rounds import ratio, spread
from benchmarks.tables import Table, span, times
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName
from dcxml.validation.schema_verdict import compiled_schema

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMAS: Final = Path(__file__).parents[2] / "schemas" / "calendar"
MODEL: Final = b'<Items xmlns="urn:wide" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">%s</Items>'
ITEM: Final = b'<Item><Count>%d</Count><Name>n %d</Name><Note i:nil="true"/><When>2025-01-01T00:00:00</When></Item>'
ROUNDS: Final = 21


def wide_contracts() -> DataContractSet:
    """Return a collection of items of four members."""
    types = {"Count": "int", "Name": "string", "Note": "string", "When": "dateTime"}
    members = tuple(
        DataMember(name=name, type=QName(XS, type_), is_nillable=type_ == "string") for name, type_ in types.items()
    )
    item = ClassDataContract(name=QName("urn:wide", "Item"), members=members)
    items = CollectionDataContract(name=QName("urn:wide", "Items"), item_name="Item", item_type=item.name)
    return DataContractSet([item, items])


def main() -> None:
    """Print a row for each document."""
    wide = MODEL % b"".join(ITEM % (number, number) for number in range(10_000))
    documents = {
        "the sample": ((SCHEMAS / "sample.xml").read_bytes(), dcxml.read_schemas(SCHEMAS), 200),
        f"10,000 items of four members, {len(wide) / 1e6:.1f} MB": (wide, wide_contracts(), 1),
    }
    rows = [(name, *_row(data, contracts, calls)) for name, (data, contracts, calls) in documents.items()]
    head = ("document", "libxml2, parse and validate", "`dcxml.validate`", "ratio (quartiles)")
    print(Table(head, rows).markdown())


def _row(data: bytes, contracts: DataContractSet, calls: int) -> tuple[str, ...]:
    schema = compiled_schema(contracts).schema
    works: tuple[Callable[[], object], ...] = (
        lambda: schema.validate(etree.fromstring(data)),
        lambda: next(dcxml.validate(data, contracts), None),
    )
    if works[0]() is not True or works[1]() is not None:
        message = "the document has a fault"
        raise SystemExit(message)
    for work in works:
        _seconds(work, calls)
    rounds = [[_seconds(work, calls) for work in works] for _ in range(ROUNDS)]
    theirs, ours = (list(each) for each in zip(*rounds, strict=True))
    compared, medians = ratio(ours, theirs), [spread(each) for each in (theirs, ours)]
    if compared is None:
        return ()
    shown = f"{times(compared.median)} ({times(compared.lower)} to {times(compared.upper)})"
    return (*(span(each.median) for each in medians if each), shown)


def _seconds(work: Callable[[], object], calls: int) -> float:
    begun = time.process_time()
    for _ in range(calls):
        work()
    return (time.process_time() - begun) / calls


if __name__ == "__main__":
    main()
