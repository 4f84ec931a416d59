"""What a document may declare itself to be encoded in: what .NET's text reader takes, dcxml takes, and no more."""

from __future__ import annotations

import pytest

from dcxml.errors import EncodingError
from dcxml.validation import validate
from dcxml.xmlio import parse_document
from support import dotnet
from support.shop import CONTRACTS, in_shop, order

pytestmark = pytest.mark.dotnet

DECLARED = (
    *("utf-8", "UTF-8", "Utf-8", "utf8", "utf_8", "us-ascii", "ascii", "ISO-8859-1", "latin1", "windows-1252"),
    *("utf-16", "UTF-16", "utf-16le", "UTF-16LE", "utf-16Le", "utf-16be", "UTF-16BE", "utf16", "unicode", "ucs-2"),
    *("utf-32", "utf-7", "nonsense"),
)
ACTUAL = ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "utf-16-be")


@pytest.fixture(scope="module")
def types():
    """The shop's types."""
    return dotnet.clr_types(CONTRACTS, known_types=[in_shop("Order"), in_shop("Line")])


@pytest.mark.parametrize("actual", ACTUAL)
@pytest.mark.parametrize("declared", DECLARED)
def test_a_declared_encoding_is_found_exactly_where_dotnet_refuses_it(types, declared, actual):
    data = f'<?xml version="1.0" encoding="{declared}"?>{order("<Short>abc</Short>")}'.encode(actual)
    findings = list(validate(data, CONTRACTS))
    assert types.read(data, in_shop("Order")).is_accepted == (findings == [])
    for finding in findings:
        assert finding.code == "DC019"
        assert declared in finding.message
        octets = data[finding.offset : finding.end_offset]
        assert octets.decode({"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(actual, actual)) == declared


def test_nothing_is_said_of_the_bytes_where_the_encoding_is_none_that_dotnet_takes():
    data = f'<?xml version="1.0" encoding="iso-8859-1"?>{order("<Short>é</Short>")}'.encode("latin-1")
    with pytest.raises(EncodingError) as caught:
        parse_document(data)
    assert ("iso-8859-1", "utf-8") == (caught.value.found, caught.value.expected)
    assert "UTF-8" not in str(caught.value)
