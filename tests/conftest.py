"""What every test may count on: the .NET runtime is there where it has to be, and nothing is kept in anyone's cache."""

from __future__ import annotations

import gc
import os
import signal
from zlib import crc32

import pytest

from dcxml.codec.settings import FastLane

DOTNET_IS_REQUIRED = os.environ.get("DCXML_REQUIRE_DOTNET") == "1"
"""Set by CI where the runtime can be installed: there a skipped ``dotnet`` test is a failed one."""


_OBJECTS = 20_000
"""How many more objects there must be before garbage is looked for; Python's own is 700."""


def pytest_configure(config):
    """Let garbage be looked for seldom: half of what the tests of deep values took was the collector's.

    In a process of pytest-xdist, pytest-cov measures twice: from the loading of its plugin on, as in a run of one
    process, and from the beginning of the session on. For a test marked ``no_cover`` it pauses the second alone; the
    first, whose lines nobody reads, goes on counting. So the first is ended before the second begins.
    """
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    if hasattr(config, "workerinput") and config.pluginmanager.hasplugin("_cov"):
        from coverage import Coverage  # noqa: PLC0415 - where lines are counted it is there

        first = Coverage.current()
        if first is not None:
            first.stop()


def pytest_collection_finish():
    """Let what every test needs, the tests themselves foremost, be looked through no more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """Let the command line, in this process or another, keep contracts where no other run finds them."""
    before = os.environ.get("DCXML_CACHE_DIR")
    os.environ["DCXML_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    del os.environ["DCXML_CACHE_DIR"]
    if before is not None:
        os.environ["DCXML_CACHE_DIR"] = before


@pytest.fixture
def _heeded_interrupts():
    """Heed SIGINT: where the tests run in the background it may be ignored, which a child would inherit."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _fast_lane(request, monkeypatch):
    """With ``DCXML_FAST_LANE=mixed`` let each test take the fast lane always or never, as its name decides."""
    if os.environ.get("DCXML_FAST_LANE") == "mixed":
        lane = (FastLane.ALWAYS, FastLane.NEVER)[crc32(request.node.nodeid.encode()) % 2]
        monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", lane)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if DOTNET_IS_REQUIRED and report.skipped and item.get_closest_marker("dotnet") is not None:
        report.outcome = "failed"
        report.longrepr = f"DCXML_REQUIRE_DOTNET=1, but {item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if DOTNET_IS_REQUIRED and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"DCXML_REQUIRE_DOTNET=1, but {collector.nodeid} was skipped: {report.longrepr}"
    return report
