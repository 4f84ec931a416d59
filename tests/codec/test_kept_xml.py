"""What XML as a value keeps of the document around it: the default namespace, and attributes of its own definition."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from lxml import etree

from dcxml import (
    DecodeError,
    Dialect,
    XmlContract,
    XmlElement,
    XmlNodes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    identical,
    loads,
    validate,
)
from dcxml.qname import SERIALIZATION, XS, XSI

DEFINITION = (
    f'<xs:complexType xmlns:xs="{XS}" xmlns:z="{SERIALIZATION}" name="Free"><xs:choice>'
    '<xs:any minOccurs="0" namespace="##any" processContents="skip"/></xs:choice>'
    '<xs:attribute ref="z:FactoryType"/><xs:anyAttribute processContents="skip"/></xs:complexType>'
)
Free = Annotated[XmlNodes, XmlContract("Free", namespace="urn:k", schema=DEFINITION)]


@data_contract(name="Kept", namespace="urn:k")
class Kept:
    """XML as .NET's own types hold it, and with a definition, as a member and as an item."""

    element: XmlElement | None = data_member("Element", default=None)
    free: Free | None = data_member("Free", default=None)
    many: list[Free] | None = data_member("Many", default=None)
    nodes: XmlNodes | None = data_member("Nodes", default=None)


DECLARED = f'xmlns="urn:k" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:q="urn:q"'


@pytest.mark.parametrize("default", ["", ' xmlns="urn:d"'], ids=["none", "another"])
@pytest.mark.parametrize(
    "content", ["<p:k>Name</p:k>", '<p:k a="Name"/>', "<p:k><p:l><k>Name</k></p:l></p:k>"], ids=ascii
)
@pytest.mark.parametrize("member", ["Element", "Nodes", "Free"])
@pytest.mark.parametrize("dialect", Dialect)
def test_a_name_without_a_prefix_keeps_its_namespace(member, content, default, dialect):
    document = f'<p:Kept xmlns:p="urn:k"{default}><p:{member}>{content}</p:{member}></p:Kept>'
    value = loads(document, Kept)

    written = dumps(value, dialect=dialect)

    assert defaults(document.encode()) == defaults(written)
    assert identical(value, loads(written, Kept))


def defaults(document: bytes) -> list[str]:
    """Return the default namespace at each place where the name stands."""
    nodes = etree.fromstring(document).iter()
    return [node.nsmap.get(None, "") for node in nodes if "Name" in (node.text, node.get("a"))]


@pytest.mark.parametrize("member", ["Element", "Nodes", "Free"])
@pytest.mark.parametrize("dialect", Dialect)
def test_a_default_namespace_that_is_in_force_is_not_declared_again(member, dialect):
    content = f'<{member}><p:k xmlns:p="urn:p">Name</p:k></{member}>'
    assert content.encode() in dumps(loads(f"<Kept {DECLARED}>{content}</Kept>", Kept), dialect=dialect)


def test_texts_that_are_no_names_need_no_default_namespace():
    document = '<p:Kept xmlns:p="urn:k"><p:Element><p:k a="1">two words</p:k></p:Element></p:Kept>'
    assert b'<p:k xmlns:p="urn:k" a="1">two words</p:k>' in dumps(loads(document, Kept))


@pytest.mark.parametrize("unknown", ["keep", "forbid", "ignore"])
@pytest.mark.parametrize("attribute", ['z:FactoryType="q:T"', 'z:Other="1"', 'i:other="1"'])
@pytest.mark.parametrize("place", ["<Free {}/>", "<Free {}><k/></Free>", "<Many><Free {}/></Many>"])
def test_attributes_of_a_definition_are_part_of_the_value(place, attribute, unknown):
    document = f"<Kept {DECLARED}>{place.format(attribute)}</Kept>"
    value = loads(document, Kept, unknown=unknown)

    assert [] == [*validate(document.encode(), contracts_of(Kept))]
    assert attributes(document.encode()) == attributes(dumps(value))
    assert identical(value, loads(dumps(value), Kept))


def test_attributes_of_a_definition_are_part_of_a_root():
    document = f'<Free {DECLARED} z:FactoryType="q:T"><k/></Free>'
    written = dumps(loads(document, Free), Free)
    assert attributes(document.encode()) == attributes(written)
    assert b'xmlns:q="urn:q"' in written


def attributes(document: bytes) -> list[Any]:
    return [dict(node.attrib) for node in etree.fromstring(document).iter()]


@pytest.mark.parametrize("attribute", ['z:Id="i1"', 'z:Ref="i1"', 'z:Size="1"'])
def test_what_the_serializer_reads_is_no_part_of_the_value(attribute):
    document = f"<Kept {DECLARED}><Many><Free {attribute}/></Many></Kept>"
    assert 1 == len([*validate(document.encode(), contracts_of(Kept))])
    with pytest.raises(DecodeError):
        loads(document, Kept)


def test_nodes_without_a_definition_have_no_attributes_of_the_serializer():
    document = f'<Kept {DECLARED}><Nodes z:FactoryType="q:T"/></Kept>'
    assert ["DC010"] == [finding.code for finding in validate(document.encode(), contracts_of(Kept))]
    with pytest.raises(DecodeError):
        loads(document, Kept, unknown="forbid")
