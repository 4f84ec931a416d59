"""Large and deep documents: an answer or one clear error, in time that grows as the document does, in bounded memory.

Each size is a small one for every run; DCXML_FULL_SIZE=1 takes those of docs/conformance.md, which need minutes.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from decimal import Decimal
from uuid import UUID

import pytest

import dcxml
from dcxml import (
    AnyURI,
    Char,
    DateTime,
    DecodeError,
    DerivationError,
    Dialect,
    Double,
    Duration,
    EncodeError,
    Float,
    Int,
    QName,
    data_contract,
    data_member,
)
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI

IS_FULL_SIZE = os.environ.get("DCXML_FULL_SIZE") == "1"
MANY = 1_000_000 if IS_FULL_SIZE else 4_000
LONG = 200_000_000 if IS_FULL_SIZE else 11_000_000
MODES = pytest.mark.parametrize("mode", ["strict", "dotnet"])


@data_contract(name="Node", namespace="urn:n")
class Node:
    """A class that may hold itself in every way, in a document of any size."""

    held: object | None = data_member("Held", default=None)
    items: list[Node] | None = data_member("Items", default=None)
    next: Node | None = data_member("Next", default=None)
    number: Int = data_member("Number", default=0)
    table: dict[Int, Node] | None = data_member("Table", default=None)
    text: str | None = data_member("Text", default=None)
    texts: list[str | None] | None = data_member("Texts", default=None)


ENTRY = next(contract.item_name for contract in dcxml.contracts_of(Node) if getattr(contract, "is_dictionary", False))
HEAD = f'<Node xmlns="urn:n" xmlns:a="{ARRAYS}" xmlns:i="{XSI}" xmlns:n="urn:n">'


def node(content):
    return f"{HEAD}{content}</Node>"


# Depth

NESTS = {
    "classes": ("<Next>", "</Next>", 1),
    "lists": ("<Items><Node>", "</Node></Items>", 2),
    "dictionaries": (f"<Table><a:{ENTRY}><a:Key>1</a:Key><a:Value>", f"</a:Value></a:{ENTRY}></Table>", 3),
    "objects": ('<Held i:type="n:Node">', "</Held>", 1),
    "unknown elements": ("<q>", "</q>", 1),
}


def nest(name, depth):
    start, end, levels = NESTS[name]
    return node(start * (depth // levels) + end * (depth // levels))


@MODES
@pytest.mark.parametrize("name", NESTS)
def test_a_thousand_levels_of_every_kind_are_read_and_written(name, mode):
    value = dcxml.loads(nest(name, 1_000), Node, mode=mode)

    dialect = Dialect.TEXT if mode == "strict" else Dialect.XML_WRITER
    written = dcxml.dumps(value, dialect=dialect)
    assert written == dcxml.dumps(dcxml.loads(written, Node, mode=mode), dialect=dialect)


@pytest.mark.parametrize("name", NESTS)
@pytest.mark.parametrize("depth", [1_700, 10_000])
def test_more_levels_than_allowed_are_one_clear_error_everywhere(name, depth, tmp_path):
    text = nest(name, depth)
    (tmp_path / "sample.xml").write_text(text)

    for mode in ("strict", "dotnet"):
        with pytest.raises(DecodeError, match="elements are nested deeper than 1,500 levels"):
            dcxml.loads(text, Node, mode=mode)
    assert ["beyond-limits"] == [finding.name for finding in dcxml.validate(text, dcxml.contracts_of(Node))]
    with pytest.raises(DerivationError, match="elements are nested deeper than 1,500 levels"):
        dcxml.derive_contracts(tmp_path / "sample.xml")


def test_ten_thousand_levels_are_not_written():
    value = None
    for _ in range(10_000):
        value = Node(next=value)

    with pytest.raises(EncodeError, match="deeper than 1,500 levels"):
        dcxml.dumps(value)


# Length


@MODES
def test_a_long_text_is_read_whole(mode):
    assert LONG == len(dcxml.loads(node(f"<Text>{'x' * LONG}</Text>"), Node, mode=mode).text)


@MODES
def test_white_space_between_members_is_nothing_however_long(mode):
    assert 5 == dcxml.loads(node(" " * LONG + "<Number>5</Number>"), Node, mode=mode).number


def test_a_text_beyond_the_limit_is_an_error():
    small = dcxml.DataContractSerializer(Node, limits=dcxml.Limits(text_length=1_000))

    with pytest.raises(DecodeError, match="a text is longer than 1,000 characters"):
        small.loads(node(f"<Text>{'x' * 1_001}</Text>"))


MEASURE = """
import resource, sys
import dcxml
from dcxml.qname import SERIALIZATION
document = f'<string xmlns="{SERIALIZATION}">'.encode() + b"x" * int(sys.argv[1]) + b"</string>"
dcxml.loads(f'<string xmlns="{SERIALIZATION}"/>', str)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
dcxml.loads(document, str)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux alone")
def test_reading_takes_no_more_than_four_times_the_memory_of_the_document():
    told = subprocess.run(  # noqa: S603 - our own source
        [sys.executable, "-c", MEASURE, str(LONG)], check=True, capture_output=True, text=True
    )

    assert int(told.stdout) * 1024 < 4 * LONG


# Number


def took(text):
    start = time.process_time()
    with contextlib.suppress(DecodeError):
        dcxml.loads(text, Node)
    return time.process_time() - start


GROWING = {
    "items": lambda count: node(f"<Texts>{'<a:string/>' * count}</Texts>"),
    "a bad item at the end": lambda count: node(f"<Texts>{'<a:string/>' * count}<x/></Texts>"),
    "a bad member in the last item": lambda count: node(
        f"<Items>{'<Node/>' * count}<Node><Number>x</Number></Node></Items>"
    ),
    "unknown elements of one name": lambda count: node("<q/>" * count),
    "unknown elements that differ in case": lambda count: node("<number/>" * count + "<Number>1</Number>"),
    "a namespace for each element": lambda count: node(
        "".join(f'<p:x xmlns:p="urn:{number}"/>' for number in range(count))
    ),
    "comments in a text": lambda count: node(f"<Text>{'a<!---->' * count}</Text>"),
    "processing instructions": lambda count: node("<?p?>" * count),
}


@pytest.mark.parametrize("case", GROWING)
def test_time_grows_as_the_document_does(case):
    made = GROWING[case]
    few, many = made(MANY // 8), made(MANY)
    took(few)
    least = min(took(few) for _ in range(3))

    assert min(took(many) for _ in range(3)) < 8 * 6 * max(
        least, 0.002
    )  # a quadratic reader would take 64 times as long


def test_the_time_of_many_findings_grows_as_their_number_does():
    def took_to_validate(count):
        contracts = dcxml.contracts_of(Node)
        text = node(f"<Items>{'<Node><Number>x</Number><q/></Node>' * count}</Items>")
        start = time.process_time()
        assert 2 * count == sum(1 for _ in dcxml.validate(text, contracts))
        return time.process_time() - start

    took_to_validate(1)
    assert took_to_validate(2_000) < 8 * 6 * max(took_to_validate(250), 0.01)


@MODES
def test_too_many_attributes_are_refused(mode):
    attributes = " ".join(f'a{number}="1"' for number in range(MANY))

    with pytest.raises(DecodeError, match="more than 1,000 attributes"):
        dcxml.loads(f"{HEAD[:-1]} {attributes}/>", Node, mode=mode)


@MODES
@pytest.mark.parametrize("content", ["<q %s/>", "<q><r %s/></q>", '<Held %s i:nil="true"/>', "<Number %s>5</Number>"])
def test_too_many_attributes_are_refused_wherever_they_stand(mode, content):
    attributes = " ".join(f'a{number}="1"' for number in range(MANY // 2))

    with pytest.raises(DecodeError, match="more than 1,000 attributes") as caught:
        dcxml.loads(node(content % attributes), Node, mode=mode)
    assert caught.value.path.startswith("/Node/")


def test_as_many_attributes_as_allowed_are_read():
    attributes = " ".join(f'a{number}=""' for number in range(1_000))

    assert b"a999" in dcxml.dumps(dcxml.loads(node(f"<q {attributes}/>"), Node))


@MODES
def test_many_prefixes_on_one_element_are_read(mode):
    prefixes = " ".join(f'xmlns:p{number}="urn:{number}"' for number in range(MANY))

    assert Node() == dcxml.loads(f"{HEAD[:-1]} {prefixes}/>", Node, mode=mode)


def test_unknown_elements_on_every_level_are_kept():
    levels = 1_000 if IS_FULL_SIZE else 50
    text = node(("<Next>" + "<q/>" * levels) * levels + "</Next>" * levels)

    assert levels * levels == dcxml.dumps(dcxml.loads(text, Node)).count(b"<q")


# Values

DIGITS = 10**6 if IS_FULL_SIZE else 2 * 10**4
TYPES = {
    "int": Int, "decimal": Decimal, "double": Double, "float": Float, "dateTime": DateTime, "duration": Duration,
    "guid": UUID, "boolean": bool, "base64Binary": bytes, "QName": QName, "char": Char, "anyURI": AnyURI,
}  # fmt: skip
TEXTS = {
    "nines": "9" * DIGITS, "zeros and a fault": "0" * DIGITS + "x",
    "digits and a fault": "1" * DIGITS + "x", "spaces and a fault": " " * DIGITS + "x",
    "letters and a fault": "a" * DIGITS + "?{",
    "spaces, a digit, spaces and a fault": " " * DIGITS + "5" + " " * DIGITS + "x", "points": "1." * DIGITS,
    "labels": "http://" + "a." * DIGITS + "{", "signs": "+" * DIGITS, "exponent": "1e" + "9" * DIGITS,
    "negative exponent": "1e-" + "9" * DIGITS, "fraction": "0." + "1" * DIGITS,
    "year": "9" * DIGITS + "-01-01T00:00:00",
    "seconds": "2020-01-01T00:00:00." + "9" * DIGITS + "Z", "days": "P" + "9" * DIGITS + "D",
    "parts": "P" + "1D" * DIGITS,
    "part of a second": "PT0." + "1" * DIGITS + "S", "spaces": "5" + " " * DIGITS + "5", "braces": "{" * DIGITS,
    "other digits": "\u0661" * DIGITS, "colons": ":" * DIGITS, "padding": "=" * DIGITS,
}  # fmt: skip


def said(serializer, text):
    """Return the sentence of the error, empty where there is none; any other exception is the test's."""
    try:
        serializer.loads(text)
    except DecodeError as error:
        return str(error)
    return ""


@MODES
@pytest.mark.parametrize("name", TYPES)
def test_a_long_text_of_anything_is_soon_a_value_or_one_short_error(name, mode):
    start = time.process_time()
    serializer = dcxml.DataContractSerializer(TYPES[name], mode=mode)
    element = QName(XS, name).name
    for label, text in TEXTS.items():
        assert len(said(serializer, f'<{element} xmlns="{SERIALIZATION}">{text}</{element}>')) < 500, label
    assert time.process_time() - start < 200e-6 * DIGITS  # a pattern that backtracks took more than ten seconds


# Encodings and entities

TEXT = f'<string xmlns="{SERIALIZATION}">%s</string>'
BAD = {
    "not UTF-8": TEXT.encode() % b"\xff\xfe",
    "overlong": TEXT.encode() % b"\xc0\xaf",
    "a surrogate in UTF-8": TEXT.encode() % b"\xed\xa0\x80",
    "beyond Unicode": TEXT.encode() % b"\xf4\x90\x80\x80",
    "cut off in a character": f'<string xmlns="{SERIALIZATION}">'.encode() + b"\xe2\x82",
    "NUL in a text": TEXT.encode() % b"\0",
    "NUL in an attribute": b'<string a="\0"/>',
    "NUL first": b"\0<string/>",
    "NUL last": TEXT.encode() % b"" + b"\0",
    "UTF-16 cut off": "<string/>".encode("utf-16")[:-1],
    "UTF-16 with a lone surrogate": "<string>".encode("utf-16") + b"\x00\xd8" + "</string>".encode("utf-16-le"),
    "UTF-16 that says UTF-8": '<?xml version="1.0" encoding="utf-8"?><string/>'.encode("utf-16"),
    "UTF-32": "<string/>".encode("utf-32"),
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?><string>+ADw-</string>',
    "EBCDIC": b'<?xml version="1.0" encoding="cp037"?><string/>',
    "Latin-1": b'<?xml version="1.0" encoding="iso-8859-1"?><string>\xe9</string>',
    "gzip": b"\x1f\x8b\x08\0",
    "a reference beyond Unicode": TEXT.encode() % (b"&#" + b"9" * 10**6 + b";"),
    "ampersands": TEXT.encode() % (b"&" * 10**6),
    "start tags": b"<" * 10**6,
    "an entity that nothing declares": TEXT.encode() % b"&x;",
    "such an entity in an attribute": b'<string k="&x;"/>',
    "a billion laughs": b'<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><string>&b;</string>',
    "an external entity": b'<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><string>&a;</string>',
    "a parameter entity": b'<!DOCTYPE z [<!ENTITY % a SYSTEM "http://x/">%a;]><string/>',
    "an external subset": b'<!DOCTYPE z SYSTEM "http://x/y.dtd"><string/>',
    "an entity in an attribute": b'<!DOCTYPE z [<!ENTITY a "x">]><string k="&a;"/>',
    "a DTD inside the root": TEXT.encode() % b"<!DOCTYPE z>",
}


@MODES
@pytest.mark.parametrize("case", BAD)
def test_what_is_no_document_is_one_short_error_of_one_line(case, mode):
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(BAD[case], str, mode=mode)

    assert len(str(caught.value)) < 500
    assert "\n" not in str(caught.value)
