"""Documents in any dialect and spelling: each one decodes to the same value, and stays valid and readable."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from lxml import etree

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import documents, instances
from dcxml.strategies.spelling import ENCODINGS, FEATURES, spelled
from support.every_type import EveryType
from support.schema_judges import schema_judges

pytestmark = pytest.mark.no_cover

runs = settings(max_examples=40, deadline=None, derandomize=True)


@pytest.fixture(scope="module", params=[Request, EveryType], ids=lambda cls: cls.__name__)
def judged(request, tmp_path_factory):
    contracts = dcxml.contracts_of(request.param)
    return request.param, contracts, schema_judges(contracts, tmp_path_factory.mktemp("schemas"))


@settings(runs)
@given(data=st.data())
def test_a_document_however_it_is_spelled_is_the_same_value_and_valid(judged, data):
    cls, contracts, judges = judged
    value = data.draw(instances(cls))
    features, encoding = data.draw(st.sets(st.sampled_from(FEATURES))), data.draw(st.sampled_from(ENCODINGS))
    chance = Random(1)  # noqa: S311 - no secret
    document = spelled(dcxml.dumps(value), contracts, chance, features=features, encoding=encoding)
    assert dcxml.identical(value, dcxml.loads(document, cls))
    assert judges.faults(document) == []
    assert [] == list(dcxml.validate(document, contracts))


@settings(runs, max_examples=60)
@given(documents(Request))
def test_documents_decode_to_an_instance_that_is_written_as_dotnet_writes_it(document):
    value = dcxml.loads(document, Request, unknown="forbid")
    assert dcxml.identical(value, dcxml.loads(dcxml.dumps(value), Request))


SPELLINGS = {
    "comment": b"<!-- between -->", "comment before the root": b"<!-- before -->", "section": b"<![CDATA[",
    "reference": b"&#4", "another prefix": b"xmlns:r1=", "declaration": b"<?xml version='1.0'",
    "byte order mark": b"\xef\xbb\xbf", "UTF-16": b"\xff\xfe", "UTF-16, big end first": b"\xfe\xff",
    "apostrophes": b"='", "end of line": b"\r\n", "nil as a number": b':nil="1"',
}  # fmt: skip


def test_every_spelling_is_reached_in_a_run():
    seen = set()

    @settings(max_examples=600, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(documents(EveryType))
    def look(document):
        seen.update(name for name, octets in SPELLINGS.items() if octets in document)

    look()
    assert set(SPELLINGS) == seen


def test_a_document_can_be_had_as_dotnet_writes_it():
    @runs
    @given(documents(Request, dialect=dcxml.Dialect.TEXT, spelled=False))
    def written(document):
        value = dcxml.loads(document, Request)
        assert document == dcxml.dumps(value, dialect=dcxml.Dialect.TEXT)

    written()


def nothing_else(document):
    """Tell whether every element of a document is one around its only text, or that text's own."""
    return all(len(each) < 2 for each in etree.fromstring(document).iter())


def test_a_failure_shrinks_to_the_feature_that_it_needs():
    found = find(
        documents(Request), lambda document: b"<![CDATA[" in document, settings=settings(runs, max_examples=1000)
    )
    assert b"<!--" not in found
    assert found.startswith(b"<Auth")
    assert nothing_else(found)


@pytest.mark.parametrize("seed", [0, 2, 11])  # which ended with fourteen, nine and eleven elements
def test_a_failure_shrinks_to_the_place_that_it_needs_wherever_it_began(seed):
    found = find(
        documents(Request),
        lambda document: b"<![CDATA[" in document,
        settings=settings(runs, max_examples=1000, derandomize=False, database=None),
        random=Random(seed),  # noqa: S311 - the same each time
    )
    assert nothing_else(found)
