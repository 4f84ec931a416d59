"""Hypothesis's plugin: ``st.from_type`` makes valid instances of every contract class and enumeration.

Hypothesis calls `register` (entry point group ``hypothesis``) while it is imported; nothing else imports it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.binding.declarations import observers
from dcxml.binding.spec import contract_spec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]


def register() -> None:
    """Register the contract classes and enumerations there are, and each that will be declared."""
    if _register not in observers:
        observers.append(_register)
        for cls in set(_declared(object)):
            _register(cls)


def _register(cls: type) -> None:
    from hypothesis import strategies  # noqa: PLC0415 - Hypothesis is there once it has called `register`

    strategies.register_type_strategy(cls, _resolve)


def _resolve(cls: type[Any]) -> SearchStrategy[Any]:
    from dcxml.strategies.objects import instances  # noqa: PLC0415 - not before a strategy is asked for

    return instances(cls)


def _declared(base: type) -> Iterator[type]:
    """Yield the living classes below ``base`` that are contracts."""
    subclasses: list[type] = type.__subclasses__(base)
    for cls in subclasses:
        if contract_spec(cls) is not None:
            yield cls
        if cls is not type:
            yield from _declared(cls)
