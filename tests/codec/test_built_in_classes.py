"""Built-in types that are written as classes, DateTimeOffset and DBNull: where they are known, what is in them."""

from __future__ import annotations

import copy
import pickle

import pytest
from lxml import etree

from dcxml import (
    DataContractSerializer,
    DateTimeOffset,
    DBNull,
    DBNullType,
    DecodeError,
    EncodeError,
    Int,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    identical,
    is_absent,
    loads,
    validate,
)
from dcxml.contract import DataContractSet
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS
from dcxml.qname import XSI, clr_namespace

SYSTEM = clr_namespace("System")


@data_contract(name="Row", namespace="urn:r")
class Row:
    a: DBNullType | None = data_member("A", default=None)
    b: object | None = data_member("B", default=None)


@data_contract(name="Plain", namespace="urn:p")
class Plain:
    thing: object | None = data_member("Thing", default=None)


def row(content):
    return f'<Row xmlns="urn:r" xmlns:s="{SYSTEM}" xmlns:i="{XSI}">{content}</Row>'


def test_db_null_is_one_value_that_is_false_and_not_none():
    assert DBNull is DBNullType()
    assert DBNull is pickle.loads(pickle.dumps(DBNull))  # noqa: S301 - its own bytes
    assert [DBNull, DBNull] == [copy.copy(DBNull), copy.deepcopy(DBNull)]
    assert (False, True) == (bool(DBNull), DBNull is not None)
    assert "DBNull" == repr(DBNull)
    assert identical(DBNull, DBNull)


def test_db_null_is_an_empty_element_and_null_is_nil():
    data = row('<A/><B i:type="s:DBNull"/>').encode()
    assert Row(a=DBNull, b=DBNull) == loads(data, Row)
    assert Row(a=DBNull, b=DBNull) == loads(dumps(Row(a=DBNull, b=DBNull)), Row)
    assert loads(row('<A i:nil="true"/>'), Row).a is None
    assert is_absent(loads(row(""), Row), "a")


def test_another_value_is_no_db_null():
    with pytest.raises(EncodeError, match="DBNull"):
        dumps(Row(a=5))


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize(
    "content", ["<A>x</A>", '<A i:type="s:DateTimeOffset"/>', "<A><?pi?></A>"], ids=["text", "another type", "pi"]
)
def test_what_dotnet_refuses_in_a_db_null_is_refused(content, mode):
    with pytest.raises(DecodeError):
        loads(row(content), Row, mode=mode)


def test_elements_in_a_db_null_are_skipped_as_dotnet_skips_them():
    assert DBNull is loads(row("<A><x/></A>"), Row, mode="dotnet").a
    assert DBNull is loads(row("<A><x/></A>"), Row, unknown="ignore").a
    with pytest.raises(DecodeError, match="not allowed inside DBNull"):
        loads(row("<A><x/></A>"), Row)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        pytest.param('<A/><B i:type="s:DBNull"/>', [], id="valid"),
        pytest.param('<A i:nil="true"/>', [], id="nil"),
        pytest.param("<A>x</A>", ["DC011"], id="text"),
        pytest.param("<A><x/></A>", ["DC006"], id="an element"),
    ],
)
def test_a_db_null_is_validated_as_a_class_without_members(content, codes):
    assert codes == [finding.code for finding in validate(row(content), contracts_of(Row))]


def test_what_the_contracts_do_not_list_is_not_known():
    document = f'<Plain xmlns="urn:p" xmlns:s="{SYSTEM}" xmlns:i="{XSI}"><Thing i:type="s:DBNull"/></Plain>'
    with pytest.raises(DecodeError, match="DBNull"):
        loads(document, Plain)
    with pytest.raises(EncodeError):
        dumps(Plain(thing=DBNull))
    assert Plain(thing=DBNull) == loads(document, Plain, known_types=[DBNullType])
    assert ["DC012"] == [finding.code for finding in validate(document, contracts_of(Plain))]
    assert [] == list(validate(document, contracts_of(Plain, DBNullType)))


@pytest.mark.parametrize("name", EXPORTED_CLASSES, ids=lambda name: name.name)
def test_a_set_that_lists_one_alone_has_it_as_a_root(name):
    contracts = DataContractSet([PRIMITIVE_CONTRACTS[name]])
    content = "<DateTime>2025-01-01T00:00:00Z</DateTime><OffsetMinutes>60</OffsetMinutes>"
    document = f'<{name.name} xmlns="{name.namespace}">{content if name.name == "DateTimeOffset" else ""}</{name.name}>'
    binding = build_classes(contracts)
    cls = binding[name.clark]
    assert [] == list(validate(document, contracts))
    assert ["DC002"] == [finding.code for finding in validate(document, contracts_of(Plain))]
    assert contracts == contracts_of(binding) == contracts_of(binding.module)
    assert contracts == pickle.loads(pickle.dumps(contracts))  # noqa: S301 - its own bytes
    assert isinstance(loads(document, cls), DateTimeOffset if content in document else DBNullType)


@pytest.mark.parametrize("name", ["", "a b", "a:b", "{http://www.w3.org/2000/xmlns/}a", "{urn:\0}a", "{urn"], ids=repr)
def test_a_root_name_that_no_element_can_have_is_refused(name):
    with pytest.raises(ValueError, match=r"root_name|Clark"):
        DataContractSerializer(Int, root_name=name)


def test_a_root_of_another_name_is_held_to_it():
    serializer = DataContractSerializer(Int, root_name="{urn:r}count")
    assert b'<count xmlns="urn:r">5</count>' == serializer.dumps(5)
    with pytest.raises(DecodeError, match="the root is"):
        serializer.loads('<int xmlns="urn:r">5</int>')


def test_an_element_of_a_larger_document_is_read_where_it_stands():
    envelope = etree.fromstring(f"<e><?pi?>{row('<A/>')}text<?pi?></e>")
    serializer = DataContractSerializer(Row)
    assert DBNull is serializer.load_element(envelope[1]).a
    with pytest.raises(DecodeError, match="the root is e"):
        serializer.load_element(envelope)
