"""Contracts compared as wholes: gone, new, called otherwise, in another namespace, of another kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import XML_SCHEMA_TYPES, primitive_contract
from dcxml.drift import rules
from dcxml.drift.classes import compare_classes
from dcxml.drift.collection_types import compare_collections
from dcxml.drift.comparison import Comparison, change
from dcxml.drift.correspondence import is_named_after_parts
from dcxml.drift.direction import NOT_VALID, REFUSED, UNHARMED
from dcxml.drift.enumerations import compare_enumerations
from dcxml.drift.simple_types import compare_simple_types
from dcxml.drift.values import receive_contract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract
    from dcxml.drift.change import Change
    from dcxml.qname import QName

__all__ = ["compare_components", "compare_contract", "compare_namespaces", "contracts_added", "contracts_removed"]


def compare_namespaces(comparison: Comparison) -> Iterator[Change]:
    """Yield one change for all contracts that are in another namespace for one reason."""
    found = comparison.correspondence
    groups: dict[tuple[str, str], list[QName]] = {}
    for name in found.moved:
        groups.setdefault(_difference(name.namespace, found.pairs[name].namespace), []).append(name)
    for names in groups.values():
        namespaces = {name.namespace: found.pairs[name].namespace for name in names}
        was, now = ", ".join(namespaces), ", ".join(namespaces.values())
        count = f"{len(names):,} contracts are" if len(names) > 1 else f"{names[0].name} is"
        following = comparison.following(names)
        yield change(
            rules.NAMESPACE_CHANGED,
            f"{count} in {_said(now)}, and {'were' if len(names) > 1 else 'was'} in {_said(was)}",
            forward=REFUSED,
            backward=REFUSED,
            contract=found.pairs[names[0]] if len(names) == 1 else None,
            was=was,
            now=now,
            followers=(*(names if len(names) > 1 else ()), *following),
        )


def contracts_removed(comparison: Comparison) -> Iterator[Change]:
    """Yield the contracts that are gone; what something else used or sent is gone with that."""
    used = _used(comparison.old)
    for contract in _own(comparison.old):
        if contract.name in comparison.correspondence.pairs or _goes_along(contract, used):
            continue
        base = _known_base(comparison, comparison.old, contract, is_old=True)
        if base is None and contract.name in comparison.operations.messages_gone:
            continue
        is_root = not isinstance(contract, SimpleDataContract) or not contract.is_anonymous
        yield change(
            rules.DERIVED_REMOVED if base else rules.CONTRACT_REMOVED,
            f"{contract.name.name} is gone" + (f", which could stand for {base.name}" if base else ""),
            backward=REFUSED if is_root else UNHARMED,
            contract=contract.name,
            was=contract.name.clark,
        )


def contracts_added(comparison: Comparison) -> Iterator[Change]:
    """Yield the contracts that are new; what something else uses or sends has come with that."""
    known = set(comparison.correspondence.pairs.values())
    used = _used(comparison.new)
    for contract in _own(comparison.new):
        if contract.name in known or _goes_along(contract, used):
            continue
        base = _known_base(comparison, comparison.new, contract, is_old=False)
        if base is None and contract.name in comparison.operations.messages_come:
            continue
        yield change(
            rules.DERIVED_ADDED if base else rules.CONTRACT_ADDED,
            f"{contract.name.name} is new" + (f", and may stand for {base.name}" if base else ""),
            forward=REFUSED if base else UNHARMED,
            contract=contract.name,
            now=contract.name.clark,
        )


def compare_contract(comparison: Comparison, old: DataContract, new: DataContract) -> Iterator[Change]:
    """Yield the changes of a contract and its counterpart: its name, then what is inside."""
    if old.name in comparison.renamed:
        yield change(
            rules.CONTRACT_RENAMED,
            f"{old.name.name} seems to be called {new.name.name} now",
            forward=REFUSED,
            backward=REFUSED,
            contract=new.name,
            was=old.name.clark,
            now=new.name.clark,
            followers=tuple(comparison.following([old.name])),
        )
    match old, new:
        case ClassDataContract(), ClassDataContract() if old.is_iserializable == new.is_iserializable:
            yield from compare_classes(comparison, old, new)
        case CollectionDataContract(), CollectionDataContract():
            is_follower = comparison.is_following(old.name)
            yield from compare_collections(comparison, old, new, is_follower=is_follower)
        case EnumDataContract(), EnumDataContract():
            yield from compare_enumerations(old, new)
        case SimpleDataContract(), SimpleDataContract():
            yield from compare_simple_types(comparison, old, new)
        case XmlDataContract(), XmlDataContract():
            if old.schema != new.schema and old.name == new.name:
                yield _redefined(f"the definition of {new.name.name} is another", new.name)
        case UnresolvedDataContract(), UnresolvedDataContract():
            return
        case _ if old != new:
            yield _other_kind(comparison, old, new)


def compare_components(comparison: Comparison) -> Iterator[Change]:
    """Yield the changes of what else schemas define: groups, attributes, elements that are more than a type."""
    were, are = (
        {(c.kind, c.name): c.schema for c in contracts.components} for contracts in (comparison.old, comparison.new)
    )
    for kind, name in {**were, **are}:
        before, after = were.get((kind, name)), are.get((kind, name))
        if before != after:
            verb = "is new" if before is None else "is gone" if after is None else "is another"
            yield _redefined(f"the {kind} {name.name} {verb}", name)


def _redefined(message: str, name: QName) -> Change:
    return change(rules.DEFINITION_CHANGED, message, forward=NOT_VALID, backward=NOT_VALID, contract=name)


def _other_kind(comparison: Comparison, old: DataContract, new: DataContract) -> Change:
    was, now = _kind(old), _kind(new)
    return change(
        rules.KIND_CHANGED,
        f"{new.name.name} is {now}, and was {was}",
        forward=receive_contract(comparison.forward, old, new),
        backward=receive_contract(comparison.backward, new, old),
        contract=new.name,
        was=was,
        now=now,
    )


def _kind(contract: DataContract) -> str:  # noqa: PLR0911 - one return for each kind of contract
    match contract:
        case ClassDataContract(is_iserializable=True):
            return "an ISerializable"
        case ClassDataContract():
            return "a struct" if contract.is_value_type else "a class"
        case CollectionDataContract():
            return "a dictionary" if contract.is_dictionary else "a list"
        case EnumDataContract():
            return "an enumeration"
        case SimpleDataContract():
            return "a simple type"
        case XmlDataContract():
            return "XML"
    return "not defined"


def _own(contracts: DataContractSet) -> Iterator[DataContract]:
    """Yield the contracts that a set defines; built-in ones that it lists come with the members that use them."""
    return (c for c in contracts if primitive_contract(c.name) is None and c.name not in XML_SCHEMA_TYPES)


def _used(contracts: DataContractSet) -> set[QName]:
    types = {name for contract in contracts for name in contract.references() if name != contract.name}
    return types | {element.type for element in contracts.elements.values()}


def _goes_along(contract: DataContract, used: set[QName]) -> bool:
    """Tell whether a contract is one that a set has because something uses it, and for no other reason."""
    if contract.name not in used:
        return False
    is_anonymous = isinstance(contract, XmlDataContract | SimpleDataContract) and contract.is_anonymous
    return is_anonymous or isinstance(contract, UnresolvedDataContract) or is_named_after_parts(contract)


def _known_base(
    comparison: Comparison, contracts: DataContractSet, contract: DataContract, *, is_old: bool
) -> QName | None:
    """Return the nearest base of a class that the other side has too, by the name it has here."""
    if not isinstance(contract, ClassDataContract):
        return None
    direction = comparison.backward if is_old else comparison.forward
    line = contracts.lineage(contract)[-2::-1]
    return next((base.name for base in line if direction.counterpart(base.name) is not None), None)


def _difference(old: str, new: str) -> tuple[str, str]:
    """Return where two namespaces differ, in whole words: contracts of several may have moved for one reason."""
    ours, theirs = (re.split(r"(?<=[/.:#])|(?=[/.:#])", text) for text in (old, new))
    while ours and theirs and ours[0] == theirs[0]:
        del ours[0], theirs[0]
    while ours and theirs and ours[-1] == theirs[-1]:
        del ours[-1], theirs[-1]
    return "".join(ours), "".join(theirs)


def _said(namespace: str) -> str:
    return namespace or "no namespace"
