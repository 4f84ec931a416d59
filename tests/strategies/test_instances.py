"""Instances valid by construction: what a contract demands is there, what it allows is reached."""

from __future__ import annotations

import datetime as dt
import math
import os
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from dcxml import (
    AnyURI,
    AnyValue,
    DataContractEnum,
    DataContractFlag,
    DateTime,
    Dialect,
    Double,
    Int,
    InvalidDataContractError,
    KeyValuePair,
    OpenEnum,
    QName,
    SimpleContract,
    UnresolvedContract,
    UnsignedByte,
    XmlContract,
    XmlElement,
    XmlNodes,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    enum_member,
    identical,
    is_absent,
    loads,
)
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import ARRAYS, XS
from dcxml.strategies import documents, instances
from dcxml.validation import validate
from support.every_type import Access, Color, EveryType, Leaf, Node, Point, State
from support.schema_judges import SchemaJudges, schema_judges

pytestmark = pytest.mark.no_cover

steady = settings(
    max_examples=60,
    deadline=None,
    derandomize="CI" in os.environ,
)
thorough = settings(
    max_examples=3000,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
)
"""To reach something, not to show it at its smallest."""


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> SchemaJudges:
    return schema_judges(contracts_of(EveryType), tmp_path_factory.mktemp("schemas"))


@steady
@given(value=instances(EveryType), dialect=st.sampled_from(Dialect))
def test_an_instance_is_written_valid_and_read_back_as_it_was(
    judges: SchemaJudges, value: EveryType, dialect: Dialect
) -> None:
    data = dumps(value, dialect=dialect)
    assert judges.faults(data) == []
    assert identical(value, loads(data, EveryType))


@steady
@given(instances(EveryType))
def test_a_required_member_is_present(value: EveryType) -> None:
    assert not is_absent(value, "a_guid")


@steady
@given(instances(EveryType, absent=False))
def test_without_absence_only_defaults_that_are_not_written_are_absent(value: EveryType) -> None:
    absent = {name for name in EveryType.__contract_members__ if is_absent(value, name)}  # type: ignore[attr-defined]
    assert absent <= {"point"}
    assert "point" not in absent or value.point == Point()


TREE, BRANCH = QName("urn:tree", "Tree"), QName("urn:tree", "Branch")
Tree: Any = build_classes(
    DataContractSet(
        [
            CollectionDataContract(name=TREE, item_name="Branch", item_type=BRANCH, is_item_nillable=True),
            ClassDataContract(name=BRANCH, members=(DataMember(name="Twigs", type=TREE, is_nillable=True),)),
        ]
    )
)[TREE.clark]

REACHED: list[tuple[str, Any, Any]] = [
    ("an absent member", EveryType, lambda v: is_absent(v, "an_int")),
    ("a nil member", EveryType, lambda v: not is_absent(v, "an_int") and v.an_int is None),
    ("an empty list", EveryType, lambda v: v.numbers == []),
    ("several items", EveryType, lambda v: v.numbers and len(v.numbers) > 2),
    ("a nil item", EveryType, lambda v: v.holes and None in v.holes),
    ("a list in a list", EveryType, lambda v: v.table and any(v.table)),
    ("a dictionary", EveryType, lambda v: v.points and len(v.points) > 1),
    ("a pair", EveryType, lambda v: v.pair is not None),
    ("a text of no member", EveryType, lambda v: v.state is not None and v.state not in list(State)),
    ("a known text", EveryType, lambda v: v.state is State.CREATED),
    ("no flags", EveryType, lambda v: v.access == Access(0)),
    ("all flags", EveryType, lambda v: v.access == Access(67)),
    ("a member of a base", EveryType, lambda v: v.leaf is not None and v.leaf.kids),
    ("a node in a node in a node", Node, lambda v: v.next is not None and v.next.next is not None),
    ("a list in a node in a node", Node, lambda v: v.kids and v.kids[0] is not None and v.kids[0].needed),
    (
        "a collection of itself",
        Tree,
        lambda v: v and v[0] and v[0].twigs and v[0].twigs[0] and v[0].twigs[0].twigs == [],
    ),
    ("a default that is not written", EveryType, lambda v: not is_absent(v, "access") and is_absent(v, "point")),
    ("a value in an object", EveryType, lambda v: isinstance(v.anything, str)),
]


@pytest.mark.parametrize(("cls", "condition"), [pytest.param(c, k, id=i) for i, c, k in REACHED])
def test_what_the_contract_allows_is_reached(cls: Any, condition: Any) -> None:
    assert condition(find(instances(cls), condition, settings=thorough))


@pytest.mark.parametrize(
    ("annotation", "check"),
    [
        pytest.param(Int, lambda v: isinstance(v, int), id="alias"),
        pytest.param(list[Int], lambda v: all(isinstance(item, int) for item in v), id="list"),
        pytest.param(dict[str, Color], lambda v: all(isinstance(item, Color) for item in v.values()), id="dictionary"),
        pytest.param(KeyValuePair[str, Int], lambda v: isinstance(v.value, int), id="pair"),
        pytest.param(Color, lambda v: v in list(Color), id="enumeration"),
        pytest.param(Leaf, lambda v: type(v) is Leaf, id="derived class"),
        pytest.param(Any, lambda v: v is not None, id="anything"),
    ],
)
@settings(steady, max_examples=25)
@given(data=st.data())
def test_an_annotation_has_instances_of_its_own(data: st.DataObject, annotation: Any, check: Any) -> None:
    value = data.draw(instances(annotation))
    assert check(value)
    assert identical(value, loads(dumps(value, annotation), annotation))


def test_nil_is_an_instance_where_the_annotation_says_so() -> None:
    assert find(instances(Int | None), lambda value: value is None, settings=thorough) is None
    assert isinstance(find(instances(Int | None), lambda value: value is not None, settings=thorough), int)


@steady
@given(instances(EveryType, values={QName(XS, "int"): st.just(5), QName("urn:every", "Color"): st.just(Color.RED)}))
def test_the_values_of_a_contract_can_be_chosen(value: EveryType) -> None:
    assert value.an_int in (None, 5)
    assert is_absent(value, "color") or value.color is Color.RED
    assert value.a_color in (None, Color.RED)
    assert {5} >= set(value.numbers or ())


@data_contract(name="Endless", namespace="urn:endless")
class Endless:
    """A struct-like chain without an end."""

    more: Endless = data_member("More", default=None, is_required=True, is_nillable=False)


@data_contract(name="Ping", namespace="urn:endless")
class Ping:
    """Ends only where the other class does."""

    pong: Pong = data_member("Pong", default=None, is_required=True, is_nillable=False)


@data_contract(name="Pong", namespace="urn:endless")
class Pong:
    """May have no other."""

    ping: Ping | None = data_member("Ping", default=None, is_required=True)


def test_a_contract_that_must_contain_itself_has_no_instance() -> None:
    with pytest.raises(InvalidDataContractError, match="Endless: it has no finite instance"):
        instances(Endless)


@steady
@given(instances(Ping))
def test_recursion_over_two_classes_ends(value: Ping) -> None:
    depth = 0
    while value.pong.ping is not None:
        value, depth = value.pong.ping, depth + 1
    assert depth < 5


@data_contract(name="Sparse", namespace="urn:sparse")
class Sparse:
    """Members that are not written where they have their default, one of them required."""

    number: Int = data_member("Number", default=1, emit_default_value=False, is_required=True)
    ratio: Double = data_member("Ratio", default=0.0, emit_default_value=False)
    when: DateTime = data_member("When", default=DateTime.min, emit_default_value=False)
    text: str | None = data_member("Text", default=None, emit_default_value=False)
    color: Color = data_member("Color", default=Color.RED, emit_default_value=False)


@steady
@given(instances(Sparse))
def test_a_default_that_is_not_written_is_absent_and_a_required_one_not_drawn(value: Sparse) -> None:
    assert value.number != 0
    assert value.ratio != 0 or is_absent(value, "ratio")
    assert value.when.replace(tzinfo=None) != DateTime.min or is_absent(value, "when")
    assert value.text is not None or is_absent(value, "text")
    assert identical(value, loads(dumps(value), Sparse))


@data_contract(name="Overlap", namespace="urn:flags")
class Overlap(DataContractFlag):
    """Flags that .NET cannot write in every union: 3 and 6 make 7, of which 3 leaves 4."""

    A = enum_member("A", 3)
    B = enum_member("B", 6)


@data_contract(name="NoFlags", namespace="urn:flags")
class NoFlags(DataContractFlag):
    """Flags of which none is declared."""


@data_contract(name="NoTexts", namespace="urn:flags")
class NoTexts(OpenEnum):
    """An open enumeration of which no text was seen."""


@data_contract(name="Never", namespace="urn:flags")
class Never(DataContractEnum):
    """A closed enumeration without values."""


@steady
@given(instances(Overlap))
def test_flags_are_unions_that_dotnet_can_write(value: Overlap) -> None:
    assert value.value in (0, 3, 6)
    assert value == loads(dumps(value, Overlap), Overlap)


def test_enumerations_without_members_have_the_values_they_can_have() -> None:
    assert NoFlags(0) == find(instances(NoFlags), lambda _: True, settings=thorough)
    assert isinstance(find(instances(NoTexts), lambda _: True, settings=thorough), NoTexts)
    with pytest.raises(InvalidDataContractError, match="no finite instance"):
        instances(Never)


@data_contract(name="Parts", namespace="urn:flags")
class Parts(DataContractFlag):
    """Flags of which the widest has several bits."""

    BOTH = enum_member("Both", 17)
    ONE = enum_member("One", 2)


def test_flags_of_several_bits_are_not_cut() -> None:
    assert Parts.BOTH == find(instances(Parts), lambda value: value.value == 17, settings=thorough)


def test_collections_of_what_has_no_value_are_empty() -> None:
    assert [] == find(instances(list[Never]), lambda _: True, settings=thorough)
    assert {} == find(instances(dict[str, Never]), lambda _: True, settings=thorough)


def test_a_type_of_unknown_content_is_an_empty_element() -> None:
    unresolved = Annotated[Any, UnresolvedContract("X", namespace="urn:x")]
    value = find(instances(unresolved), lambda _: True, settings=thorough)
    assert AnyValue(None, QName(XS, "anyType")) == value
    xml = find(instances(Annotated[Any, XmlContract("X", namespace="urn:x")]), lambda _: True, settings=thorough)
    assert len(xml) == len(xml.attrib) == 0
    assert not xml.text


@data_contract(name="Xml", namespace="urn:xml")
class Xml:
    """XML of both kinds, alone and in a list."""

    one: XmlElement | None = data_member("One", default=None)
    nodes: XmlNodes | None = data_member("Nodes", default=None)
    many: list[XmlElement | None] | None = data_member("Many", default=None)


XML = contracts_of(Xml)


@settings(steady, max_examples=60)
@given(instances(Xml), st.sampled_from(Dialect))
def test_xml_is_drawn_that_survives_encoding_and_decoding(value: Xml, dialect: Dialect) -> None:
    data = dumps(value, dialect=dialect)
    assert identical(value, loads(data, Xml))
    assert [] == list(validate(data, XML))


@data_contract(name="Hidden", namespace="urn:hidden")
class Hidden:
    """A member seen only as nil, whose namespace alone is known."""

    unseen: Any | None = data_member("Unseen", default=None, declares=ARRAYS)


@steady
@given(instances(Hidden))
def test_a_contract_seen_only_as_nil_is_nil(value: Hidden) -> None:
    assert value.unseen is None


@pytest.mark.parametrize(
    ("annotation", "same"),
    [
        pytest.param(dict[DateTime, Int], lambda key: key.replace(tzinfo=None), id="Z is no zone"),
        pytest.param(
            dict[AnyURI, Int], lambda key: key.lower().partition("#")[0].rstrip("/"), id="a URI in other words"
        ),
        pytest.param(dict[Double, Int], lambda key: "NaN" if math.isnan(key) else key, id="NaN is NaN"),
    ],
)
@settings(steady, max_examples=40)
@given(data=st.data())
def test_dictionaries_have_no_keys_that_are_one_to_dotnet(data: st.DataObject, annotation: Any, same: Any) -> None:
    noon = DateTime(2000, 1, 1, 12)
    values = {QName(XS, "dateTime"): st.sampled_from([noon, noon.replace(tzinfo=dt.UTC)]),
              QName(XS, "anyURI"): st.sampled_from(["http://a", "http://A/", "http://a/#b"]),
              QName(XS, "double"): st.sampled_from([float("nan"), 1.0])}  # fmt: skip
    value = data.draw(instances(annotation, values=values))
    assert len({same(key) for key in value}) == len(value)


def test_documents_are_those_of_a_contract_by_name() -> None:
    contracts = contracts_of(Leaf)
    cls = build_classes(contracts)["{urn:other}Leaf"]
    data = find(
        documents(contracts, QName("urn:other", "Leaf"), dialect=Dialect.TEXT), lambda _: True, settings=thorough
    )
    assert type(loads(data, cls)) is cls
    with pytest.raises(KeyError, match="Nothing"):
        documents(contracts, "Nothing")


@pytest.mark.parametrize(
    ("base", "facets", "check"),
    [
        pytest.param(str, (("enumeration", "a"), ("enumeration", "b")), lambda v: v in "ab", id="enumeration"),
        pytest.param(
            str, (("pattern", r"[A-Z]{2}\d\i\c?"),), lambda v: v[:2].isupper() and v[2].isdigit(), id="pattern"
        ),
        pytest.param(str, (("pattern", "a+"), ("maxLength", "2")), lambda v: v in ("a", "aa"), id="pattern and length"),
        pytest.param(str, (("length", "3"),), lambda v: len(v) == 3, id="length"),
        pytest.param(bytes, (("minLength", "1"), ("maxLength", "2")), lambda v: 1 <= len(v) <= 2, id="octets"),
        pytest.param(Int, (("minInclusive", "3"), ("maxExclusive", "5")), lambda v: v in (3, 4), id="bounds"),
        pytest.param(Int, (("minExclusive", "3"), ("maxInclusive", "5")), lambda v: v in (4, 5), id="other bounds"),
        pytest.param(Int, (("totalDigits", "2"),), lambda v: abs(v) < 100, id="digits"),
        pytest.param(Int, (("pattern", "[ab]|7"),), lambda v: v == 7, id="pattern with texts of no number"),
        pytest.param(UnsignedByte, (("totalDigits", "3"),), lambda v: 0 <= v < 256, id="digits beyond the type"),
        pytest.param(Int, (("pattern", "1?0"),), lambda v: v in (0, 10), id="pattern of a number"),
        pytest.param(Double, (("minInclusive", "0"),), lambda v: v >= 0, id="bound of a double"),
    ],
)
@settings(steady, max_examples=25)
@given(data=st.data())
def test_the_values_of_a_simple_contract_keep_its_facets(
    data: st.DataObject, base: Any, facets: Any, check: Any
) -> None:
    simple = Annotated[base, SimpleContract("Code", namespace="urn:s", facets=facets)]
    value = data.draw(instances(simple))
    assert check(value)
    assert identical(value, loads(dumps(value, simple), simple))


def test_a_simple_contract_of_an_enumeration_has_its_values() -> None:
    simple = Annotated[Color, SimpleContract("Shade", namespace="urn:s")]
    assert isinstance(find(instances(simple), lambda _: True, settings=thorough), Color)


def test_decimals_keep_their_digits_and_bounds() -> None:
    facets = (("totalDigits", "5"), ("fractionDigits", "2"), ("minInclusive", "0"), ("maxExclusive", "10.5"))
    simple = Annotated[Decimal, SimpleContract("Price", namespace="urn:s", facets=facets)]

    @settings(steady, max_examples=25)
    @given(instances(simple))
    def keeps(value: Decimal) -> None:
        assert 0 <= value < Decimal("10.5")
        assert value == round(value, 2)

    keeps()


def test_a_pattern_that_is_none_is_told() -> None:
    simple = Annotated[str, SimpleContract("Code", namespace="urn:s", facets=(("pattern", r"\p{Lu}("),))]
    with pytest.raises(InvalidDataContractError, match=r"{urn:s}Code: its facets are .* The value '\\p{Lu}\('"):
        instances(simple)


PATTERNS = [r"\i\c*", r"[a-z-[aeiou]]{3}", r"\p{IsGreek}+", r"[\i-[:]][\c-[:]]*", r"a{2,3}|\^\$", r"\d\D\s\S", r"[^\w]"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_matches_a_pattern_of_xml_schema_is_written_and_read(pattern: str) -> None:
    simple = Annotated[str, SimpleContract("Code", namespace="urn:s", facets=(("pattern", pattern),))]

    @settings(max_examples=15)
    @given(instances(simple))
    def written_and_read(value: str) -> None:
        assert value == loads(dumps(value, simple), simple)

    written_and_read()


@data_contract(name="Chain", namespace="urn:s")
class Chain:
    link: KeyValuePair[Int, "Chain | None"] = data_member("Link")


@settings(thorough, max_examples=200)
@given(instances(Chain, absent=False))
def test_a_value_type_that_leads_back_is_there_at_every_depth(value):
    while value is not None:
        assert not is_absent(value, "link")
        value = value.link.value


@data_contract(name="Sparing", namespace="urn:s")
class Sparing:
    pair: KeyValuePair[DateTime, str | None] = data_member(
        "Pair", factory=lambda: KeyValuePair(DateTime.min, None), emit_default_value=False
    )


@steady
@given(value=instances(Sparing, values={QName(XS, "dateTime"): st.just(DateTime.min.replace(tzinfo=dt.UTC))}))
def test_a_struct_that_dotnet_takes_for_its_default_is_left_out(value):
    """The first moment in UTC is default(DateTime) to .NET, which compares without the kind."""
    assert value.pair.value is not None or is_absent(value, "pair")
    assert identical(value, loads(dumps(value), Sparing))


@settings(steady, max_examples=300)
@given(value=instances(Annotated[Double, SimpleContract("Least", namespace="urn:s", facets=(("minInclusive", "0"),))]))
def test_no_number_is_not_drawn_where_there_is_a_bound(value: float) -> None:
    assert value >= 0
