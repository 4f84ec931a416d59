"""How the fast lane says that something is not for it."""

from __future__ import annotations

from typing import Final, NoReturn

__all__ = ["DECLINED", "Declined", "decline"]

DECLINED: Final = object()
"""What the lane returns for a document or a value that is to take the other way."""


class Declined(Exception):  # noqa: N818 - no error: the other way is taken
    """A document or a value is not one for the fast lane."""


def decline() -> NoReturn:
    """Leave the fast lane.

    :raises Declined: always.
    """
    raise Declined
