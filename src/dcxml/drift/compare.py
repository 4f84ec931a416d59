"""Compare two contract sets: one cause, one change, in an order that is the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift.comparison import Comparison
from dcxml.drift.contracts import (
    compare_components,
    compare_contract,
    compare_namespaces,
    contracts_added,
    contracts_removed,
)
from dcxml.drift.correspondence import correspond
from dcxml.drift.operations import compare_operations
from dcxml.drift.roots import compare_roots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.drift.change import Change

__all__ = ["diff_contracts"]


def diff_contracts(old: DataContractSet, new: DataContractSet) -> Iterator[Change]:
    """Yield what has changed from ``old`` to ``new``, and for each change whom it breaks.

    Nothing is yielded for equal sets with equal operations. Namespaces come first, then what is gone, then the
    contracts that both have in their old order, then what is new, global elements, operations and definitions.
    Contracts, members and texts that seem to have another name are told as one change.
    """
    comparison = Comparison(old, new, correspond(old, new))
    yield from compare_namespaces(comparison)
    yield from contracts_removed(comparison)
    for contract in old:
        counterpart = comparison.correspondence.pairs.get(contract.name)
        if counterpart is not None:
            yield from compare_contract(comparison, contract, new[counterpart])
    yield from contracts_added(comparison)
    yield from compare_roots(comparison)
    yield from compare_operations(comparison)
    yield from compare_components(comparison)
