"""What a constraining facet of XML Schema allows, in words; knows no contract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["broken_facet"]

_FACET: Final = re.compile(r"\[facet '(\w+)'\]")
_PATTERN: Final = re.compile(r"by the pattern '(.*)'")
_MOST_VALUES: Final = 10
_SENTENCES: Final = {
    "length": "a length of {}",
    "minLength": "a length of {} at least",
    "maxLength": "a length of {} at most",
    "minInclusive": "{} at least",
    "minExclusive": "more than {}",
    "maxInclusive": "{} at most",
    "maxExclusive": "less than {}",
    "totalDigits": "{} digits at most",
    "fractionDigits": "{} digits behind the point at most",
}


def broken_facet(messages: str, levels: Sequence[Sequence[tuple[str, str]]]) -> str:
    """Return which facet a value breaks and what it allows: ``its maxLength allows a length of 3 at most``.

    ``messages`` are libxml2's, ``levels`` the names and values of the facets of a type, those of its base first. The
    last that states a facet is the strictest, but for patterns, which all hold; those of one level are alternatives.
    """
    found = _FACET.search(messages)
    name = "" if found is None else found[1]
    pattern = _PATTERN.search(messages)
    stating = [level for level in levels if any(facet == name for facet, _ in level)]
    if name == "pattern" and pattern is not None:
        stating = [level for level in stating if (name, pattern[1]) in level] or stating
    if not stating:
        return ""
    values = [value for facet, value in stating[-1] if facet == name]
    sentence = _SENTENCES.get(name)
    return f"its {name} allows {_listed(values) if sentence is None else sentence.format(values[-1])}"


def _listed(values: list[str]) -> str:
    shown = values[:_MOST_VALUES]
    if len(shown) < len(values):
        return f"{', '.join(shown)} and {len(values) - len(shown):,} more"
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
