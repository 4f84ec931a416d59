"""A call on a stack of its own: documents are nested deeper than Python's recursion limit allows one stack to go."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LEVELS_PER_STACK", "on_fresh_stack"]

LEVELS_PER_STACK: Final = 50
"""How many levels of elements one stack takes: a level costs up to six of the 1,000 frames Python allows."""


def on_fresh_stack(function: Callable[..., Any], *arguments: Any, **settings: Any) -> Any:
    """Return ``function(*arguments, **settings)``, called in a new thread, whose count of frames begins at nought.

    Raises what the function raises.
    """
    outcome: list[Any] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(function(*arguments, **settings))
        except BaseException as error:  # noqa: BLE001 - it goes on in the caller's thread
            fault.append(error)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(run,), name="dcxml-deep")
    thread.start()
    thread.join()
    if fault:
        raise fault[0]
    return outcome[0]
