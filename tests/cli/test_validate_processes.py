"""``dcxml validate`` as a process, and over several: exit codes, pipes, signals, terminals, and the order kept."""

from __future__ import annotations

import io
import os
import pickle
import pty
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest

import dcxml
from dcxml.cli.console.progress import Progress
from dcxml.cli.contracts.catalogue import Catalogue
from dcxml.cli.discovery.documents import Source
from dcxml.cli.validate import processes
from dcxml.cli.validate.checking import Checker
from dcxml.cli.validate.jobs import check_all
from dcxml.cli.validate.processes import ProcessError
from dcxml.reporting import FORMATS

SAMPLE = (Path(__file__).parents[2] / "schemas" / "calendar" / "sample.xml").read_text("utf-8")
JOBS = pytest.mark.parametrize("jobs", [["--jobs", "1"], ["--jobs", "3"]], ids=["one process", "three processes"])


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Sixty documents, every seventh of them broken."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(60):
        value = number if number % 7 else f"x{number}"
        Path("in", f"{number:02}.xml").write_text(SAMPLE.replace(">1439<", f">{value}<", 1), "utf-8")
    return tmp_path


def command(*arguments):
    return [sys.executable, "-m", "dcxml", "validate", *arguments]


def run(*arguments, **settings):
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=120, **settings)  # noqa: S603 - ours


def started(*arguments):
    """Start a run that has checked something when this returns, and waits for a pipe that nobody writes to."""
    os.mkfifo("pipe.xml")
    process = subprocess.Popen(  # noqa: S603 - ours
        command("in/07.xml", *(["in/01.xml"] * 7), "pipe.xml", *arguments, "--output-format", "concise"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    if "--jobs" not in arguments or "1" in arguments:
        assert process.stdout.readline().startswith("in/07.xml:1:")
    else:
        wait_for(lambda: len(children(process.pid)) >= 2)
        time.sleep(1)  # for the processes to begin with what they are sent
    return process


def wait_for(question):
    deadline = time.monotonic() + 60
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in listed.read_text().split()] if listed.exists() else []


def test_the_exit_code_is_that_of_the_process():
    assert [0, 1, 2, 2] == [
        run(*arguments, "-q").returncode for arguments in (["in/01.xml"], ["in/07.xml"], ["absent.xml"], ["--absent"])
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_several_processes_tell_the_same(name):
    arguments = ["in", "absent.xml", "-", "in/00.xml", "--output-format", name, "--statistics"]
    one, three = (run(*arguments, "--jobs", jobs, input=SAMPLE.replace("PT0S", "P1Y")) for jobs in ("1", "3"))
    assert (one.returncode, one.stdout, one.stderr) == (three.returncode, three.stdout, three.stderr)
    assert 2 == one.returncode
    assert "DC031" in one.stdout


def test_a_broken_schema_is_one_error_of_several_processes_too():
    Path("broken.xsd").write_text("<", "utf-8")
    done = run("in", "--schema", "broken.xsd", "--jobs", "3")
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))


@JOBS
def test_a_reader_that_goes_away_ends_the_run_without_a_word(jobs):
    arguments = [*(["in"] * 30), *jobs]
    with subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout.readline().startswith("error[DC031]")
        process.stdout.close()
        assert "" == process.stderr.read()
    assert 2 == process.returncode


@pytest.mark.usefixtures("_heeded_interrupts")
@JOBS
def test_an_interrupt_ends_the_run_with_its_own_exit_code(jobs):
    with started(*jobs) as process:
        os.killpg(process.pid, signal.SIGINT)
        if jobs[1] != "1":  # a process that reads from the pipe ends when that does
            wait_for(lambda: process.poll() is not None or Path("pipe.xml").exists())
            release("pipe.xml")
        assert "interrupted\n" == process.communicate(timeout=60)[1]
    assert 130 == process.returncode


def release(name):
    """Write an empty document into a pipe, if somebody reads from it."""
    try:
        os.close(os.open(name, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return


@pytest.mark.usefixtures("_heeded_interrupts")
def test_an_interrupt_leaves_the_old_report():
    Path("report.txt").write_text("old", "utf-8")
    os.mkfifo("pipe.xml")
    arguments = command("in/07.xml", "pipe.xml", "-o", "report.txt")
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        wait_for(lambda: any(path.name.startswith(".report") for path in Path().iterdir()))
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert "interrupted\n" == process.communicate(timeout=60)[1]
    assert "old" == Path("report.txt").read_text("utf-8")
    assert {"in", "pipe.xml", "report.txt"} == {path.name for path in Path().iterdir()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes of another system are not listed there")
def test_a_process_that_is_killed_is_told():
    with started("--jobs", "2") as process:
        for child in children(process.pid):
            os.kill(child, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    assert 2 == process.returncode
    assert "a process ended while it checked this document or one soon after it" in err
    assert 1 == err.count("\n")
    error = ProcessError("a.xml")
    assert str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own error
    del out


def on_terminal(*arguments):
    """Return what a run writes to a terminal, to which stdout and stderr lead."""
    leader, follower = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    with subprocess.Popen(  # noqa: S603 - ours
        command(*arguments), stdout=follower, stderr=follower, env={**environment, "TERM": "xterm", "COLUMNS": "80"}
    ):
        os.close(follower)
        written = b""
        try:
            while chunk := os.read(leader, 1 << 16):
                written += chunk
        except OSError:  # the other end is closed
            pass
    os.close(leader)
    return written.decode()


def test_a_terminal_has_colours():
    assert on_terminal("in/07.xml").startswith("\x1b[1;31merror[DC031]\x1b[0m")


def test_a_short_run_shows_no_progress():
    assert "checked" not in on_terminal("in/01.xml")


class Terminal(io.StringIO):
    encoding = "ascii"

    def isatty(self):
        return True


def test_a_long_run_shows_progress_on_a_terminal_now_and_then(monkeypatch):
    now = iter([0.0, 0.5, 1.5, 1.55, 1.7])
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with Progress(clock=lambda: next(now)) as progress:
        for _ in range(4):
            progress.step()
    assert "\r\x1b[Kchecked 2 documents ?\r\x1b[Kchecked 4 documents ?\r\x1b[K" == terminal.getvalue()


def test_where_the_end_is_known_there_is_a_bar(monkeypatch):
    now = iter([0.0, 2.0, 2.2, 2.4])
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with Progress(verb="wrote", total=3, clock=lambda: next(now)) as progress:
        for _ in range(3):
            progress.step()
    assert "wrote [##########....................] 1 of 3 documents" in terminal.getvalue()
    assert f"wrote [{'#' * 30}] 3 of 3 documents" in terminal.getvalue()


@pytest.mark.parametrize("stream", [None, io.StringIO()], ids=["closed", "no terminal"])
def test_no_progress_is_shown_elsewhere(monkeypatch, stream):
    monkeypatch.setattr("sys.stderr", stream)
    times = iter(range(0, 1000, 10))
    with Progress(clock=lambda: next(times)) as progress:
        progress.step()
    assert stream is None or "" == stream.getvalue()


def test_no_more_processes_are_begun_than_there_is_work_for(monkeypatch):
    begun = []
    checker = SimpleNamespace(check=lambda source: source.name)

    class Pool:
        def __init__(self, jobs, **said):
            del said
            begun.append(jobs)

        def submit(self, function, chunk):
            del function
            done = Future()
            done.set_result([checker.check(source) for source in chunk])
            return done

        def shutdown(self, **said):
            del said

    monkeypatch.setattr(processes, "ProcessPoolExecutor", Pool)
    for documents in (1, 3, 1_000):
        sources = [SimpleNamespace(name=str(number), place="x") for number in range(documents)]
        assert [each.name for each in sources] == list(check_all(checker, iter(sources), jobs=9_999))
    assert [3, 4 * os.cpu_count()] == begun


@JOBS
def test_nothing_is_left_behind_by_a_run_that_is_not_finished(tmp_path, jobs):
    """The interpreter would wait for a thread that is left, and might find its pipe closed."""
    files = [Source(str(tmp_path / f"{number}.xml"), str(tmp_path / f"{number}.xml")) for number in range(100)]
    for file in files:
        Path(file.place).write_text(SAMPLE, "utf-8")
    checker = Checker(Catalogue(dcxml.read_schemas), str(tmp_path))
    before = set(threading.enumerate())
    checked = check_all(checker, iter(files), jobs=int(jobs[1]))
    assert files[0].name == next(checked).file
    checked.close()
    assert before == set(threading.enumerate())
