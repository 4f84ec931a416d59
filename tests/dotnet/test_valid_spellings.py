"""The suite of the valid: what XML Schema allows and .NET reads without loss has no finding, however it is spelled.

Contract sets are made at random, instances of them, and other spellings of these: prefixes, comments, CDATA sections,
white space, references to characters, encodings, other texts of one value.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml.contract import ClassDataContract
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from dcxml.validation import validate
from dcxml.validation.schema_verdict import compiled_schema
from support import dotnet
from support.contract_sets import contract_sets
from support.fact_judge import judge
from support.mutation_subjects import SUBJECTS, Subject

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]
SPELLINGS = 5
"""How often each document is spelled."""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def said_of(data: bytes, subject: Subject) -> list[str]:
    """Return what is found in a document, and what the judges have against it."""
    judgement = judge(data, subject)
    said = [str(finding) for finding in validate(data, subject.contracts)]
    if not judgement.schema_valid:
        said.append("libxml2 refuses it")
    if not (judgement.readable and judgement.lossless):
        said.append(judgement.why)
    return said


@st.composite
def subjects(draw):
    """Return contracts that a schema and the CLR can hold, with a document of them; None where there is none."""
    contracts = draw(contract_sets(annotations=False, for_clr=True, hostile=draw(st.booleans())))
    roots = [each.name for each in contracts if isinstance(each, ClassDataContract)]
    if not roots:
        return None
    root = draw(st.sampled_from(roots))
    annotation = dcxml.build_classes(contracts)[root.clark]
    try:
        compiled_schema(contracts)
        value = draw(instances(annotation))
        data = dcxml.dumps(value, annotation, dialect=draw(st.sampled_from(dcxml.Dialect)))
    except dcxml.DcxmlError:  # what no schema can tell, what is infinite, what cannot be written
        return None
    return Subject(name="drawn", contracts=contracts, root=root, data=data)


@settings(max_examples=120, deadline=None)
@given(subjects(), st.integers(0, 2**32).map(Random))
def test_nothing_is_found_in_what_both_judges_take(subject: Subject | None, random: Random):
    if subject is None:
        return
    for _ in range(SPELLINGS):
        data = respelled(subject.data, subject.contracts, random)
        found = [str(finding) for finding in validate(data, subject.contracts)]
        judgement = judge(data, subject) if found else None
        assert judgement is None or not (judgement.schema_valid and judgement.lossless), found


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
@settings(max_examples=60, deadline=None)
@given(random=st.integers(0, 2**32).map(Random))
def test_a_known_document_is_taken_by_all_however_it_is_spelled(subject: Subject, random: Random):
    assert [] == said_of(respelled(subject.data, subject.contracts, random), subject)
