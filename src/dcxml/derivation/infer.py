"""Infer data contracts from samples: observe, take for one what is one, name, build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.derivation.build import Built, build_contracts
from dcxml.derivation.generic import generics, pairs
from dcxml.derivation.naming import Names
from dcxml.derivation.observe import Observation, observe
from dcxml.derivation.shape import equal_shapes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dcxml.derivation.generic import Generic
    from dcxml.derivation.sample import SampleElement
    from dcxml.qname import QName

__all__ = ["Inference", "infer_contracts"]


@frozen(kw_only=True)
class Inference:
    """What was inferred, and by what way: the observation and the names, from which member paths are followed."""

    observation: Observation
    names: Names
    built: Built


def infer_contracts(
    roots: Sequence[SampleElement],
    *,
    joined: Mapping[str, str] | None = None,
    named: Mapping[str, QName] | None = None,
    separate: Collection[str] = (),
) -> Inference:
    """Return the contracts of the samples' root elements.

    ``joined`` takes contracts for others by key, ``named`` are the shown names of those, ``separate`` keeps contracts
    apart that are of equal shape.

    :raises DerivationError: where the samples contradict each other.
    """
    aliases = dict(joined or {})
    shown = dict(named or {})
    kept: dict[str, Generic] = {}
    merged: dict[str, list[str]] = {}
    while True:
        observation = observe(roots, aliases, shown=shown)
        told = generics(observation)
        kept |= {key: generic for key, generic in told.items() if generic.carrier is not None}
        same = _carried(observation, told)
        if same:
            # A contract that another's name names is known by that name from now on, wherever it stands.
            shown.update({name.clark: name for name in same.values()})
            aliases = _follow(aliases, {key: name.clark for key, name in same.items()})
            continue
        equal = equal_shapes(observation, separate)
        if not equal:
            break
        for key, first in equal.items():
            merged.setdefault(first, [first]).extend(merged.pop(key, [key]))
        aliases = _follow(aliases, equal)
    names = Names(observation, pairs(observation))
    built = build_contracts(observation, names, generics=told | kept, merged=merged)
    return Inference(observation=observation, names=names, built=built)


def _follow(aliases: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {key: new.get(end, end) for key, end in aliases.items()} | dict(new)


def _carried(observation: Observation, told: Mapping[str, Generic]) -> dict[str, QName]:
    """Return the names that generic contracts, pairs and dictionaries give to contracts whose names nothing shows."""
    carried = {each.carrier: each.argument for each in told.values() if each.carrier and each.argument}
    for key, types in pairs(observation).items():
        for slot, type_ in zip(observation.contracts[key].slots.values(), types, strict=True):
            content = observation.contracts.get(slot.content or "")
            if content is not None and content.shown is None and not content.is_list and not content.is_pair:
                carried[content.key] = type_
    return carried
