"""``dcxml fuzz --url``: a planted bug is found and made small, and whatever a service does, the run goes on."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from support.planted_service import DRIP, HANG, NOT_HTTP, RESET, PlantedService, planted_service

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
CONTRACTS = dcxml.read_schemas(ORDERS)
ORDER = dcxml.build_classes(CONTRACTS)["{http://orders.example/data}Order"]


def fuzz(service, folder, *options):
    where = ("--url", service.url, "-o", str(folder))
    return main(["fuzz", "--schema", str(ORDERS), "--root", "Order", *where, *options])


def strict(data):
    """Answer as a service should."""
    return 400 if any(dcxml.validate(data, CONTRACTS)) else 200


def negative_quantities_crash(data):
    if strict(data) == 400:
        return 400
    lines = dcxml.loads(data, ORDER).lines or []
    return 500 if any(line is not None and line.quantity < 0 for line in lines) else 200


def states_are_not_looked_at(data):
    return strict(re.sub(rb"(<\w+:State>|<State>)[^<]*<", rb"\1New<", data))


def run_saved_test(folder, url):
    environment = {**os.environ, "DCXML_FUZZ_URL": url}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_reproduce.py"]
    return subprocess.run(  # noqa: S603 - our own
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def records(folder):
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["file"].endswith(".xml")]


def test_a_service_that_answers_as_it_should_has_no_failures(tmp_path, capsys):
    with planted_service(strict) as service:
        assert 0 == fuzz(service, tmp_path / "out", "-n", "40", "--content-type", "text/xml")
    assert f"{service.url}: 40 requests, all answered as they should be\n" == capsys.readouterr().out
    assert 40 == len(service.received)
    assert {"text/xml"} == set(service.content_types)
    assert not (tmp_path / "out").exists()


def test_a_crash_on_a_valid_document_is_found_and_made_small(tmp_path, capsys):
    with planted_service(negative_quantities_crash) as service:
        assert 1 == fuzz(service, tmp_path, "-n", "120", "--seed", "1")
        [record] = records(tmp_path)
        data = (tmp_path / record["file"]).read_bytes()
        order = dcxml.loads(data, ORDER)
        assert [True] == [line.quantity < 0 for line in order.lines]
        assert ["quantity", "Quantity"] == [*_present(order.lines[0]), "Quantity"][:2]
        assert ["lines"] == _present(order)
        assert 0 == main(["validate", str(tmp_path / record["file"]), "--schema", str(ORDERS)])
        failing = run_saved_test(tmp_path, service.url)
        assert 1 == failing.returncode, failing.stdout
    with planted_service(strict) as mended:
        assert 0 == run_saved_test(tmp_path, mended.url).returncode
    out = capsys.readouterr().out
    assert "a valid document: 500; expected: it is accepted (2xx)" in out
    assert f"again: dcxml validate {tmp_path}; pytest {tmp_path / 'test_reproduce.py'}" in out


def _present(instance):
    names = [name for name in type(instance).__contract_members__ if not dcxml.is_absent(instance, name)]
    return [name for name in names if getattr(instance, name) is not None]


def test_an_invalid_document_that_is_accepted_is_found_and_made_small(tmp_path, capsys):
    with planted_service(states_are_not_looked_at) as service:
        assert 1 == fuzz(service, tmp_path, "--coverage", "--invalid")
    found = {record["mutation"]: record for record in records(tmp_path)}
    assert "enum-unknown" in found
    for record in found.values():
        data = (tmp_path / record["file"]).read_bytes()
        assert b"State>" in data
        assert 2 == data.count(b"</")  # the root's and this one's
        assert record["expected"]["rule"] in {finding.code for finding in dcxml.validate(data, CONTRACTS)}
        assert 1 == main(["validate", str(tmp_path / record["file"]), "--schema", str(ORDERS)])
    assert "expected: it is refused (4xx)" in capsys.readouterr().out


def test_a_service_that_misbehaves_is_reported_for_each_request_and_the_run_goes_on(tmp_path, capsys):
    deeds = [HANG, DRIP, 500, RESET, NOT_HTTP, 404]
    number = count()
    with planted_service(strict) as elsewhere, planted_service(lambda _: turn[next(number) % len(turn)]) as service:
        turn = [*deeds, (307, elsewhere.url)]
        assert 1 == fuzz(service, tmp_path, "-n", "7", "--timeout", "0.4", "--seed", "3")
        assert [] == elsewhere.received
    captured = capsys.readouterr()
    told = captured.err
    assert "the connection was reset" in told
    assert 2 == told.count("there was no answer in time (0.4 s)")
    assert "500" in told
    assert "the answer is not HTTP" in told
    assert f"307, a redirect to {elsewhere.url}, which is not followed" in told
    assert "7 requests, 6 failures" in captured.out  # for 404 is right where the document is invalid


def test_a_service_that_hangs_is_not_waited_for_again_and_again(tmp_path):
    """Whatever the number of failures that look different, so many requests are sent to make one smaller."""
    with planted_service(lambda _: HANG) as service:
        assert 1 == fuzz(service, tmp_path, "-n", "6", "--timeout", "0.2")
    assert 6 < len(service.received) <= 6 + 12
    assert len(records(tmp_path)) > 2


def test_a_host_that_is_not_there_is_told_once(tmp_path, capsys):
    assert 2 == fuzz(PlantedService("http://nowhere.invalid/"), tmp_path, "-n", "3")
    assert 1 == capsys.readouterr().err.count("the request could not be sent")


def test_no_proxy_is_asked(tmp_path, monkeypatch):
    with planted_service(lambda _: 500) as proxy, planted_service(strict) as service:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert 0 == fuzz(service, tmp_path / "out", "-n", "2")
    assert (0, 2) == (len(proxy.received), len(service.received))


def test_a_service_that_ends_in_the_middle_is_reported(tmp_path, capsys):
    seen = count()
    with planted_service(lambda data: strict(data) if next(seen) < 3 else RESET) as service:
        assert 1 == fuzz(service, tmp_path, "-n", "6")
    assert "6 requests, 3 failures" in capsys.readouterr().out


def test_a_folder_of_others_is_refused_before_anything_is_sent(tmp_path, capsys):
    (tmp_path / "mine.xml").write_text("<mine/>")
    with planted_service(strict) as service:
        assert 2 == fuzz(service, tmp_path, "-n", "2")
    assert [] == service.received
    assert "mine.xml in this folder is not of dcxml fuzz" in capsys.readouterr().err


@pytest.mark.usefixtures("_heeded_interrupts")
def test_what_was_found_before_an_interrupt_is_saved(tmp_path, capsys):
    seen = count()

    def crashing_then_interrupted(_data):
        if next(seen) == 2:
            signal.raise_signal(signal.SIGINT)
        return 500

    with planted_service(crashing_then_interrupted) as service:
        assert 130 == fuzz(service, tmp_path, "-n", "50")
    assert len(service.received) < 6
    assert len(records(tmp_path)) >= 2
    assert (tmp_path / "test_reproduce.py").exists()
    assert "interrupted" in capsys.readouterr().err
