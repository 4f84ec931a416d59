"""What many contracts cost to compare: the calls of functions, which no other work on the machine moves, counted."""

from __future__ import annotations

import sys

import pytest

from dcxml import DataContractSet, QName, diff_contracts
from dcxml.contract import ClassDataContract, CollectionDataContract, DataMember, GlobalElement
from dcxml.qname import XS

URN = "urn:many"
INT = QName(XS, "int")


def many(count, *, prefix="Class", namespace=URN, root="the"):
    """Return classes that are told apart by their members, a list of each, and an element of each."""
    names = [QName(namespace, f"{prefix}{number}") for number in range(count)]
    classes = [
        ClassDataContract(name=name, members=(DataMember(name=f"M{number}", type=INT), DataMember(name="B", type=INT)))
        for number, name in enumerate(names)
    ]
    lists = [
        CollectionDataContract(name=QName(namespace, f"ArrayOf{name.name}"), item_name=name.name, item_type=name)
        for name in names
    ]
    elements = [
        GlobalElement(name=QName(namespace, f"{root}{number}"), type=name, is_nillable=True)
        for number, name in enumerate(names)
    ]
    return DataContractSet([*classes, *lists], elements)


def calls_of(old, new):
    """Return how many functions are called to compare two sets."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        changes = list(diff_contracts(old, new))
    finally:
        sys.setprofile(None)
    assert changes
    return calls


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"root": "another"}, id="elements renamed"),
        pytest.param({"namespace": "urn:more"}, id="moved"),
        pytest.param({"prefix": "Kind"}, id="classes renamed, lists following"),
    ],
)
def test_four_times_the_contracts_take_at_most_six_times_the_calls(after):
    # Classes that are renamed are looked for among all others while there are not very many.
    few, more = (calls_of(many(count), many(count, **after)) for count in (250, 1_000))
    assert more <= 6 * few, (few, more)
