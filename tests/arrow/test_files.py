"""Tables in files: what a file tells of its contract, written batch by batch, and the public names of the room."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from dcxml import Int, arrow
from support.every_type import Point

DOCS = Path(__file__).parents[2] / "docs" / "arrow.md"
SUFFIXES = pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".feather"])


@SUFFIXES
def test_a_table_tells_the_contract_that_it_was_made_by(suffix, tmp_path):
    list_of_int = "{http://schemas.microsoft.com/2003/10/Serialization/Arrays}ArrayOfint"
    for annotation, name in ((Point, "{urn:other}Point"), (list[Int], list_of_int)):
        arrow.write_batches(arrow.to_batches([], annotation), tmp_path / f"made{suffix}")
        assert name == arrow.contract_of(tmp_path / f"made{suffix}")
    with arrow.table_writer(tmp_path / f"other{suffix}", pa.schema({"number": pa.int32()})):
        pass
    assert arrow.contract_of(tmp_path / f"other{suffix}") is None


@SUFFIXES
def test_batches_are_written_as_they_come_and_the_file_is_replaced_at_the_end(suffix, tmp_path):
    file = tmp_path / f"rows{suffix}"
    batches = [pa.record_batch({"number": [1, 2]}), pa.record_batch({"number": [3]})]
    with arrow.table_writer(file, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            assert not file.exists()
    assert [1, 2, 3] == arrow.read_table(file)["number"].to_pylist()
    before = file.read_bytes()

    def fail():
        with arrow.table_writer(file, batches[0].schema) as writer:
            writer.write_batch(batches[0])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [file] == list(tmp_path.iterdir())
    assert before == file.read_bytes()


@pytest.mark.parametrize("name", ["rows.csv", "rows", "parquet"])
def test_a_name_that_says_no_format_is_refused(name, tmp_path):
    sentence = f"{name}: its name says no format of tables; allowed are .parquet, .arrow, .feather"
    for call in (
        arrow.contract_of,
        arrow.read_table,
        lambda file: arrow.write_batches(arrow.to_batches([], Int), file),
    ):
        with pytest.raises(ValueError, match="no format") as error:
            call(tmp_path / name)
        assert str(error.value).endswith(sentence)


def test_every_public_name_is_documented():
    told = DOCS.read_text("utf-8")
    assert [] == [name for name in arrow.__all__ if name not in told]
