"""Fuzzed documents, judged by .NET in this process and by libxml2: each verdict is what the manifest would say.

Open enumerations are closed here, for to the CLR every enumeration is.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from attrs import evolve

import dcxml
from dcxml.contract import DataContractSet, EnumDataContract
from dcxml.fuzzing import covering_documents, fuzzed_documents
from dcxml.qname import QName
from support import dotnet
from support.fact_judge import judge
from support.mutation_subjects import SUBJECTS, Subject

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]
DOCUMENTS = 60
"""So many are drawn of each subject; half of them are invalid."""
SCHEMAS = Path(__file__).parents[2] / "schemas"


@pytest.fixture(scope="module", autouse=True)
def _runtime():
    dotnet.require()


def closed(contracts):
    def each(contract):
        is_open = isinstance(contract, EnumDataContract) and contract.is_open
        return evolve(contract, is_open=False) if is_open else contract

    return DataContractSet(map(each, contracts), contracts.elements.values())


def subjects():
    """Return the contracts of the catalogue's subjects, and those of the orders."""
    orders = dcxml.read_schemas(SCHEMAS / "orders" / "orders.wsdl")
    root = QName("http://orders.example/data", "Order")
    sample = dcxml.dumps(dcxml.sample(dcxml.build_classes(orders)[root.clark]))
    found = [Subject(name="orders", contracts=orders, root=root, data=sample)]
    return found + [
        Subject(name=each.name, contracts=closed(each.contracts), root=each.root, data=each.data) for each in SUBJECTS
    ]


FUZZED = subjects()


FACTS = ("schema_valid", "readable", "lossless")


def misjudged(documents, subject, *, facts=FACTS):
    """Return the documents of which the judges say something else than their labels, and how many there were."""
    wrong, kinds = [], Counter()
    for document in documents:
        kinds[document.kind] += 1
        judgement, label = judge(document.data, subject), document.label
        said, expected = ([getattr(each, fact) for fact in facts] for each in (judgement, label))
        if said != expected:
            wrong.append((document.kind, document.place, label, said, judgement.why, document.data))
    return wrong, kinds


@pytest.mark.parametrize("subject", FUZZED, ids=str)
def test_both_judges_say_of_drawn_documents_what_is_expected(subject):
    documents = fuzzed_documents(subject.contracts, subject.root, seed=7, kinds=(True, False))
    # What is drawn may be a URI in an object, of which .NET writes another spelling: that loses nothing.
    wrong, kinds = misjudged(islice(documents, DOCUMENTS), subject, facts=FACTS[:2])
    assert [] == wrong
    assert DOCUMENTS // 2 == kinds["valid"]
    assert len(kinds) > 10


@pytest.mark.parametrize("subject", FUZZED, ids=str)
def test_both_judges_say_of_the_coverage_what_is_expected(subject):
    wrong, kinds = misjudged(covering_documents(subject.contracts, subject.root, kinds=(True, False)), subject)
    assert [] == wrong
    assert len(kinds) > 30
