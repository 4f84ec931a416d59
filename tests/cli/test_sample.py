"""``dcxml sample`` writes an example document, and says what is wrong with a name or a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main

SCHEMAS = Path(__file__).parents[2] / "schemas"
CALENDAR = ("--schema", str(SCHEMAS / "calendar"))
ORDERS = ("--schema", str(SCHEMAS / "orders" / "orders.wsdl"))


@pytest.mark.parametrize("dialect", ["xmlwriter", "text"])
@pytest.mark.parametrize("kind", ["documentation", "minimal", "maximal"])
def test_the_document_is_that_of_the_library(capsys, kind, dialect):
    assert 0 == main(["sample", *ORDERS, "--root", "Order", "--kind", kind, "--dialect", dialect])
    out, err = capsys.readouterr()
    order = dcxml.build_classes(dcxml.read_schemas(SCHEMAS / "orders" / "orders.wsdl"))[
        "{http://orders.example/data}Order"
    ]
    assert dcxml.dumps(dcxml.sample(order, kind), dialect=dcxml.Dialect(dialect)).decode() == out.rstrip("\n")
    assert "" == err


def test_evidence_in_the_schemas_tells_what_the_page_showed(capsys):
    assert 0 == main(["sample", *CALENDAR, "--root", "CalendarAppointmentWrongModel", "--items", "3", "--indent", "1"])
    out = capsys.readouterr().out
    assert "<Client>sample string 44</Client>" in out
    assert "<Duration>1439</Duration>" in out
    assert 3 == out.count(":int>") / 2 / 3  # three lists of three numbers each


def test_the_file_is_replaced_and_now_is_every_date(tmp_path, capsys):
    file = tmp_path / "order.xml"
    file.write_bytes(b"before")
    arguments = ["sample", *ORDERS, "--root", "{http://orders.example/data}Order", "-o", str(file)]
    assert 0 == main([*arguments, "--now", "2025-12-15T20:08:15.1234567Z"])
    assert b"2025-12-15T20:08:15.1234567Z" in file.read_bytes()
    assert "" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--root", "Ordr"), "there is no contract or element 'Ordr'; nearest are: {http://orders.example/data}Order"),
        (("--root", "{urn:x}Order"), "there is no contract or element '{urn:x}Order'"),
        (("--root", "{urn:x"), "there is no contract or element '{urn:x'"),
        (("--root", "Order", "--now", "noon"), "'noon' is no date and time"),
        (("--root", "Order", "--items", "0"), "0 is not in the range"),
        ((), "Missing option '--root'"),
    ],
)
def test_what_cannot_be_sampled_is_told_in_a_line(capsys, arguments, sentence):
    assert 2 == main(["sample", *ORDERS, *arguments])
    out, err = capsys.readouterr()
    assert "" == out
    assert sentence in err
    assert 1 == err.count("\n")


def test_a_name_that_several_have_is_asked_for_whole(tmp_path, capsys):
    for name in ("a", "b"):
        (tmp_path / f"{name}.xsd").write_text(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:{name}">'
            '<xs:complexType name="Same"><xs:sequence/></xs:complexType></xs:schema>'
        )
    assert 2 == main(["sample", "--schema", str(tmp_path), "--root", "Same"])
    assert "several have the name Same; say which: '{urn:a}Same', '{urn:b}Same'" in capsys.readouterr().err
