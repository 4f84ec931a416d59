"""Members that must be there and are not written where they have .NET's default: another value is made, or none is.

.NET's writer throws where such a member has ``default(T)`` (``IsRequired`` with ``EmitDefaultValue = false``).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcxml import (
    DataContractEnum,
    DataContractFlag,
    EncodeError,
    Int,
    InvalidDataContractError,
    XmlElement,
    data_contract,
    data_member,
    dumps,
    enum_member,
    identical,
    loads,
    sample,
)
from dcxml.strategies import cases, documents, instances, invalid_documents

runs = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def must(name: str, **default: Any) -> Any:
    return data_member(name, is_required=True, emit_default_value=False, **default)


@data_contract(name="Light", namespace="urn:r")
class Light(DataContractEnum):
    OFF = enum_member("Off", 0)
    ON = enum_member("On", 1)


@data_contract(name="Rights", namespace="urn:r")
class Rights(DataContractFlag):
    NONE = enum_member("None", 0)
    READ = enum_member("Read", 1)


@data_contract(name="Inner", namespace="urn:r", is_value_type=True)
class Inner:
    number: Int = data_member("Number", default=0, emit_default_value=False)
    light: Light = data_member("Light", default=Light.OFF)


@data_contract(name="Outer", namespace="urn:r", is_value_type=True)
class Outer:
    inner: Inner = data_member("Inner", factory=Inner)


@data_contract(name="All", namespace="urn:r")
class All:
    """A member of each kind whose values a writer compares with its default."""

    light: Light = must("Light", default=Light.ON)
    rights: Rights = must("Rights", default=Rights.READ)
    inner: Inner = must("Inner", factory=Inner)
    outer: Outer = must("Outer", factory=Outer)
    number: Int | None = must("Number", default=1)
    text: str | None = must("Text", default="")
    numbers: list[Int] | None = must("Numbers", factory=list)
    anything: Any = must("Anything", default=1)


@runs
@given(instances(All))
def test_each_has_another_value_than_its_default(value):
    assert Light.ON is value.light
    assert Rights.READ is value.rights
    assert Inner() != value.inner
    assert Outer() != value.outer
    assert None not in (value.number, value.text, value.numbers, value.anything)
    assert identical(value, loads(dumps(value), All))


@settings(runs, max_examples=20)
@given(documents(All), invalid_documents(All))
def test_documents_have_it(document, case):
    loads(document, All)
    assert case.findings


def test_cases_have_it():
    assert [case for case in cases(All) if case.label.schema_valid]


@data_contract(name="Bare", namespace="urn:r")
class Bare:
    """A class without members."""


@data_contract(name="References", namespace="urn:r")
class References:
    """What is never null, and has a default for that alone."""

    bare: Bare = must("Bare", factory=Bare, is_nillable=False)
    text: str = must("Text", default="", is_nillable=False)
    bares: list[Bare] = must("Bares", factory=list, is_nillable=False)
    xml: XmlElement = must("Xml", default=None, is_nillable=False)


@runs
@given(instances(References))
def test_any_object_is_another_value_than_null(value):
    assert isinstance(value.bare, Bare)
    assert None not in (value.text, value.bares, value.xml)
    dumps(value)


@data_contract(name="Off", namespace="urn:r")
class Off(DataContractEnum):
    OFF = enum_member("Off", 0)


@data_contract(name="Nothing", namespace="urn:r", is_value_type=True)
class Nothing:
    pass


@data_contract(name="HoldsNothing", namespace="urn:r", is_value_type=True)
class HoldsNothing:
    nothing: Nothing = data_member("Nothing", factory=Nothing)


@data_contract(name="NeedsOff", namespace="urn:r")
class NeedsOff:
    off: Off = must("Off", default=Off.OFF)


@data_contract(name="NeedsNothing", namespace="urn:r")
class NeedsNothing:
    nothing: HoldsNothing = must("Nothing", factory=HoldsNothing)


@data_contract(name="Above", namespace="urn:r")
class Above:
    below: NeedsOff | None = must("Below", default=None)


@data_contract(name="Ping", namespace="urn:r")
class Ping:
    pong: Pong | None = must("Pong", default=None)


@data_contract(name="Pong", namespace="urn:r")
class Pong:
    ping: Ping | None = must("Ping", default=None)


@pytest.mark.parametrize(
    "make", [instances, documents, invalid_documents, cases, sample], ids=lambda each: each.__name__
)
@pytest.mark.parametrize(
    ("cls", "reason"),
    [
        pytest.param(NeedsOff, "Off.*its only value is the default that is not written", id="an enumeration"),
        pytest.param(NeedsNothing, "Nothing.*its only value is the default that is not written", id="a struct"),
        pytest.param(Above, "Off.*its only value is the default that is not written", id="further below"),
        pytest.param(Ping, "each one must contain another", id="a circle without null"),
    ],
)
def test_where_there_is_no_other_value_there_is_no_instance(make, cls, reason):
    with pytest.raises(InvalidDataContractError, match=reason):
        make(cls)


def test_null_is_no_override_of_such_a_member():
    @settings(runs, max_examples=2)
    @given(instances(All, overrides={"Text": st.none()}))
    def draws(_value):
        """Nothing comes here."""

    with pytest.raises(EncodeError, match="gave None, and the place may not be nil"):
        draws()
