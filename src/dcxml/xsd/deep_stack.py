"""A call that may go deeper than Python's recursion limit: in a thread with a large stack, the limit raised meanwhile.

xmlschema walks the types of a schema by recursion, some ten frames for each level: 1,000 frames are not enough for a
hundred types that derive from each other.
"""

from __future__ import annotations

import contextvars
import sys
import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FRAMES", "on_deep_stack"]

_T = TypeVar("_T")

FRAMES: Final = 40_000
"""How many calls inside each other are allowed there."""
_STACK: Final = 256 << 20
"""Bytes of addresses; the system gives memory only for what is used of them."""
_one_at_a_time: Final = threading.Lock()
"""The recursion limit and the size of new stacks are the process's."""


def on_deep_stack(function: Callable[[], _T]) -> _T:
    """Return what ``function`` returns, called on a stack for `FRAMES` calls.

    :raises RecursionError: where even that is not enough; and whatever the function raises.
    """
    outcome: list[_T] = []
    fault: list[BaseException] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(FRAMES, limit))
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - it goes on in the caller's thread
            fault.append(error)
        finally:
            sys.setrecursionlimit(limit)

    with _one_at_a_time:
        size = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=contextvars.copy_context().run, args=(run,), name="dcxml-deep-schema")
            thread.start()
        finally:
            threading.stack_size(size)
        thread.join()
    if fault:
        raise fault[0]
    return outcome[0]
