"""What a test that is marked ``no_cover`` saves, in a process of pytest-xdist as in any other."""

from __future__ import annotations

import sys
import threading

import pytest


@pytest.mark.no_cover
def test_no_lines_are_counted_where_a_test_says_so():
    """In a thread as little: each begins with the tracer of all threads."""
    tracers = [sys.gettrace()]
    thread = threading.Thread(target=lambda: tracers.append(sys.gettrace()))
    thread.start()
    thread.join()
    assert [] == [each for each in map(repr, tracers) if "coverage" in each]
    assert 2 == len(tracers)
