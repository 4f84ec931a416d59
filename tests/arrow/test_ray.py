"""The recipe for Ray, on a local cluster: ``pytest -n 0 -m ray tests/arrow``."""

from __future__ import annotations

import pytest

from support.arrow_recipes import expected_of, run_recipe

pytestmark = [pytest.mark.ray, pytest.mark.no_cover]


def test_the_recipe_prints_what_stands_under_it(tmp_path):
    assert expected_of("Ray") == run_recipe("Ray", tmp_path, {"RAY_USAGE_STATS_ENABLED": "0"})
