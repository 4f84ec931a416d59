"""The schema's verdict: compiled once for a contract set, from memory, and told where dcxml has no words of its own."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    EnumDataContract,
    EnumMember,
    Facet,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.errors import SchemaError
from dcxml.qname import ARRAYS, XS, XSI, QName
from dcxml.validation import schema_verdict, validate
from dcxml.validation.schema_verdict import compiled_schema
from support.shop import CONTRACTS, SHOP, in_shop, member, order, prices, xs


def class_of(*members, **settings):
    return ClassDataContract(name=in_shop("C"), members=members, **settings)


def document(content):
    return f'<C xmlns="{SHOP}" xmlns:i="{XSI}" xmlns:a="{ARRAYS}" xmlns:x="{XS}">{content}</C>'


def test_a_contract_set_is_compiled_once_and_so_is_an_equal_one():
    first = DataContractSet([class_of(member("A", xs("int")))])
    second = DataContractSet([class_of(member("A", xs("int")))])
    assert first is not second
    assert compiled_schema(first) is compiled_schema(second)


def test_a_compiled_schema_goes_with_its_contracts():
    gc.collect()  # what other tests left must not go in between
    contracts = DataContractSet([class_of(member("Gone", xs("int")))])
    compiled_schema(contracts)
    before = len(schema_verdict._compiled)
    del contracts
    gc.collect()
    assert before - 1 == len(schema_verdict._compiled)


def test_threads_do_not_mix_their_findings_up():
    documents = [order("<Short>abcd</Short>"), order("<Short>abc</Short>")] * 40

    def codes(text):
        return [finding.code for finding in validate(text, CONTRACTS)]

    with ThreadPoolExecutor(8) as threads:
        assert [["DC042"], []] * 40 == list(threads.map(codes, documents))


@pytest.mark.parametrize(
    "namespace", [pytest.param(SHOP, id="of its own namespace"), pytest.param("urn:elsewhere", id="of another")]
)
def test_what_nothing_defines_may_hold_anything(namespace):
    contracts = DataContractSet(
        [class_of(member("A", QName(namespace, "Nobody"), is_nillable=True), member("B", xs("int")))]
    )
    assert [] == list(validate(document('<A mark="1">text<b>1</b></A><B>1</B>'), contracts))
    (finding,) = validate(document("<A/><B>x</B>"), contracts)
    assert "DC031" == finding.code


def test_an_attribute_that_the_schema_of_an_xml_type_does_not_know_is_told_on_its_element():
    (finding,) = validate(order('<Extra kind="1"/>'), CONTRACTS)
    assert ("DC016", "/Order/Extra", 3) == (finding.code, finding.path, finding.line)
    assert "kind" in finding.message


def test_an_element_is_found_by_libxml2s_path_among_prefixed_and_unprefixed_ones():
    content = "<p:Number>1</p:Number><p:Extra><z/></p:Extra><p:Short>abcd</p:Short>"
    text = f'<Order xmlns="{SHOP}" xmlns:p="{SHOP}">{content}</Order>'
    (finding,) = validate(text, CONTRACTS)
    assert ("DC042", "/Order/Short", "its maxLength allows a length of 3 at most", "abcd") == (
        finding.code,
        finding.path,
        finding.expected,
        finding.found,
    )


def test_a_facet_beside_another_fault_is_told_too():
    codes = [finding.code for finding in validate(order("<Short>abcd</Short>", "<State>x</State>"), CONTRACTS)]
    assert ["DC042", "DC026"] == codes


def test_a_union_is_judged_by_the_schema_alone():
    union = XmlDataContract(
        name=in_shop("Union"),
        schema=f'<xs:simpleType name="Union" xmlns:xs="{XS}">'
        '<xs:union memberTypes="xs:int xs:boolean"/></xs:simpleType>',
    )
    short = SimpleDataContract(name=in_shop("Few"), base=in_shop("Union"), facets=(Facet("enumeration", "1"),))
    contracts = DataContractSet([class_of(member("A", in_shop("Few"))), short, union])
    assert [] == list(validate(document("<A>1</A>"), contracts))
    assert ["DC016"] == [finding.code for finding in validate(document("<A>2</A>"), contracts)]


def test_a_schema_that_does_not_compile_is_a_schema_error():
    broken = XmlDataContract(
        name=in_shop("X"),
        schema=f'<xs:complexType name="X" xmlns:xs="{XS}"><xs:sequence maxOccurs="no"/></xs:complexType>',
    )
    contracts = DataContractSet([class_of(member("A", in_shop("X"))), broken])
    with pytest.raises(SchemaError, match="does not compile"):
        list(validate(document("<A/>"), contracts))


def test_contracts_of_no_namespace_import_and_are_imported():
    plain = ClassDataContract(name=QName("", "Plain"), members=(member("C", in_shop("C"), is_nillable=True),))
    contracts = DataContractSet([class_of(member("P", QName("", "Plain"), is_nillable=True)), plain])
    text = document('<P xmlns:s="urn:shop"><C xmlns=""><s:P i:nil="true"/></C></P>')
    assert [] == list(validate(text, contracts))


ENTRIES = [
    pytest.param(xs("int"), ("1", "01"), ["DC015"], id="equal numbers"),
    pytest.param(xs("string"), ("1", "01"), [], id="different texts"),
    pytest.param(xs("int"), ("x", "x"), ["DC031", "DC031"], id="texts that are no keys"),
    pytest.param(in_shop("E"), ("A", "A"), ["DC015"], id="equal enumeration values"),
    pytest.param(in_shop("K"), ("<n>1</n>", "<n>1</n>"), [], id="objects are never the same key"),
    pytest.param(xs("int"), ("<n/>", "1"), ["DC014"], id="an element for a number"),
]


@pytest.mark.parametrize(("key", "texts", "expected"), ENTRIES)
def test_keys_are_compared_by_value(key, texts, expected):
    contracts = DataContractSet(
        [
            CollectionDataContract(
                name=in_shop("C"),
                item_name="E",
                key=member("K", key, is_required=True),
                value=member("V", xs("int"), is_required=True),
            ),
            ClassDataContract(name=in_shop("K"), members=(member("n", xs("int")),)),
            EnumDataContract(name=in_shop("E"), members=(EnumMember(name="A", value=0),)),
        ]
    )
    entries = "".join(f"<E><K>{text}</K><V>1</V></E>" for text in texts)
    assert expected == [finding.code for finding in validate(document(entries), contracts)]


def test_an_open_enumeration_takes_any_text_and_an_empty_one_none():
    contracts = DataContractSet(
        [
            class_of(member("A", in_shop("Open")), member("B", in_shop("Empty"))),
            EnumDataContract(name=in_shop("Open"), is_open=True, members=(EnumMember(name="Seen", value=0),)),
            EnumDataContract(name=in_shop("Empty")),
        ]
    )
    assert [] == list(validate(document("<A>Unseen</A>"), contracts))
    (finding,) = validate(document("<B>x</B>"), contracts)
    assert "it has no values" in finding.message


def test_what_is_prepared_for_a_contract_set_does_not_grow_with_the_documents():
    text = order(prices(("a", 1)))
    list(validate(text, CONTRACTS))
    tables = compiled_schema(CONTRACTS).tables
    before = (len(tables.classes), len(tables.items))
    for _ in range(3):
        list(validate(text, CONTRACTS))
    assert before == (len(tables.classes), len(tables.items))
