"""The contracts for a document are found by its path, by its root or what a SOAP body holds, or are built in."""

from __future__ import annotations

from pathlib import Path

import pytest

import dcxml
from dcxml.apis import calendar
from dcxml.cli.contracts.catalogue import Catalogue, built_in_roots
from dcxml.cli.contracts.root_names import choosing_element
from dcxml.cli.settings.configuration import Configuration
from dcxml.contract import DataContractSet
from dcxml.qname import QName

SAMPLE = (Path(__file__).parents[2] / "schemas" / "calendar" / "sample.xml").read_bytes()
SOAP_11, SOAP_12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
A = '<a xmlns="urn:a"><b/></a>'


def envelope(body, *, namespace=SOAP_11, header=""):
    return f'<s:Envelope xmlns:s="{namespace}">{header}<s:Body>{body}</s:Body></s:Envelope>'.encode()


FAULT = "<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring>{}</s:Fault>"
FAULT_12 = "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code>{}</s:Fault>"
ROOTS = [
    # document, the element that chooses
    pytest.param(A.encode(), QName("urn:a", "a"), id="the root"),
    pytest.param(b"<a/>", QName("", "a"), id="no namespace"),
    pytest.param(b"\xef\xbb\xbf<!-- c --><?p?><a xmlns='urn:a b'", None, id="a tag that does not end"),
    pytest.param(b"\xef\xbb\xbf<!-- c --><?p?><a xmlns='urn:a b'><", QName("urn:a b", "a"), id="cut off behind it"),
    pytest.param('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), QName("", "a"), id="UTF-16"),
    pytest.param(b'<?xml version="1.0" encoding="klingon"?><a/>', None, id="an unknown encoding"),
    pytest.param(b"<!DOCTYPE a><a/>", None, id="a document type declaration"),
    pytest.param(b'{"a": 1}', None, id="no XML"),
    pytest.param(b"\0\1\2", None, id="binary"),
    pytest.param(b"", None, id="empty"),
    pytest.param(envelope(A), QName("urn:a", "a"), id="the body of SOAP 1.1"),
    pytest.param(envelope(A, namespace=SOAP_12), QName("urn:a", "a"), id="the body of SOAP 1.2"),
    pytest.param(
        envelope(A, header="<s:Header><h xmlns='urn:h'><s:Body/></h></s:Header>"), QName("urn:a", "a"), id="a header"
    ),
    pytest.param(envelope(""), None, id="an empty body"),
    pytest.param(envelope(FAULT.format("")), None, id="a fault without detail"),
    pytest.param(envelope(FAULT.format(f"<detail>{A}</detail>")), QName("urn:a", "a"), id="a fault's detail"),
    pytest.param(
        envelope(FAULT_12.format(f"<s:Detail>{A}</s:Detail>"), namespace=SOAP_12),
        QName("urn:a", "a"),
        id="a fault's detail in SOAP 1.2",
    ),
    pytest.param(b'<Envelope xmlns="urn:a"><Body/></Envelope>', QName("urn:a", "Envelope"), id="another envelope"),
    pytest.param(b"<!--" + b" " * 200_000 + b"--><a/>", QName("", "a"), id="behind much else"),
]


@pytest.mark.parametrize(("data", "root"), ROOTS)
def test_one_element_chooses(data, root):
    assert root == choosing_element(data)


@pytest.fixture
def read():
    """Names of schemas in the order in which they were read; the contracts are empty ones."""
    return []


@pytest.fixture
def catalogue(read):
    def make(named=(), **tables):
        def load(names):
            read.append(tuple(names))
            return DataContractSet([])

        return Catalogue.of(load, schemas=named, configuration=Configuration(**tables))

    return make


def test_named_schemas_are_for_every_document_and_read_once(catalogue, read):
    found = catalogue(["x", "y"], schemas={"**": ("z",)})
    found.read_common()
    assert [("x", "y")] == read
    assert found.contracts_for("a.xml", b"<a/>") is found.contracts_for("../b.xml", b"no XML")
    assert [("x", "y")] == read


def test_the_first_entry_that_fits_counts(catalogue, read):
    found = catalogue(schemas={"in/": ("i",), "urn:a": ("a",), "*.xml": ("x",), "urn:b": ("b",)})
    found.read_common()
    assert [] == read
    for path, data in [
        ("in/a.xml", A.encode()),
        ("out/a.xml", A.encode()),
        ("a.xml", b"<b/>"),
        ("b", b'<b xmlns="urn:b"/>'),
        ("e", envelope(A)),
    ]:
        assert found.contracts_for(path, data) is not None
    assert [("i",), ("a",), ("x",), ("b",)] == read
    assert None is found.contracts_for("c", b"<c/>")


def test_paths_of_schemas_are_taken_from_the_folder_of_the_settings(read, catalogue):
    catalogue(file="up/dcxml.toml", schemas={"**": ("s", "../t")}).read_all()
    assert [(str(Path("up", "s")), "t")] == read


def test_the_built_in_catalogue_knows_the_calendar(catalogue):
    found = catalogue().contracts_for("a.xml", SAMPLE)
    assert dcxml.contracts_of(calendar) == found
    assert [] == list(dcxml.validate(SAMPLE, found))
    assert ["AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"] == [root.name for root in built_in_roots()]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'<int xmlns="http://schemas.microsoft.com/2003/10/Serialization/">1</int>', id="a built-in type"),
        pytest.param(b"no XML", id="no XML"),
        pytest.param(envelope(FAULT.format("")), id="a fault"),
    ],
)
def test_what_needs_no_schema_has_contracts(catalogue, data):
    assert DataContractSet([]) == catalogue().contracts_for("a.xml", data)


def test_a_root_that_nothing_knows_has_none(catalogue):
    assert None is catalogue().contracts_for("a.xml", b"<a/>")
