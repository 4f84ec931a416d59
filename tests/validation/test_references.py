"""z:Id and z:Ref: the validator finds what the strict decoder refuses, and nothing in what it accepts."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.qname import SERIALIZATION, XSI
from dcxml.validation import validate
from support.shared_nodes import CASES, CONTRACTS, SERIALIZER


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
