"""The recipe for Spark, and every type through it, on a local engine: ``pytest -n 0 -m spark tests/arrow``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.arrow_recipes import expected_of, run_recipe

pytestmark = [pytest.mark.spark, pytest.mark.no_cover]

ENVIRONMENT = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
EVERY_TYPE = """
import dcxml, dcxml.arrow
import pyarrow as pa
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from support.every_type import EveryType

spark = SparkSession.builder.master("local[2]").getOrCreate()
for cls in (EveryType, Request):
    documents = [dcxml.dumps(dcxml.sample(cls, kind)) for kind in ("documentation", "maximal", "minimal")]

    def rows(batches, cls=cls):
        for batch in batches:
            values = [dcxml.loads(document, cls) for document in batch["document"].to_pylist()]
            yield from dcxml.arrow.to_batches(values, cls, types=dcxml.arrow.SPARK)

    def written(batches, cls=cls):
        for batch in batches:
            values = dcxml.arrow.from_table(batch, cls)
            yield pa.record_batch({"document": pa.array(map(dcxml.dumps, values), pa.binary())})

    schema = from_arrow_schema(dcxml.arrow.schema(cls, types=dcxml.arrow.SPARK))
    frame = spark.createDataFrame([(bytearray(document),) for document in documents], "document binary")
    back = frame.mapInArrow(rows, schema).mapInArrow(written, "document binary").toArrow()
    print(sorted(documents) == sorted(back["document"].to_pylist()))
    values = [dcxml.loads(document, cls) for document in documents]
    dcxml.arrow.write_batches(dcxml.arrow.to_batches(values, cls), "rows.parquet")
    print(len(spark.read.parquet("rows.parquet").collect()))
"""


def test_the_recipe_prints_what_stands_under_it(tmp_path):
    assert expected_of("Spark") == run_recipe("Spark", tmp_path, ENVIRONMENT)


def test_every_type_goes_through_spark_and_back_to_the_same_bytes(tmp_path):
    paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": os.pathsep.join(paths)}
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", EVERY_TYPE],
        capture_output=True, text=True, timeout=280, check=False, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert "True\n3\n" * 2 == run.stdout, run.stderr[-4000:]
