"""Real schemas, read and exported again: both accept and refuse the same documents, by libxml2.

The documents are samples of every global element, made by dcxml and from the schema alone, and others a few changes
away from them. The files stand beside the repository, or where DCXML_CORPUS says; without them this test says so and
passes.
"""

from __future__ import annotations

from random import Random

import pytest
from lxml import etree

import dcxml
from support.assembled_schemas import assemble_schemas
from support.corpus import CORPUS, READ, contracts_of, name_of, samples_of
from support.schema_judges import judges_of, libxml2_of
from support.schema_samples import Sampler, Vocabulary, mutated
from test_corpus_elements import declared

pytestmark = pytest.mark.no_cover

MOST_ELEMENTS = 100
"""The elements of a document that is changed."""


def documents(names, samples, model, random):
    """Yield samples of elements, and what comes of each by 22 changes and more."""
    sampler, words = Sampler(model, random), Vocabulary.of(model)
    for name in names:
        several = [data for _, data in samples.documents(name)[-2:]]
        made = [sampler.document(name), *map(etree.fromstring, several)]
        for document in made:
            if document is not None and len(list(document.iter())) <= MOST_ELEMENTS:
                yield document
                yield from mutated(document, random, words)


@pytest.mark.parametrize("files", READ or [None], ids=name_of)
def test_a_real_schema_exported_again_accepts_and_refuses_the_same_documents(files, tmp_path):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to export")  # noqa: T201 - to be seen with -s
        return
    contracts = contracts_of(files)
    original = judges_of(assemble_schemas(files, tmp_path / "original"), tmp_path / "original")
    written = dcxml.write_schemas(contracts, tmp_path / "written")
    names = sorted(declared(files))
    if not written:
        assert names == []
        return
    exported = libxml2_of(assemble_schemas(written, tmp_path / "exported"), tmp_path / "exported")
    random = Random(files[0].name)  # noqa: S311 - the same each time
    verdicts = {True: 0, False: 0}
    for document in documents(names, samples_of(files), original.xmlschema, random):
        read = etree.fromstring(etree.tostring(document))
        verdict = original.libxml2.validate(read)
        verdicts[verdict] += 1
        shown = etree.tostring(read), original.libxml2.error_log, exported.error_log
        assert verdict == exported.validate(read), shown
    print(verdicts)  # noqa: T201 - to be seen with -s
    assert all(verdicts.values())
