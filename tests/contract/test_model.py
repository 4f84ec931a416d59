"""Data contracts are small values: checked on birth, equal by what they say, annotations aside."""

from __future__ import annotations

import pickle

import pytest

from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    Evidence,
    Facet,
    GenericArgument,
    GenericType,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import is_builtin_namespace
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS, primitive_contract
from dcxml.errors import InvalidDataContractError
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName

INT, STRING = QName(XS, "int"), QName(XS, "string")
DAY = QName("urn:t", "Day")
KEY, VALUE = (DataMember(name=name, type=STRING, is_required=True) for name in ("Key", "Value"))
SAID = Annotation(documentation="said", evidence=(Evidence("shape", "as Month"),))


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\tb"])
def test_a_member_has_an_xml_name(name):
    with pytest.raises(InvalidDataContractError, match="is not an XML name"):
        DataMember(name=name, type=INT)


def test_a_class_has_each_member_once():
    twice = (DataMember(name="Id", type=INT), DataMember(name="Id", type=STRING))
    with pytest.raises(InvalidDataContractError, match=r"\{urn:t\}Day: two members are named 'Id'"):
        ClassDataContract(name=DAY, members=twice)


def test_an_enumeration_has_each_text_once():
    twice = (EnumMember(name="A", value=0), EnumMember(name="A", value=1))
    with pytest.raises(InvalidDataContractError, match="two values have the same text"):
        EnumDataContract(name=DAY, members=twice)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({}, id="neither"),
        pytest.param({"item_type": INT, "key": KEY, "value": VALUE}, id="both"),
        pytest.param({"key": KEY}, id="a key alone"),
        pytest.param({"value": VALUE}, id="a value alone"),
        pytest.param({"item_type": INT, "key": KEY}, id="an item and a key"),
    ],
)
def test_a_collection_is_either_a_list_or_a_dictionary(parts):
    with pytest.raises(InvalidDataContractError, match="either an item type or a key and a value"):
        CollectionDataContract(name=DAY, item_name="i", **parts)


def test_a_collection_knows_whether_it_is_a_dictionary():
    assert not CollectionDataContract(name=DAY, item_name="i", item_type=INT).is_dictionary
    assert CollectionDataContract(name=DAY, item_name="i", key=KEY, value=VALUE).is_dictionary


@pytest.mark.parametrize(
    ("contract", "names"),
    [
        pytest.param(XmlDataContract(name=DAY), (), id="xml"),
        pytest.param(ClassDataContract(name=DAY), (), id="an empty class"),
        pytest.param(ClassDataContract(name=DAY, base=INT, members=(KEY,)), (INT, STRING), id="the base first"),
        pytest.param(CollectionDataContract(name=DAY, item_name="i", item_type=INT), (INT,), id="a list"),
        pytest.param(
            CollectionDataContract(name=DAY, item_name="i", key=KEY, value=VALUE), (STRING, STRING), id="dict"
        ),
        pytest.param(EnumDataContract(name=DAY), (), id="an enumeration"),
        pytest.param(SimpleDataContract(name=DAY, base=STRING), (STRING,), id="a simple type"),
    ],
)
def test_a_contract_yields_what_it_refers_to(contract: DataContract, names):
    assert names == tuple(contract.references())


@pytest.mark.parametrize(
    ("contract", "zero"),
    [
        pytest.param(EnumDataContract(name=DAY, members=(EnumMember(name="A", value=0),)), "A", id="first"),
        pytest.param(EnumDataContract(name=DAY, members=(EnumMember(name="A", value=1),)), None, id="no text"),
        pytest.param(
            EnumDataContract(name=DAY, members=(EnumMember(name="A", value=0),), is_open=True), None, id="not known"
        ),
    ],
)
def test_an_enumeration_knows_the_text_of_zero(contract, zero):
    assert zero == contract.zero


ITEMS = [
    pytest.param(DataMember, {"name": "Id", "type": INT}, id="member"),
    pytest.param(ClassDataContract, {"name": DAY, "members": (KEY,)}, id="class"),
    pytest.param(EnumMember, {"name": "A", "value": 0}, id="enumeration value"),
    pytest.param(EnumDataContract, {"name": DAY}, id="enumeration"),
    pytest.param(CollectionDataContract, {"name": DAY, "item_name": "i", "item_type": INT}, id="collection"),
    pytest.param(
        SimpleDataContract, {"name": DAY, "base": STRING, "facets": (Facet("length", "1"),)}, id="simple type"
    ),
    pytest.param(GlobalElement, {"name": DAY, "type": INT}, id="element"),
]


@pytest.mark.parametrize(("kind", "fields"), ITEMS)
def test_what_is_said_travels_with_an_item_and_does_not_count(kind, fields):
    item = kind(**fields, annotation=SAID)
    assert item == kind(**fields)
    assert hash(item) == hash(kind(**fields))
    assert item.annotation == SAID


@pytest.mark.parametrize(("kind", "fields"), ITEMS)
def test_an_item_pickles_with_what_is_said(kind, fields):
    item = kind(**fields, annotation=SAID)
    copy = pickle.loads(pickle.dumps(item))  # noqa: S301 - our own bytes
    assert item == copy
    assert copy.annotation == SAID


def test_an_annotation_is_true_where_anything_is_said():
    assert not Annotation()
    assert Annotation(documentation="a")
    assert Annotation(evidence=(Evidence("rule", "detail"),))


def test_generic_types_are_values():
    argument = GenericArgument("int", XS, nested_level=1)
    assert GenericType("GOf{0}{#}", "urn:t", (argument,)) == GenericType("GOf{0}{#}", "urn:t", (argument,))
    assert GenericType("GOf{0}{#}", "urn:t", (argument,)) != GenericType("GOf{0}{#}", "urn:t", ())


@pytest.mark.parametrize(
    ("expected", "namespace"), [(True, XS), (True, SERIALIZATION), (False, ARRAYS), (False, ""), (False, "urn:t")]
)
def test_the_built_in_namespaces_are_those_of_xml_schema_and_serialization(expected, namespace):
    assert expected is is_builtin_namespace(namespace)


def test_every_row_of_the_primitive_table_is_a_contract():
    assert set(PRIMITIVES) == set(PRIMITIVE_CONTRACTS)
    assert primitive_contract(INT).primitive is PRIMITIVES[INT]
    assert primitive_contract(DAY) is None
