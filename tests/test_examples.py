"""The example service answers over a real socket as it should, to whatever it is sent."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
from hypothesis import given, settings

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Update
from dcxml.apis.calendar import CalendarAppointmentWrongModel as Appointment
from dcxml.cli import main
from dcxml.strategies import documents, instances

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "appointment_service.py"
CALENDAR = ROOT / "schemas" / "calendar"
SAMPLE = (CALENDAR / "sample.xml").read_bytes()
XML = {"Content-Type": "application/xml"}
NAME = "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"
FUZZ = ("fuzz", "--schema", str(CALENDAR), "--root", NAME, "--timeout", "60")


@contextlib.contextmanager
def served(app):
    """Serve an application on a free port of 127.0.0.1, in a thread, and yield its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    patience = time.monotonic() + 30
    while not server.started and time.monotonic() < patience:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location("appointment_service", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def url(example):
    with served(example.app) as address:
        yield address + example.PATH


@pytest.fixture(scope="module")
def client():
    with httpx.Client(trust_env=False, timeout=60) as made:
        yield made


@pytest.mark.parametrize("content_type", ["application/xml", "text/xml", "Text/XML; charset=utf-8"])
def test_the_documented_sample_is_accepted_and_the_appointment_comes_back(client, url, content_type):
    response = client.post(url, content=SAMPLE, headers={"Content-Type": content_type})
    assert 200 == response.status_code
    assert "application/xml; charset=utf-8" == response.headers["content-type"]
    assert dcxml.identical(dcxml.loads(SAMPLE, Update).parameter, dcxml.loads(response.content, Appointment))


def test_an_update_without_an_appointment_has_no_answer(client, url):
    response = client.post(url, content=dcxml.dumps(Update()), headers=XML)
    assert (204, b"") == (response.status_code, response.content)


BROKEN = {
    "a number": (SAMPLE.replace(b">1439<", b">1 day<"), "DC031", f"/{NAME}/Parameter/Duration"),
    "another order": (SAMPLE.replace(b"<d2p1:WholeDay>true</d2p1:WholeDay>", b"").replace(
        b"<d2p1:AcceptedState>", b"<d2p1:WholeDay>true</d2p1:WholeDay><d2p1:AcceptedState>"
    ), "DC004", f"/{NAME}/Parameter/"),
    "another root": (b"<Other/>", "DC002", "/Other"),
    "no XML": (b"{}", "DC001", ""),
    "nothing": (b"", "DC001", ""),
    "a document type": (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + SAMPLE, "DC018", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told_with_its_place(client, url, name):
    data, code, path = BROKEN[name]
    response = client.post(url, content=data, headers=XML)
    assert 400 == response.status_code
    assert "application/problem+json" == response.headers["content-type"]
    first = response.json()["findings"][0]
    expected = next(dcxml.validate(data, dcxml.contracts_of(Update)))
    assert (code, expected.message, expected.line) == (first["code"], first["message"], first["line"])
    assert first["path"].startswith(path)


def test_of_many_findings_the_first_are_told(client, url, example):
    day = b"<d3p1:Day><d3p1:Id>one</d3p1:Id></d3p1:Day>"
    data = SAMPLE.replace(b"<d3p1:AllDays>", b"<d3p1:AllDays>" + day * 200)
    assert example.MOST_FINDINGS == len(client.post(url, content=data, headers=XML).json()["findings"])


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "xml"}], ids=str)
def test_another_content_type_is_refused(client, url, headers):
    response = client.post(url, content=SAMPLE, headers=headers)
    assert 415 == response.status_code
    assert "allowed: application/xml or text/xml" in response.json()["detail"]


@pytest.mark.parametrize("is_chunked", [False, True], ids=["with its length", "in chunks"])
def test_too_large_a_document_is_refused(client, url, example, is_chunked):
    data = b" " * (example.MOST_OCTETS + 1)
    response = client.post(url, content=iter([data]) if is_chunked else data, headers=XML)
    assert 413 == response.status_code


def test_what_is_not_offered_is_not_there(client, url):
    assert 405 == client.get(url).status_code
    assert 404 == client.post(url + "s", content=SAMPLE, headers=XML).status_code


@settings(max_examples=25, derandomize=True, database=None, deadline=None)
@given(data=documents(dcxml.contracts_of(Update), f"{{http://schemas.datacontract.org/2004/07/CMT.UP}}{NAME}"))
def test_every_valid_document_is_accepted(client, url, data):
    response = client.post(url, content=data, headers=XML)
    assert response.is_success, response.text


@settings(max_examples=25, derandomize=True, database=None, deadline=None)
@given(update=instances(Update))
def test_every_appointment_comes_back(client, url, update):
    response = client.post(url, content=dcxml.dumps(update), headers=XML)
    answered = dcxml.loads(response.content, Appointment) if response.content else None
    assert dcxml.identical(update.parameter, answered)


@pytest.mark.parametrize(
    "options", [("-n", "40", "--seed", "7"), ("-n", "40", "--invalid", "--content-type", "text/xml")]
)
def test_fuzzed_it_answers_as_it_should(url, tmp_path, options, capsys):
    assert 0 == main([*FUZZ, "--url", url, "-o", str(tmp_path / "failures"), *options]), capsys.readouterr().out


def test_it_is_started_by_one_command():
    command = re.search(r"^    uvicorn (.*)$", EXAMPLE.read_text("utf-8"), re.MULTILINE)[1].split()
    arguments = [sys.executable, "-m", "uvicorn", *command, "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own example
        arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        address = next(found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        response = httpx.post(
            f"{address}/api/Calendar/PersonalAppointmentUpdate", content=SAMPLE, headers=XML, timeout=60
        )
        assert 200 == response.status_code
    finally:
        process.terminate()
        process.communicate(timeout=30)
