"""Attributes that carry data are no data contract's: what holds them is derived as XML, and comes back as it was."""

from __future__ import annotations

import pytest

from dcxml import build_classes, derive_contracts, dumps, loads
from dcxml.contract import ClassDataContract
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.qname import QName

A = QName("urn:a", "A")

SHOWN = {
    "an element alone in its member": ("<m><r k='1'><s/></r></m>", {"m": XML_ELEMENT}),
    "a member with attributes": ("<m k='1'>text</m><n>1</n>", {"m": XML_NODES}),
    "attributes further inside": ("<m><r><s k='1'/></r></m>", {"m": None}),
    "elements beside each other": ("<m k='1'><r/><r/></m>", {"m": XML_NODES}),
    "mixed content": ("<m k='1'>t<r/>u</m>", {"m": XML_NODES}),
}


@pytest.mark.parametrize(("content", "expected"), SHOWN.values(), ids=SHOWN)
def test_a_member_with_attributes_is_derived_as_xml(tmp_path, content, expected):
    path = tmp_path / "a.xml"
    document = f'<A xmlns="urn:a">{content}</A>'.replace("'", '"')
    path.write_text(document)
    derivation = derive_contracts(path)
    contract = derivation.contracts[A]
    assert isinstance(contract, ClassDataContract)
    found = {member.name: member.type for member in contract.members if expected.get(member.name) is not None}
    assert {name: type_ for name, type_ in expected.items() if type_ is not None} == found
    cls = build_classes(derivation.contracts)[A.clark]
    value = loads(document, cls)
    assert value == loads(dumps(value), cls)


def test_what_one_sample_tells_of_a_member_holds_for_all(tmp_path):
    for number, content in enumerate(["<m><r/></m>", "<m><r k='1'/></m>", "<m><s>1</s></m>"]):
        (tmp_path / f"{number}.xml").write_text(f'<A xmlns="urn:a">{content}</A>')
    derivation = derive_contracts(*sorted(tmp_path.glob("*.xml")))
    (member,) = derivation.contracts[A].members  # type: ignore[attr-defined]  # it is a class
    assert XML_ELEMENT == member.type
    assert ("attributes", "<r> in <m> has attributes of its own, which no data contract writes") == (
        member.annotation.evidence[0].rule,
        member.annotation.evidence[0].detail,
    )
    assert {A, XML_ELEMENT} == {contract.name for contract in derivation.contracts}


def test_items_named_as_dotnets_type_are_xml(tmp_path):
    path = tmp_path / "a.xml"
    items = "<x:XmlElement><r xmlns=''/></x:XmlElement><x:XmlElement><s xmlns=''>1</s></x:XmlElement>"
    path.write_text(f'<A xmlns="urn:a"><L xmlns:x="{XML_ELEMENT.namespace}">{items}</L></A>')
    contracts = derive_contracts(path).contracts
    assert XML_ELEMENT == contracts[QName(XML_ELEMENT.namespace, "ArrayOfXmlElement")].item_type  # type: ignore[attr-defined]  # it is a list
