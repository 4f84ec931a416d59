"""The part of the law that every run of CI holds: a fixed number of documents and values of our own contracts.

More, and of the schemas of others: ``python -m tests.lanes --documents N``.
"""

from __future__ import annotations

from random import Random

import pytest

from lanes.subjects import own
from lanes.trial import try_reading, try_writing

pytestmark = pytest.mark.no_cover

FOREVER = float("inf")
SUBJECTS = {subject.name: subject for subject in own()}


@pytest.mark.parametrize("name", SUBJECTS)
def test_what_the_lane_reads_the_other_way_reads_as_the_same(name):
    tally = try_reading(SUBJECTS[name], 1_000, random=Random(1), until=FOREVER)  # noqa: S311
    assert [] == tally.findings
    assert tally.taken > 50


@pytest.mark.parametrize("name", SUBJECTS)
def test_what_the_lane_writes_the_other_way_writes_with_the_same_bytes(name):
    tally = try_writing(SUBJECTS[name], 300, random=Random(1), until=FOREVER)  # noqa: S311
    assert [] == tally.findings
    assert tally.taken > 20
