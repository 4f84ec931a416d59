"""Python annotations as contracts, by .NET's naming rules."""

from __future__ import annotations

import typing
from typing import Annotated

import pytest

import dcxml
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.enumerations import DataContractEnum, DataContractFlag, OpenEnum, enum_member
from dcxml.binding.introspect import contracts_of, describe, member_attributes
from dcxml.binding.markers import (
    CollectionContract,
    DictionaryPart,
    RootElement,
    SimpleContract,
    UnresolvedContract,
    XmlContract,
)
from dcxml.binding.types import Int, Long
from dcxml.binding.values import KeyValuePair
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GenericArgument,
    GenericType,
    GlobalElement,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.implied import implied_contract
from dcxml.contract.naming import array_name, nullable_name
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, XS, QName, clr_namespace

NS = clr_namespace("N")
SYSTEM = clr_namespace("System")
PAIRS = clr_namespace("System.Collections.Generic")
INT, STRING = QName(XS, "int"), QName(XS, "string")


@data_contract(namespace=NS)
class En(DataContractEnum):
    A = "A"


@data_contract(namespace=NS)
class St:
    later: Later | None = data_member("Later", default=None)
    itself: list[St] | None = data_member("Itself", default=None)


@data_contract(namespace=NS, is_reference=True)
class Later:
    pass


@data_contract(name="GOfStsgiS_Sulo", namespace=NS, generic=GenericType("GOf{0}{#}", NS, (GenericArgument("St", NS),)))
class GOfSt:
    pass


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (list[Int], QName(ARRAYS, "ArrayOfint")),
        (list[list[str]], QName(ARRAYS, "ArrayOfArrayOfstring")),
        (list[Int | None], QName(SYSTEM, "ArrayOfNullableOfint")),
        (list[En | None], QName(SYSTEM, "ArrayOfNullableOfEnsgiS_Sulo")),
        (list[St], QName(NS, "ArrayOfSt")),
        (list[St | None], QName(NS, "ArrayOfSt")),
        (list[str] | None, QName(ARRAYS, "ArrayOfstring")),
        (dict[str, Int], QName(ARRAYS, "ArrayOfKeyValueOfstringint")),
        (dict[object, object], QName(ARRAYS, "ArrayOfKeyValueOfanyTypeanyType")),
        (KeyValuePair[Int, str], QName(PAIRS, "KeyValuePairOfintstring")),
        (St, QName(NS, "St")),
        (En, QName(NS, "En")),
    ],
    ids=str,
)
def test_the_name_is_dotnets(annotation, expected):
    assert expected == describe(annotation).type


@pytest.mark.parametrize(
    "annotation", [list[Int], list[list[str]], dict[str, Int], list[dict[Int, list[str]]]], ids=str
)
def test_a_collection_of_built_in_types_is_the_one_its_name_implies(annotation):
    described = describe(annotation)
    assert implied_contract(described.type) == described.contracts[described.type]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [(Int, False), (Int | None, True), (str, True), (St, True), (En, False), (list[Int], True)],
    ids=str,
)
def test_a_value_is_nillable_by_the_type_dotnet_has_for_it(annotation, expected):
    assert describe(annotation).is_nillable is expected


def test_classes_may_be_recursive_and_refer_to_later_ones():
    described = describe(St)
    assert {QName(NS, "St"): St, QName(NS, "Later"): Later} == described.types
    assert described.contracts[QName(NS, "St")] == ClassDataContract(
        name=QName(NS, "St"),
        members=(
            DataMember(name="Itself", type=QName(NS, "ArrayOfSt"), is_nillable=True),
            DataMember(name="Later", type=QName(NS, "Later"), is_nillable=True),
        ),
    )
    assert described.contracts[QName(NS, "Later")].is_reference


def test_members_are_ordered_as_dotnet_orders_them():
    @data_contract(namespace=NS)
    class Ordered:
        zero: Int = data_member("Zero", default=0, order=0)
        b: Int = data_member("b", default=0)
        under: Int = data_member("_u", default=0)
        upper: Int = data_member("B", default=0)
        tie: Int = data_member("Aa", default=0, order=2)

    assert ["B", "_u", "b", "Zero", "Aa"] == [member.name for member in member_attributes(Ordered)]


def test_a_name_that_is_no_xml_name_is_encoded():
    @data_contract(name="a b", namespace=NS)
    class Encoded:
        x: Int = data_member("1x", default=0)

    (contract,) = contracts_of(Encoded)
    assert contract.name.name == "a_x0020_b"
    assert contract.members[0].name == "_x0031_x"


def test_what_was_said_of_a_member_is_in_the_contract():
    @data_contract(namespace=NS, is_value_type=True)
    class Said:
        a: str | None = data_member(
            is_required=True, is_nillable=False, default=None, emit_default_value=False, declares="urn:d"
        )
        b: object = data_member(type=QName(XS, "date"), default=None)

    contract = contracts_of(Said)[QName(NS, "Said")]
    assert contract.is_value_type
    assert contract.members == (
        DataMember(name="a", type=STRING, is_required=True, emit_default_value=False, declares="urn:d"),
        DataMember(name="b", type=QName(XS, "date")),
    )


def test_inherited_members_are_the_bases_own():
    @data_contract(namespace=NS)
    class Derived(St):
        own: Int = data_member("Own", default=0)

    contracts = contracts_of(Derived)
    assert contracts[QName(NS, "Derived")].base == QName(NS, "St")
    assert [member.name for member in member_attributes(Derived)] == ["Own"]
    assert QName(NS, "St") in contracts


def test_enumerations_carry_texts_integers_and_underlying_type():
    @data_contract(namespace=NS, base_type="unsignedByte")
    class Flags(DataContractFlag):
        READ = enum_member("Read", 1)
        ALL = enum_member("All", 255)

    @data_contract(namespace=NS, is_flags=True)
    class Open(OpenEnum):
        A = "a"

    assert contracts_of(Flags)[QName(NS, "Flags")] == EnumDataContract(
        name=QName(NS, "Flags"),
        members=(EnumMember(name="Read", value=1), EnumMember(name="All", value=255)),
        is_flags=True,
        base_type=QName(XS, "unsignedByte"),
    )
    assert contracts_of(Open)[QName(NS, "Open")] == EnumDataContract(
        name=QName(NS, "Open"), members=(EnumMember(name="a", value=0),), is_open=True, is_flags=True
    )


@pytest.mark.parametrize(
    ("value", "argument"),
    [
        (Int | None, GenericArgument("NullableOf{0}{#}", SYSTEM, (GenericArgument("int", XS),))),
        (GOfSt, GenericArgument("GOf{0}{#}", NS, (GenericArgument("St", NS),))),
        (list[St], GenericArgument("ArrayOfSt", NS)),
        # .NET's exporter names the definition behind a list of generic types, too.
        (list[Int | None], GenericArgument("ArrayOfNullableOf{0}{#}", SYSTEM, (GenericArgument("int", XS),))),
        (list[list[GOfSt]], GenericArgument("ArrayOfArrayOfGOf{0}{#}", NS, (GenericArgument("St", NS),))),
        (
            dict[str, Int],
            GenericArgument(
                "ArrayOfKeyValueOf{0}{1}{#}", ARRAYS, (GenericArgument("string", XS), GenericArgument("int", XS))
            ),
        ),
        (
            KeyValuePair[Int, str],
            GenericArgument(
                "KeyValuePairOf{0}{1}{#}", PAIRS, (GenericArgument("int", XS), GenericArgument("string", XS))
            ),
        ),
    ],
    ids=str,
)
def test_a_pair_names_its_arguments_by_their_definitions(value, argument):
    described = describe(KeyValuePair[Int, value])
    assert described.contracts[described.type].generic.arguments == (GenericArgument("int", XS), argument)
    assert described.types[described.type] is KeyValuePair


Tags = Annotated[list[str], CollectionContract("Tags", namespace="urn:t", item_name="Tag", is_item_nillable=False)]
Prices = Annotated[
    dict[str, Int | None],
    CollectionContract(
        "Prices",
        namespace="urn:t",
        item_name="Price",
        key=DictionaryPart("Code"),
        value=DictionaryPart(
            "Amount", is_nillable=False, is_required=False, emit_default_value=False, declares="urn:d"
        ),
    ),
]
Tree = Annotated[list["Branch"], CollectionContract("Tree", namespace="urn:t", is_reference=True)]


@data_contract(namespace="urn:t")
class Branch:
    tree: Tree | None = data_member("Tree", default=None)


Rating = Annotated[Int, SimpleContract("Rating", namespace="urn:t", facets=(("maxInclusive", "5"),))]
Stars = Annotated[Rating, SimpleContract("Stars", namespace="urn:t")]
Raw = Annotated[object, XmlContract("Raw", namespace="urn:t", schema="<s/>")]
Gone = Annotated[object, UnresolvedContract("Gone", namespace="urn:t")]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (
            Tags,
            CollectionDataContract(
                name=QName("urn:t", "Tags"), item_name="Tag", item_type=STRING, is_item_nillable=False
            ),
        ),
        (
            Prices,
            CollectionDataContract(
                name=QName("urn:t", "Prices"),
                item_name="Price",
                key=DataMember(name="Code", type=STRING, is_nillable=True, is_required=True),
                value=DataMember(name="Amount", type=INT, emit_default_value=False, declares="urn:d"),
            ),
        ),
        (
            Tree,
            CollectionDataContract(
                name=QName("urn:t", "Tree"),
                item_name="Branch",
                item_type=QName("urn:t", "Branch"),
                is_item_nillable=True,
                is_reference=True,
            ),
        ),
        (
            Rating,
            SimpleDataContract(name=QName("urn:t", "Rating"), base=INT, facets=(Facet("maxInclusive", "5"),)),
        ),
        (Stars, SimpleDataContract(name=QName("urn:t", "Stars"), base=QName("urn:t", "Rating"))),
        (Raw, XmlDataContract(name=QName("urn:t", "Raw"), schema="<s/>")),
        (Gone, UnresolvedDataContract(name=QName("urn:t", "Gone"))),
    ],
    ids=lambda value: getattr(value, "name", None) and value.name.name,
)
def test_a_marker_names_a_contract_that_has_no_class(annotation, expected):
    described = describe(annotation)
    assert expected.name == described.type
    assert expected == described.contracts[described.type]


def test_a_marker_stands_under_optional_and_in_members():
    @data_contract(namespace=NS)
    class Holder:
        tree: Tree | None = data_member(default=None)
        rating: Rating | None = data_member(default=None)
        stars: list[Stars | None] | None = data_member(default=None)

    contract = contracts_of(Holder)[QName(NS, "Holder")]
    rating, stars, tree = (member.type for member in contract.members)
    assert (QName("urn:t", "Rating"), QName("urn:t", "Tree")) == (rating, tree)
    assert array_name(nullable_name(QName("urn:t", "Stars"))) == stars


def test_a_root_element_names_a_global_element():
    annotation = Annotated[St | None, RootElement("Request", namespace="urn:r")]
    described = describe(annotation)
    assert described.element == QName("urn:r", "Request")
    element = GlobalElement(name=QName("urn:r", "Request"), type=QName(NS, "St"))
    assert {element.name: element} == dict(contracts_of(annotation).elements)
    assert describe(St).element is None


def test_two_classes_of_one_name_are_refused():
    @data_contract(name="St", namespace=NS)
    class Other:
        pass

    with pytest.raises(InvalidDataContractError, match=r"N}St: two different contracts have this name"):
        contracts_of(St, Other)

    @data_contract(name="Later", namespace=NS, is_reference=True)
    class Twin:
        pass

    with pytest.raises(InvalidDataContractError, match="two different contracts"):
        contracts_of(Later, Twin)


def test_a_member_that_is_no_contract_is_told_by_class_and_name():
    @data_contract(namespace=NS)
    class Bad:
        when: set[Int] = data_member()

    with pytest.raises(InvalidDataContractError, match=r"Bad\.when: set is not a data contract"):
        contracts_of(Bad)


def test_an_enumeration_without_a_contract_is_refused():
    class Undecorated(DataContractEnum):
        A = "a"

    with pytest.raises(InvalidDataContractError, match="Undecorated is not a data contract"):
        describe(Undecorated)


def test_a_mapping_stands_for_its_values():
    assert contracts_of(St, list[Long]) == contracts_of({"a": St, "b": list[Long]})


def test_a_wrong_marker_is_refused():
    with pytest.raises(InvalidDataContractError, match="int is not a data contract"):
        describe(Annotated[Int, CollectionContract("X", namespace="urn:t")])


@pytest.mark.parametrize("several", [[St, Later], (St,), {St}], ids=["list", "tuple", "set"])
def test_several_classes_in_a_list_are_told_to_be_given_one_by_one(several):
    with pytest.raises(InvalidDataContractError, match=r"given one by one: contracts_of\(Order, Line\)"):
        contracts_of(several)


@pytest.mark.parametrize("use", [dcxml.contracts_of, lambda cls: dcxml.dumps(cls())], ids=["contracts_of", "dumps"])
def test_annotations_are_resolved_once_for_each_member_however_long_the_line_of_bases(use, monkeypatch, request):
    resolved = []
    resolve = typing.get_type_hints

    def counting(*arguments, **keywords):
        hints = resolve(*arguments, **keywords)
        resolved.extend(hints)
        return hints

    monkeypatch.setattr(typing, "get_type_hints", counting)
    counts = []
    for levels in (10, 40):
        # Classes of its own: equal contracts have the same classes, of which no annotation is resolved again.
        names = [QName(f"urn:{request.node.callspec.id}", f"Line{levels}Of{level}") for level in range(levels)]
        line = DataContractSet(
            ClassDataContract(name=name, base=base, members=(DataMember(name=name.name, type=QName(XS, "int")),))
            for name, base in zip(names, [None, *names], strict=False)
        )
        cls = dcxml.build_classes(line)[names[-1].clark]
        resolved.clear()
        use(cls)
        counts.append(len(resolved))
    assert 0 < counts[1] <= 4 * counts[0]
