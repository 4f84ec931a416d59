"""Colours of terminals (ECMA-48, SGR), or none."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from dcxml.validation import Severity

__all__ = ["Palette"]

_RESET: Final = "\x1b[0m"
_BOLD: Final = "1"
_BLUE: Final = "1;34"
_OF_SEVERITY: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@frozen
class Palette:
    """Styles text that has been made safe to show; as it is where there is no ``color``."""

    color: bool

    def severity(self, text: str, severity: Severity) -> str:
        """Return text in the colour of a severity."""
        return self._styled(text, _OF_SEVERITY[severity])

    def frame(self, text: str) -> str:
        """Return what is around the text of a document: arrows, line numbers, marks of related places."""
        return self._styled(text, _BLUE)

    def strong(self, text: str) -> str:
        """Return text that stands out."""
        return self._styled(text, _BOLD)

    def _styled(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.color and text else text
