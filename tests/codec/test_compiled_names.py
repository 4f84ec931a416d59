"""No name of a contract or an attribute hides one that compiled source uses."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import EncodeError, Int, data_contract, data_member

NAMESPACE = "urn:names"
XMLNS_I = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


@data_contract(name="Day_lines", namespace=NAMESPACE)
class DayLines:
    """Named as the lines of ``Day`` would be in the source of an encoder."""

    number: Int = data_member("Number", default=0)


@data_contract(name="make", namespace=NAMESPACE)
class Make:
    """Named as a function that compiles members one by one."""

    number: Int = data_member("Number", default=0)


@data_contract(namespace=NAMESPACE)
class Day:
    """Holds both."""

    id: Int = data_member("Id", default=0)
    lines: DayLines | None = data_member("Lines", default=None)
    made: Make | None = data_member("Made", default=None)


@data_contract(namespace=NAMESPACE)
class Shadow:
    """Has attributes named as the readers of its members, as its own tables and as a local of its reader."""

    Nillable_int: Int = data_member("A", default=0)
    NillableInt: Int | None = data_member("B", default=None)
    Shadow_name: Int = data_member("C", default=0)
    Shadow_tags: Int = data_member("D", default=0)
    instance: Int = data_member("E", default=0)
    children: Int = data_member("F", default=0)
    ArrayOfint_not_nil: Int = data_member("G", default=0)


def test_contracts_named_like_compiled_helpers_are_written_member_by_member():
    day = Day(lines=DayLines(number=1), made=Make(number=2))
    dcxml.set_absent(day, "id")
    for part in (day.lines, day.made):
        dcxml.set_absent(part, "number")
    data = dcxml.dumps(day)
    assert data.decode() == f'<Day {XMLNS_I} xmlns="{NAMESPACE}"><Lines /><Made /></Day>'
    assert dcxml.dumps(dcxml.loads(data, Day)) == data


def test_a_fault_beside_a_contract_named_make_is_told_with_its_path():
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(Day(lines=DayLines(number=1), made=Make(number=2.5)))
    assert caught.value.path == "/Day/Made/Number"


def test_attributes_named_like_readers_tables_and_locals_are_read():
    shadow = Shadow(
        Nillable_int=1, NillableInt=2, Shadow_name=3, Shadow_tags=4, instance=5, children=6, ArrayOfint_not_nil=7
    )
    data = dcxml.dumps(shadow)
    assert dcxml.identical(dcxml.loads(data, Shadow), shadow)
    assert dcxml.loads(data.replace(b"<Shadow ", b'<Shadow i:nil="false" '), Shadow) == shadow
