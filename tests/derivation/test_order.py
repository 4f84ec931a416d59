"""The order of members that samples show: merged by one rule, in time that grows as the members do."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcxml.derivation.order import merge_order, ordinal
from dcxml.errors import DerivationError
from dcxml.qname import QName

NAMES = [QName(namespace, local) for namespace in ("urn:a", "urn:b", "") for local in "ZAbé"]


def shown(*names):
    """Return an element with children of these names, as far as the order looks at it."""
    children = tuple(SimpleNamespace(name=name, file="f", line=1, place="f:1") for name in names)
    return SimpleNamespace(children=children, name=QName("", "E"), file="f", line=1)


def merged_one_by_one(elements):
    """Return the order by its definition: always the best of those that nothing left has to come before."""
    left = {child.name for element in elements for child in element.children}
    pairs = {(a.name, b.name) for each in elements for a, b in zip(each.children, each.children[1:], strict=False)}
    merged = []
    while left:
        ready = [name for name in left if not any((other, name) in pairs for other in left)]
        if not ready:
            return None
        last = merged[-1].namespace if merged else None
        merged.append(min(ready, key=lambda each: (each.namespace != last, each.namespace, ordinal(each.name))))
        left.remove(merged[-1])
    return tuple(merged)


@given(st.lists(st.lists(st.sampled_from(NAMES), unique=True, max_size=6), max_size=5))
def test_the_order_is_that_of_its_definition(samples):
    elements = [shown(*names) for names in samples]
    expected = merged_one_by_one(elements)
    if expected is None:
        with pytest.raises(DerivationError):
            merge_order(elements)
    else:
        assert expected == merge_order(elements)


def test_many_members_of_many_namespaces_are_merged_in_no_time():
    names = [QName(f"urn:{place * 7919 % 20000}", "M") for place in range(20000)]
    before = time.process_time()
    assert tuple(names) == merge_order([shown(*names)])
    assert tuple(sorted(names)) == merge_order([shown(name) for name in names])
    assert time.process_time() - before < 5
