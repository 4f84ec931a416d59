"""What each command does and says where all is well, and how the program ends whatever happens."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from dcxml.cli.roundtrip.comparison import difference, wire_text
from dcxml.qname import XSI

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
PAGE, SAMPLE = str(CALENDAR / "page.txt"), str(CALENDAR / "sample.xml")
ROOT = "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"
IDENTICAL = "wrote     xmlwriter, 8,767 bytes, identical"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.fixture
def stdin(monkeypatch):
    """Put bytes on stdin."""

    def put(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return put


def in_own_process(*arguments: str, **settings) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dcxml", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **settings)  # noqa: S603 - our own program


def test_the_documented_page_goes_round_identical(capsys):
    assert 0 == main(["roundtrip", PAGE])
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert "derived   24 contracts in 6 namespaces for 1 document" == lines[0]
    assert "          http://schemas.datacontract.org/2004/07/CMT.UP: 1 contract, 2 members" == lines[1]
    assert [f"{PAGE}:18", "validated no findings", f"decoded   {ROOT}, 187 elements", IDENTICAL] == lines[7:]
    assert "" == err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([SAMPLE], id="derived"),
        pytest.param([SAMPLE, "--schema", str(CALENDAR)], id="by its schemas"),
        pytest.param([PAGE, "--schema", str(CALENDAR)], id="of a page, by its schemas"),
        pytest.param(["--dialect", "xmlwriter", SAMPLE], id="in a named dialect"),
        pytest.param(["-"], id="from stdin"),
        pytest.param(["-", "--schema", str(CALENDAR)], id="from stdin, by its schemas"),
    ],
)
def test_the_sample_goes_round_identical(arguments, capsys, stdin):
    stdin(Path(SAMPLE).read_bytes())
    assert 0 == main(["roundtrip", *arguments])
    assert IDENTICAL == capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("generation", "code"), [("net-5", 1), ("net-core-3", 1), ("net-framework", 0)], ids=["5", "Core 3", "Framework"]
)
def test_a_document_of_net_framework_goes_round_identical_where_it_is_said_so(generation, code):
    Path("measured.xsd").write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:m" targetNamespace="urn:m"
          elementFormDefault="qualified"><xs:complexType name="M"><xs:sequence><xs:element name="V" type="xs:double"/>
          </xs:sequence></xs:complexType><xs:element name="M" nillable="true" type="M"/></xs:schema>""",
        "utf-8",
    )
    Path("third.xml").write_text(f'<M xmlns:i="{XSI}" xmlns="urn:m"><V>0.33333333333333331</V></M>', "utf-8")
    assert code == main(["roundtrip", "third.xml", "--schema", "measured.xsd", "--float-text", generation])


def test_several_documents_go_round_and_the_worst_decides(capsys):
    Path("spaced.xml").write_text(Path(SAMPLE).read_text("utf-8").replace("?>", "?>\n").replace(" />", "/>"), "utf-8")
    assert 1 == main(["roundtrip", SAMPLE, "spaced.xml", "--schema", str(CALENDAR)])
    out = capsys.readouterr().out
    assert IDENTICAL in out
    assert "wrote     xmlwriter, 8,767 bytes, not identical" in out


def test_a_document_in_the_other_dialect_is_recognised(capsys):
    contracts = dcxml.read_schemas(CALENDAR)
    request = dcxml.build_classes(contracts)[f"{{http://schemas.datacontract.org/2004/07/CMT.UP}}{ROOT}"]
    data = dcxml.dumps(dcxml.load(SAMPLE, request), dialect=dcxml.Dialect.TEXT, xml_declaration=True, indent=2)
    Path("text.xml").write_bytes(data)
    assert 0 == main(["roundtrip", "text.xml", "--schema", str(CALENDAR)])
    assert capsys.readouterr().out.splitlines()[-1].startswith("wrote     text, ")


def test_what_comes_back_otherwise_is_shown_as_a_diff(capsys):
    Path("other.xml").write_text(
        '<Note xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:n"><Text>a</Text><Time >b</Time></Note>'
    )
    assert 1 == main(["roundtrip", "other.xml"])
    lines = capsys.readouterr().out.splitlines()
    assert "wrote     xmlwriter, 107 bytes, not identical" in lines
    assert ["--- other.xml", "-<Time >b</Time>", "+<Time>b</Time>"] == [
        line for line in lines if line.startswith(("--- ", "-<", "+<"))
    ]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param("<a><b> </b></a>", "<a><b> </b></a>", id="the space of a leaf is its value"),
        pytest.param("\n<a>\n <b/>\r\n</a>\n", "<a><b/></a>", id="indentation"),
        pytest.param('<?xml version="1.0"?>\n<a/>', "<a/>", id="declaration"),
        pytest.param(b"\xef\xbb\xbf<a>\xc3\xa9</a>", "<a>é</a>", id="UTF-8 with a mark"),
        pytest.param('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16"), "<a>é</a>", id="UTF-16"),
    ],
)
def test_insignificant_space_does_not_count(document, expected):
    assert expected == wire_text(document)


def test_a_difference_names_one_tag_or_value_to_a_line():
    lines = list(difference("<a><b>1\n</b><c/></a>", "<a><b>2</b><c/></a>", names=("x", "y")))
    assert ["--- x", "+++ y", "@@ -1,4 +1,4 @@", " <a>", "-<b>1\\n</b>", "+<b>2</b>", " <c/>", " </a>"] == lines


def test_derive_writes_the_schemas_and_names_them(capsys):
    assert 0 == main(["derive", PAGE, "-o", "out"])
    names = capsys.readouterr().out.splitlines()
    assert sorted(names) == sorted(str(path) for path in Path("out").iterdir())
    assert 0 == main(["validate", SAMPLE, "--schema", "out"])


def test_derive_takes_hints_and_explains(capsys):
    hints = str(CALENDAR / "hints.toml")
    assert 0 == main(["derive", PAGE, "-o", "out", "--hints", hints, "--explain"])
    out = capsys.readouterr().out
    assert f"{PAGE}:" in out
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == {
        path.name: path.read_bytes() for path in CALENDAR.glob("*.xsd")
    }


def test_derive_reads_stdin_under_its_name(capsys, stdin):
    stdin(b"nothing")
    assert 2 == main(["derive", "-", "-o", "out"])
    assert capsys.readouterr().err.startswith("stdin:1: no XML sample found")


def test_generate_writes_the_module_that_render_module_gives(capsys):
    assert 0 == main(["generate", str(CALENDAR), "-o", "api.py"])
    assert "api.py: 24 contracts\n" == capsys.readouterr().out
    source = dcxml.render_module(dcxml.read_schemas(CALENDAR))
    assert source == Path("api.py").read_text("utf-8")
    assert 0 == main(["generate", str(CALENDAR), "-o", "-"])
    assert source == capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["-o", "api/"], ["--package", "-o", "api"]], ids=["slash", "option"])
def test_generate_writes_the_package_that_render_package_gives(capsys, arguments):
    for _ in range(2):
        assert 0 == main(["generate", str(CALENDAR), *arguments])
        assert f"{arguments[-1]}: 24 contracts in 6 files\n" == capsys.readouterr().out
    files = dcxml.render_package(dcxml.read_schemas(CALENDAR), package="api")
    assert files == {path.name: path.read_text("utf-8") for path in Path("api").iterdir()}


def test_generate_replaces_a_package_of_an_earlier_run_and_nothing_else(capsys):
    assert 0 == main(["generate", str(CALENDAR), "-o", "api/"])
    Path("api/own.py").write_text("mine = 1", "utf-8")
    Path("api/data.txt").write_text("mine", "utf-8")
    assert 0 == main(["generate", str(CALENDAR / "CMT.UP.Model.Resources.Intake.xsd"), "-o", "api/"])
    names = ["__init__.py", "_namespaces.py", "cmt_up_model_resources_intake.py", "data.txt", "own.py"]
    assert names == sorted(path.name for path in Path("api").iterdir())
    Path("api/_namespaces.py").write_text("mine = 2", "utf-8")
    before = {path.name: path.read_bytes() for path in Path("api").iterdir()}
    capsys.readouterr()
    assert 2 == main(["generate", str(CALENDAR), "-o", "api/"])
    assert "" == capsys.readouterr().out
    assert before == {path.name: path.read_bytes() for path in Path("api").iterdir()}


@pytest.mark.parametrize(
    "text", ["<schema/>", '"""Mine."""\n', "# Made by dcxml, which writes this file anew in each run.\n"]
)
@pytest.mark.parametrize("schema", [True, False], ids=["contracts", "no contracts"])
def test_generate_replaces_a_module_of_an_earlier_run_and_nothing_else(capsys, text, schema):
    source = str(CALENDAR)
    if not schema:
        source = "empty.xsd"
        Path(source).write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "utf-8")
    Path("mine.py").write_text(text, "utf-8")
    assert 2 == main(["generate", source, "-o", "mine.py"])
    said = "mine.py: dcxml did not make this file; allowed: one that it made, a new one, or --force to write over it\n"
    assert ("", said) == capsys.readouterr()
    assert text == Path("mine.py").read_text("utf-8")
    for arguments in (["--force"], []):
        assert 0 == main(["generate", source, "-o", "mine.py", *arguments])
        assert dcxml.render_module(dcxml.read_schemas(source)) == Path("mine.py").read_text("utf-8")


def test_generate_does_not_replace_the_schema_it_reads(capsys):
    schema = (CALENDAR / "CMT.UP.Model.Resources.Intake.xsd").read_bytes()
    Path("same.xsd").write_bytes(schema)
    assert 2 == main(["generate", "same.xsd", "-o", "same.xsd"])
    assert "same.xsd: dcxml did not make this file; " in capsys.readouterr().err
    assert schema == Path("same.xsd").read_bytes()


def test_generate_writes_what_a_symbolic_link_leads_to(capsys):
    Path("folder").mkdir()
    Path("link.py").symlink_to("folder/api.py")
    for _ in range(2):
        assert 0 == main(["generate", str(CALENDAR), "-o", "link.py"])
        assert Path("link.py").is_symlink()
        assert dcxml.render_module(dcxml.read_schemas(CALENDAR)) == Path("folder/api.py").read_text("utf-8")
    Path("folder/api.py").write_text("mine", "utf-8")
    capsys.readouterr()
    assert 2 == main(["generate", str(CALENDAR), "-o", "link.py"])
    assert capsys.readouterr().err.startswith("link.py: dcxml did not make this file; ")
    assert "mine" == Path("folder/api.py").read_text("utf-8")


def test_generate_writes_a_package_over_other_files_only_where_forced():
    Path("api").mkdir()
    Path("api/__init__.py").write_text("mine = 1", "utf-8")
    assert 2 == main(["generate", str(CALENDAR), "-o", "api/"])
    assert "mine = 1" == Path("api/__init__.py").read_text("utf-8")
    assert 0 == main(["generate", str(CALENDAR), "-o", "api/", "--force"])
    files = dcxml.render_package(dcxml.read_schemas(CALENDAR), package="api")
    assert files == {path.name: path.read_text("utf-8") for path in Path("api").iterdir()}


@pytest.mark.parametrize(
    ("name", "possible"), [("my-pkg", "my_pkg"), ("2nd", "_2nd"), ("class", "class_"), ("a b.c", "a_b_c")]
)
def test_generate_writes_no_package_that_an_import_cannot_name(capsys, name, possible):
    said = f"no import can name a package {name!r}; allowed: a name of Python, such as {possible}"
    assert 2 == main(["generate", str(CALENDAR), "--package", "-o", name])
    assert ("", f"dcxml generate: {said} (see dcxml generate --help)\n") == capsys.readouterr()
    assert not Path(name).exists()


def test_generate_fetches_no_url_and_does_not_take_an_empty_path_for_this_folder(capsys):
    for url in ("https://host/x?wsdl", "http://host/x.wsdl"):
        assert 2 == main(["generate", url, "-o", "api.py"])
        said = f"{url}: URLs are not fetched; allowed: the path of a file that this was saved as\n"
        assert ("", said) == capsys.readouterr()
    assert 2 == main(["generate", "", "-o", "api.py"])
    assert capsys.readouterr().err.startswith("a path is empty; allowed: an XML Schema or a WSDL 1.1, or a folder")
    assert not Path("api.py").exists()


def test_generate_reads_a_schema_from_stdin(capsys, stdin):
    schema = (CALENDAR / "CMT.UP.Model.Resources.Intake.xsd").read_bytes()
    stdin(schema)
    assert 0 == main(["generate", "-", "-o", "-"])
    assert "class IntakePermissions:" in capsys.readouterr().out
    stdin(schema[:200])
    assert 2 == main(["generate", "-", "-o", "-"])
    assert capsys.readouterr().err.startswith("stdin:")


def test_generate_tells_what_dotnet_refuses_and_refuses_it_too_where_strict(capsys):
    Path("t.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">\n'
        '<xs:complexType name="A" abstract="true"/></xs:schema>',
        "utf-8",
    )
    said = "t.xsd:2: {urn:t}A: .NET cannot import this: an abstract type cannot be imported\n"
    assert 0 == main(["generate", "t.xsd", "-o", "api.py"])
    assert ("api.py: 1 contract\n", said) == tuple(capsys.readouterr())
    assert 2 == main(["generate", "t.xsd", "-o", "strict.py", "--strict"])
    assert "t.xsd:2: complexType A: an abstract type cannot be imported\n" == capsys.readouterr().err
    assert not Path("strict.py").exists()


@pytest.mark.parametrize("name", ["t.xsd", "-"])
def test_strict_tells_all_that_it_refuses_in_a_line_each(capsys, monkeypatch, name):
    schema = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">\n'
        '<xs:complexType name="A" abstract="true"/>\n<xs:complexType name="B" abstract="true"/></xs:schema>'
    )
    Path("t.xsd").write_text(schema, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(schema.encode())))
    assert 2 == main(["describe", name, "--strict"])
    place = "stdin" if name == "-" else name
    assert [
        f"{place}:2: complexType A: an abstract type cannot be imported",
        f"{place}:3: complexType B: an abstract type cannot be imported",
    ] == capsys.readouterr().err.splitlines()


def test_a_generated_file_keeps_the_mode_it_had_and_a_new_one_follows_the_mask():
    Path("kept.py").touch()
    Path("kept.py").chmod(0o640)
    before = os.umask(0o027)
    try:
        for name in ("kept.py", "new.py"):
            assert 0 == main(["generate", str(CALENDAR), "-o", name])
    finally:
        os.umask(before)
    assert [0o640, 0o640] == [Path(name).stat().st_mode & 0o777 for name in ("kept.py", "new.py")]


def test_validate_tells_findings_on_stdout_and_their_number_on_stderr(capsys, stdin):
    assert 0 == main(["validate", SAMPLE, "--schema", str(CALENDAR)])
    assert ("", "no findings in 1 document\n") == capsys.readouterr()
    stdin(Path(SAMPLE).read_bytes().replace(b"PT0S", b"P1Y").replace(b">1439<", b">x<"))
    assert 1 == main(["validate", "-", SAMPLE, "--schema", str(CALENDAR), "--output-format", "concise"])
    out, err = capsys.readouterr()
    assert ["stdin", "stdin"] == [line.split(":")[0] for line in out.splitlines()]
    assert "2 findings (2 errors) in 1 of 2 documents\n" == err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], "dcxml: Missing command. (see dcxml --help)\n", id="nothing"),
        pytest.param(["unknown"], "dcxml: No such command 'unknown'. (see dcxml --help)\n", id="no such command"),
        pytest.param(
            ["roundtrip"],
            "dcxml roundtrip: Missing argument 'FILE...'. (see dcxml roundtrip --help)\n",
            id="no file",
        ),
        pytest.param(
            ["roundtrip", "-", "-"],
            "dcxml roundtrip: stdin (-) can be read once only (see dcxml roundtrip --help)\n",
            id="stdin twice",
        ),
        pytest.param(
            ["generate", "x.xsd", "--package", "-o", "-"],
            "dcxml generate: a package is a folder, which stdout (-) cannot be (see dcxml generate --help)\n",
            id="a package to stdout",
        ),
        pytest.param(
            ["generate", "-", "-", "-o", "-"],
            "dcxml generate: stdin (-) can be read once only (see dcxml generate --help)\n",
            id="a schema from stdin twice",
        ),
    ],
)
def test_a_wrong_command_line_is_one_error(arguments, expected, capsys):
    assert 2 == main(arguments)
    assert ("", expected) == capsys.readouterr()


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_the_commands(option, capsys):
    assert 0 == main([option])
    out = capsys.readouterr().out
    for command in ("derive", "generate", "roundtrip", "validate"):
        assert f"\n  {command} " in out
        assert 0 == main([command, option])
        assert f"Usage: dcxml {command} " in capsys.readouterr().out


def test_version_is_the_installed_one(capsys):
    assert 0 == main(["--version"])
    assert f"dcxml, version {version('dcxml')}\n" == capsys.readouterr().out


def test_the_package_is_the_program_too():
    run = in_own_process("--version")
    assert (0, f"dcxml, version {version('dcxml')}\n") == (run.returncode, run.stdout)
    assert 2 == in_own_process("validate").returncode


def test_an_interrupt_ends_without_a_traceback(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(dcxml, "derive_contracts", interrupted)
    assert 130 == main(["roundtrip", PAGE])
    assert ("", "interrupted\n") == capsys.readouterr()


@pytest.mark.usefixtures("_heeded_interrupts")
def test_an_interrupt_by_signal_ends_without_a_traceback():
    command = [sys.executable, "-m", "dcxml", "derive", "-", "-o", "out"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        process.stdin.write("x")
        process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGINT)
        assert "interrupted\n" == process.communicate(timeout=30)[1].lstrip("\n")
    assert 130 == process.returncode


def test_a_reader_that_goes_away_is_no_error_to_tell():
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "dcxml", "generate", str(CALENDAR), "-o", "-"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    os.close(writing)
    assert (2, "") == (run.returncode, run.stderr)


def test_a_defect_of_dcxml_is_one_line_and_more_on_request(monkeypatch, capsys):
    def defect(*_, **__):
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr(dcxml, "derive_contracts", defect)
    assert 2 == main(["roundtrip", PAGE])
    line = "internal error, please report it (DCXML_DEBUG=1 shows more): ZeroDivisionError: by chance\n"
    assert ("", line) == capsys.readouterr()
    monkeypatch.setenv("DCXML_DEBUG", "1")
    assert 2 == main(["roundtrip", PAGE])
    assert "Traceback" in capsys.readouterr().err


def test_an_error_of_no_file_is_told_as_it_is(monkeypatch, capsys):
    def failing(*_, **__):
        raise OSError("the disk has gone")

    monkeypatch.setattr(dcxml, "derive_contracts", failing)
    assert 2 == main(["roundtrip", PAGE])
    assert "the disk has gone\n" == capsys.readouterr().err


def on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """Return what the program writes to a terminal."""
    ours, theirs = pty.openpty()
    settings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "dcxml", *arguments],
        stdout=theirs,
        env={**settings, "TERM": "xterm", **environment},
        check=False,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 65_536)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not more:
            break
        seen += more
    os.close(ours)
    return seen


def test_colour_is_for_terminals_and_not_where_it_is_not_wanted():
    assert b"\x1b[32midentical" in on_a_terminal("roundtrip", PAGE)
    assert b"\x1b" not in on_a_terminal("roundtrip", PAGE, NO_COLOR="1")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    assert "\x1b" not in in_own_process("roundtrip", PAGE, env=environment).stdout


def test_what_a_terminal_cannot_show_is_escaped():
    Path("ä.xml").write_text("<ü/>", "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    arguments = ["ä.xml", "--schema", str(CALENDAR), "--output-format", "concise"]
    run = in_own_process("validate", *arguments, env=environment)
    assert 1 == run.returncode
    assert run.stdout.startswith("\\xe4.xml:1:1: DC002 the root is \\xfc")


def test_the_shell_is_told_how_to_complete():
    run = in_own_process(
        env={**os.environ, "_DCXML_COMPLETE": "bash_complete", "COMP_WORDS": "dcxml rou", "COMP_CWORD": "1"}
    )
    assert "plain,roundtrip\n" == run.stdout


def test_commands_are_imported_when_they_are_asked_for():
    code = "import sys; from dcxml.cli import main; main(['--version']); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    loaded = set(run.stdout.split())
    assert "dcxml.cli.program" in loaded
    assert set() == loaded & {"dcxml.cli.roundtrip", "dcxml.codec", "xmlschema", "lxml"}


@pytest.mark.parametrize(
    "text",
    [
        '<int xmlns="http://schemas.microsoft.com/2003/10/Serialization/">5</int>',
        '<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">OK</string>',
        '<guid xmlns="http://schemas.microsoft.com/2003/10/Serialization/">66d630dd-753e-4a94-92d0-617692d98ce5</guid>',
    ],
    ids=["int", "string", "guid"],
)
def test_roundtrip_of_a_root_of_a_built_in_type(tmp_path, capsys, text):
    path = tmp_path / "root.xml"
    path.write_text(text)

    assert 0 == main(["roundtrip", str(path)])
    assert f"{len(text):,} bytes, identical" in capsys.readouterr().out


def test_validate_holds_the_root_of_a_built_in_type_to_its_type(tmp_path, capsys):
    path = tmp_path / "root.xml"
    path.write_text('<int xmlns="http://schemas.microsoft.com/2003/10/Serialization/">x</int>')

    assert 1 == main(["validate", str(path), "--schema", str(CALENDAR)])
    assert "int: 'x' is not xs:int" in capsys.readouterr().out


def test_a_document_with_preserved_references_goes_round(tmp_path, capsys):
    path = tmp_path / "a.xml"
    path.write_text(
        '<A z:Id="1" xmlns="urn:n" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/">'
        '<B z:Id="2">x</B><C z:Ref="2" i:nil="true"/></A>'
    )

    assert 0 == main(["roundtrip", str(path)])
    assert "no schema describes PreserveObjectReferences" in capsys.readouterr().out
