"""z:Id and z:Ref: the validator finds what the strict decoder refuses, and nothing in what it accepts."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import Int, contracts_of, data_contract, data_member
from dcxml.qname import SERIALIZATION, XSI
from dcxml.validation import validate


@data_contract(name="Node", namespace="urn:n", is_reference=True)
class Node:
    id: Int = data_member("Id", default=0)
    next: Node | None = data_member("Next", default=None)


@data_contract(name="Derived", namespace="urn:d")
class Derived(Node):
    pass


@data_contract(name="Other", namespace="urn:h", is_reference=True)
class Other:
    pass


@data_contract(name="Plain", namespace="urn:h")
class Plain:
    pass


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    a: Node | None = data_member("A", default=None)
    b: Node | None = data_member("B", default=None)
    o: object | None = data_member("O", default=None)
    other: Other | None = data_member("Other", default=None)
    plain: Plain | None = data_member("Plain", default=None)


CONTRACTS = contracts_of(Holder, Derived)
SERIALIZER = dcxml.DataContractSerializer(Holder, unknown="forbid", known_types=[Node, Derived, Other, Plain])

CASES = {
    "shared": ('<A z:Id="x"><n:Id>1</n:Id></A><B z:Ref="x"/>', None),
    "derived": ('<A z:Id="x" i:type="d:Derived"/><B z:Ref="x"/><O z:Ref="x"/>', None),
    "cycle": ('<A z:Id="x"><n:Next z:Ref="x"/></A>', None),
    "an object of a derived class": ('<O z:Id="x" i:type="d:Derived"/>', None),
    "no identity": ("<A/><B/>", None),
    "nil beside a reference": ('<A z:Id="x"/><B z:Ref="x" i:nil="true"/>', None),
    "forward": ('<A z:Ref="x"/><B z:Id="x"/>', "A has the z:Ref 'x', which no earlier object has as its z:Id"),
    "dangling object": ('<O z:Ref="x"/>', "O has the z:Ref 'x', which no earlier object has as its z:Id"),
    "twice": ('<A z:Id="x"/><B z:Id="x"/>', "B has the z:Id 'x' of an earlier element"),
    "twice, once null": ('<A z:Id="x" i:nil="true"/><B z:Id="x"/>', "B has the z:Id 'x' of an earlier element"),
    "to null": ('<A z:Id="x" i:nil="true"/><B z:Ref="x"/>', "B has the z:Ref 'x', which no earlier object has"),
    "a number": ('<A z:Id="1"/>', "A: z:Id is '1', which is not a name"),
    "empty": ('<A z:Id="x"/><B z:Ref=""/>', "B: z:Ref is '', which is not a name"),
    "with content": ('<A z:Id="x"/><B z:Ref="x"><n:Id>1</n:Id></B>', "B refers to 'x' and must be empty"),
    "another class": ('<A z:Id="x"/><Other z:Ref="x"/>', "Other refers to 'x', Node, where Other is declared"),
    "id on a plain class": ('<Plain z:Id="x"/>', "Plain has z:Id, but no contract with IsReference stands here"),
    "reference on a plain class": ('<A z:Id="x"/><Plain z:Ref="x"/>', "Plain has z:Ref, but no contract"),
}


@pytest.mark.parametrize(("content", "sentence"), CASES.values(), ids=CASES)
def test_the_validator_and_the_strict_decoder_agree_on_references(content, sentence):
    text = (
        f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:d="urn:d" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}">'
        f"{content}</Holder>"
    )
    findings = list(validate(text, CONTRACTS))

    if sentence is None:
        assert [] == findings
        SERIALIZER.loads(text)
    else:
        assert ["DC013"] == [finding.code for finding in findings]
        assert sentence in findings[0].message
        with pytest.raises(dcxml.DecodeError):
            SERIALIZER.loads(text)
