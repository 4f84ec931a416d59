"""The three texts that .NET has had for a floating point number, held to those its runtimes printed.

``float-texts.jsonl`` was printed by ``XmlConvert.ToString`` of Mono 6.8 (.NET Framework's number formatting), .NET Core
3.1.23 and .NET 8.0.4, for the numbers that are hard: subnormals, powers of two and ten, middles, random bits.
"""

from __future__ import annotations

import json
from math import isnan
from pathlib import Path
from struct import pack, unpack

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import dcxml
from dcxml import Dialect, Double, Float, FloatText, data_contract, data_member
from dcxml.lexical.float_text import float_formatters
from dcxml.lexical.floating import to_float
from dcxml.lexical.framework_floats import framework_double
from dcxml.qname import XS, QName

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "float-texts.jsonl").read_text("utf-8").splitlines()
]
DOUBLE, FLOAT = QName(XS, "double"), QName(XS, "float")


def value_of(row):
    layout = ">d" if row["type"] == "double" else ">f"
    return unpack(layout, bytes.fromhex(row["bits"]))[0]


def text(value, generation, name=DOUBLE):
    return float_formatters(generation)[name](value)


def same(left, right):
    return pack("<d", left) == pack("<d", right) or (isnan(left) and isnan(right))


def read(text, name):
    number = {"INF": "inf", "-INF": "-inf"}.get(text, text)
    return to_float(float(number)) if name == FLOAT else float(number)


@pytest.mark.parametrize("generation", FloatText)
@pytest.mark.parametrize("kind", ["double", "float"])
def test_every_number_is_written_as_that_runtime_printed_it(kind, generation):
    rows = [row for row in ROWS if row["type"] == kind]
    expected = {row["bits"]: row[generation.value] for row in rows}
    assert expected == {row["bits"]: text(value_of(row), generation, QName(XS, kind)) for row in rows}


def test_the_table_tells_the_generations_apart():
    assert {"double": 405, "float": 281} == {
        kind: sum(row["type"] == kind for row in ROWS) for kind in ("double", "float")
    }
    for one, other in ((FloatText.NET_5, FloatText.NET_CORE_3), (FloatText.NET_5, FloatText.NET_FRAMEWORK)):
        for kind in ("double", "float"):
            differ = sum(row[one.value] != row[other.value] for row in ROWS if row["type"] == kind)
            assert differ > 20, (one, other, kind)


doubles = st.floats() | st.integers(-1074, 1023).map(lambda power: 2.0**power)
singles = st.floats(width=32) | st.integers(-149, 127).map(lambda power: 2.0**power)
shortest = st.sampled_from([FloatText.NET_5, FloatText.NET_CORE_3])


@given(doubles, shortest)
@example(7.5299e20, FloatText.NET_CORE_3)
def test_the_shortest_text_of_a_double_reads_back_as_the_same_number(value, generation):
    assert same(value, read(text(value, generation), DOUBLE))


@given(singles, shortest)
@example(8499999744.0, FloatText.NET_CORE_3)
def test_the_shortest_text_of_a_float_reads_back_as_the_same_number(value, generation):
    assert same(value, read(text(value, generation, FLOAT), FLOAT))


@given(singles)
def test_frameworks_text_of_a_float_reads_back_as_the_same_number(value):
    assert same(value, read(text(value, FloatText.NET_FRAMEWORK, FLOAT), FLOAT))


@given(doubles)
@example(0.84551240822557006)
@example(2.4703282292062328e-317)
def test_frameworks_text_of_a_double_reads_back_as_the_same_number_at_least_by_its_own_parser(value):
    written = text(value, FloatText.NET_FRAMEWORK)
    back = read(written, DOUBLE)
    if not same(value, back):
        mantissa, _, power = written.lstrip("-").partition("E")
        whole, _, fraction = mantissa.partition(".")
        digits = (whole + fraction).lstrip("0").ljust(15, "0")
        exponent = int(power or 0) + (len(whole) - 1 if whole != "0" else -1 - fraction.index(digits.rstrip("0")))
        assert len(digits) == 15
        assert abs(value) == framework_double(digits, exponent)
        assert 1 == abs(unpack("<q", pack("<d", value))[0] - unpack("<q", pack("<d", back))[0])


@given(doubles, st.sampled_from(FloatText))
def test_a_negative_number_is_the_positive_one_with_a_sign(value, generation):
    if not isnan(value):
        assert text(abs(value), generation) == text(-abs(value), generation).removeprefix("-")


@given(doubles)
def test_the_generations_agree_where_fifteen_digits_are_enough_and_the_point_is_near(value):
    if 1e-4 <= abs(value) < 1e15 and len(repr(value)) <= 15:
        assert 1 == len({text(value, generation) for generation in FloatText})


@pytest.mark.parametrize(
    ("value", "framework", "core", "five"),
    [
        (1 / 3, "0.33333333333333331", "0.3333333333333333", "0.3333333333333333"),
        (1e15, "1E+15", "1000000000000000", "1000000000000000"),
        (1e16, "1E+16", "10000000000000000", "10000000000000000"),
        (2.0**53, "9007199254740992", "9007199254740992", "9007199254740992"),
        (5e-324, "4.94065645841247E-324", "5E-324", "5E-324"),
        (7.5299e20, "7.5299E+20", "7.529900000000001E+20", "7.5299E+20"),
        (0.84551240822557006, "0.84551240822557", "0.8455124082255701", "0.8455124082255701"),
        (0.0001, "0.0001", "0.0001", "0.0001"),
        (0.00001, "1E-05", "1E-05", "1E-05"),
        (float("nan"), "NaN", "NaN", "NaN"),
        (float("-inf"), "-INF", "-INF", "-INF"),
        (-0.0, "-0", "-0", "-0"),
    ],
)
def test_a_double_has_three_texts(value, framework, core, five):
    assert [framework, core, five] == [
        text(value, generation) for generation in (FloatText.NET_FRAMEWORK, FloatText.NET_CORE_3, FloatText.NET_5)
    ]


@data_contract(name="Measured", namespace="urn:m")
class Measured:
    value: Double = data_member("Value", default=0.0)
    maybe: Float | None = data_member("Maybe", default=None)
    several: list[Double] | None = data_member("Several", default=None)
    by_number: dict[Double, Float] | None = data_member("ByNumber", default=None)
    anything: object | None = data_member("Anything", default=None)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("generation", "third", "float_"),
    [
        (FloatText.NET_5, "0.3333333333333333", "16777216"),
        (FloatText.NET_CORE_3, "0.3333333333333333", "16777216"),
        (FloatText.NET_FRAMEWORK, "0.33333333333333331", "16777216"),
    ],
)
def test_the_setting_reaches_every_place_where_a_number_stands(generation, third, float_, dialect):
    value = Measured(value=1 / 3, maybe=2.0**24, several=[1 / 3], by_number={1 / 3: 1e7}, anything=1 / 3)
    data = dcxml.dumps(value, dialect=dialect, float_text=generation).decode()
    assert 4 == data.count(f">{third}<")
    assert f">{float_}<" in data
    assert ("1E+07" if generation is FloatText.NET_FRAMEWORK else "10000000") in data
    assert value == dcxml.loads(data, Measured)
    serializer = dcxml.DataContractSerializer(Measured, dialect=dialect, float_text=generation)
    assert generation is serializer.float_text
    assert data == serializer.dumps(value).decode()


def test_the_generation_is_one_of_three():
    with pytest.raises(ValueError, match="float_text is 'R'"):
        dcxml.DataContractSerializer(float, float_text="R")
