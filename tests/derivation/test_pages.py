"""Samples are found in pages of every kind, with the lines they have in the file."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from dcxml.contract import ClassDataContract, CollectionDataContract
from dcxml.derivation import derive_contracts
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName

# The third-party corpus stands beside the repository, or where DCXML_CORPUS says; without it these tests have nothing
# to read and pass.
CORPUS = Path(os.environ.get("DCXML_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus")
SAMPLE = '<Point xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:n">\n  <X>3</X>\n</Point>'
ESCAPED = SAMPLE.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

PAGES = {
    "text": ("p.txt", f"GET x\napplication/xml, text/xml\nSample:\n{SAMPLE}\napplication/json\nSample:\n", 4),
    "text without a heading": ("p.txt", f"words\n{SAMPLE}\nwords", 2),
    "text that begins with the sample": ("p.txt", f"{SAMPLE}\nmore words", 1),
    "text with a carriage return in each line end": ("p.txt", f"words\n{SAMPLE}\n".replace("\n", "\r\n"), 2),
    "a sample behind words in its line": ("p.txt", f"\nSample: {SAMPLE}", 2),
    "a root without declarations, under its heading": (
        "p.txt",
        "application/xml\n<Point>\n<X>3</X></Point>",
        2,
    ),
    "a sample with its declaration": (
        "p.txt",
        f'application/xml\n<?xml version="1.0" encoding="utf-16"?>\n{SAMPLE}',
        3,
    ),
    "Markdown fence": ("p.md", f"<!-- from: x -->\n\n_text/xml_\n\n```xml\n{SAMPLE}\n```\n", 6),
    "Markdown with HTML of its own": ("p.md", f"<details>\n<p>text/xml</p>\n\n{SAMPLE}\n\n</details>", 4),
    "HTML, escaped": (
        "p.html",
        f"<!DOCTYPE html>\n<html><h4>application/xml</h4>\n<pre class='wrapped'>\n{ESCAPED}\n</pre></html>",
        4,
    ),
    "HTML, coloured": (
        "p.html",
        (
            "<html>\n<h4>application/xml</h4><pre><span>&lt;</span><b>Point</b> xmlns=&#34;urn:n&#34;&gt;\n"
            "&nbsp;&lt;X&gt;3&lt;/X&gt;<br/>\n&lt;/<b>Point</b>&gt;</pre>"
        ),
        2,
    ),
    "HTML, not escaped": ("p.html", f"<html><script>if (a < b) <Point xmlns=''></script>\n<pre>\n{SAMPLE}</pre>", 3),
    "HTML, an empty tag not escaped": (
        "p.html",
        '<html>\n<pre><Point xmlns="urn:n"><X>3</X><Y/></Point></pre><hr/><img src="x"/>',
        2,
    ),
    "HTML in a table for layout": (
        "p.html",
        f"<html><table>\n<tr><td>text/xml</td><td><pre>{ESCAPED}</pre></td></tr></table>",
        2,
    ),
    "HTML, a part of a page": ("p.htm", f"<div><script>&amp;</script></div>\n<pre>{ESCAPED}</pre></td>", 2),
    "HTML without the name": ("page", f"<html><body><textarea>{ESCAPED}</textarea></body></html>", 1),
    "XHTML": (
        "p.xhtml",
        f'<?xml version="1.0"?>\n<html xmlns="urn:xhtml"><pre>{ESCAPED}</pre></html>',
        2,
    ),
    "XML file": ("p.xml", SAMPLE, 1),
    "XML file with a declaration": ("p.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{SAMPLE}', 2),
    "XML without a name": ("sample", f"<!-- a comment -->\n{SAMPLE}", 2),
    "XML by its declaration": ("p.txt", f'<?xml version="1.0"?>\n{SAMPLE}', 2),
}


@pytest.mark.parametrize(("name", "text", "line"), PAGES.values(), ids=PAGES)
def test_the_sample_is_found_in_its_line(tmp_path, name, text, line):
    path = tmp_path / name
    path.write_bytes(text.encode())
    (document,) = derive_contracts(path).documents
    assert (str(path), line, "Point") == (document.file, document.line, document.root.rpartition("}")[2])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_in_another_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "p.xml"
    path.write_bytes(SAMPLE.replace(">3<", ">é<").encode(encoding))
    (document,) = derive_contracts(path).documents
    assert "<X>é</X>".encode() in document.xml


def test_a_page_s_own_charset_is_read(tmp_path):
    path = tmp_path / "p.html"
    path.write_bytes(f"<html><meta charset='windows-1252'><pre>{ESCAPED}</pre>".replace(";3&", ";é&").encode("cp1252"))
    assert "<X>é</X>".encode() in derive_contracts(path).documents[0].xml


@pytest.mark.parametrize("stream", [io.BytesIO(SAMPLE.encode()), io.StringIO(SAMPLE)], ids=["bytes", "text"])
def test_an_open_file_is_read(stream):
    (document,) = derive_contracts(stream).documents
    assert document.file == "<stream>"


def test_insignificant_space_is_removed_and_values_are_kept(tmp_path):
    path = tmp_path / "p.xml"
    path.write_text(
        '<?xml version="1.0"?>\n<A>\n <B> x\n y </B>\n <C> </C> <D><![CDATA[ <]]> </D>\n <E /><!-- c -->\n</A>\n'
    )
    expected = b'<?xml version="1.0"?><A><B> x\n y </B><C> </C><D><![CDATA[ <]]> </D><E /><!-- c -->\n</A>'
    assert expected == derive_contracts(path).documents[0].xml


def test_several_samples_of_a_page_are_all_documents(tmp_path):
    path = tmp_path / "p.txt"
    path.write_text(f"Request\napplication/xml\n{SAMPLE}\nResponse\ntext/xml\n<Q xmlns='urn:q'>\n<R>a b</R></Q>\n")
    derivation = derive_contracts(path)
    assert [(d.line, d.media_types) for d in derivation.documents] == [(3, "application/xml"), (8, "text/xml")]
    assert (QName("urn:n", "Point"), QName("urn:q", "Q")) == derivation.roots


SOAP = """<s:Envelope xmlns:s="{soap}" xmlns:b="urn:b&amp;c" xmlns:unused="urn:u">
<s:Header><h>1</h></s:Header>
<s:Body>
<Order xmlns="urn:o">
<b:Id>3</b:Id>
</Order>
</s:Body></s:Envelope>"""


@pytest.mark.parametrize(
    "soap", ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"], ids=["1.1", "1.2"]
)
def test_a_soap_envelope_is_opened_and_its_document_stands_alone(tmp_path, soap):
    path = tmp_path / "p.xml"
    path.write_text(SOAP.format(soap=soap))
    (document,) = derive_contracts(path).documents
    assert document.line == 4
    assert document.xml == b'<Order xmlns:b="urn:b&amp;c" xmlns="urn:o"><b:Id>3</b:Id></Order>'


@pytest.mark.parametrize(
    ("soap", "detail"),
    [("http://schemas.xmlsoap.org/soap/envelope/", "detail"), ("http://www.w3.org/2003/05/soap-envelope", "s:Detail")],
    ids=["1.1", "1.2"],
)
def test_a_soap_fault_carries_its_detail(tmp_path, soap, detail):
    path = tmp_path / "p.xml"
    fault = f'<s:Fault><{detail}><Broken xmlns="urn:f"><Code>7</Code></Broken></{detail}></s:Fault>'
    path.write_text(f'<s:Envelope xmlns:s="{soap}"><s:Body>{fault}</s:Body></s:Envelope>')
    assert (QName("urn:f", "Broken"),) == derive_contracts(path).roots


HELP_PAGES = {
    "001_higherlogic__GET-api-v2.0-Demographics-GetDemographicTypes.html": [(222, "ArrayOfDemographicType")],
    "004_higherlogic__POST-api-v2.0-Authentication-Login.html": [(122, "LoginCredentials"), (172, "AuthToken")],
    "007_solidworks-pdm__notifications-markRead.md": [(47, "ArrayOfint"), (79, "ArrayOfValidationOptionOfint")],
    "009_solidworks-pdm__hooks-url.md": [(58, "ArrayOfKeyValueOfstringArrayOfstringty7Ep6D1")],
    "012_technicalchallenge__readme.md": [(34, "string"), (85, "ArrayOfData")],
}


@pytest.mark.parametrize("name", HELP_PAGES)
def test_real_help_pages_give_their_samples(name):
    path = CORPUS / "helppages" / name
    if not path.exists():
        return  # no corpus here
    derivation = derive_contracts(path)
    assert HELP_PAGES[name] == [(d.line, d.root.rpartition("}")[2]) for d in derivation.documents]
    for document in derivation.documents:
        root = QName.from_clark(document.root)
        assert root in derivation.contracts or root.namespace == SERIALIZATION


def test_a_real_dictionary_is_read_from_its_name():
    path = CORPUS / "helppages" / "009_solidworks-pdm__hooks-url.md"
    if not path.exists():
        return  # no corpus here
    contracts = derive_contracts(path).contracts
    contract = contracts[QName(ARRAYS, "ArrayOfKeyValueOfstringArrayOfstringty7Ep6D1")]
    assert isinstance(contract, CollectionDataContract)
    assert (QName(XS, "string"), QName(ARRAYS, "ArrayOfstring")) == (contract.key.type, contract.value.type)


# What of the corpus is no data contract's XML, or shows a member of a base and its new namesake.
REFUSED = {
    "058_nfsw-beta-srv__-1681514783_xmpp.xml": "the attribute 'from' carries data",
    "183_corefx__corefx-DerivedTypeWithDifferentOverrides.xml": "<Name2> occurs twice",
}


def test_real_instances_are_derived_or_refused_for_a_named_reason():
    refused = {}
    for path in sorted((CORPUS / "instances").glob("*.xml")):
        try:
            derivation = derive_contracts(path)
        except Exception as error:  # noqa: BLE001 - each must be one that is named above
            refused[path.name] = str(error)
            continue
        assert all(d.xml for d in derivation.documents)
        assert any(isinstance(c, ClassDataContract) for c in derivation.contracts) or derivation.roots
    assert set(refused) <= set(REFUSED)
    assert [name for name, sentence in refused.items() if REFUSED[name] not in sentence] == []
