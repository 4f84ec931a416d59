"""Envelopes before the judge: what has a fault that is no warning is what WCF's steps refuse."""

from __future__ import annotations

import pytest

from dcxml.qname import SOAP_11, SOAP_12
from dcxml.validation import validate
from support import dotnet
from support.envelope_cases import CASES
from support.shop import CONTRACTS, in_shop
from support.wcf_messages import Message, read_message

pytestmark = pytest.mark.dotnet

ORDER = in_shop("Order")


@pytest.fixture(scope="module")
def types():
    """The shop's types."""
    return dotnet.clr_types(CONTRACTS, known_types=[ORDER, in_shop("Line")])


@pytest.mark.parametrize("soap", [pytest.param(SOAP_11, id="1.1"), pytest.param(SOAP_12, id="1.2")])
@pytest.mark.parametrize("name", CASES)
def test_the_facts_about_an_envelope_are_what_wcf_does(types, name, soap):
    document = CASES[name].document(soap)
    made = read_message(types, document.encode(), ORDER)
    findings = list(validate(document, CONTRACTS))
    assert (made is not Message.REFUSED) == all(finding.facts.readable for finding in findings)
    assert (made is Message.EMPTY) == any(finding.facts.reads_as == Message.EMPTY for finding in findings)
    assert (made is Message.EMPTY) == CASES[name].is_empty
