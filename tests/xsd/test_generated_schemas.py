"""Schemas made at random, and .NET's files: exported again they accept and refuse the same documents.

libxml2 judges, over documents made from the schema and others a few changes away from them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import xmlschema
from lxml import etree

from dcxml import read_schemas, write_schemas
from dcxml.xsd import serialization_schema
from support.dotnet_files import FILE_SETS
from support.schema_draws import draw_schema
from support.schema_judges import SchemaJudges, judges_of, schema_judges
from support.schema_samples import Sampler, Vocabulary, mutated

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.no_cover

SCHEMAS = 6
"""The schemas of a test."""
MOST_ELEMENTS = 60
"""The elements of a document."""


def documents(model: xmlschema.XMLSchema10, random: Random, *, each: int) -> Iterator[etree._Element]:
    """Yield documents of each global element, and what comes of them by small changes."""
    sampler = Sampler(model, random)
    words = Vocabulary.of(model)
    for root in model.maps.elements:
        for _ in range(each):
            document = sampler.document(root)
            if document is not None and len(list(document.iter())) <= MOST_ELEMENTS:
                yield document
                yield from mutated(document, random, words)


def check(original: SchemaJudges, exported: SchemaJudges, random: Random, *, each: int) -> tuple[int, int]:
    """Compare the verdicts; return how many documents were accepted and how many refused."""
    verdicts = {True: 0, False: 0}
    for document in documents(original.xmlschema, random, each=each):
        read = etree.fromstring(etree.tostring(document))
        verdict = original.libxml2.validate(read)
        verdicts[verdict] += 1
        shown = etree.tostring(read), original.libxml2.error_log, exported.libxml2.error_log
        assert verdict == exported.libxml2.validate(read), shown
    return verdicts[True], verdicts[False]


@pytest.mark.parametrize("first", range(0, 18, SCHEMAS))
def test_a_schema_exported_again_accepts_and_refuses_the_same_documents(first, tmp_path):
    accepted = refused = 0
    for seed in range(first, first + SCHEMAS):
        random = Random(seed)  # noqa: S311 - the same each time
        folder = tmp_path / str(seed)
        folder.mkdir()
        file = folder / "t.xsd"
        file.write_text(draw_schema(random), encoding="utf-8")
        try:
            original = judges_of([file], folder)
        except (etree.XMLSchemaParseError, xmlschema.XMLSchemaException):
            continue  # one in fifty: a base that no one may extend
        exported = schema_judges(read_schemas(file), folder / "exported")
        more = check(original, exported, random, each=1)
        accepted, refused = accepted + more[0], refused + more[1]
    assert accepted > 100
    assert refused > 100


# The type of IXmlSerializable refers to xs:schema, which no file defines.
@pytest.mark.parametrize("name", sorted(set(FILE_SETS) - {"ixml"}))
def test_dotnets_files_exported_again_accept_and_refuse_the_same_documents(name, tmp_path):
    original, exported = tmp_path / "original", tmp_path / "exported"
    original.mkdir()
    files = [Path(shutil.copy(file, original)) for file in FILE_SETS[name]]
    judges = (
        judges_of(with_serialization(files, original), original),
        judges_of(with_serialization(write_schemas(read_schemas(*files), exported), exported), exported),
    )
    accepted, refused = check(*judges, Random(name), each=1)  # noqa: S311 - the same each time
    assert accepted
    assert refused


def with_serialization(files: list[Path], folder: Path) -> list[Path]:
    """Return the files and the Serialization schema, whose elements may stand in any xs:anyType."""
    if "Serialization.xsd" not in [file.name for file in files]:
        files = [*files, folder / "Serialization.xsd"]
        files[-1].write_bytes(serialization_schema())
    return files
