"""``dcxml describe`` shows contracts and operations; ``dcxml generate`` names the operations of what it wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dcxml.cli import main
from dcxml.cli.table import folded, table
from dcxml.diagram.labels import text_width

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
ACTION = "http://orders.example/OrderService/"
ADDRESS = "https://orders.example/OrderService.svc"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def test_the_table_has_contracts_members_and_operations(capsys):
    assert 0 == main(["describe", str(ORDERS)])
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert "http://orders.example/data" == lines[0]
    assert ["NAME", "TYPE", "NILLABLE", "REQUIRED"] == lines[1].split()
    assert ["Order", "class"] == lines[2].split()
    assert ["Lines", "OrderLine[]", "yes", "no"] == lines[3].split()
    assert "  ArrayOfOrderLine  list: OrderLine[]" in lines
    assert "  OrderState        enumeration" in lines
    assert f"OrderService: BasicHttpBinding_OrderService, SOAP 1.1, {ADDRESS}" in lines
    assert f"OrderService: CustomBinding_OrderService, SOAP 1.2, {ADDRESS}/soap12" in lines
    assert ["GetOrder", "GetOrder", "GetOrderResponse", "NoSuchOrder", f"{ACTION}GetOrder"] in [
        line.split() for line in lines
    ]
    assert "" == err


@pytest.mark.parametrize("columns", [30, 60, 80, 200])
def test_the_table_fits_the_terminal(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert 0 == main(["describe", str(ORDERS)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= max(columns, 50)


@pytest.mark.parametrize(("form", "start"), [("mermaid", "classDiagram\n"), ("svg", "<svg ")])
def test_diagrams_are_printed(form, start, capsys):
    assert 0 == main(["describe", str(ORDERS), "--format", form])
    out, err = capsys.readouterr()
    assert out.startswith(start)
    assert "OrderService" in out
    assert "" == err
    if form == "svg":
        etree.fromstring(out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.xsd"], "missing.xsd", id="no such file"),
        pytest.param([str(ORDERS), "--format", "png"], "'png' is not one of", id="no such format"),
        pytest.param([], "Missing argument", id="no file"),
    ],
)
def test_what_cannot_be_described_ends_in_one_line_on_stderr(arguments, words, capsys):
    assert 2 == main(["describe", *arguments])
    out, err = capsys.readouterr()
    assert "" == out
    assert words in err
    assert 1 == err.count("\n")


def test_generate_names_the_operations_and_the_classes_of_their_messages(capsys, folder):
    assert 0 == main(["generate", str(ORDERS), "-o", "orders.py"])
    out, err = capsys.readouterr()
    assert [
        "orders.py: 9 contracts",
        f"OrderService: BasicHttpBinding_OrderService, SOAP 1.1, {ADDRESS}",
        "  GetOrder(GetOrder) -> GetOrderResponse, or NoSuchOrder",
        "  PlaceOrder(PlaceOrder) -> PlaceOrderResponse",
    ] == out.splitlines()[:4]
    assert "" == err
    assert "class GetOrder:" in (folder / "orders.py").read_text("utf-8")


def test_generate_names_them_on_stderr_where_stdout_has_the_module(capsys):
    assert 0 == main(["generate", str(ORDERS), "-o", "-"])
    out, err = capsys.readouterr()
    assert out.startswith('"""')
    assert "-> GetOrderResponse" not in out
    assert "  GetOrder(GetOrder) -> GetOrderResponse, or NoSuchOrder\n" in err


def test_a_table_folds_what_does_not_fit_and_cuts_nothing():
    rows = [["NAME", "TEXT"], ["  inner", "one two three four five"], ["a" * 30, "b"]]
    lines = list(table(rows, width=24))
    assert max(map(len, lines)) <= 24
    shown, given = ("".join(parts).replace(" ", "") for parts in (lines, map("".join, rows)))
    assert sorted(given) == sorted(shown)


def test_a_table_shows_controls_and_marks_of_direction_as_escapes():
    (line,) = table([["a\nb\x1b[31m\x9b\u202e"]], width=80)
    assert r"a\nb\x1b[31m\x9b\u202e" == line


@pytest.mark.parametrize("text", ["", "  ", "  indented words here", "日本語の名前", "a/b/c/d/e/f/g", "e\u0301" * 20])
@pytest.mark.parametrize("width", [4, 9, 80])
def test_folded_lines_fit_and_hold_the_whole_text(text, width):
    lines = list(folded(text, width))
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
    assert all(text_width(line) <= max(width, 4) for line in lines)
