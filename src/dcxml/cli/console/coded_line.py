"""What has a code, a finding or what was done about it, in one line for people."""

from __future__ import annotations

from dcxml.cli.console.output import styled
from dcxml.reporting.safe_text import one_line

__all__ = ["coded_line"]


def coded_line(told: object, code: str, *, color: str) -> str:
    """Return in one line what is told, with its ``code`` in colour and no control characters of a document."""
    return one_line(str(told)).replace(f"{code} ", f"{styled(code, fg=color)} ", 1)
