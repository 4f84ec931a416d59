"""Findings: what keeps a document from being valid for its contracts or readable by .NET, each with its place.

Each name is loaded when it is first used: who tells findings needs no walk that finds them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dcxml.validation.facts import Facts, Severity
    from dcxml.validation.findings import Finding, Related
    from dcxml.validation.given import validate
    from dcxml.validation.rules import RULES, Rule

__all__ = ["RULES", "Facts", "Finding", "Related", "Rule", "Severity", "validate"]

_HOMES: Final = {
    "Facts": "facts",
    "Finding": "findings",
    "RULES": "rules",
    "Related": "findings",
    "Rule": "rules",
    "Severity": "facts",
    "validate": "given",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    return value
