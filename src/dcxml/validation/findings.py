"""What is found in a document, as a value; how it is told to people or machines is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - attrs resolves the annotations of its classes

from attrs import field, frozen

from dcxml.validation.facts import REFUSED, Facts, Severity

__all__ = ["Finding", "Related"]


@frozen(kw_only=True)
class Related:
    """Another place that explains a finding, with a few words about it."""

    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen(kw_only=True)
class Finding:
    """One fault of a document: the rule it breaks, the place, what was found there, what is allowed.

    ``code`` and ``name`` are those of the rule, ``message`` is a sentence. ``facts`` say what XML Schema and .NET
    make of it; ``severity`` follows from them.

    The place is told six times: ``path`` is the member path (``/Order/Lines/Line[2]/Number``), ``xpath`` the same as
    an XPath 1.0 expression with the prefixes in ``namespaces``, ``member`` the expression in Python, from the
    decoded object (``lines[1].number``; empty for the object itself). ``line`` and ``column`` count from 1, columns
    in characters; ``offset`` is the number of bytes before it (of text, as UTF-8). ``end_line``, ``end_column`` and
    ``end_offset`` are behind the last character.
    """

    code: str
    name: str
    message: str
    facts: Facts = REFUSED
    severity: Severity = field(converter=Severity)
    path: str = ""
    xpath: str = ""
    namespaces: Mapping[str, str] = field(factory=dict)
    member: str | None = None
    line: int | None = None
    column: int | None = None
    offset: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    end_offset: int | None = None
    found: str | None = None
    expected: str | None = None
    related: tuple[Related, ...] = ()
    file: str | None = None

    @severity.default
    def _severity(self) -> Severity:
        return self.facts.severity

    def __str__(self) -> str:
        """Return ``page.xml:14:3: DC031 sentence (/Order/Number)``, as far as the place is known."""
        position = [str(number) for number in (self.line, self.column) if number is not None]
        place = ":".join(([self.file] if self.file else []) + position)
        sentence = f"{self.code} {self.message}" + (f" ({self.path})" if self.path else "")
        return f"{place}: {sentence}" if place else sentence
