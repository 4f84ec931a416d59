"""What the exit code says."""

from __future__ import annotations

import enum

__all__ = ["ExitCode"]


class ExitCode(enum.IntEnum):
    """How a run ended; the greater code wins where several inputs end differently."""

    NOTHING_FOUND = 0
    """No finding, no difference."""
    FOUND = 1
    """There are findings or differences."""
    ERROR = 2
    """A wrong command line, a file that cannot be read or written, a schema or a page that cannot be used."""
    INTERRUPTED = 130
    """Ctrl-C: 128 and the number of SIGINT, as shells have it."""
