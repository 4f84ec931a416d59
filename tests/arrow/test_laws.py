"""from_table ∘ to_table = id, by `identical`: for every kind of member, in memory and through files, batch by batch.

The long run: ``DCXML_ARROW_EXAMPLES=2000 pytest -q tests/arrow/test_laws.py``.
"""

from __future__ import annotations

import os
from collections import deque
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import dcxml
from dcxml import DateTime, Int, KeyValuePair, String, UnsignedLong
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.apis.calendar import Day
from dcxml.arrow import (
    SPARK,
    ColumnTypes,
    from_batches,
    from_table,
    read_table,
    schema,
    to_batches,
    to_table,
    write_batches,
)
from dcxml.contract import DataContractSet
from dcxml.strategies import instances
from support import shared_nodes
from support.contract_sets import contract_sets
from support.every_type import EveryType, Leaf, Node, Point

pytestmark = pytest.mark.no_cover
EXAMPLES = int(os.environ.get("DCXML_ARROW_EXAMPLES", "12"))
steady = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
ROOTS = {
    "every type": EveryType,
    "a class in itself": Node,
    "a derived class": Leaf,
    "the calendar": Request,
    "a struct": Point,
    "a list": list[Int],
    "nested lists": list[list[String | None] | None],
    "instances": list[Day],
    "a dictionary": dict[str, Point],
    "a dictionary with objects as keys": dict[Point, DateTime],
    "a pair": KeyValuePair[str | None, Decimal],
    "anything": Any,
    "a number": UnsignedLong,
}


def rows_of(annotation):
    """Draw some values that are rows: nil is none where the row is a class."""
    values = instances(annotation)
    if isinstance(annotation, type) and hasattr(annotation, "__data_contract__"):
        values = values.filter(lambda value: value is not None)
    return st.lists(values, max_size=4)


@pytest.mark.parametrize("annotation", ROOTS.values(), ids=ROOTS)
def test_what_goes_into_a_table_comes_out_of_it(annotation):
    @steady
    @given(rows_of(annotation), st.sampled_from([ColumnTypes(), SPARK, ColumnTypes(depth=1)]))
    def law(values, types):
        table = to_table(values, annotation, types=types)
        table.validate(full=True)
        assert schema(annotation, types=types).equals(table.schema, check_metadata=True)
        assert dcxml.identical(values, from_table(table, annotation))

    law()


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".feather"])
@pytest.mark.parametrize("annotation", [EveryType, Request, dict[str, Node]], ids=["every type", "the calendar", "map"])
def test_what_goes_into_a_file_comes_out_of_it(annotation, suffix, tmp_path):
    file = tmp_path / f"rows{suffix}"

    @settings(steady, max_examples=max(EXAMPLES // 3, 5))
    @given(rows_of(annotation))
    def law(values):
        assert len(values) == write_batches(to_batches(values, annotation, rows=3), file)
        assert dcxml.identical(values, from_table(read_table(file), annotation))

    law()
    assert [file] == list(tmp_path.iterdir())


@steady
@given(rows_of(EveryType), st.integers(1, 5), st.data())
def test_batches_and_slices_of_them_are_the_table(values, rows, data):
    batches = [*to_batches(values, EveryType, rows=rows)]
    assert [rows] * (len(values) // rows) == [each.num_rows for each in batches if each.num_rows == rows]
    assert dcxml.identical(values, [*from_batches(batches, EveryType)])
    table = to_table(values, EveryType)
    start = data.draw(st.integers(0, len(values)))
    assert dcxml.identical(values[start:], from_table(table.slice(start), EveryType))


def without_references(contracts):
    """Return the contracts without IsReference: what shares objects has a law of its own."""
    plain = [evolve(each, is_reference=False) if hasattr(each, "is_reference") else each for each in contracts]
    return DataContractSet(plain, contracts.elements.values(), components=contracts.components)


@settings(steady, max_examples=max(EXAMPLES // 2, 10))
@given(contract_sets(most=4).map(without_references), st.data())
def test_contracts_of_every_shape_have_a_table(contracts, data):
    binding = dcxml.build_classes(contracts)
    annotation = data.draw(st.sampled_from(sorted(binding)).map(binding.__getitem__))
    try:
        values = data.draw(rows_of(annotation))
    except dcxml.InvalidDataContractError:  # no finite value is there
        reject()
    table = to_table(values, annotation)
    table.validate(full=True)
    assert dcxml.identical(values, from_table(table, annotation))


def chain_of(node):
    """Return the objects that a node leads to, itself first, each once."""
    found = {}
    while node is not None and id(node) not in found:
        found[id(node)] = node
        node = node.next
    return [*found.values()]


@steady
@given(instances(shared_nodes.Node).filter(lambda node: node is not None))
def test_an_object_with_an_identity_comes_back_or_is_refused_where_it_comes_again(node):
    known = [shared_nodes.Derived]
    if any(each is node for each in chain_of(node.next)):
        with pytest.raises(dcxml.TableError, match=r"row 0, next: the .* stands at the row itself too"):
            to_table([node], shared_nodes.Node, known_types=known)
        return
    table = to_table([node], shared_nodes.Node, known_types=known)
    assert dcxml.identical([node], from_table(table, shared_nodes.Node, known_types=known))


def test_values_are_taken_as_batches_are_read():
    asked = deque()

    def numbers():
        for number in range(100):
            asked.append(number)
            yield number

    reader = to_batches(numbers(), Int, rows=10)
    assert 0 == len(asked)
    assert 10 == reader.read_next_batch().num_rows
    assert len(asked) <= 20
    assert [*range(10, 100)] == [*from_batches(reader, Int)]


def test_what_the_values_raise_comes_out_of_the_reader():
    def values():
        yield Point(x=1)
        raise dcxml.DecodeError("no more", path="/Points/Point[2]")

    with pytest.raises(dcxml.DecodeError, match="no more"):
        to_batches(values(), Point).read_all()


def test_items_of_a_document_become_rows(tmp_path):
    days = [Day(id=number, name=f"day {number}") for number in range(2_500)]
    file = tmp_path / "days.xml"
    dcxml.dump(days, file, list[Day])
    reader = to_batches(dcxml.iterload(file, list[Day]), Day, rows=1_000)
    batches = [*reader]
    assert [1_000, 1_000, 500] == [each.num_rows for each in batches]
    assert days == [*from_batches(batches, Day)]


def test_a_table_without_rows_is_checked():
    assert [] == from_table(to_table([], Day), Day)
    with pytest.raises(dcxml.TableError, match="'title', which is no member"):
        from_table(pa.table({"title": pa.array([], pa.string())}), Day)
