"""A namespace of any text is read: to .NET it need not be a URI, though libxml2 complains."""

from __future__ import annotations

import pytest

from dcxml.errors import DecodeError
from dcxml.xmlio import parse_document


@pytest.mark.parametrize("namespace", ["not a uri", "  urn:pad  ", "http://x/é漢", "urn:<&>'", 'urn:t";import os;'])
def test_a_namespace_that_is_no_uri_is_read(namespace):
    quoted = namespace.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    assert parse_document(f'<a xmlns="{quoted}"><b/></a>').tag == f"{{{namespace}}}a"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param('<a xmlns="x y"><b></a>', "Opening and ending tag mismatch", id="an end tag"),
        pytest.param('<a xmlns="x y" q:z="1"/>', "Namespace prefix q", id="a prefix"),
        pytest.param('<a xmlns="x y"/><b/>', "junk after document element", id="a second root"),
        pytest.param('<a xmlns="x y"', "attributes construct error", id="cut off"),
    ],
)
def test_any_other_fault_beside_it_is_the_one_told(text, sentence):
    with pytest.raises(DecodeError, match=sentence):
        parse_document(text)


def test_an_empty_text_is_refused():
    with pytest.raises(DecodeError):
        parse_document("")
