"""z:Id and z:Ref: the validator finds what the strict decoder refuses, and nothing in what it accepts."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.qname import SERIALIZATION, XSI
from dcxml.validation import validate, whole_document
from support.shared_nodes import CASES, CONTRACTS, SERIALIZER, Node


@pytest.mark.parametrize(("content", "code", "sentence"), CASES.values(), ids=CASES)
def test_the_validator_and_the_strict_decoder_agree_on_references(content, code, sentence):
    text = (
        f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:d="urn:d" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}">'
        f"{content}</Holder>"
    )
    findings = list(validate(text, CONTRACTS))

    if sentence is None:
        assert [] == findings
        SERIALIZER.loads(text)
    else:
        assert [code] == [finding.code for finding in findings]
        assert sentence in findings[0].message
        with pytest.raises(dcxml.DecodeError):
            SERIALIZER.loads(text)


NODES = dcxml.contracts_of(list[Node])
NODES_NAMESPACE = f'xmlns:n="urn:n" xmlns:z="{SERIALIZATION}"'


def nodes(content: str) -> str:
    return f"<n:ArrayOfNode {NODES_NAMESPACE}>{content}</n:ArrayOfNode>"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(
            '<n:Node z:Ref="x"/><n:Node z:Ref="y"/><n:Node z:Id="x"/>',
            [("DC028", "/ArrayOfNode/Node[3]"), ("DC013", None)],
            id="one that is defined and one that is not",
        ),
        pytest.param(
            '<n:Node z:Ref="x"><n:Next z:Id="x"/></n:Node><n:Node z:Ref="x"/>',
            [("DC013", None)],
            id="what is in a reference that leads nowhere is an object",
        ),
        pytest.param(
            '<n:Node z:Ref="x"><n:Next z:Id="x"/></n:Node><n:Node><n:Next z:Id="x"/></n:Node><n:Node z:Id="x"/>',
            [("DC028", "/ArrayOfNode/Node[2]/Next"), ("DC029", None), ("DC029", None)],
            id="the first behind it",
        ),
        pytest.param(
            '<n:Node z:Id="x" z:Ref="x"/><n:Node z:Id="x"/>',
            [("DC028", "/ArrayOfNode/Node[2]"), ("DC016", None)],
            id="not the element itself",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_tells_the_first_identity_behind_it(content, found):
    findings = list(validate(nodes(content), NODES))

    assert found == [(each.code, each.related[0].path if each.related else None) for each in findings]


def test_however_many_references_lead_nowhere_the_document_is_walked_once_for_them(monkeypatch):
    walks = []
    identities = whole_document._Identities.of
    monkeypatch.setattr(whole_document._Identities, "of", lambda root: walks.append(root) or identities(root))
    content = "".join(f'<n:Node z:Ref="i{number}"/>' for number in range(300))
    findings = list(validate(nodes(f'{content}<n:Node z:Id="i299"/>'), NODES))

    assert [*["DC013"] * 299, "DC028"] == [each.code for each in findings]
    assert 1 == len(walks)
    walks.clear()
    assert [] == list(validate(nodes('<n:Node z:Id="a"/><n:Node z:Ref="a"/>'), NODES))
    assert [] == walks


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(
            '<A z:Ref="x"/><B><n:Id>abc</n:Id></B>',
            [("DC013", "/Holder/A"), ("DC031", "/Holder/B/Id")],
            id="behind one that leads nowhere",
        ),
        pytest.param(
            '<A z:Ref="x"><n:Id>abc</n:Id><n:Oops/></A>',
            [("DC013", "/Holder/A"), ("DC031", "/Holder/A/Id"), ("DC006", "/Holder/A/Oops")],
            id="in one that leads nowhere",
        ),
        pytest.param(
            '<A z:Ref="x"><n:Id>abc</n:Id></A><B z:Id="x"/>',
            [("DC028", "/Holder/A"), ("DC031", "/Holder/A/Id")],
            id="in one that comes too early",
        ),
        pytest.param(
            '<Other z:Id="x"/><Plain z:Ref="x"><q/></Plain>',
            [("DC041", "/Holder/Plain"), ("DC006", "/Holder/Plain/q")],
            id="in one where none may be",
        ),
        pytest.param(
            '<A z:Id="x"/><Other z:Ref="x"><q/></Other>',
            [("DC041", "/Holder/Other"), ("DC006", "/Holder/Other/q")],
            id="in one to another class",
        ),
        pytest.param(
            '<A z:Id="x" i:type="n:Nobody"/><B z:Ref="x"/><Plain><q/></Plain>',
            [("DC012", "/Holder/A"), ("DC006", "/Holder/Plain/q")],
            id="behind one to an object of an unknown type",
        ),
    ],
)
def test_all_that_is_beside_and_in_a_wrong_reference_is_judged(content, found):
    document = f'<Holder xmlns="urn:h" xmlns:n="urn:n" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}">{content}</Holder>'
    assert found == [(each.code, each.path) for each in validate(document, CONTRACTS)]
