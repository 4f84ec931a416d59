"""The part of the promises that every run of CI holds: a fixed number of documents of the calendar contract.

More, and of the schemas of others: ``python -m tests.promises --documents N``.
"""

from __future__ import annotations

import pytest

from promises.subjects import calendar
from promises.trial import try_invalid, try_valid
from support import dotnet

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]

FOREVER = float("inf")


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def test_valid_documents_are_accepted_by_all_judges_and_round_trip():
    tally = try_valid(calendar(), 150, start=1, xmlschema_every=5, until=FOREVER)
    assert [] == tally.findings
    assert tally.tried >= 100
    assert tally.by_xmlschema >= 20


@pytest.mark.parametrize("mutations", [1, 3])
def test_invalid_documents_are_refused_and_treated_as_their_labels_say(mutations):
    tally = try_invalid(calendar(), 100, start=mutations, mutations=mutations, until=FOREVER)
    assert [] == tally.findings
    assert tally.tried >= 80
    assert len(tally.kinds) > 15
