"""Hypothesis strategies of what the contracts describe: values, instances, documents. The one door to Hypothesis.

Needs the extra ``hypothesis``; loaded name by name, so that the plugin Hypothesis loads costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcxml.strategies.objects import instances
    from dcxml.strategies.primitives import any_values, date_times, primitive_values, texts
    from dcxml.strategies.slots import ABSENT
    from dcxml.strategies.writing import documents

__all__ = ["ABSENT", "any_values", "date_times", "documents", "instances", "primitive_values", "texts"]


def __getattr__(name: str) -> object:
    """Load the module that has ``name`` (PEP 562)."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = {"ABSENT": "slots", "documents": "writing", "instances": "objects"}.get(name, "primitives")
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
