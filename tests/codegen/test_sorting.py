"""Imports and lists of names stand as the linter sorts them."""

from __future__ import annotations

import pytest

from dcxml.codegen.sorting import import_order, listing_order


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(
            import_order, ["ABC", "B_C", "BC", "A_1", "Abc", "LineB", "T2", "T10", "a_b", "aB", "ab"], id="import"
        ),
        pytest.param(
            listing_order, ["ABC", "BC", "B_C", "A_1", "Abc", "LineB", "T2", "T10", "aB", "a_b", "ab"], id="list"
        ),
    ],
)
def test_constants_stand_first_then_classes_and_numbers_count(key, expected):
    assert expected == sorted(reversed(expected), key=key)
