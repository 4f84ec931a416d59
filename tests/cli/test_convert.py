"""``dcxml convert``: documents as rows, errors told with their file, and a table that is whole or not there."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

import dcxml
from dcxml.arrow import from_table, read_table
from dcxml.cli import main
from dcxml.cli.console.progress import Progress
from dcxml.cli.convert.rows import Conversion

SCHEMAS = Path(__file__).parents[2] / "schemas"
CALENDAR = (
    "--schema",
    str(SCHEMAS / "calendar"),
    "--root",
    "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt",
)
SHOP = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:shop" targetNamespace="urn:shop"
    elementFormDefault="qualified">
  <xs:complexType name="Line"><xs:sequence>
    <xs:element name="Count" type="xs:int" minOccurs="0"/>
    <xs:element name="When" type="xs:dateTime" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Special"><xs:complexContent><xs:extension base="Line"><xs:sequence>
    <xs:element name="Price" type="xs:decimal" minOccurs="0"/>
  </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
  <xs:complexType name="ArrayOfLine"><xs:sequence>
    <xs:element name="Line" type="Line" minOccurs="0" maxOccurs="unbounded" nillable="true"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Order"><xs:sequence>
    <xs:element name="Lines" type="ArrayOfLine" minOccurs="0" nillable="true"/>
    <xs:element name="Number" type="xs:int" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:element name="Order" type="Order" nillable="true"/>
</xs:schema>
"""
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


def order(number, *counts):
    lines = "".join(f"<Line><Count>{count}</Count></Line>" for count in counts)
    return f'<Order xmlns="urn:shop" {XSI}><Lines>{lines}</Lines><Number>{number}</Number></Order>'


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A folder with a schema and the documents of three orders, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.xsd").write_text(SHOP)
    (tmp_path / "orders").mkdir()
    for number in (1, 2, 3):
        (tmp_path / "orders" / f"{number}.xml").write_text(order(number, *range(number)))
    return tmp_path


def convert(*arguments, root="Order", output="out.parquet"):
    return main(["convert", *arguments, "--schema", "shop.xsd", "--root", root, "-o", output])


def rows(output="out.parquet"):
    return read_table(output).to_pylist()


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "feather"])
def test_each_document_is_a_row_that_comes_back(suffix, tmp_path, capsys):
    output = tmp_path / f"out.{suffix}"
    sample = SCHEMAS / "calendar" / "sample.xml"
    assert 0 == main(["convert", str(sample), str(sample), *CALENDAR, "-o", str(output)])
    assert (f"{output}: 2 rows\n", "") == capsys.readouterr()
    binding = dcxml.build_classes(dcxml.read_schemas(SCHEMAS / "calendar"))
    cls = next(binding[name] for name in binding if name.endswith(f"}}{CALENDAR[-1]}"))
    table = read_table(output)
    assert table.schema.metadata[b"dcxml.contract"].endswith(CALENDAR[-1].encode())
    assert dcxml.identical([dcxml.load(sample, cls)] * 2, from_table(table, cls))


@pytest.mark.usefixtures("shop")
def test_folders_patterns_and_stdin_are_read_in_their_order(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(order(9).encode())))
    assert 0 == convert("-", "orders", "orders/[13].xml")
    assert [9, 1, 2, 3, 1, 3] == [row["number"] for row in rows()]
    assert "out.parquet: 6 rows\n" == capsys.readouterr().out


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("schemas", [(), ("--schema", "shop.xsd")], ids=["derived", "given"])
def test_the_first_document_tells_the_root_and_all_of_them_the_contracts_if_need_be(schemas, capsys):
    assert 0 == main(["convert", "orders", *schemas, "-o", "out.parquet"])
    assert [1, 2, 3] == [int(row["number"]) for row in rows()]
    assert 0 == main(["convert", "orders", *schemas, "-o", "lines.arrow", "--item", "Lines"])
    assert [0, 0, 1, 0, 1, 2] == [int(row["count"]) for row in rows("lines.arrow")]
    assert "out.parquet: 3 rows\nlines.arrow: 6 rows\n" == capsys.readouterr().out


@pytest.mark.usefixtures("shop")
def test_a_table_tells_its_own_root(capsys):
    assert 0 == convert("orders")
    assert 0 == main(["convert", "out.parquet", "--schema", "shop.xsd", "-o", "back"])
    assert capsys.readouterr().out.endswith("back: 3 documents\n")
    pa.parquet.write_table(pa.table({"number": [1]}), "plain.parquet")
    assert 2 == main(["convert", "plain.parquet", "--schema", "shop.xsd", "-o", "plain"])
    assert 2 == main(["convert", "out.parquet", "-o", "plain"])
    first, second = capsys.readouterr().err.splitlines()
    assert "plain.parquet does not say what its rows are; allowed: with --root NAME" in first
    assert "rows of a table need their schemas: --schema PATH" in second


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-", "--schema", "shop.xsd"), "stdin (-) can be read once only; allowed: with --schema and --root"),
        (("-", "--root", "Order"), "stdin (-) can be read once only; allowed: with --schema and --root"),
        (("none*.xml",), "there is no document that tells its root; allowed: with --root NAME"),
        (("shop.txt",), "shop.txt does not tell its root; allowed: a document of XML, or --root NAME"),
        (("absent.xml",), "absent.xml: there is no such file or folder"),
    ],
)
def test_a_root_that_nothing_tells_is_asked_for(arguments, sentence, tmp_path, capsys):
    (tmp_path / "shop.txt").write_text("no XML")
    assert 2 == main(["convert", *arguments, "-o", "out.parquet"])
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.usefixtures("shop")
def test_several_processes_read_documents():
    assert 0 == convert("orders", "--jobs", "2", "--rows", "2")
    assert [1, 2, 3] == [row["number"] for row in rows()]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("path", ["Lines", "Lines/Line", "/Order/Lines/Line"])
def test_each_item_of_a_collection_is_a_row(path, capsys):
    assert 0 == convert("orders", "--item", path, "--rows", "2")
    assert [0, 0, 1, 0, 1, 2] == [row["count"] for row in rows()]
    assert "out.parquet: 6 rows\n" == capsys.readouterr().out


@pytest.mark.usefixtures("shop")
def test_entries_of_a_dictionary_are_rows_of_key_and_value(tmp_path):
    (tmp_path / "stock.py").write_text("")
    stock = dcxml.contracts_of(dict[str, dcxml.Int])
    (contract,) = stock
    dcxml.write_schemas(stock, tmp_path / "stock")
    dcxml.dump({"a": 1, "b": 2}, tmp_path / "stock.xml", dict[str, dcxml.Int])
    arguments = ["convert", "stock.xml", "--schema", "stock", "--root", contract.name.name, "--item", ""]
    assert 0 == main([*arguments, "-o", "out.arrow"])
    assert [("a", 1), ("b", 2)] == [(row["key"], row["value"]) for row in rows("out.arrow")]


@pytest.mark.usefixtures("shop")
def test_a_derived_type_of_the_schemas_may_stand_where_its_base_is_declared(tmp_path):
    line = '<Line i:type="Special"><Count>5</Count><Price>1.50</Price></Line>'
    (tmp_path / "special.xml").write_text(order(1).replace("<Lines>", f"<Lines>{line}"))
    assert 0 == convert("special.xml", "--item", "Lines", "--decimals", "10,3")
    assert ["Special"] == [row["_type"] for row in rows()]
    assert pa.decimal128(10, 3) == read_table("out.parquet").schema.field("Special").type.field("price").type


BROKEN = order(4, 1).replace(">1<", ">one<")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_error_is_told_with_its_file_and_nothing_is_written(tmp_path, jobs, capsys):
    (tmp_path / "orders" / "2b.xml").write_text(BROKEN)
    (tmp_path / "orders" / "2c.xml").write_text(order(5).replace("<Number>", "<New/><Number>"))
    (tmp_path / "out.parquet").write_bytes(b"before")
    assert 1 == convert("orders", "--jobs", jobs)
    out, err = capsys.readouterr()
    first, second, last = err.splitlines()
    assert first.startswith("orders/2b.xml: Count: 'one' is not xs:int (/Order/Lines/Line/Count, line 1")
    assert second.startswith("orders/2c.xml: New is unknown here (/Order/New, line 1)")
    assert ("", "out.parquet: not written; --skip-errors writes the rest") == (out, last)
    assert b"before" == (tmp_path / "out.parquet").read_bytes()
    assert {"orders", "out.parquet", "shop.xsd"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.usefixtures("shop")
def test_what_cannot_be_converted_is_left_out_where_that_is_asked_for(tmp_path, capsys):
    (tmp_path / "orders" / "2b.xml").write_text(BROKEN)
    assert 1 == convert("orders", "--skip-errors")
    assert "out.parquet: 3 rows\n" == capsys.readouterr().out
    assert [1, 2, 3] == [row["number"] for row in rows()]


@pytest.mark.usefixtures("shop")
def test_a_value_without_a_column_is_told_with_its_file_and_place(tmp_path, capsys):
    seventh = "<When>2026-01-01T00:00:00.1234567</When>"
    odd = order(7, 1, 2).replace("<Count>2</Count>", f"<Count>2</Count>{seventh}")
    (tmp_path / "orders" / "2b.xml").write_text(odd)
    (tmp_path / "orders" / "2c.xml").write_text(odd)
    reason = (
        "'2026-01-01T00:00:00.1234567' is not a timestamp[us]: it has a seventh digit; timestamps='parts' keeps any"
    )
    assert 1 == convert("orders", "--timestamps", "us", "--skip-errors")
    assert [f"orders/2{each}.xml: lines[1].when: {reason}" for each in "bc"] == capsys.readouterr().err.splitlines()
    assert [1, 2, 3] == [row["number"] for row in rows()]
    assert 1 == convert("orders", "--timestamps", "us", "--skip-errors", "--item", "Lines", "--rows", "3")
    assert [f"orders/2{each}.xml: row 1, when: {reason}" for each in "bc"] == capsys.readouterr().err.splitlines()
    assert [0, 0, 1, 1, 1, 0, 1, 2] == [row["count"] for row in rows()]


@pytest.mark.usefixtures("shop")
def test_unknown_elements_may_be_ignored(tmp_path):
    (tmp_path / "new.xml").write_text(order(5).replace("<Number>", "<New/><Number>"))
    assert 0 == convert("new.xml", "--unknown", "ignore")
    assert [5] == [row["number"] for row in rows()]


@pytest.mark.usefixtures("shop")
def test_a_nil_document_is_no_row(tmp_path, capsys):
    (tmp_path / "nil.xml").write_text(f'<Order xmlns="urn:shop" {XSI} i:nil="true"/>')
    assert 1 == convert("nil.xml", "orders")
    assert "nil.xml: it is None, and a row is a value" == capsys.readouterr().err.splitlines()[0]


@pytest.mark.usefixtures("shop")
def test_files_that_cannot_be_read_end_in_exit_code_2(tmp_path, capsys):
    (tmp_path / "broken.xml").write_text(BROKEN)
    (tmp_path / "empty").mkdir()
    assert 2 == convert("absent.xml", "broken.xml", "orders", "empty*.xml", "empty", "--skip-errors")
    out, err = capsys.readouterr()
    first, _, *last = err.splitlines()
    assert first.startswith("absent.xml: there is no such file or folder")
    assert ["empty*.xml: no file matches this pattern", "empty: the folder holds no document to convert"] == last
    assert "out.parquet: 3 rows\n" == out


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("orders", "--decimals", "many"),
            "'many' is not allowed; allowed: text, or digits in all and behind the point",
        ),
        (("orders", "--decimals", "40,2"), "decimals is (40, 2); allowed are 'text'"),
        (("orders", "--item", "Lins"), "there is no collection 'Lins'"),
        (("orders", "--item", "Lines", "--jobs", "2"), "--jobs is for many documents"),
        (("orders", "--rows", "0"), "0 is not in the range"),
        ((), "Missing argument 'FILE...'"),
    ],
)
def test_what_is_asked_for_wrongly_is_told_in_a_line(arguments, sentence, capsys, tmp_path):
    assert 2 == convert(*arguments)
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    assert sentence in err
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("out.csv", "out.csv: its name says no format of tables; allowed are .parquet, .arrow, .feather"),
        ("nowhere/out.parquet", "nowhere/out.parquet: there is no folder nowhere; allowed: one that exists"),
        ("folder.parquet", "folder.parquet: this is a folder; allowed: a file"),
    ],
)
def test_where_no_table_can_be_written_a_line_says_so(output, sentence, capsys, tmp_path):
    (tmp_path / "folder.parquet").mkdir()
    assert 2 == convert("orders", output=output)
    assert sentence in capsys.readouterr().err


@pytest.mark.usefixtures("shop")
def test_an_interrupt_leaves_what_was_there(tmp_path, monkeypatch, capsys):
    (tmp_path / "out.parquet").write_bytes(b"before")

    def interrupt(_self, _name, _error):
        raise KeyboardInterrupt

    monkeypatch.setattr(Conversion, "_tell", interrupt)
    (tmp_path / "orders" / "2b.xml").write_text(BROKEN)
    assert 130 == convert("orders")
    assert "interrupted\n" == capsys.readouterr().err
    assert b"before" == (tmp_path / "out.parquet").read_bytes()
    assert {"orders", "out.parquet", "shop.xsd"} == {path.name for path in tmp_path.iterdir()}


# Back to documents


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_rows_become_the_documents_that_they_were(suffix, tmp_path, capsys):
    documents = [(tmp_path / "orders" / f"{number}.xml") for number in (1, 2, 3)]
    for document in documents:
        value = dcxml.load(document, dcxml.build_classes(dcxml.read_schemas("shop.xsd"))["{urn:shop}Order"])
        dcxml.dump(value, document)
    assert 0 == convert("orders", output=f"out.{suffix}", root="Order")
    assert 0 == convert(f"out.{suffix}", f"out.{suffix}", output="back")
    assert "back: 6 documents\n" == capsys.readouterr().out.splitlines(keepends=True)[-1]
    back = [(tmp_path / "back" / f"{number:06}.xml").read_bytes() for number in range(1, 7)]
    assert [each.read_bytes() for each in documents] * 2 == back
    assert 6 == len([*(tmp_path / "back").iterdir()])


@pytest.mark.usefixtures("shop")
def test_documents_are_written_in_the_dialect_and_indented_as_asked_for(tmp_path):
    (tmp_path / "back").mkdir()
    assert 0 == convert("orders/1.xml")
    assert 0 == convert("out.parquet", "--dialect", "text", "--indent", "2", output="back/")
    assert "\n  <Lines>" in (tmp_path / "back" / "000001.xml").read_text()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("column", "code", "sentence"),
    [
        ({"number": pa.array([1, 2**40])}, 1, "odd.parquet: row 1, number: 1099511627776 is not xs:int"),
        (
            {"nmber": pa.array([1])},
            2,
            "odd.parquet: the table has 'nmber', which is no member; the members are lines, nu",
        ),
        ({"number": pa.array(["1"])}, 2, "odd.parquet: number: the column is of type string; allowed is xs:int"),
    ],
)
def test_a_table_that_does_not_fit_leaves_no_folder(column, code, sentence, tmp_path, capsys):
    pa.parquet.write_table(pa.table(column), "odd.parquet")
    before = sorted(tmp_path.iterdir())
    assert code == convert("odd.parquet", output="back")
    assert sentence in capsys.readouterr().err.splitlines()[0]
    assert before == sorted(tmp_path.iterdir())


@pytest.mark.usefixtures("shop")
def test_a_value_that_no_document_holds_is_told_with_its_row(tmp_path, capsys):
    schema = SHOP.replace('"Count" type="xs:int"', '"Count" type="xs:string"')
    (tmp_path / "shop.xsd").write_text(schema)
    assert 0 == convert("orders")
    lines = pa.array([[{"count": "fine"}], [{"count": "\x07"}]])
    pa.parquet.write_table(pa.table({"lines": lines}), "odd.parquet")
    assert 1 == convert("odd.parquet", output="back")
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("odd.parquet: row 1: Count: '\\x07' is not text that XML can carry")
    assert "back: not written" == last
    assert not (tmp_path / "back").exists()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("orders", "orders: this folder has files; allowed: a new folder, or an empty one"),
        ("shop.xsd", "shop.xsd: this is a file; allowed: a folder"),
        ("nowhere/back", "nowhere/back: there is no folder nowhere; allowed: one that exists"),
        ("other.parquet", "other.parquet is a table, as each FILE is; allowed: a folder"),
    ],
)
def test_where_no_documents_can_be_written_a_line_says_so(output, sentence, capsys):
    assert 0 == convert("orders")
    assert 2 == convert("out.parquet", output=output)
    assert sentence in capsys.readouterr().err


@pytest.mark.usefixtures("shop")
def test_what_is_no_table_is_told(tmp_path, capsys):
    (tmp_path / "no.parquet").write_bytes(b"no table")
    assert 2 == convert("no.parquet", output="back")
    assert "no.parquet: the file cannot be read" in capsys.readouterr().err
    assert 2 == convert("absent.parquet", output="back")
    assert "absent.parquet: there is no such file or folder" in capsys.readouterr().err


def test_the_bar_counts_rows_too(capsys):
    clock = iter([0.0, 2.0, 4.0])
    with Progress(verb="converted", noun="row", is_shown=True, clock=lambda: next(clock)) as progress:
        progress.step()
        progress.total = 2
        progress.step()
    err = capsys.readouterr().err
    assert "converted 1 row …" in err
    assert f"converted [{'#' * 30}] 2 of 2 rows …" in err


@pytest.mark.usefixtures("shop")
def test_without_pyarrow_the_command_that_installs_it_is_told():
    code = "import sys; sys.modules['pyarrow'] = None; from dcxml.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["convert", "orders", "--schema", "shop.xsd", "--root", "Order", "-o", "out.parquet"]
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (2, "") == (run.returncode, run.stdout)
    assert "this needs pyarrow: pip install 'dcxml[arrow]'" in run.stderr
