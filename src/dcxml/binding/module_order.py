"""The order in which declarations stand: what is used before what uses it, as far as cycles allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.contract.model import ClassDataContract, EnumDataContract
from dcxml.contract.schema_annotation import schema_annotations
from dcxml.errors import InvalidDataContractError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from dcxml.binding.implied import ImpliedContracts
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract, SchemaComponent
    from dcxml.contract.schema_annotation import SchemaAnnotation
    from dcxml.qname import QName

__all__ = ["Declarations", "components", "declarations_in_order", "named_references"]


@frozen
class Declarations:
    """What is declared, in order: the ``classes`` and enumerations, then the ``aliases`` of all that has a name.

    ``roots`` are collections, pairs and listed built-in types that nothing else leads to. ``components`` are what the
    definitions of schemas refer to, ``annotations`` what schemas say.
    """

    classes: tuple[DataContract, ...]
    aliases: tuple[DataContract, ...]
    roots: tuple[DataContract, ...]
    components: tuple[SchemaComponent, ...] = ()
    annotations: tuple[SchemaAnnotation, ...] = ()


def declarations_in_order(contracts: DataContractSet, implied: ImpliedContracts) -> Declarations:
    """Return what Python declares for a set, in an order in which every statement can run.

    :raises InvalidDataContractError: where a value type contains itself.
    """
    named = {contract.name: contract for contract in contracts if implied.is_named(contract)}
    classes = {n: c for n, c in named.items() if isinstance(c, ClassDataContract | EnumDataContract)}
    aliases = {n: c for n, c in named.items() if n not in classes}
    softly = _postorder(classes, lambda name: named_references(contracts, name, classes))
    ordered = _postorder(softly, lambda name: _needed_first(contracts, implied, name, classes), _refuse_cycle)
    return Declarations(
        tuple(classes[name] for name in ordered),
        tuple(aliases[n] for n in _postorder(aliases, lambda name: named_references(contracts, name, aliases))),
        tuple(_implied_roots(contracts, named)),
        contracts.components,
        tuple(schema_annotations(contracts)),
    )


def named_references(contracts: DataContractSet, name: QName, known: Collection[QName]) -> Iterator[QName]:
    """Yield the ``known`` contracts that one refers to, through those between that are not known."""
    waiting, seen = [*contracts[name].references()], {name}
    for each in waiting:  # grows while it is walked
        if each in known:
            yield each
        elif each not in seen:
            seen.add(each)
            waiting.extend(contracts[each].references())


def components(graph: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Return the strongly connected components of a graph, each in the order of the graph (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: dict[str, None] = {}
    place = {node: number for number, node in enumerate(graph)}
    found: list[tuple[str, ...]] = []
    for root in graph:
        path = [(root, iter(graph[root]))] if root not in index else []
        while path:
            node, rest = path[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack[node] = None
            following = next(rest, None)
            if following is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(tuple(sorted(_popped(stack, node), key=place.__getitem__)))
            elif following not in index:
                path.append((following, iter(graph[following])))
            elif following in stack:
                low[node] = min(low[node], index[following])
    return found


def _popped(stack: dict[str, None], until: str) -> Iterator[str]:
    while until in stack:
        yield stack.popitem()[0]


def _implied_roots(contracts: DataContractSet, named: Collection[QName]) -> Iterator[DataContract]:
    """Yield the collections, pairs and listed built-in types that nothing else leads to."""
    referred = {name for contract in contracts for name in contract.references()}
    referred.update(element.type for element in contracts.elements.values())
    return (each for each in contracts if each.name not in named and each.name not in referred)


def _needed_first(
    contracts: DataContractSet, implied: ImpliedContracts, name: QName, known: Collection[QName]
) -> Iterator[QName]:
    """Yield what a class statement evaluates: its base, and the value types among its defaults."""
    contract = contracts[name]
    if not isinstance(contract, ClassDataContract):
        return
    if contract.base is not None and contract.base in known:
        yield contract.base
    waiting = [member.type for member in contract.members if not member.is_nillable]
    for each in waiting:  # grows while it is walked
        needed = contracts[each]
        if not contracts.is_value_type(needed):
            continue
        if each in known:
            yield each
        else:
            waiting.extend(part.name for part in implied.parts(needed) if not part.is_nillable)


def _refuse_cycle(name: QName) -> None:
    reason = "a value type cannot contain itself"
    raise InvalidDataContractError(reason, contract=name.clark)


def _postorder(
    roots: Iterable[QName],
    references: Callable[[QName], Iterable[QName]],
    on_cycle: Callable[[QName], None] | None = None,
) -> list[QName]:
    """Return the roots and what they lead to, each behind its references as far as cycles allow."""
    done: dict[QName, None] = {}
    for root in roots:
        path = {root: iter([*references(root)])} if root not in done else {}
        while path:
            name, rest = next(reversed(path.items()))
            following = next(rest, None)
            if following is None:
                done[name] = None
                del path[name]
            elif following in path:
                if on_cycle is not None:
                    on_cycle(following)
            elif following not in done:
                path[following] = iter([*references(following)])
    return [*done]
