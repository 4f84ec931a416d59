"""The spelling of the built-in types in annotations."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, get_args

import pytest
from annotated_types import Interval

from dcxml.binding import types
from dcxml.binding.introspect import describe
from dcxml.binding.types import Int, XsdType, plain_type_name
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import InvalidDataContractError
from dcxml.lexical import PRIMITIVES, DateTime, DateTimeOffset, Duration
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

ALIASES = {name: getattr(types, name) for name in types.__all__ if name[0].isupper() and name != "XsdType"}


@pytest.mark.parametrize("name", ALIASES)
def test_an_alias_names_a_built_in_type_and_holds_its_python_type(name):
    described = describe(ALIASES[name])
    assert described.type.name.lower() == name.lower()
    assert PRIMITIVES[described.type].python_type is get_args(ALIASES[name])[0]
    assert len(described.contracts) == 0


@pytest.mark.parametrize("name", [name for name in ALIASES if "Int" in str(ALIASES[name])])
def test_the_interval_of_an_integer_is_just_what_is_written(name):
    row = PRIMITIVES[describe(ALIASES[name]).type]
    (interval,) = (each for each in ALIASES[name].__metadata__ if isinstance(each, Interval))
    for inside in (interval.ge, interval.le):
        assert inside == row.parse(row.format(inside))
    for outside in (interval.ge - 1, interval.le + 1):
        with pytest.raises(ValueError, match="is not xs:"):
            row.format(outside)


@pytest.mark.parametrize(
    ("python_type", "expected"),
    [
        (bool, QName(XS, "boolean")),
        (str, QName(XS, "string")),
        (float, QName(XS, "double")),
        (bytes, QName(XS, "base64Binary")),
        (dt.datetime, QName(XS, "dateTime")),
        (DateTime, QName(XS, "dateTime")),
        (dt.timedelta, QName(SERIALIZATION, "duration")),
        (Duration, QName(SERIALIZATION, "duration")),
        (DateTimeOffset, QName(clr_namespace("System"), "DateTimeOffset")),
        (QName, QName(XS, "QName")),
        (object, QName(XS, "anyType")),
        (Any, QName(XS, "anyType")),
    ],
    ids=str,
)
def test_a_plain_type_stands_for_one_schema_type(python_type, expected):
    assert expected == plain_type_name(python_type)
    assert expected == describe(python_type).type


def test_every_row_of_the_primitive_table_can_be_spelled():
    assert {*PRIMITIVE_CONTRACTS} == {
        describe(Annotated[object, XsdType(n.name, n.namespace)]).type for n in PRIMITIVES
    }


def test_an_alias_statement_stands_for_its_value():
    class Statement:  # as Python 3.12 makes of ``type Numbers = list[Int]``
        __value__ = list[Int]

    assert describe(list[Int]) == describe(Statement())


def test_a_plain_int_must_be_chosen():
    with pytest.raises(InvalidDataContractError, match="choose Int, Long"):
        describe(list[int])


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (complex, "complex is not a data contract; allowed are"),
        (list, "list does not say what it holds; write list"),
        (dict[str, Int, Int], "write dict"),
        (Int | str, "is a union"),
        (Annotated[int, XsdType("integer")], "int is not a data contract"),
        ("Order", "the forward reference 'Order' cannot be resolved"),
        (None, "None is not a data contract"),
        (set[Int], "set is not a data contract"),
    ],
    ids=str,
)
def test_an_annotation_that_is_no_contract_is_refused(bad, sentence):
    with pytest.raises(InvalidDataContractError, match=sentence):
        describe(bad)
