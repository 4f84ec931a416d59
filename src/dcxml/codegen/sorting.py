"""The order in which sorters of imports put names: constants, classes, others; numbers in them by their size."""

from __future__ import annotations

import re

__all__ = ["import_order"]

_NUMBERS = re.compile(r"(\d+)")


def import_order(name: str) -> tuple[object, ...]:
    """Return the key by which a name stands in an import or in ``__all__`` (isort's ``order-by-type``)."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    pieces = _NUMBERS.split(name)
    return (kind, *(int(piece) if place % 2 else piece for place, piece in enumerate(pieces)), name)
