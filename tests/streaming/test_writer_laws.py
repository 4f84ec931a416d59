"""The law of `Writer`: what it writes is what `dumps` writes of the whole, and it refuses what `dumps` refuses."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import dcxml
from dcxml import Dialect, EncodeError, InvalidDataContractError
from dcxml.codec.item_places import item_place
from dcxml.codec.plan import is_branch
from dcxml.codec.settings import FastLane
from dcxml.strategies import instances
from dcxml.streaming.loading import pieces_of
from support.contract_sets import contract_sets
from support.mutation_subjects import SUBJECTS
from support.streamed import item_paths

RUN = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
SETTINGS = tuple(
    {"dialect": dialect, "indent": indent, "xml_declaration": declared}
    for dialect in Dialect
    for indent, declared in ((None, False), (2, True), (0, False))
)


def parted(value, cls, item):
    """Take the items out of a value; return what is around them, and them, or None where the collection is null."""
    codec, root, *_ = dcxml.DataContractSerializer(cls).compiled
    place = item_place(codec.plan, root, item)
    collection = place.value_in(value)
    if collection is None:
        return None
    if not place.members:
        return None, [*pieces_of(collection)]
    owner = value
    for each in place.members[:-1]:
        owner = getattr(owner, each.attribute)
    setattr(owner, place.members[-1].attribute, None)
    return value, [*pieces_of(collection)]


@pytest.fixture(params=[FastLane.NEVER, FastLane.ALWAYS], ids=str)
def lane(request, monkeypatch):
    """Let items take the fast lane from the first on, or not at all."""
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", request.param)


def written(shell, items, cls, item, **chosen):
    """Return what a writer writes, of its items together as of each alone."""
    together, alone = io.BytesIO(), io.BytesIO()
    with dcxml.Writer(together, shell, cls, item=item, **chosen) as writer:
        writer.write_all(items)
    with dcxml.Writer(alone, shell, cls, item=item, **chosen) as writer:
        for each in items:
            writer.write(each)
    assert together.getvalue() == alone.getvalue()
    return together.getvalue()


@pytest.mark.usefixtures("lane")
@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_document_is_written_as_dumps_writes_it(subject):
    cls = dcxml.build_classes(subject.contracts)[subject.root.clark]
    for item in item_paths(cls):
        value = dcxml.loads(subject.data, cls)
        whole = [dcxml.dumps(value, cls, **chosen) for chosen in SETTINGS]
        parts = parted(value, cls, item)
        if parts is not None:
            assert whole == [written(*parts, cls, item, **chosen) for chosen in SETTINGS]


@pytest.mark.usefixtures("lane")
@RUN
@given(st.data(), contract_sets(), st.sampled_from(SETTINGS))
def test_documents_of_drawn_contracts_are_written_as_dumps_writes_them(data, contracts, chosen):
    binding = dcxml.build_classes(contracts)
    roots = [binding[each.name.clark] for each in contracts if is_branch(each)]
    found = [(cls, path) for cls in roots for path in item_paths(cls)]
    assume(found)
    cls, item = data.draw(st.sampled_from(found))
    try:
        value = data.draw(instances(cls))
    except InvalidDataContractError:
        reject()
    try:
        expected = dcxml.dumps(value, cls, **chosen)
    except EncodeError:
        reject()
    parts = parted(value, cls, item)
    assume(parts is not None)
    assert expected == written(*parts, cls, item, **chosen)
