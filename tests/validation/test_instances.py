"""What dcxml writes has no findings, whatever the instance and the dialect."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import dcxml
from dcxml.strategies import instances
from dcxml.validation import validate
from support.shop import CONTRACTS, SHOP

ORDER = dcxml.build_classes(CONTRACTS)[f"{{{SHOP}}}Order"]


@pytest.mark.parametrize("dialect", dcxml.Dialect, ids=lambda dialect: dialect.value)
@settings(max_examples=60, deadline=None)
@given(order=instances(ORDER))
def test_nothing_is_found_in_an_order_as_dcxml_writes_it(order, dialect):
    assert [] == list(validate(dcxml.dumps(order, dialect=dialect), CONTRACTS))
