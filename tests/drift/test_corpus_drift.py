"""Schemas and services of others, compared with themselves, with each other, and with what they become.

They stand beside the repository, or where DCXML_CORPUS says; without them these tests say so and pass.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from dcxml import DataContractSet
from dcxml.contract import ClassDataContract
from dcxml.drift import diff_contracts
from support.corpus import SETS, UNREADABLE, number
from support.corpus import contracts_of as contracts_of_files

CHOSEN = [files for files in SETS if number(files) not in UNREADABLE][::4]
PLACES = list(range(len(CHOSEN))) or [None]


def name_of(place):
    return "no corpus here" if place is None else number(CHOSEN[place])


def contracts_of(place: int) -> DataContractSet:
    return contracts_of_files(CHOSEN[place])


@pytest.mark.parametrize("place", PLACES, ids=name_of)
def test_a_schema_has_not_changed(place):
    if place is None:
        print("no schemas to compare")  # noqa: T201 - to be seen with -s
        return
    assert [] == list(diff_contracts(contracts_of(place), contracts_of(place)))


@pytest.mark.parametrize("place", PLACES, ids=name_of)
def test_the_first_member_of_each_class_is_told_where_it_is_gone(place):
    if place is None:
        return
    contracts = contracts_of(place)
    shorter = [
        evolve(contract, members=contract.members[1:])
        if isinstance(contract, ClassDataContract) and contract.generic is None
        else contract
        for contract in contracts
    ]
    # What only those members used is still there, so nothing else has changed.
    new = DataContractSet(shorter, contracts.elements.values(), contracts.operations, components=contracts.components)
    expected = [c.name for c in contracts if isinstance(c, ClassDataContract) and c.members and c.generic is None]
    changes = list(diff_contracts(contracts, new))
    assert expected == [change.contract for change in changes if change.code in ("DD103", "DD104")]
    assert len(expected) == len(changes)


@pytest.mark.parametrize("place", PLACES[1:] or [None], ids=name_of)
def test_what_has_nothing_to_do_with_each_other_can_be_compared(place):
    if place is not None:
        assert list(diff_contracts(contracts_of(place - 1), contracts_of(place)))
