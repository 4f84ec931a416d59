"""Instances of the classes made from a contract set, the same in each run: drawn, and filled as far as may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings

import dcxml
from dcxml.binding.introspect import describe
from dcxml.strategies import instances

if TYPE_CHECKING:
    from dcxml.binding.live import Binding
    from dcxml.qname import QName

__all__ = ["Samples"]

_POOL: Final = 5
"""How many instances of a contract are drawn."""


@define
class Samples:
    """Instances of the classes of a contract set."""

    binding: Binding
    _pools: dict[QName, list[Any]] = field(factory=dict)
    _documents: dict[str, list[tuple[Any, bytes]]] = field(factory=dict)

    def of(self, root: str) -> list[Any]:
        """Return instances of a contract or a global element (Clark form): the least, a few others, the fullest.

        In the fullest nothing is nil, absent or empty that need not be, and each base is what derives from it.
        """
        annotation = self.binding[root]
        return [*self.pool(describe(annotation).type), dcxml.sample(annotation, "maximal")]

    def documents(self, root: str) -> list[tuple[Any, bytes]]:
        """Return those instances, each with its document, which are made once."""
        if root not in self._documents:
            annotation = self.binding[root]
            self._documents[root] = [(each, dcxml.dumps(each, annotation)) for each in self.of(root)]
        return self._documents[root]

    def pool(self, name: QName) -> list[Any]:
        """Return a few instances of a contract, the least one first."""
        if name not in self._pools:
            self._pools[name] = _drawn(self.binding.annotation_of(name))
        return self._pools[name]


def _drawn(annotation: Any) -> list[Any]:
    """Return the first instances of the strategy that are not nil."""
    found: list[Any] = []
    run = settings(
        database=None,
        deadline=None,
        max_examples=_POOL,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(4)
    @run
    @given(instances(annotation))
    def collect(instance: Any) -> None:
        found.append(instance)

    collect()
    return [each for each in found if each is not None]
