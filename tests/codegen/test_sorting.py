"""Imports and lists of names stand as the linter sorts them."""

from __future__ import annotations

import pytest

from dcxml.codegen.sorting import import_order, listing_order

IMPORTED = ["A_1", "ABC", "B_C", "BC", "T2", "T10", "Abc", "LineB", "a_b", "aB", "ab"]
LISTED = ["ABC", "A_1", "BC", "B_C", "T2", "T10", "Abc", "LineB", "aB", "a_b", "ab"]


@pytest.mark.parametrize(("key", "names"), [(import_order, IMPORTED), (listing_order, LISTED)])
def test_constants_stand_first_then_classes_and_numbers_count(key, names):
    shuffled = names[1::2] + names[::2]
    assert names == sorted(shuffled, key=key)
