"""What ``dcxml.validate`` takes: contract sets, bindings, modules and classes; anything else is refused at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dcxml
from dcxml.apis import calendar
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.apis.calendar import RepeatModel
from dcxml.contract import DataContractSet

SCHEMAS = Path(__file__).parents[2] / "schemas" / "calendar"
SAMPLE = (SCHEMAS / "sample.xml").read_bytes()
WRONG = SAMPLE.replace(b"</AppContextId>", b"</AppContextId><Odd/>")
GIVEN = [
    pytest.param(dcxml.read_schemas(SCHEMAS), id="a contract set"),
    pytest.param(dcxml.build_classes(dcxml.read_schemas(SCHEMAS)), id="a binding"),
    pytest.param(calendar, id="a module"),
    pytest.param(Request, id="a class"),
    pytest.param(Request | None, id="an annotation"),
]


@pytest.mark.parametrize("given", GIVEN)
def test_whatever_tells_the_contracts_is_taken(given):
    assert [] == list(dcxml.validate(SAMPLE, given))
    assert ["DC006"] == [finding.code for finding in dcxml.validate(WRONG, given, file="a.xml")]


@pytest.mark.parametrize("given", GIVEN)
def test_a_document_may_be_in_a_file(given):
    path = SCHEMAS / "sample.xml"
    assert [] == list(dcxml.validate(path, given))
    with path.open("rb") as file:
        assert [] == list(dcxml.validate(file, given))


def test_of_a_class_the_root_has_to_be_its_own():
    (finding,) = dcxml.validate(SAMPLE, RepeatModel, file="a.xml")
    assert ("DC002", "a.xml", 1) == (finding.code, finding.file, finding.line)
    assert "RepeatModel" in finding.expected
    assert [] == list(dcxml.validate(dcxml.dumps(RepeatModel()), RepeatModel))
    assert ["DC001"] == [finding.code for finding in dcxml.validate(b"{}", RepeatModel)]
    assert ["DC002"] == [finding.code for finding in dcxml.validate(b"<other/>", RepeatModel)]


def test_of_an_annotation_too():
    assert [] == list(dcxml.validate(dcxml.dumps([1], list[dcxml.Int]), list[dcxml.Int]))
    assert ["DC002"] == [finding.code for finding in dcxml.validate(dcxml.dumps(["a"], list[str]), list[dcxml.Int])]


@pytest.mark.parametrize(
    ("data", "contracts", "parts"),
    [
        pytest.param(SAMPLE, "schemas", ["contracts", "str", "read_schemas"], id="a folder's name"),
        pytest.param(SAMPLE, SCHEMAS, ["contracts", "Path", "read_schemas"], id="a path"),
        pytest.param(SAMPLE, None, ["contracts", "NoneType"], id="None"),
        pytest.param(5, DataContractSet([]), ["document", "int", "an open file"], id="a number"),
        pytest.param(None, DataContractSet([]), ["document", "NoneType"], id="no document"),
    ],
)
def test_anything_else_is_a_type_error_at_once(data, contracts, parts):
    with pytest.raises(TypeError) as caught:
        dcxml.validate(data, contracts)  # nobody has asked for a finding yet
    for part in parts:
        assert part in str(caught.value)


def test_a_class_that_is_no_contract_is_refused_at_once():
    with pytest.raises(dcxml.InvalidDataContractError):
        dcxml.validate(SAMPLE, Exception)


def modules_of(code: str) -> set[str]:
    """Return the modules that are loaded after some code in a new interpreter."""
    run = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_telling_findings_loads_no_walk_that_finds_them():
    loaded = modules_of("import dcxml.validation\nfrom dcxml.validation import Finding, RULES")
    assert "dcxml.validation.findings" in loaded
    assert not {"dcxml.validation.all_findings", "dcxml.validation.content", "dcxml.codec.codec", "lxml"} & loaded


def test_what_dotnet_would_write_is_loaded_where_it_is_asked_for():
    code = f"""
import dcxml
contracts = dcxml.read_schemas({str(SCHEMAS)!r})
data = open({str(SCHEMAS / "sample.xml")!r}, "rb").read()
list(dcxml.validate(data, contracts, canonical=CANONICAL))"""
    assert "dcxml.validation.canonical" not in modules_of(code.replace("CANONICAL", "False"))
    assert "dcxml.validation.canonical" in modules_of(code.replace("CANONICAL", "True"))
