"""Each bad input ends in one DerivationError that names the file, the line, what was found and what is allowed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dcxml.derivation import derive_contracts
from dcxml.errors import DerivationError

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar" / "page.txt"
HEADING = "application/xml, text/xml\nSample:\n"
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'

CASES = {
    "page without a sample": (
        "page.txt",
        "POST api/X\napplication/json\nSample:\n\nSample not available.\napplication/xml, text/xml\nSample:\nfailed\n",
        2,
        [
            "no XML sample",
            "application/json: Sample not available;",
            "application/xml, text/xml: failed",
            "allowed: an XML",
        ],
    ),
    "page with JSON only": (
        "page.txt",
        'Request\napplication/json, text/json\nSample:\n```json\n{\n  "A": 1\n}\n```\n',
        2,
        ["no XML sample", "application/json, text/json: JSON;", "allowed: an XML sample"],
    ),
    "a heading with nothing under it": ("page.txt", "application/json\n", 1, ["application/json: nothing;"]),
    "JSON document": ("page.json", '[{"A": 1}]', 1, ["the page is JSON", "allowed: an XML sample"]),
    "an XML Schema": (
        "orders.xsd",
        '<?xml version="1.0"?>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version="1"/>',
        2,
        ["not the XML of a data contract: an XML Schema", "allowed: a document that follows it"],
    ),
    "no JSON, though it begins like it": ("settings.toml", "[tool]\nname = 1\n", 1, ["the page names no media type"]),
    "prose": ("page.md", "# Title\n<p align='center'>words</p>\n", 1, ["the page names no media type"]),
    "empty": ("page.txt", " \n", 1, ["the file is empty", "allowed: a help page"]),
    "cut off, then the page goes on": (
        "page.txt",
        HEADING + f"<A {XSI}>\n<B>\n<C>1</C>\n\napplication/json\nSample:\nSample not available.\n",
        5,
        [
            "begins in line 3 is cut off",
            "<B> of line 4 is not closed (/A/B)",
            "allowed: a whole document, down to </A>",
        ],
    ),
    "cut off at the page's end": (
        "page.txt",
        HEADING + f"<A {XSI}>\n<B>1</B>\n\n",
        4,
        ["begins in line 3 is cut off", "<A> of line 3 is not closed (/A)"],
    ),
    "cut off within a tag": ("page.txt", HEADING + f"<A {XSI}>\n<B>1</B>\n<Bro", 5, ["cut off", "<A> of line 3"]),
    "closed in the wrong order": (
        "page.txt",
        HEADING + f"<A {XSI}>\n<B>\n<C>1</B>\n</C>\n</A>\n",
        5,
        ["cut off or damaged", "<C> of line 5 is not closed (/A/B/C)"],
    ),
    "cut off inside a fence": (
        "page.md",
        f"_application/xml_\n```xml\n<A {XSI}>\n<B>1</B>\n```\nRemarks\n",
        4,
        ["begins in line 3 is cut off"],
    ),
    "not well-formed within": (
        "page.txt",
        HEADING + f"<A {XSI}>\n<B>x & y</B>\n</A>",
        4,
        ["not well-formed XML", "allowed:"],
    ),
    "undeclared prefix": ("page.txt", HEADING + "<A>\n<p:B>1</p:B></A>", 4, ["not well-formed XML"]),
    "DTD on a page": ("page.txt", HEADING + "<!DOCTYPE A [<!ENTITY e 'x'>]>\n<A>&e;</A>", 3, ["(DTD)", "allowed:"]),
    "DTD in a document": ("a.xml", "<!DOCTYPE A [<!ENTITY e 'x'>]>\n<A>&e;</A>", 1, ["(DTD)", "allowed:"]),
    "XML cut off": ("a.xml", "<A>\n<B>1</B>\n", 3, ["not well-formed XML"]),
    "no XML in an XML file": ("a.xml", "hello", 1, ["not well-formed XML"]),
    "bytes that are no text": (
        "page.txt",
        b"application/xml\n<A>\xff</A>",
        2,
        ["byte 0xFF is not utf-8", "allowed: text in"],
    ),
    "a charset nobody knows": ("p.html", b"<html><meta charset=x-none>", 1, ["the page is not x-none"]),
    "attributes with data on a root": (
        "a.xml",
        "<A id='1'>\n<B>x</B></A>",
        1,
        ["not the XML of a data contract", "attribute 'id'", "(/A)", "allowed: elements alone"],
    ),
    "mixed content": (
        "a.xml",
        "<A>\ntext <B>1</B></A>",
        1,
        ["the text 'text' stands between elements (/A)", "allowed:"],
    ),
    "text after a child": ("a.xml", "<A>\n<B>1</B> more </A>", 1, ["the text 'more' stands between elements (/A)"]),
    "a processing instruction": ("a.xml", "<A>\n<?do it?></A>", 2, ["a processing instruction", "allowed: elements"]),
    "an i:type without a declared prefix": (
        "a.xml",
        f"<A {XSI} i:type='x:T'/>",
        1,
        ["'x:T' names no type", "allowed:"],
    ),
    "a member twice": (
        "a.xml",
        "<A>\n<B>1</B>\n<C>1</C>\n<B>1</B></A>",
        4,
        ["<B> occurs twice in <A>", "allowed: members"],
    ),
    "a list and a class": (
        "page.txt",
        HEADING + "<A>\n<L><B>1</B><B>2</B></L></A>\n" + HEADING + "<A>\n<L><B>1</B><C>2</C></L></A>\n",
        8,
        ["<L> is a list of B elsewhere, and has <C> here"],
    ),
    "text and elements": (
        "page.txt",
        HEADING + "<A>\n<B>1</B></A>\n" + HEADING + "<A>\n<B><C>2</C></B></A>\n",
        4,
        ["<B> has the text '1' here and elements in", "page.txt:8", "allowed: one of the two"],
    ),
    "two orders": (
        "page.txt",
        HEADING + "<A>\n<B>1</B><C>1</C></A>\n" + HEADING + "<A>\n<C>2</C><B>2</B></A>\n",
        8,
        ["<C> comes before <B> in this <A> and after it in", "page.txt:4", "allowed: one order"],
    ),
    "orders in a circle": (
        "page.txt",
        HEADING + "<A><B>1</B><C>1</C></A>\n<A><C>1</C><D>1</D></A>\n<A><D>1</D><B>1</B></A>\n",
        3,
        ["order B, C, D in a circle"],
    ),
    "an empty SOAP body": (
        "a.xml",
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">\n<s:Body/></s:Envelope>',
        1,
        ["an empty body", "allowed: an envelope"],
    ),
    "a SOAP fault without detail": (
        "a.xml",
        (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>x</faultcode>'
            "</s:Fault></s:Body></s:Envelope>"
        ),
        1,
        ["a fault without detail"],
    ),
    "two declared types of one i:type": (
        "a.xml",
        f'<A {XSI} xmlns="urn:n"><L1><B i:type="D"><X>1</X></B><B/></L1><L2><C i:type="D"><X>1</X></C><C/></L2></A>',
        1,
        ["{urn:n}D stands for B and for C", "allowed: one declared type"],
    ),
}


@pytest.mark.parametrize(("name", "content", "line", "parts"), CASES.values(), ids=CASES)
def test_bad_input_is_one_error_that_names_file_line_found_and_allowed(tmp_path, name, content, line, parts):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DerivationError) as caught:
        derive_contracts(path)
    assert (str(path), line) == (caught.value.file, caught.value.line)
    assert str(caught.value).startswith(f"{path}:{line}")
    assert [part for part in parts if part not in str(caught.value)] == []
    assert "\n" not in str(caught.value)


def test_the_calendar_page_cut_in_the_middle_names_the_line_of_the_page(tmp_path):
    lines = CALENDAR.read_text("utf-8").splitlines()
    path = tmp_path / "page.txt"
    path.write_text("\n".join([*lines[:100], *lines[237:]]), "utf-8")
    with pytest.raises(DerivationError) as caught:
        derive_contracts(path)
    assert caught.value.line == 100
    assert "/Parameter/NotificationsOverrides" in str(caught.value)
    assert "begins in line 18" in str(caught.value)


@pytest.mark.parametrize("cut", range(19, 237, 31))
def test_wherever_the_page_is_cut_the_error_stands_at_the_cut(tmp_path, cut):
    lines = CALENDAR.read_text("utf-8").splitlines()
    path = tmp_path / "page.txt"
    path.write_text("\n".join(lines[:cut]), "utf-8")
    with pytest.raises(DerivationError) as caught:
        derive_contracts(path)
    assert cut == caught.value.line


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DerivationError, match="there is no such file; allowed: a help page"):
        derive_contracts(tmp_path / "none.txt")


def test_a_folder_is_not_a_page(tmp_path):
    with pytest.raises(DerivationError, match="this is a folder; allowed: a help page"):
        derive_contracts(tmp_path)


def test_a_path_that_no_system_has_is_named():
    with pytest.raises(DerivationError, match="the file cannot be read"):
        derive_contracts("a\0b")


def test_no_file_at_all_is_an_error():
    with pytest.raises(DerivationError, match="no file is given"):
        derive_contracts()


def test_an_open_file_is_named_by_its_name():
    with pytest.raises(DerivationError, match="<stream>:1: the file is empty"):
        derive_contracts(io.BytesIO(b""))
