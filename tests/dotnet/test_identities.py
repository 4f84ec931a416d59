"""What validation says of identities and references, on all kinds of places, is what .NET 8 does with them."""

from __future__ import annotations

from typing import Any

import pytest

import dcxml
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName
from support import dotnet
from support.fact_judge import judge
from support.mutation_subjects import Subject

pytestmark = pytest.mark.dotnet


@dcxml.data_contract(namespace="urn:t")
class Inner:
    S: str | None = None


@dcxml.data_contract(namespace="urn:t", is_reference=True)
class Shared:
    X: dcxml.Int | None = None


@dcxml.data_contract(namespace="urn:t")
class Holder:
    Bytes: bytes | None = None
    Inner1: Inner | None = None
    Inner2: Inner | None = None
    Items: list[Inner] | None = None
    Number: dcxml.Int = 0
    Numbers: list[dcxml.Int] | None = None
    Object: Any = None
    Shared1: Shared | None = None
    Shared2: Shared | None = None
    Text: str | None = None
    Texts: list[str] | None = None


CONTRACTS = dcxml.contracts_of(Holder)
SUBJECT = Subject(name="identities", contracts=CONTRACTS, root=QName("urn:t", "Holder"), data=b"")
PLACES = {
    "bytes": "<Bytes {}>AA==</Bytes>",
    "class": "<Inner1 {}/>",
    "null class": '<Inner1 {} i:nil="true"/>',
    "text in a class": "<Inner1><S {}>t</S></Inner1>",
    "list": "<Items {}/>",
    "item": "<Items><Inner {}/></Items>",
    "number": "<Number {}>1</Number>",
    "number in a list": "<Numbers><a:int {}>1</a:int></Numbers>",
    "boxed number": '<Object i:type="x:int" {}>1</Object>',
    "object": "<Object {}/>",
    "reference class": "<Shared1 {}/>",
    "null reference class": '<Shared1 {} i:nil="true"/>',
    "text": "<Text {}>t</Text>",
    "text in a list": "<Texts><a:string {}>t</a:string></Texts>",
}
SECONDS = {
    "class": "<Inner2 {}/>",
    "null class": '<Inner2 {} i:nil="true"/>',
    "reference class": "<Shared2 {}/>",
    "null reference class": '<Shared2 {} i:nil="true"/>',
    "object": "<Object {}/>",
    "class with content": "<Inner2 {}><S>s</S></Inner2>",
}


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def document(*members):
    ordered = sorted(members, key=lambda member: member[1 : member.index(" ")] if " " in member else member)
    scope = f'xmlns="urn:t" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:a="{ARRAYS}" xmlns:x="{XS}"'
    return f"<Holder {scope}>{''.join(ordered)}</Holder>".encode()


def assert_facts_are_dotnets(data):
    facts = [finding.facts for finding in dcxml.validate(data, CONTRACTS)]
    judgement = judge(data, SUBJECT)
    said = {
        "schema_valid": all(each.schema_valid for each in facts),
        "readable": all(each.readable for each in facts),
    }
    if not judgement.is_unwritten:  # as a list is that an object refers to, of which it knows no contract
        said["lossless"] = all(each.lossless for each in facts)
    assert {name: getattr(judgement, name) for name in said} == said, f"{data!r}: {judgement.why}"


@pytest.mark.parametrize("place", PLACES)
def test_one_identity(place):
    assert_facts_are_dotnets(document(PLACES[place].format('z:Id="n"')))


@pytest.mark.parametrize("second", SECONDS)
@pytest.mark.parametrize("first", PLACES)
@pytest.mark.parametrize("again", ['z:Id="n"', 'z:Ref="n"'])
def test_an_identity_that_another_element_repeats_or_refers_to(first, second, again):
    one, two = PLACES[first].format('z:Id="n"'), SECONDS[second].format(again)
    if one.split(" ")[0] == two.split(" ")[0]:
        two = two.replace("Object", "Inner2")
    assert_facts_are_dotnets(document(one, two))


def test_an_identity_of_null_is_free_for_one_object_and_no_more():
    data = document('<Inner1 z:Id="n" i:nil="true"/>', '<Inner2 z:Id="n"/>', '<Text z:Id="n">t</Text>')
    codes = [(each.code, each.path, each.facts.readable) for each in dcxml.validate(data, CONTRACTS)]
    twice = [("DC029", "/Holder/Inner2", True), ("DC029", "/Holder/Text", False)]
    assert twice == [each for each in codes if each[0] == "DC029"]
    assert_facts_are_dotnets(data)
