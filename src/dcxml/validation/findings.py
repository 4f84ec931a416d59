"""What is found in a document, as a value; how it is told to people or machines is decided elsewhere."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Finding"]


@frozen(kw_only=True)
class Finding:
    """One fault of a document: the rule it breaks, the place, what was found there, what is allowed.

    ``code`` and ``name`` are those of the rule, ``message`` is a sentence, ``path`` the member path
    (``/Order/Lines/Line[2]/Number``). ``line`` and ``column`` count from 1 and are those of the element's start tag.
    """

    code: str
    name: str
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    found: str | None = None
    expected: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        """Return ``page.xml:14:3: DC009 sentence (/Order/Number)``, as far as the place is known."""
        position = [str(number) for number in (self.line, self.column) if number is not None]
        place = ":".join(([self.file] if self.file else []) + position)
        sentence = f"{self.code} {self.message}" + (f" ({self.path})" if self.path else "")
        return f"{place}: {sentence}" if place else sentence
