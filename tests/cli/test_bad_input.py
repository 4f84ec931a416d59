"""Bad input ends in one line that says where, what was found and what is allowed; nothing is left half done."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dcxml.cli import main

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
PAGE = (CALENDAR / "page.txt").read_text("utf-8")
SAMPLE = (CALENDAR / "sample.xml").read_text("utf-8")
ROOT = "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"
PARAMETER = f"/{ROOT}/Parameter"
WHOLE_DAY = "<d2p1:WholeDay>true</d2p1:WholeDay>"
INTERN = "<d2p1:AssistingInternId>"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, beside one with what every row may name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "folder").mkdir()
    return tmp_path


def changed(old: str, new: str) -> str:
    assert SAMPLE.count(old) >= 1
    return SAMPLE.replace(old, new, 1)


def untouched(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


PAGES = [
    # (file, content, essential parts of the one line on stderr)
    pytest.param(
        ("page.txt", "Nothing here.\n", ["page.txt:1: no XML sample found", "allowed: an XML sample"]), id="no sample"
    ),
    pytest.param(
        (
            "page.txt",
            'application/json\nSample:\n{"a": 1}\n',
            ["page.txt:1: no XML sample found", "application/json: JSON", "allowed: an XML sample"],
        ),
        id="JSON only",
    ),
    pytest.param(
        (
            "page.txt",
            PAGE[:4000],
            ["page.txt:", "cut off", "<Parameter>", PARAMETER, f"allowed: a whole document, down to </{ROOT}>"],
        ),
        id="a sample cut off in the middle",
    ),
    pytest.param(("empty.txt", "", ["empty.txt:1: the file is empty; allowed: a help page"]), id="an empty file"),
    pytest.param(("folder", None, ["folder: this is a folder; allowed: a help page"]), id="a folder"),
    pytest.param(
        ("absent.txt", None, ["absent.txt: there is no such file; allowed: a help page"]), id="a file that is not there"
    ),
    pytest.param(
        (
            "dtd.xml",
            '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<a xmlns="urn:a"><b>&e;</b></a>',
            ["dtd.xml:1:1: a document type declaration (DTD) is not allowed"],
        ),
        id="an external entity",
    ),
    pytest.param(
        ("binary.txt", b"\0\xff\xfe\x80", ["binary.txt:1: byte 0xFF is not utf-8; allowed: text"]), id="not text"
    ),
]


@pytest.mark.parametrize("command", [["roundtrip"], ["derive", "-o", "out"]], ids=["roundtrip", "derive"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_cannot_be_derived_from_is_one_error(folder, capsys, command, page):
    name, content, parts = page
    if content is not None:
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    before = untouched(folder)
    assert 2 == main([*command, name])
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    for part in parts:
        assert part in err
    assert before == untouched(folder)


DOCUMENTS = [
    # document, essential parts of the one finding
    pytest.param('{"a": 1}', [":1:1: DC001 not well-formed XML", "allowed: an XML 1.0 document"], id="not XML"),
    pytest.param("", [":1: DC001 the document is empty; allowed: an XML document"], id="empty"),
    pytest.param(SAMPLE[:3000], [":1:", "DC001 not well-formed XML", "allowed: an XML 1.0 document"], id="cut off"),
    pytest.param(
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>{SAMPLE}',
        [":1: DC018 a document type declaration (DTD) is not allowed", "allowed: the root element"],
        id="an external entity",
    ),
    pytest.param(
        SAMPLE.replace(ROOT, "Wrong"),
        [":1:1: DC002 the root is Wrong", "allowed: {", f"}}{ROOT} (/Wrong)"],
        id="wrong root",
    ),
    pytest.param(
        changed("CMT.UP.Web.Models", "CMT.UP.Web.Model"),
        [
            ":1:248: DC003 AcceptedState is in the namespace 'http://schemas.datacontract.org/2004/07/CMT.UP.Web.Model'",
            "has it in 'http://schemas.datacontract.org/2004/07/CMT.UP.Web.Models'",
            "likewise 80 other elements",
            f"({PARAMETER}/AcceptedState)",
        ],
        id="81 members in the wrong namespace",
    ),
    pytest.param(
        changed(WHOLE_DAY, "").replace(INTERN, WHOLE_DAY + INTERN),
        [
            ":1:801: DC004 WholeDay is expected after Type; .NET would lose AssistingInternId, AssistingInternName",
            "and 64 more",
            f"({PARAMETER}/WholeDay)",
        ],
        id="a member too early",
    ),
    pytest.param(
        changed(f"{INTERN}1</d2p1:AssistingInternId>", "").replace(
            WHOLE_DAY, f"{WHOLE_DAY}{INTERN}1</d2p1:AssistingInternId>"
        ),
        [
            "DC004 AssistingInternId is expected before AssistingInternName; .NET would lose it",
            f"({PARAMETER}/AssistingInternId)",
        ],
        id="a member too late",
    ),
    pytest.param(
        changed(WHOLE_DAY, WHOLE_DAY * 2),
        ["DC005 WholeDay occurs again here; .NET reads only the first", f"({PARAMETER}/WholeDay[2])"],
        id="a member twice",
    ),
    pytest.param(
        changed(WHOLE_DAY, f"{WHOLE_DAY}<d2p1:Zoom/>"),
        [
            "DC006 Zoom is not a member of CalendarAppointmentWrongModel, whose members are AcceptedState",
            f"({PARAMETER}/Zoom)",
        ],
        id="an unknown member",
    ),
    pytest.param(
        changed("<d2p1:Duration>1439", "<d2p1:Duration>abc"),
        [":1:2129: DC031 Duration: 'abc' is not xs:int", f"({PARAMETER}/Duration)"],
        id="abc for an int",
    ),
    pytest.param(
        changed("<d2p1:Duration>1439", "<d2p1:Duration>99999999999"),
        [
            "DC031 Duration: '99999999999' is not xs:int",
            "between -2147483648 and 2147483647",
            f"({PARAMETER}/Duration)",
        ],
        id="99999999999 for an int",
    ),
    pytest.param(
        changed("66d630dd-", "66d630d-"),
        [
            "DC037 CalendarAppointmentUid: '66d630d-753e-4a94-92d0-617692d98ce5' is not ser:guid",
            "/CalendarAppointmentUid)",
        ],
        id="a broken guid",
    ),
    pytest.param(
        changed("PT0S", "P1Y"),
        ["DC036 StartDateTime: 'P1Y' is not ser:duration", "/StartDateTime)"],
        id="P1Y for a TimeSpan",
    ),
    pytest.param(
        changed("<d2p1:StartDate>2025-12-15T00:00:00+00:00", "<d2p1:StartDate>2025-13-01"),
        ["DC035 StartDate: '2025-13-01' is not xs:dateTime", f"({PARAMETER}/StartDate)"],
        id="month 13",
    ),
    pytest.param(
        changed("<d2p1:Duration>1439</d2p1:Duration>", '<d2p1:Duration i:nil="true"/>'),
        ["DC008 Duration is nil, but xs:int cannot be null here", f"({PARAMETER}/Duration)"],
        id="nil on a value type",
    ),
]


@pytest.mark.parametrize(("document", "parts"), DOCUMENTS)
def test_a_bad_document_is_one_finding(capsys, document, parts):
    Path("bad.xml").write_text(document, "utf-8")
    assert 1 == main(["validate", "bad.xml", "--schema", str(CALENDAR), "--output-format", "concise"])
    out, err = capsys.readouterr()
    assert 1 == out.count("\n")
    assert "1 finding (1 error) in 1 document\n" == err
    assert out.startswith("bad.xml:")
    for part in parts:
        assert part in out


@pytest.mark.parametrize(("document", "parts"), [row for row in DOCUMENTS if row.id != "empty"])
def test_a_bad_document_does_not_go_round(capsys, document, parts):
    Path("bad.xml").write_text(document, "utf-8")
    assert 1 == main(["roundtrip", "bad.xml", "--schema", str(CALENDAR)])
    out, err = capsys.readouterr()
    assert "" == err
    (line,) = [line for line in out.splitlines() if "DC0" in line]
    for part in parts:
        assert part in line
    assert "decoded" not in out


WSDL = 'xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"'

HOSTILE = f"""<xs:schema {XS} targetNamespace='urn:t";import os;' xmlns:t='urn:t";import os;'>
<xs:complexType name="class"><xs:sequence>
<xs:element minOccurs="0" name="import" type="xs:int"/><xs:element minOccurs="0" name="a.b" type="xs:int"/>
<xs:element minOccurs="0" name="a-b" type="xs:int"/><xs:element minOccurs="0" name="None" type="xs:int"/>
</xs:sequence></xs:complexType><xs:element name="class" nillable="true" type="t:class"/></xs:schema>"""

SCHEMAS = [
    # (file, content, essential parts of the one line on stderr)
    pytest.param(("absent", None, ["absent: ", "o such file"]), id="not there"),
    pytest.param(("folder", None, ["folder: the folder contains no *.xsd or *.wsdl file"]), id="an empty folder"),
    pytest.param(("empty.xsd", "", ["empty.xsd:1: the document is empty"]), id="empty"),
    pytest.param(("words.xsd", "words", ["words.xsd:1: not well-formed XML"]), id="not XML"),
    pytest.param(
        ("sample.xml", SAMPLE, ["sample.xml:1: the root element is {", ROOT, "XMLSchema}schema"]), id="another document"
    ),
    pytest.param(("cut.xsd", HOSTILE[:200], ["cut.xsd:", "not well-formed XML"]), id="cut off"),
    pytest.param(
        (
            "cut.wsdl",
            f"<w:definitions {WSDL}>\n<w:types><w:definitions>",
            ["cut.wsdl:2: not well-formed XML"],
        ),
        id="a WSDL cut off",
    ),
    pytest.param(
        (
            "port.wsdl",
            f'<w:definitions {WSDL}>\n<w:binding name="B" type="x:P"><s:binding/></w:binding></w:definitions>',
            ["port.wsdl:2: binding B: the prefix of 'x:P' is not declared"],
        ),
        id="a WSDL with a prefix that is not declared",
    ),
    pytest.param(
        (
            "types.wsdl",
            f"<w:definitions {WSDL}><w:types><xs:schema {XS}>\n\n<xs:element/></xs:schema></w:types></w:definitions>",
            ["types.wsdl:3: element: "],
        ),
        id="a faulty schema in a WSDL",
    ),
    pytest.param(
        ("large.wsdl", f"<w:definitions {WSDL}>{' ' * 50_000_000}</w:definitions>", ["large.wsdl:1: the file has 50,"]),
        id="50 MB",
    ),
    pytest.param(
        (
            "type.xsd",
            f'<xs:schema {XS} targetNamespace="urn:t">\n<xs:element name="a" type="xs:b"/></xs:schema>',
            ["type.xsd:2: ", "b"],
        ),
        id="a type that XML Schema does not have",
    ),
    pytest.param(
        (
            "dtd.xsd",
            f'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><xs:schema {XS}/>',
            ["dtd.xsd:1: ", "(DTD) is not allowed"],
        ),
        id="a DTD",
    ),
]


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("command", ["generate", "validate", "roundtrip"])
def test_what_is_no_schema_is_one_error(folder, capsys, command, schema):
    name, content, parts = schema
    if content is not None:
        Path(name).write_text(content, "utf-8")
    before = untouched(folder)
    document = str(CALENDAR / "sample.xml")
    arguments = ["generate", name, "-o", "out.py"] if command == "generate" else [command, document, "--schema", name]
    assert 2 == main(arguments)
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    for part in parts:
        assert part in err
    assert before == untouched(folder)


MISSING = f"""<xs:schema {XS} targetNamespace="urn:t" xmlns:u="urn:u">
<xs:element name="a" nillable="true" type="u:Gone"/><xs:element name="b" nillable="true" type="u:Gone"/></xs:schema>"""
NEEDED = "missing.xsd:2: element a: nothing defines the type {urn:u}Gone"


@pytest.mark.parametrize("command", ["generate", "validate", "roundtrip"])
def test_what_a_schema_misses_is_told_once_and_is_no_error(capsys, command):
    Path("missing.xsd").write_text(MISSING, "utf-8")
    Path("a.xml").write_text('<a i:nil="true" xmlns="urn:t" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>')
    arguments = ["missing.xsd", "-o", "out.py"] if command == "generate" else ["a.xml", "--schema", "missing.xsd"]
    assert 0 == main([command, *arguments])
    err = capsys.readouterr().err
    assert err.splitlines()[0] == f"{NEEDED} (and 1 other component of the schemas)"
    assert 1 == err.count("Gone")


def test_strict_refuses_what_misses_something_and_touches_nothing(folder, capsys):
    Path("missing.xsd").write_text(MISSING, "utf-8")
    before = untouched(folder)
    assert 2 == main(["generate", "--strict", "missing.xsd", "-o", "out.py"])
    assert f"{NEEDED}\n" == capsys.readouterr().err
    assert before == untouched(folder)


def test_what_stdin_misses_is_told_under_its_name(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MISSING.encode())))
    assert 0 == main(["generate", "-", "-o", "out.py"])
    assert capsys.readouterr().err.startswith("stdin:2: element a: nothing defines")


def test_a_hostile_schema_becomes_a_module_that_runs_nothing_of_it(capsys):
    Path("hostile.xsd").write_text(HOSTILE, "utf-8")
    assert 0 == main(["generate", "hostile.xsd", "-o", "hostile.py"])
    namespace: dict[str, object] = {"__name__": "hostile"}
    exec(compile(Path("hostile.py").read_text("utf-8"), "hostile.py", "exec"), namespace)  # noqa: S102 - that is the test
    assert "os" not in namespace
    document = """<class xmlns='urn:t";import os;'><import>1</import><a.b>2</a.b><a-b>3</a-b><None>4</None></class>"""
    Path("document.xml").write_text(document, "utf-8")
    assert 0 == main(["validate", "document.xml", "--schema", "hostile.xsd"])
    assert "" == capsys.readouterr().out.replace("hostile.py: 1 contract\n", "")


def refuses_to_generate(output, parts, folder, capsys):
    """Hold a call that cannot write to one error in one line that says the ``parts``, and to touching nothing."""
    before = untouched(folder)
    assert 2 == main(["generate", str(CALENDAR), "-o", output])
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    for part in parts:
        assert part in err
    assert before == untouched(folder)


@pytest.mark.parametrize(
    ("output", "parts"),
    [
        pytest.param("folder", ["folder: this is a folder; allowed: a file"], id="a folder"),
        pytest.param(
            "absent/out.py",
            ["absent/out.py: there is no folder absent; allowed: one"],
            id="in a folder that is not there",
        ),
        pytest.param("file/out.py", ["file/out.py: a part of this path is a file"], id="in a file"),
    ],
)
def test_a_module_that_cannot_be_written_is_one_error(folder, capsys, output, parts):
    Path("file").write_text("kept", "utf-8")
    refuses_to_generate(output, parts, folder, capsys)


@pytest.mark.parametrize(
    ("output", "parts"),
    [
        pytest.param("folder/", ["folder/__init__.py: dcxml did not make this file; allowed: one"], id="someone's"),
        pytest.param(
            "absent/out/",
            ["absent/out: there is no folder absent; allowed: one"],
            id="in a folder that is not there",
        ),
        pytest.param("file/", ["file: this is a file; allowed: a folder"], id="a file"),
    ],
)
def test_a_package_that_cannot_be_written_is_one_error(folder, capsys, output, parts):
    Path("file").write_text("kept", "utf-8")
    Path("folder/__init__.py").write_text("kept", "utf-8")
    refuses_to_generate(output, parts, folder, capsys)
    assert "kept" == Path("folder/__init__.py").read_text("utf-8")


def test_a_package_is_not_touched_where_one_of_its_files_cannot_be_written(folder, monkeypatch, capsys):
    chmod = Path.chmod

    def full(path, mode):
        if path.name.startswith(".cmt_up_web"):
            raise OSError(28, "No space left on device", str(path))
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", full)
    before = untouched(folder)
    assert 2 == main(["generate", str(CALENDAR), "-o", "out/"])
    assert "out/cmt_up_web_models.py: No space left on device\n" == capsys.readouterr().err
    assert before == untouched(folder)


def test_a_module_is_replaced_as_a_whole_or_not_at_all(folder, monkeypatch, capsys):
    assert 0 == main(["generate", str(CALENDAR / "CMT.UP.Model.Resources.Intake.xsd"), "-o", "out.py"])
    made = Path("out.py").read_text("utf-8")
    capsys.readouterr()

    def full(_, target):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    before = untouched(folder)
    assert 2 == main(["generate", str(CALENDAR), "-o", "out.py"])
    assert "out.py: No space left on device\n" == capsys.readouterr().err
    assert before == untouched(folder)
    assert made == Path("out.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("hints", "parts"),
    [
        pytest.param(None, ["hints.toml: ", "cannot be read"], id="not there"),
        pytest.param("x = [", ["hints.toml: not TOML"], id="not TOML"),
    ],
)
def test_bad_hints_are_one_error(folder, capsys, hints, parts):
    if hints is not None:
        Path("hints.toml").write_text(hints, "utf-8")
    before = untouched(folder)
    assert 2 == main(["derive", str(CALENDAR / "page.txt"), "-o", "out", "--hints", "hints.toml"])
    out, err = capsys.readouterr()
    assert ("", 1) == (out, err.count("\n"))
    for part in parts:
        assert part in err
    assert before == untouched(folder)


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(capsys):
    Path("bad.xml").write_text(changed("PT0S", "P1Y"), "utf-8")
    files = ["absent.xml", "folder", "bad.xml"]
    assert 2 == main(["validate", *files, "--schema", str(CALENDAR), "--output-format", "concise"])
    out, err = capsys.readouterr()
    assert [
        "absent.xml: DC049 the document cannot be read: there is no such file or folder; allowed: one that exists",
        "folder: DC049 the document cannot be read: the folder holds no document to check",
    ] == out.splitlines()[:2]
    assert ["bad.xml:1:8237: DC036"] == [line[:21] for line in out.splitlines()[2:]]
    assert "3 findings (3 errors) in 3 of 3 documents\n" == err


def test_a_closed_stdin_is_one_error(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    assert 2 == main(["roundtrip", "-"])
    assert ("", "stdin is closed\n") == tuple(capsys.readouterr())


def test_a_closed_stdin_is_one_finding(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    assert 2 == main(["validate", "-", "--schema", str(CALENDAR), "--output-format", "concise"])
    assert "stdin: DC049 the document cannot be read: stdin is closed\n" == capsys.readouterr().out


def test_a_closed_stdout_is_one_error(monkeypatch, capsys):
    Path("sample.xml").write_text(SAMPLE, "utf-8")
    monkeypatch.setattr("sys.stdout", None)
    assert 2 == main(["roundtrip", "sample.xml"])
    assert "stdout is closed\n" == capsys.readouterr().err


def test_a_closed_stderr_leaves_the_exit_code(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    assert 2 == main(["roundtrip", "absent.xml"])


def test_many_comments_take_no_time(capsys):
    Path("sample.xml").write_text("<!---->" * 60 + SAMPLE, "utf-8")
    assert 0 == main(["validate", "sample.xml", "--schema", str(CALENDAR)])
    assert "no findings in 1 document\n" == capsys.readouterr().err
