"""What .NET refuses of a schema: it travels with the contract set, and is told in one line."""

from __future__ import annotations

import pickle

from dcxml.contract import ClassDataContract, DataContractSet, Refusal
from dcxml.qname import QName

A = QName("urn:t", "A")
REFUSAL = Refusal(A, "an abstract type cannot be imported", "t.xsd", 7)


def test_refusals_travel_with_the_set_and_do_not_count():
    contracts = DataContractSet([ClassDataContract(name=A)], refusals=[REFUSAL])
    assert DataContractSet([ClassDataContract(name=A)]) == contracts
    assert (REFUSAL,) == contracts.refusals
    assert (REFUSAL,) == contracts.depth_first(A).refusals
    assert (REFUSAL,) == pickle.loads(pickle.dumps(contracts)).refusals  # noqa: S301 - ours


def test_a_refusal_is_told_in_one_line_that_begins_with_its_place():
    said = "{urn:t}A: .NET cannot import this: an abstract type cannot be imported"
    assert f"t.xsd:7: {said}" == str(REFUSAL)
    assert said == str(Refusal(A, REFUSAL.reason))
