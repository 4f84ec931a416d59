"""Facets of simple types: held to wherever such a value is written and, in strict mode, read; .NET knows none."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import pytest

import dcxml
from dcxml import Int, data_contract, data_member
from dcxml.binding.live import build_classes
from dcxml.binding.markers import SimpleContract
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName

Code = Annotated[str, SimpleContract("Code", namespace="urn:s", facets=(("pattern", "[a-z]+"), ("maxLength", "3")))]
Small = Annotated[Int, SimpleContract("Small", namespace="urn:s", facets=(("maxInclusive", "5"),), is_anonymous=True)]


@data_contract(name="A", namespace="urn:s")
class A:
    code: Code = data_member("Code", default="a")
    small: Small = data_member("Small", default=0)
    codes: list[Code] = data_member("Codes", factory=list)
    by_code: dict[str, Code] = data_member("ByCode", factory=dict)


BEYOND: dict[str, tuple[Any, str]] = {
    "a member": (A(code="1"), "'1' is not Code: its pattern allows [a-z]+ (/A/Code)"),
    "a member whose type has no name": (A(small=6), "its maxInclusive allows 5 at most (/A/Small)"),
    "an item": (A(codes=["abcd"]), "its maxLength allows a length of 3 at most (/A/Codes/Code)"),
    "a value of a dictionary": (A(by_code={"x": "1"}), "its pattern allows [a-z]+"),
}


@pytest.mark.parametrize(("value", "reason"), BEYOND.values(), ids=BEYOND)
def test_a_value_beyond_its_facets_is_not_written(value, reason):
    with pytest.raises(dcxml.EncodeError) as caught:
        dcxml.dumps(value)
    assert reason in str(caught.value)


def test_a_root_beyond_its_facets_is_not_written():
    with pytest.raises(dcxml.EncodeError, match=r"its pattern allows \[a-z\]\+ \(/Code\)"):
        dcxml.dumps("1", Code)
    assert b'<Code xmlns="urn:s">abc</Code>' == dcxml.dumps("abc", Code)


def test_a_text_beyond_its_facets_is_refused_in_strict_mode_and_read_as_dotnet_reads_it():
    data = b'<A xmlns="urn:s"><Code>1</Code></A>'
    with pytest.raises(dcxml.DecodeError, match=r"its pattern allows \[a-z\]\+ \(/A/Code"):
        dcxml.loads(data, A)
    assert "1" == dcxml.loads(data, A, mode="dotnet").code


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("date", "2001-02-03", "2001-02-30"),
        ("time", "12:00:00", "25:00:00"),
        ("gYear", "2001", "MMI"),
        ("hexBinary", "0AFF", "0AF"),
        ("NCName", "a-b", "a:b"),
        ("positiveInteger", 1, 0),
        ("integer", -1, None),
    ],
)
def test_a_type_of_xml_schema_without_a_clr_type_is_held_to(name, right, wrong):
    member = DataMember(name="M", type=QName(XS, name), is_required=True)
    made = build_classes(DataContractSet([ClassDataContract(name=QName("urn:s", "A"), members=(member,))]))["{urn:s}A"]
    assert right == dcxml.loads(dcxml.dumps(made(m=right)), made).m
    if wrong is not None:
        with pytest.raises(dcxml.EncodeError, match=name):
            dcxml.dumps(made(m=wrong))
        data = f'<A xmlns="urn:s"><M>{wrong}</M></A>'.encode()
        with pytest.raises(dcxml.DecodeError, match=name):
            dcxml.loads(data, made)
        assert wrong == dcxml.loads(data, made, mode="dotnet").m


def test_facets_that_are_none_are_told():
    wrong = Annotated[str, SimpleContract("Code", namespace="urn:s", facets=(("pattern", "("),))]
    with pytest.raises(
        dcxml.InvalidDataContractError, match=r"urn:s}Code: its facets are not those of xs:string: .*\("
    ):
        dcxml.dumps("a", wrong)


@pytest.mark.parametrize(
    ("base", "facets", "value", "reason"),
    [
        pytest.param(Int, (("enumeration", "1"),), 2, "its enumeration allows 1", id="one value"),
        pytest.param(
            Int, tuple(("enumeration", str(n)) for n in range(3)), 4, "its enumeration allows 0, 1 or 2", id="values"
        ),
        pytest.param(
            Int,
            tuple(("enumeration", str(n)) for n in range(15)),
            40,
            "its enumeration allows 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 5 more",
            id="many values",
        ),
        pytest.param(str, (("pattern", "a+"), ("pattern", "b+")), "c", "its pattern allows a+ or b+", id="patterns"),
        pytest.param(str, (("length", "3"),), "c", "its length allows a length of 3", id="length"),
        pytest.param(str, (("minLength", "3"),), "c", "its minLength allows a length of 3 at least", id="minLength"),
        pytest.param(Int, (("minExclusive", "3"),), 3, "its minExclusive allows more than 3", id="minExclusive"),
        pytest.param(Int, (("maxExclusive", "3"),), 3, "its maxExclusive allows less than 3", id="maxExclusive"),
        pytest.param(Int, (("totalDigits", "3"),), 1000, "its totalDigits allows 3 digits at most", id="totalDigits"),
        pytest.param(
            Decimal,
            (("fractionDigits", "1"),),
            Decimal("1.25"),
            "its fractionDigits allows 1 digits behind the point at most",
            id="fractionDigits",
        ),
        pytest.param(Code, (("pattern", "a?b?"),), "c", "its pattern allows a?b?", id="the pattern of the type"),
        pytest.param(Code, (("pattern", "1?"),), "1", "its pattern allows [a-z]+", id="the pattern of its base"),
    ],
)
def test_what_a_facet_allows_is_told(base, facets, value, reason):
    narrow = Annotated[base, SimpleContract("Narrow", namespace="urn:s", facets=facets)]
    with pytest.raises(dcxml.EncodeError) as caught:
        dcxml.dumps(value, narrow)
    assert f" is not Narrow: {reason} (/Narrow)" in str(caught.value)
