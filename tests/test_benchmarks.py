"""The benchmarks run, tell what they leave out, and docs/benchmarks.md says what its results say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import __main__ as command_line
from benchmarks import growth, machine, page, targets, views
from benchmarks.documents import DOCUMENTS, widened, write_subject
from benchmarks.fidelity import IDENTICAL, SPELLED_OTHERWISE, what_became_of
from benchmarks.line_fit import fit_line
from benchmarks.peers import PEERS
from benchmarks.results import DocumentResults, Results
from benchmarks.statistics_of_rounds import Spread, ratio, spread
from benchmarks.tables import Table, span, times
from benchmarks.team import PeerError, Worker
from click.testing import CliRunner
from lxml import etree

import dcxml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REQUIRED = ("dcxml", "dcxml (no fast lane)", "lxml", "xmlschema", "xmlschema (objects)")
"""Peers that the `test` extra installs on every machine; .NET is measured where it is there."""


def benchmarks(*arguments):
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("benchmarks")
    options = "--quick --seconds 0.01 --clock processor --documents small --parts documents"
    arguments = [*options.split(), "-o", str(folder)]
    done = benchmarks(*arguments)
    assert 0 == done.returncode, done.stderr
    return done, Results.read(folder / "results.json"), folder


def test_every_peer_is_measured_or_told_to_be_missing(quick):
    done, results, _ = quick
    timed = {name for name, peer in PEERS.items() if peer.is_timed}
    document = results.documents["small"]
    assert {} == document.errors
    assert "processor" == results.options["clock"]
    for direction in ("decode", "encode"):
        assert timed == document.times[direction].keys() | (results.missing.keys() & timed)
        assert set(REQUIRED) <= document.times[direction].keys()
        assert all(any(rounds) for rounds in document.times[direction].values())
    for name in results.missing:
        assert f"left out: {name}" in done.stderr


def test_who_gives_the_document_back_identical(quick):
    _, results, _ = quick
    told = results.documents["small"].told
    assert IDENTICAL == told["dcxml"] == told["dcxml (no fast lane)"] == told["lxml"]
    assert SPELLED_OTHERWISE == told["xmlschema"]


def test_the_pictures_are_xml(quick):
    _, _, folder = quick
    assert "{http://www.w3.org/2000/svg}svg" == etree.parse(folder / "ratios.svg").getroot().tag


def test_an_unknown_document_is_an_error_that_names_the_known_ones():
    done = benchmarks("--documents", "narrow")
    assert 2 == done.returncode
    assert "narrow is none of: sample; small; wide; fleet" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "changed", "sentence"),
    [
        pytest.param(["--quick"], [], "the figures of --quick are rough", id="quick"),
        pytest.param(["--documents", "small,fleet"], [], "--documents leaves out sample, wide", id="documents"),
        pytest.param(["--peers", "dcxml"], [], "--peers leaves out", id="peers"),
        pytest.param(["--parts", "documents"], [], "--parts leaves out", id="parts"),
        pytest.param([], ["a.py", "b.py"], "a.py and 1 more is not as committed", id="changed"),
        pytest.param([], None, "git knows none here", id="no commit"),
    ],
)
def test_a_page_that_would_claim_more_than_is_measured_is_refused(monkeypatch, arguments, changed, sentence):
    monkeypatch.setattr(command_line, "run", lambda plan: pytest.fail(f"it runs: {plan}"))
    monkeypatch.setattr(command_line, "changed_files", lambda: changed)
    done = CliRunner().invoke(command_line.main, ["--page", *arguments])
    assert 2 == done.exit_code
    assert sentence in " ".join(done.output.split())


def test_a_page_of_all_that_there_is_and_of_one_commit_is_made(monkeypatch):
    made = []
    monkeypatch.setattr(command_line, "run", lambda plan: Results(options={"quick": plan.is_quick}))
    monkeypatch.setattr(command_line, "report", lambda _: [])
    monkeypatch.setattr(command_line, "changed_files", list)
    monkeypatch.setattr(command_line, "write_page", made.append)
    done = CliRunner().invoke(command_line.main, ["--page", "--documents", ",".join(DOCUMENTS)])
    assert 0 == done.exit_code, done.output
    assert 1 == len(made)


def test_files_that_differ_from_the_commit_are_known(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    assert machine.changed_files() is None
    for arguments in (["init"], ["add", "a.py"], ["commit", "-m", "A"]):
        (tmp_path / "a.py").write_text("1")
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603, S607
    assert [] == machine.changed_files()
    (tmp_path / "a.py").write_text("2")
    (tmp_path / "new.py").write_text("3")
    assert ["a.py", "new.py"] == machine.changed_files()


def test_the_page_is_what_its_results_make():
    made = page.page_files(Results.read(DOCS / "benchmarks.json"))
    assert {"benchmarks.md", "benchmarks-ratios.svg", "benchmarks-growth.svg"} == made.keys()
    for name, text in made.items():
        assert text == (DOCS / name).read_text(encoding="utf-8"), "python -m benchmarks.page makes it anew"


def test_the_page_is_of_a_whole_run():
    results = Results.read(DOCS / "benchmarks.json")
    assert list(DOCUMENTS) == list(results.documents)
    assert {} == results.missing
    assert all((results.growth, results.fresh, results.imports, results.items))
    assert all(each.is_met is not None for each in targets.verdicts(results))


def test_results_come_back_from_json(tmp_path):
    document = DocumentResults(title="t", octets=3, elements=1, times={"decode": {"dcxml": [0.1, None]}}, told={})
    results = Results(documents={"small": document}, imports={"pass": [0.25]})
    results.write(tmp_path / "results.json")
    assert results == Results.read(tmp_path / "results.json")
    assert "small" in json.loads((tmp_path / "results.json").read_text())["documents"]


@pytest.mark.parametrize("items", [3, 10_000, 20_003])
def test_a_widened_document_has_so_many_items(tmp_path, items):
    subject = widened(write_subject(DOCUMENTS["wide"], tmp_path), items)
    stock = DOCUMENTS["wide"].serializer().loads(subject.octets())
    assert items == len(stock.lines)
    assert all(one == other for one, other in zip(stock.lines, stock.lines[10_000:], strict=False))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param(b'<a xmlns="u"><b>1</b></a>', "identical", id="identical"),
        pytest.param(b'<x:a xmlns:x="u"><x:b>1</x:b></x:a>', SPELLED_OTHERWISE, id="prefix"),
        pytest.param(b'<a xmlns="u"><b>2</b></a>', "1 texts changed ('1' to '2')", id="text"),
        pytest.param(b'<a xmlns="u"/>', "1 of 2 elements lost", id="lost"),
        pytest.param(b'<a xmlns="u"><b>1</b><c/></a>', "1 elements added", id="added"),
    ],
)
def test_what_became_of_a_document(written, told):
    assert told == what_became_of(b'<a xmlns="u"><b>1</b></a>', written)


def test_a_lost_attribute_is_told_and_a_type_is_compared_by_its_namespace():
    document = b'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="u" i:type="p:T"/>'
    assert SPELLED_OTHERWISE == what_became_of(
        document, document.replace(b"xmlns:p", b"xmlns:q").replace(b"p:T", b"q:T")
    )
    assert "1 of 1 type attributes lost" == what_became_of(document, b"<a/>")


def test_ratios_are_of_one_round():
    assert Spread(2.0, 2.0, 2.0, 2) == ratio([2.0, 4.0, None], [1.0, 2.0, 9.0])
    assert None is ratio([None], [1.0])
    assert Spread(2.0, 1.5, 2.5, 3) == spread([3.0, 1.0, 2.0])


def test_a_line_through_points_on_a_line():
    line = fit_line([(1.0, 3.0), (2.0, 5.0), (10.0, 21.0)])
    assert (1.0, 2.0, 0.0) == pytest.approx((line.start, line.slope, line.off))


def verdict(aim, **results):
    return next(each for each in targets.verdicts(Results(**results)) if aim == each.aim)


@pytest.mark.parametrize(("own", "is_met"), [(0.9, True), (1.1, False)])
def test_an_aim_is_met_or_not(own, is_met):
    times_of = {"decode": {"dcxml": [own, own], ".NET 8": [1.0, 1.0]}}
    document = DocumentResults(title="", octets=1, elements=1, times=times_of)
    found = verdict("decode the sample document, beside .NET 8", documents={"sample": document})
    assert is_met is found.is_met
    assert None is verdict("encode the sample document, beside .NET 8", documents={"sample": document}).is_met


@pytest.mark.parametrize(
    ("own", "code"),
    [pytest.param(0.9, 0, id="met"), pytest.param(1.1, 1, id="missed"), pytest.param(None, 2, id="unknown")],
)
def test_check_exits_by_the_aims_that_were_measured(own, code):
    times_of = {"decode": {"dcxml": [own], ".NET 8": [1.0]}}
    document = DocumentResults(title="", octets=1, elements=1, times=times_of)
    with pytest.raises(SystemExit) as ended:
        command_line._exit(Results(documents={"sample": document}))
    assert code == ended.value.code


@pytest.mark.parametrize(("peak", "is_met"), [(31.0, True), (40.0, False)])
def test_memory_may_not_grow_with_the_size(peak, is_met):
    items = [{"megabytes": 10.0, "read": {"megabytes": 30.0}}, {"megabytes": 100.0, "read": {"megabytes": peak}}]
    assert is_met is verdict("peak memory of `iterload`, whatever the size", items=items).is_met


def test_a_table_for_a_terminal_and_as_markdown():
    table = Table(("", "decode"), [("**dcxml**", "1 µs"), ("lxml", "12 µs")], ["- `said`"])
    assert "       decode\n-------------\ndcxml    1 µs\nlxml    12 µs\n- said" == table.text()
    assert "|  | decode |\n|---|---:|\n| **dcxml** | 1 µs |\n| lxml | 12 µs |\n\n- `said`" == table.markdown()


def test_times_and_ratios_have_three_digits():
    assert ["1.23 µs", "12.3 ms", "123 ms", "1.50 s"] == [span(each) for each in (1.23e-6, 0.0123, 0.123, 1.5)]
    assert ["0.74", "19.3", "123"] == [times(each) for each in (0.741, 19.26, 123.4)]


def test_a_peer_that_cannot_do_a_document_is_told_with_its_error():
    document = DocumentResults(title="", octets=1, elements=1, errors={"xsdata": "ParserError: no"})
    table = views.document_table(Results(documents={"fleet": document}, missing={"zeep": "zeep"}), "fleet")
    assert ["- xsdata cannot do it: `ParserError: no`", "- zeep was not there: no module `zeep`"] == list(table.below)


def test_a_peer_that_takes_too_long_is_ended_and_starts_anew(tmp_path):
    subject = write_subject(DOCUMENTS["small"], tmp_path)
    with Worker("lxml") as worker:
        worker.open(subject)
        with pytest.raises(PeerError, match=r"no answer within 0\.1 s"):
            worker.ask("prepare", direction="decode", seconds=60, at_most=60, limit=0.1)
        with pytest.raises(PeerError, match="the process was ended"):
            worker.ask("first")
        worker.open(subject)
        assert 0 < worker.ask("first")["decode"]


@pytest.mark.parametrize(
    ("times_before", "reason"),
    [
        pytest.param({}, "", id="first"),
        pytest.param({"10": 0.4}, "", id="within"),
        pytest.param(
            {"10": 0.6}, "left out from 100 items on: a call would take some 6 s, and the budget is 5 s", id="beyond"
        ),
        pytest.param({"10": "ParserError: no"}, "ParserError: no", id="error"),
    ],
)
def test_growth_leaves_out_what_would_take_too_long(times_before, reason):
    assert reason == growth._reason_to_leave(times_before, 100, 5.0)


def test_growth_is_measured_at_each_size(tmp_path):
    subject = write_subject(DOCUMENTS["wide"], tmp_path)
    subjects = {size: widened(subject, size) for size in (1, 10)}
    found = growth.measure_growth(["lxml"], subjects, budget=60.0, say=lambda _: None)
    for direction in ("decode", "encode"):
        assert ["1", "10"] == list(found[direction]["lxml"])
        assert all(seconds > 0 for seconds in found[direction]["lxml"].values())


def test_dcxml_reads_and_writes_every_document_identical():
    for document in DOCUMENTS.values():
        serializer = document.serializer()
        data = document.octets()
        assert data == dcxml.DataContractSerializer(document.cls, known_types=document.known_types).dumps(
            serializer.loads(data)
        )
