"""The order in which sorters of imports put names: constants, classes, others; numbers in them by their size."""

from __future__ import annotations

import re

__all__ = ["import_order", "listing_order"]

_NUMBERS = re.compile(r"(\d+)")


def import_order(name: str) -> tuple[object, ...]:
    """Return the key by which a name stands in an import (isort's ``order-by-type``): whatever its case, first."""
    return (_kind(name), _natural(name.lower()), _natural(name))


def listing_order(name: str) -> tuple[object, ...]:
    """Return the key by which a name stands in ``__all__``."""
    return (_kind(name), _natural(name))


def _kind(name: str) -> int:
    return 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2


def _natural(name: str) -> list[object]:
    """Return the pieces to compare: texts and numbers by turns, so that any two names have the same at each place."""
    return [int(piece) if place % 2 else piece for place, piece in enumerate(_NUMBERS.split(name))]
