"""pytest with dcxml: XML files are tests, payloads are held to their contracts and to golden files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import dcxml
from dcxml.apis.calendar import Day

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
IS_INSTALLED = any(point.name == "dcxml" for point in entry_points(group="pytest11"))
ARGUMENTS = () if IS_INSTALLED else ("-p", "dcxml.pytest_plugin")
"""Where the package is not installed, its entry point is not either."""
GOOD = dcxml.dumps(Day(id=1, name="Mon"))
BAD = GOOD.replace(b"<Id>1<", b"<Id>one<")


@pytest.fixture
def project(pytester):
    """A project with the calendar's schemas."""
    shutil.copytree(ROOT / "schemas" / "calendar", pytester.path / "schemas")
    (pytester.path / "payloads").mkdir()
    return pytester


def settings(project, *lines):
    project.makeini("\n".join(["[pytest]", *(lines or ("dcxml_files = payloads/*.xml", "dcxml_schema = schemas"))]))


def run(project, *arguments):
    return project.runpytest(*ARGUMENTS, "-p", "no:cacheprovider", *arguments)


def test_each_xml_file_is_a_test(project):
    settings(project)
    (project.path / "payloads" / "good.xml").write_bytes(GOOD)
    (project.path / "payloads" / "bad.xml").write_bytes(BAD)
    (project.path / "payloads" / "other.txt").write_bytes(BAD)
    (project.path / "elsewhere.xml").write_bytes(BAD)

    result = run(project)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*bad.xml is valid*",
            "payloads/bad.xml: 1 finding",
            "error[[]DC031]: integer: Id: 'one' is not xs:int",
            "*--> payloads/bad.xml:1:*  /Day/Id",
            "*| *<Id>one</Id>*",
            "*FAILED payloads/bad.xml::valid*",
        ]
    )


def test_a_file_can_be_asked_for_alone_and_left_out_by_its_marker(project):
    settings(project)
    (project.path / "payloads" / "good.xml").write_bytes(GOOD)
    (project.path / "payloads" / "of_today").mkdir()
    (project.path / "payloads" / "of_today" / "good.xml").write_bytes(GOOD)

    run(project, "payloads/good.xml").assert_outcomes(passed=1)
    run(project, "payloads/of_today/good.xml").assert_outcomes(passed=1)
    run(project, "--strict-markers", "-m", "not dcxml").assert_outcomes(deselected=2)


def test_the_schemas_are_read_once_in_a_session(project):
    settings(project)
    for number in range(3):
        (project.path / "payloads" / f"{number}.xml").write_bytes(GOOD)
    project.makeconftest(
        """
        import dcxml

        read, times = dcxml.read_schemas, []
        dcxml.read_schemas = lambda *paths: times.append(paths) or read(*paths)

        def pytest_unconfigure():
            dcxml.read_schemas = read
            print("read", len(times), "time")
        """
    )
    result = run(project, "-s")

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*read 1 time*"])


def test_findings_can_be_let_pass(project):
    settings(project, "dcxml_files = payloads/*.xml", "dcxml_schema = schemas", "dcxml_ignore = DC031 DC010")
    (project.path / "payloads" / "bad.xml").write_bytes(BAD)

    run(project).assert_outcomes(passed=1)


def test_files_without_a_schema_are_an_error_of_usage(project):
    settings(project, "dcxml_files = payloads/*.xml")

    result = run(project)
    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*dcxml_files needs dcxml_schema*"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("broken.xsd", "*dcxml_schema: *broken.xsd:1: *", id="no schema"),
        pytest.param("none.xsd", "*dcxml_schema: *none.xsd*", id="no file"),
    ],
)
def test_schemas_that_cannot_be_read_are_one_error_of_collection(project, name, said):
    settings(project, "dcxml_files = payloads/*.xml", f"dcxml_schema = {name}")
    (project.path / "broken.xsd").write_text("<schema>")
    for number in range(3):
        (project.path / "payloads" / f"{number}.xml").write_bytes(GOOD)

    result = run(project)
    result.assert_outcomes(errors=1)
    assert 1 == sum("dcxml_schema: " in line for line in result.outlines if line.startswith("dcxml_schema"))
    result.stdout.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_failed_assertion_shows_the_test_and_nothing_of_dcxml(project):
    project.makepyfile(
        """
        from dcxml.apis.calendar import Day
        from dcxml.testing import assert_same, assert_valid

        def test_valid():
            assert_valid(b"<Day/>", Day)

        def test_same():
            assert_same(b"<a/>", b"<b/>")
        """
    )
    result = run(project)
    result.assert_outcomes(failed=2)
    result.stdout.no_fnmatch_line("*testing.py:*")
    result.stdout.fnmatch_lines_random(["*DC003*", "*the payloads differ*"])


def test_payloads_are_asserted_to_be_valid(project):
    settings(project, "dcxml_schema = schemas")
    project.makepyfile(
        f"""
        from dcxml.apis.calendar import Day
        from dcxml.pytest_plugin import assert_same, assert_valid

        GOOD, BAD = {GOOD!r}, {BAD!r}

        def test_good():
            assert_valid(GOOD, Day)
            assert_same(GOOD, GOOD.replace(b" xmlns:i", b"  xmlns:i"))

        def test_bad():
            assert_valid(BAD, Day)

        def test_fixture(dcxml_assert_valid, dcxml_contracts):
            dcxml_assert_valid(GOOD)
            dcxml_assert_valid(GOOD, dcxml_contracts)

        def test_bad_by_fixture(dcxml_assert_valid):
            dcxml_assert_valid(BAD)

        def test_other():
            assert_same(GOOD, BAD)
        """
    )
    result = run(project)

    result.assert_outcomes(passed=2, failed=3)
    result.stdout.fnmatch_lines(
        [
            "*InvalidPayloadError: payload: 1 finding",
            "*error[[]DC031]*",
            "*DifferentPayloadsError*",
            "*/Day/Id: '1' != 'one'",
        ]
    )


def test_an_assertion_tells_the_members_that_differ(project):
    project.makepyfile(
        """
        import dcxml
        from dcxml.apis.calendar import Day

        def test_instances():
            assert Day(id=1, name=None) == Day(id=2, name="")

        def test_documents():
            assert dcxml.dumps(Day(id=1, name=None)) == dcxml.dumps(Day(id=1, name=""))

        def test_texts():
            document = dcxml.dumps(Day()).decode()
            assert document == document.replace("<Id>", "<Id >")

        def test_other_things():
            assert b"<a>" == b"<b>"
        """
    )
    result = run(project)

    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(
        [
            "*assert Day == Day",
            "*  id: 1 != 2",
            "*  name: nil != '' (empty)",
            "*assert two documents",
            "*  /Day/Name: nil != '' (empty)",
            "*both say the same, spelled in two ways*",
            "*<Id >*",
            "*assert b'<a>' == b'<b>'",
        ]
    )


def test_golden_files_are_held_and_written_anew(project):
    test = project.makepyfile(
        """
        import dcxml
        from dcxml.apis.calendar import Day

        def test_golden(dcxml_golden):
            dcxml_golden(dcxml.dumps(Day(id=1)), "golden/day.xml")
        """
    )
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there is no golden/day.xml beside the test; pytest --dcxml-update writes it"])

    run(project, "--dcxml-update").assert_outcomes(passed=1)
    golden = project.path / "golden" / "day.xml"
    assert dcxml.dumps(Day(id=1)) == golden.read_bytes()
    run(project).assert_outcomes(passed=1)

    test.write_text(test.read_text().replace("id=1", "id=2"))
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*golden/day.xml: two documents differ (payload != file)", "*/Day/Id: '2' != '1'"])
    assert dcxml.dumps(Day(id=1)) == golden.read_bytes()


def test_a_run_that_asks_nothing_loads_nothing(tmp_path):
    (tmp_path / "test_none.py").write_text(
        "import sys\n\ndef test_none():\n"
        "    assert 'dcxml.pytest_plugin' in sys.modules\n"
        "    assert not {'lxml', 'attrs', 'dcxml.binding', 'dcxml.validation'} & {*sys.modules}\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ARGUMENTS, "-p", "no:hypothesispytest"]
    environment = {**os.environ, "PYTHONPATH": str(Path(dcxml.__file__).parents[1])}
    result = subprocess.run(  # noqa: S603 - our own interpreter
        [*command, tmp_path], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert 0 == result.returncode, result.stdout + result.stderr
