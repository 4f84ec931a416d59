"""The recipe for Polars, and what it takes and gives: ``pytest -n 0 -m polars tests/arrow``."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.arrow import from_table, to_table
from dcxml.strategies import instances
from support.arrow_recipes import expected_of, run_recipe
from support.every_type import EveryType

pytestmark = [pytest.mark.polars, pytest.mark.no_cover]


def test_the_recipe_prints_what_stands_under_it(tmp_path):
    assert expected_of("Polars") == run_recipe("Polars", tmp_path, {})


@pytest.mark.parametrize("cls", [EveryType, Request])
def test_what_goes_through_polars_comes_back(cls):
    import polars as pl  # noqa: PLC0415 - only where its mark is asked for

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(instances(cls), instances(cls))
    def law(first, second):
        values = [each for each in (first, second) if each is not None]
        assert dcxml.identical(values, from_table(pl.from_arrow(to_table(values, cls)).to_arrow(), cls))

    law()
