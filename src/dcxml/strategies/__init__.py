"""Hypothesis strategies of what the contracts describe: values, instances, documents. The one door to Hypothesis.

Needs the extra ``hypothesis``; loaded name by name, so that the plugin Hypothesis loads costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dcxml.strategies.coverage import cases
    from dcxml.strategies.invalid import invalid_documents
    from dcxml.strategies.mutations import MUTATIONS, AppliedMutation, Case, Effect, Label, Mutation
    from dcxml.strategies.objects import instances
    from dcxml.strategies.primitives import any_values, date_times, primitive_values, texts
    from dcxml.strategies.slots import ABSENT
    from dcxml.strategies.stateful import state_machine
    from dcxml.strategies.writing import documents

__all__ = [
    "ABSENT",
    "MUTATIONS",
    "AppliedMutation",
    "Case",
    "Effect",
    "Label",
    "Mutation",
    "any_values",
    "cases",
    "date_times",
    "documents",
    "instances",
    "invalid_documents",
    "primitive_values",
    "state_machine",
    "texts",
]

_MODULES: Final = {
    "ABSENT": "slots",
    "cases": "coverage",
    "documents": "writing",
    "instances": "objects",
    "invalid_documents": "invalid",
    "state_machine": "stateful",
    **dict.fromkeys(("MUTATIONS", "AppliedMutation", "Case", "Effect", "Label", "Mutation"), "mutations"),
}


def __getattr__(name: str) -> object:
    """Load the module that has ``name`` (PEP 562)."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_MODULES.get(name, 'primitives')}"), name)
    globals()[name] = value
    return value
