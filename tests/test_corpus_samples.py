"""The three kinds of samples of every global element of real schemas: valid by the schemas as written, and read again.

libxml2 judges. The files stand beside the repository, or where DCXML_CORPUS says; without them this test says so and
passes.
"""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.sampling import KINDS
from support.assembled_schemas import assemble_schemas
from support.corpus import CORPUS, READ, binding_of, contracts_of, name_of, number
from support.schema_judges import libxml2_of
from test_corpus_elements import UNJUDGED, declared, named

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("files", READ or [None], ids=name_of)
def test_samples_of_each_kind_are_valid_by_the_schemas_as_written_and_come_back(files, tmp_path):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to sample")  # noqa: T201 - to be seen with -s
        return
    original = libxml2_of(assemble_schemas(files, tmp_path), tmp_path)
    contracts, binding = contracts_of(files), binding_of(files)
    unjudged, _ = UNJUDGED.get(number(files), (set(), ""))
    for name in sorted((set(named(files)) | declared(files).keys()) - unjudged):
        for kind in KINDS:
            instance = dcxml.sample(binding[name], kind, contracts=contracts)
            data = dcxml.dumps(instance, binding[name])
            assert original.validate(etree.fromstring(data)), (kind, data, original.error_log)
            assert dcxml.identical(instance, dcxml.loads(data, binding[name])), (kind, data)
