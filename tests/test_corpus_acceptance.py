"""Samples of every global element of real schemas: most are accepted by the short way, and those have no findings.

The files stand beside the repository, or where DCXML_CORPUS says; without them this test says so and passes.
"""

from __future__ import annotations

import pytest

import dcxml
from dcxml.validation.acceptance import is_certainly_right
from dcxml.validation.document_faults import document_faults
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of
from dcxml.xmlio import parse_document
from support.instance_draws import Samples
from test_corpus_elements import ids
from test_corpus_schemas import CORPUS, EXCEPTIONS, SETS, number

WHOLE = [files for files in SETS if number(files) not in EXCEPTIONS]


@pytest.mark.parametrize("files", WHOLE or [None], ids=ids)
def test_what_the_short_way_accepts_of_real_contracts_has_no_findings(files):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to sample")  # noqa: T201 - to be seen with -s
        return
    contracts = dcxml.read_schemas(*files)
    binding = dcxml.build_classes(contracts)
    samples = Samples(binding)
    for name in sorted(element.name.clark for element in contracts.elements.values())[:40]:
        annotation = binding[name]
        for instance in samples.of(name):
            data = dcxml.dumps(instance, annotation)
            root = parse_document(data)
            parts = list(parts_of(root, contracts))
            is_certainly_right(data, root, parts, contracts)
            if is_certainly_right(data, root, parts, contracts):
                assert [] == list(document_faults(root, contracts, Places(data, root))), data
