"""What large schemas cost: a service of 1.5 MB as a process, and how reading and rendering grow with their types.

Growth is seen twice: in calls of functions, which no other work on the machine moves, and in time of the processor, for
what a single call does to a long list.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time

import pytest

import dcxml
from support.large_schemas import service_of_types

pytestmark = pytest.mark.no_cover  # which costs more than what is measured

TYPES = 1_500
SECONDS, MEGABYTES = 25, 500
FEW, MANY = 100, 800
# The process between measures its one child: what a child of this process is said to have had counts this one's too.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))
sys.exit(code)
"""


def measured(*arguments):
    """Run Python with these arguments; return seconds of the processor, and megabytes at the most."""
    command = [sys.executable, "-c", MEASURED, sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert (0, "") == (done.returncode, done.stderr)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def test_a_service_of_a_megabyte_and_a_half_is_generated_in_time_and_memory(tmp_path):
    wsdl, module = tmp_path / "large.wsdl", tmp_path / "large.py"
    wsdl.write_bytes(service_of_types(TYPES))
    assert wsdl.stat().st_size >= 1_500_000

    seconds, megabytes = measured("-m", "dcxml", "generate", str(wsdl), "-o", str(module))

    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    seconds, megabytes = measured(str(module))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    """Return the paths of a small and a large service, and the contracts they hold."""
    folder = tmp_path_factory.mktemp("services")
    paths = {count: folder / f"{count}.wsdl" for count in (FEW, MANY)}
    for count, path in paths.items():
        path.write_bytes(service_of_types(count))
    return paths, {count: dcxml.read_schemas(path) for count, path in paths.items()}


WORK = {
    "reading": lambda paths, _sets, count: dcxml.read_schemas(paths[count]),
    "a module": lambda _paths, sets, count: dcxml.render_module(sets[count]),
    "a package": lambda _paths, sets, count: dcxml.render_package(sets[count]),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_eight_times_the_types_take_eight_times_the_calls(services, work):
    work(*services, FEW)  # what is made once is made

    assert _calls(work, services, MANY) < 8.8 * _calls(work, services, FEW)


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_eight_times_the_types_take_about_eight_times_as_long(services, work):
    few = min(_seconds(work, services, FEW) for _ in range(3))
    many = []
    while len(many) < 3 and not (many and min(many) < 12 * few):  # once more, where something came in between
        many.append(_seconds(work, services, MANY))

    assert min(many) < 12 * few  # the square would be 64 times


def _calls(work, services, count):
    calls = 0

    def tell(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        work(*services, count)
    finally:
        sys.setprofile(before)
    return calls


def _seconds(work, services, count):
    gc.collect()
    before = time.process_time()
    work(*services, count)
    return time.process_time() - before
