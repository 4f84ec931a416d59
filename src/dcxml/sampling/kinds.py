"""The kinds of samples."""

from __future__ import annotations

from typing import Final, Literal, get_args

__all__ = ["KINDS", "SampleKind"]

SampleKind = Literal["documentation", "minimal", "maximal"]
KINDS: Final[tuple[SampleKind, ...]] = get_args(SampleKind)
"""As a help page shows it, with what is required alone, with everything."""
