"""Absent, nil and empty stay three things in a table."""

from __future__ import annotations

import pyarrow as pa
import pytest

import dcxml
from dcxml import DataContractEnum, Int, TableError, data_contract, data_member, enum_member, is_absent
from dcxml.arrow import ColumnTypes, from_table, schema, to_table


@data_contract(name="Ticket", namespace="urn:tickets")
class Ticket:
    number: Int = data_member("Number", default=0)
    title: str | None = data_member("Title", default=None)
    tags: list[str] | None = data_member("Tags", default=None)


def read(content):
    return dcxml.loads(f'<Ticket xmlns="urn:tickets" xmlns:i="{dcxml.qname.XSI}">{content}</Ticket>', Ticket)


ARRAY = 'xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"'
EMPTY = f"<Number>0</Number><Tags {ARRAY}/><Title></Title>"
NIL = '<Number>0</Number><Tags i:nil="true"/><Title i:nil="true"/>'
DOCUMENTS = [EMPTY, NIL, "", "<Title>x</Title>", f"<Tags {ARRAY}><a:string>t</a:string></Tags>"]


def test_absent_nil_and_empty_come_back_as_they_were():
    values = [*map(read, DOCUMENTS)]
    table = to_table(values, Ticket)
    assert [0, 0, None, None, None] == table["number"].to_pylist()
    assert ["", None, None, "x", None] == table["title"].to_pylist()
    assert [[], None, None, None, ["t"]] == table["tags"].to_pylist()
    assert [None, None, ["tags", "title"], ["tags"], ["title"]] == table["_absent"].to_pylist()
    back = from_table(table, Ticket)
    assert dcxml.identical(values, back)
    assert [*map(dcxml.dumps, values)] == [*map(dcxml.dumps, back)]


def test_what_cannot_be_nil_is_absent_where_it_is_null():
    back = from_table(pa.table({"number": pa.array([None, 5], pa.int32())}), Ticket)
    assert [True, False] == [is_absent(each, "number") for each in back]
    assert [(0, None), (5, None)] == [(each.number, each.title) for each in back]


def test_a_member_without_a_column_is_absent_and_null_is_nil():
    (back,) = from_table(pa.table({"title": pa.array([None], pa.string())}), Ticket)
    assert (False, True, True) == (is_absent(back, "title"), is_absent(back, "tags"), is_absent(back, "number"))


def test_by_choice_absent_and_nil_are_both_null():
    types = ColumnTypes(absent="null")
    assert ["number", "tags", "title"] == schema(Ticket, types=types).names
    absent, nil = read(""), read(NIL)
    back = from_table(to_table([absent, nil], Ticket, types=types), Ticket)
    assert [(False, True), (False, False)] == [(is_absent(each, "title"), is_absent(each, "number")) for each in back]
    assert back == [absent, nil]


def test_a_deleted_member_is_absent():
    value = Ticket(number=1, title="x")
    del value.title
    (back,) = from_table(to_table([value], Ticket), Ticket)
    assert is_absent(back, "title")


@data_contract(name="Level", namespace="urn:tickets")
class Level(DataContractEnum):
    LOW = enum_member("Low", 1)


@data_contract(name="Alarm", namespace="urn:tickets")
class Alarm:
    level: Level = data_member("Level", default=Level(0))
    before: Level | None = data_member("Before", default=None)


def test_a_zero_without_text_is_absent():
    values = [Alarm(), Alarm(level=Level.LOW, before=Level(0))]
    table = to_table(values, Alarm)
    assert ([None, "Low"], [None, ["before"]]) == (table["level"].to_pylist(), table["_absent"].to_pylist())
    assert dcxml.identical(values, from_table(table, Alarm))


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (["nothing"], "row 1: _absent lists 'nothing', which is no member"),
        (["title"], "row 1, title: _absent lists it, but it has a value"),
    ],
)
def test_a_list_of_absent_members_that_is_wrong_is_refused(listed, reason):
    table = to_table([Ticket(title="x"), Ticket(title="y")], Ticket)
    place = table.schema.get_field_index("_absent")
    wrong = table.set_column(place, "_absent", pa.array([None, listed], pa.list_(pa.string())))
    with pytest.raises(TableError, match=reason):
        from_table(wrong, Ticket)
