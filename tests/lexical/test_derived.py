"""Texts that say to be of a derived type: libxml2 judges, and the strict decoder and validate say the same."""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.contract import ClassDataContract, DataContractSet
from dcxml.lexical.derived import is_of_derived_type
from dcxml.qname import SERIALIZATION, XS, XSI, QName
from dcxml.validation import validate
from dcxml.xsd.exporter import serialization_schema
from support.shop import SHOP, in_shop, member

DECLARED = ("decimal", "long", "int", "short", "unsignedLong", "unsignedInt", "string", "double", "boolean")
NAMED = (
    *("byte", "short", "int", "long", "integer", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
    *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "decimal", "string"),
    *("normalizedString", "token", "double", "boolean", "dateTime"),
)
TEXTS = ("0", "-0", "+1", " 5 ", "-5", "127", "128", "-129", "65536", "4294967296", "18446744073709551616", "1.0", "x")
CONTRACTS = DataContractSet(
    [
        ClassDataContract(
            name=in_shop("M"),
            members=tuple(
                member(name.capitalize(), QName(XS, name), is_nillable=name == "string") for name in sorted(DECLARED)
            ),
        )
    ]
)
CLASS = dcxml.build_classes(CONTRACTS)[in_shop("M").clark]


def schema_of(declared: str) -> etree.XMLSchema:
    text = f'<s:schema xmlns:s="{XS}"><s:element name="e" type="s:{declared}"/></s:schema>'
    return etree.XMLSchema(etree.fromstring(text))


@pytest.mark.parametrize("declared", DECLARED)
def test_a_derived_type_and_its_texts_are_those_of_xml_schema(declared):
    schema = schema_of(declared)
    wrong = []
    for named in NAMED:
        if named == declared:
            continue
        for text in TEXTS:
            document = f'<e xmlns:i="{XSI}" xmlns:x="{XS}" i:type="x:{named}">{text}</e>'
            expected = schema.validate(etree.fromstring(document))
            if expected != is_of_derived_type(text, QName(XS, named), QName(XS, declared)):
                wrong.append((named, text, expected))
    assert [] == wrong


@pytest.mark.parametrize(
    ("declared", "named", "texts"),
    [
        pytest.param("int", "char", ("0", "65535", "65536", "-1"), id="char"),
        pytest.param("string", "guid", ("66d630dd-753e-4a94-92d0-617692d98ce5", "x"), id="guid"),
    ],
)
def test_the_types_of_the_serialization_schema_are_derived_too(declared, named, texts):
    schema = etree.XMLSchema(etree.fromstring(serialization_schema()))
    for text in texts:
        document = f'<e xmlns="{SERIALIZATION}" xmlns:s="{SERIALIZATION}" xmlns:i="{XSI}" i:type="s:{named}">{text}</e>'
        element = etree.fromstring(document.replace("<e ", f"<{declared} ").replace("</e>", f"</{declared}>"))
        said = is_of_derived_type(text, QName(SERIALIZATION, named), QName(XS, declared))
        assert schema.validate(element) == said, text


@pytest.mark.parametrize("declared", DECLARED)
def test_validate_finds_nothing_and_the_strict_decoder_reads_exactly_these(declared):
    name = declared.capitalize()
    for named in NAMED:
        for text in TEXTS:
            document = (
                f'<M xmlns="{SHOP}" xmlns:i="{XSI}" xmlns:x="{XS}"><{name} i:type="x:{named}">{text}</{name}></M>'
            )
            found = list(validate(document, CONTRACTS))
            try:
                dcxml.loads(document, CLASS)
            except dcxml.DecodeError:
                assert found, document
            else:
                assert not found, document


def test_a_type_that_dotnet_would_not_write_is_a_note():
    document = f'<M xmlns="{SHOP}" xmlns:i="{XSI}" xmlns:x="{XS}"><Decimal i:type="x:int">5</Decimal></M>'
    assert ["DC045"] == [finding.code for finding in validate(document, CONTRACTS, canonical=True)]
