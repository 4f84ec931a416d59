"""Identity of values of the built-in types: equal, and the same text when written."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import DateTimeOffset
from dcxml.lexical.date_time_text import format_date_time

__all__ = ["identical_primitives"]


def identical_primitives(left: Any, right: Any) -> bool:  # noqa: PLR0911 - one line for each kind of value
    """Tell whether two values of built-in types are equal and cannot be told apart when written.

    ``Z`` is not ``+00:00``, ``1.0`` not ``1.00``, True not 1, 0.0 not -0.0; NaN is NaN, and a plain datetime or
    timedelta is the `DateTime` or `Duration` that is equal to it.
    """
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right and _written(left) == _written(right)
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return left == right
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return repr(left) == repr(right)
    if isinstance(left, Decimal):
        return str(left.copy_abs() if left == 0 else left) == str(right.copy_abs() if right == 0 else right)
    if isinstance(left, DateTimeOffset):
        return bool(left == right) and left.offset_minutes == right.offset_minutes
    return bool(left == right)


def _written(moment: datetime) -> str:
    try:
        return format_date_time(moment)
    except LexicalError:
        # Its offset cannot be written; then the clock and the zone themselves tell.
        return f"{moment.isoformat()} {moment.tzinfo!r}"
