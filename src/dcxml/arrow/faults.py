"""What a column cannot hold, or a contract cannot take: the index of the value, the reason, and the path to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Fault", "step"]


class Fault(Exception):  # noqa: N818 - it never leaves this room: TableError does
    """A fault at an ``index`` of the values at hand (None: of all of them); ``path`` leads on from there."""

    def __init__(self, reason: str, index: int | None = None) -> None:
        """Describe the fault of a value."""
        super().__init__(reason)
        self.reason = reason
        self.index = index
        self.path = ""


@contextmanager
def step(text: str) -> Iterator[None]:
    """Put a step before the path of a fault that comes up inside."""
    try:
        yield
    except Fault as fault:
        fault.path = f"{text}{fault.path}"
        raise
