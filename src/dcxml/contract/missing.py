"""What a schema or a WSDL needs and nothing given defines: named with who needs it.

It travels with a contract set and does not count in its equality.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["MissingReference"]

_ELSEWHERE: Final = re.compile(r"\s*(?!file:)(?:[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)
"""How a location begins that leads to another machine; ``C:`` is a drive."""

_ABSOLUTE: Final = re.compile(r"\s*(?:file:|[A-Za-z]:|[/\\])", re.IGNORECASE)
"""How a location begins that says where the file is, whoever names it."""


@frozen
class MissingReference:
    """A reference that leads nowhere, at the place where it is first needed by a component.

    ``kind`` is what it should have led to: ``type``, ``element``, ``attribute``, ``group``, ``message`` and so on, or
    ``document``. ``name`` is the Clark name, of a document its location. ``component`` is the one that needs it
    (``complexType Order``), in ``file`` at ``line``.
    """

    kind: str
    name: str
    file: str | None = None
    line: int | None = None
    component: str | None = None

    @property
    def reason(self) -> str:
        """Say what is missing."""
        if self.kind == "document":
            is_elsewhere = _ELSEWHERE.match(self.name)
            is_absolute = _ABSOLUTE.match(self.name)
            here = (
                "there is no such file below the folders of what is given" if is_absolute else "there is no such file"
            )
            rest = "nothing is read from the network" if is_elsewhere else here
            return f"nothing given is the document {self.name!r}, and {rest}"
        return f"nothing defines the {self.kind} {self.name}"

    def __str__(self) -> str:
        """Return ``orders.xsd:14: complexType Order: nothing defines the type {urn:x}Line``."""
        place = self.file or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        return ": ".join(part for part in (place, self.component, self.reason) if part)
