"""The recipe for Spark, on a local engine: ``pytest -n 0 -m spark tests/arrow``."""

from __future__ import annotations

import sys

import pytest

from support.arrow_recipes import expected_of, run_recipe

pytestmark = [pytest.mark.spark, pytest.mark.no_cover]


def test_the_recipe_prints_what_stands_under_it(tmp_path):
    environment = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    assert expected_of("Spark") == run_recipe("Spark", tmp_path, environment)
