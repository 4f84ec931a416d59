"""Hypothesis strategies for pairs of contract sets: a set as `contract_sets` draws it, and the same set changed.

A change is what someone may do to a contract: to members, names, types, bases, enumerations, collections, namespaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, fields
from hypothesis import assume
from hypothesis import strategies as st

from dcxml import InvalidDataContractError
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    SimpleDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES, Facet, GlobalElement
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS, primitive_contract
from dcxml.qname import XS, QName
from support.contract_sets import contract_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.contract import DataContract

__all__ = ["changed", "contract_pairs"]

_NEW_NAMES: Final = ("Added", "Names", "Lines", "orders", "Zeta", "_first", "ID")
_ROOT_NAMESPACE: Final = "urn:roots"
_ROOTS: Final = ("root", "roots", "Other")
_SIMPLE: Final = QName("urn:acme", "Short")
_FACETS: Final = {
    "string": (("maxLength", "3"), ("maxLength", "5"), ("minLength", "1"), ("enumeration", "a"), ("pattern", "[a-c]*")),
    "int": (("minInclusive", "0"), ("minInclusive", "5"), ("maxExclusive", "10"), ("maxInclusive", "10")),
}
_TYPES: Final = tuple(name for name in PRIMITIVE_CONTRACTS)


def contract_pairs(*, most: int = 4, changes: int = 2, for_clr: bool = True) -> st.SearchStrategy[tuple[Any, Any]]:
    """Draw a contract set and what becomes of it by up to ``changes`` changes."""
    drawn = contract_sets(hostile=False, annotations=False, for_clr=for_clr, most=most)
    with_simple = st.tuples(drawn, st.booleans()).flatmap(lambda each: _with_simple(*each)).flatmap(_with_elements)
    return with_simple.flatmap(lambda old: st.tuples(st.just(old), changed(old, changes=changes)))


@st.composite
def _with_simple(draw: st.DrawFn, contracts: DataContractSet, wanted: bool) -> DataContractSet:  # noqa: FBT001 - drawn
    """Add a simple type, and let a member of a class be of it."""
    holders = [
        c for c in contracts if isinstance(c, ClassDataContract) and c.members and primitive_contract(c.name) is None
    ]
    if not wanted or not holders:
        return contracts
    base = draw(st.sampled_from(sorted(_FACETS)))
    simple = SimpleDataContract(name=_SIMPLE, base=QName(XS, base), facets=draw(_facets(base)))
    holder = draw(st.sampled_from(holders))
    if _SIMPLE in contracts or holder.generic is not None:
        return contracts
    first = evolve(holder.members[0], type=_SIMPLE, is_nillable=base == "string", declares=None)
    return _replaced(contracts, {holder.name: evolve(holder, members=(first, *holder.members[1:]))}, [simple])


@st.composite
def _with_elements(draw: st.DrawFn, contracts: DataContractSet) -> DataContractSet:
    """Add global elements of other names, or none."""
    names = draw(st.lists(st.sampled_from(_ROOTS), max_size=2, unique=True))
    return DataContractSet(contracts, [_element(draw, contracts, QName(_ROOT_NAMESPACE, name)) for name in names])


def _element(draw: st.DrawFn, contracts: DataContractSet, name: QName) -> GlobalElement:
    types = [
        *(c.name for c in contracts if primitive_contract(c.name) is None and c.name not in (XML_ELEMENT, XML_NODES))
    ]
    type_ = draw(st.sampled_from([*types, QName(XS, "int"), QName(XS, "string")]))
    return GlobalElement(name=name, type=type_, is_nillable=not contracts.is_value_type(contracts[type_]))


def _facets(base: str) -> st.SearchStrategy[tuple[Facet, ...]]:
    chosen = st.lists(st.sampled_from(_FACETS[base]), max_size=2, unique_by=lambda each: each[0])
    return chosen.map(lambda each: tuple(Facet(*facet) for facet in each))


@st.composite
def changed(draw: st.DrawFn, contracts: DataContractSet, *, changes: int = 1) -> DataContractSet:
    """Draw what becomes of a set; one that no set can be is drawn again."""
    for _ in range(draw(st.integers(1, changes))):
        before = contracts
        own = [c for c in contracts if primitive_contract(c.name) is None and not c.name.namespace.startswith(XS)]
        assume(own)
        contract = draw(st.sampled_from(own))
        kinds = [kind for owner, kind in _CHANGES if isinstance(contract, owner)]
        try:
            contracts = draw(st.sampled_from(kinds))(draw, contracts, contract)
        except InvalidDataContractError:
            contracts = before
    return contracts


def _replaced(
    contracts: DataContractSet,
    replacements: Mapping[QName, DataContract | None],
    more: list[DataContract] | None = None,
) -> DataContractSet:
    kept = (replacements.get(c.name, c) for c in contracts)
    return DataContractSet([*(c for c in kept if c is not None), *(more or [])], contracts.elements.values())


def _renamed(contracts: DataContractSet, names: Mapping[QName, QName]) -> DataContractSet:
    """Return the set with other names for some contracts, wherever they are referred to."""

    def new(value: Any) -> Any:
        if isinstance(value, QName):
            return names.get(value, value)
        if isinstance(value, DataMember):
            return evolve(value, type=new(value.type))
        return value

    elements = [evolve(each, type=new(each.type)) for each in contracts.elements.values()]

    def renamed(contract: DataContract) -> DataContract:
        if primitive_contract(contract.name) is not None:
            return contract
        values: dict[str, Any] = {
            each.name: new(getattr(contract, each.name))
            for each in fields(type(contract))
            if each.name in ("name", "base", "item_type", "key", "value")
        }
        if isinstance(contract, ClassDataContract):
            values["members"] = tuple(map(new, contract.members))
        return evolve(contract, **values)

    return DataContractSet(map(renamed, contracts), elements)


# Contracts


def _rename(draw: st.DrawFn, contracts: DataContractSet, contract: DataContract) -> DataContractSet:
    name = QName(contract.name.namespace, draw(st.sampled_from((contract.name.name + "s", *_NEW_NAMES))))
    return contracts if name in contracts else _renamed(contracts, {contract.name: name})


def _move_namespace(draw: st.DrawFn, contracts: DataContractSet, contract: DataContract) -> DataContractSet:
    old = contract.name.namespace
    new = draw(st.sampled_from(("urn:elsewhere", old + "/v2")))
    names = {c.name: QName(new, c.name.name) for c in contracts if c.name.namespace == old}
    return _renamed(contracts, names)


def _remove(_: st.DrawFn, contracts: DataContractSet, contract: DataContract) -> DataContractSet:
    used = {name for other in contracts for name in other.references()}
    used |= {element.type for element in contracts.elements.values()}
    return contracts if contract.name in used else _replaced(contracts, {contract.name: None})


def _add(draw: st.DrawFn, contracts: DataContractSet, contract: DataContract) -> DataContractSet:
    name = QName(contract.name.namespace, draw(st.sampled_from(_NEW_NAMES)))
    if name in contracts:
        return contracts
    can_derive = (
        isinstance(contract, ClassDataContract) and not contract.is_value_type and not contract.is_iserializable
    )
    base = contract.name if can_derive and draw(st.booleans()) else None
    is_reference = base is not None and contracts.is_reference(contract)
    new = ClassDataContract(
        name=name, base=base, is_reference=is_reference, members=(DataMember(name="Own", type=QName(XS, "int")),)
    )
    return _replaced(contracts, {}, [new])


def _drop_element(_: st.DrawFn, contracts: DataContractSet, __: DataContract) -> DataContractSet:
    return DataContractSet(contracts, list(contracts.elements.values())[1:])


def _change_element(draw: st.DrawFn, contracts: DataContractSet, _: DataContract) -> DataContractSet:
    """Let a global element be of another type, or be there for the first time."""
    name = QName(_ROOT_NAMESPACE, draw(st.sampled_from(_ROOTS)))
    others = [element for element in contracts.elements.values() if element.name != name]
    return DataContractSet(contracts, [*others, _element(draw, contracts, name)])


# Classes


def _members(contracts: DataContractSet, contract: ClassDataContract, members: Any) -> DataContractSet:
    return _replaced(contracts, {contract.name: evolve(contract, members=tuple(members))})


def _drawn_member(draw: st.DrawFn, contracts: DataContractSet, name: str) -> DataMember:
    type_ = draw(st.sampled_from([*_TYPES, *(c.name for c in contracts)]))
    is_value_type = contracts.is_value_type(contracts[type_]) if type_ in contracts else _is_value_type(type_)
    return DataMember(
        name=name,
        type=type_,
        is_nillable=not is_value_type or draw(st.booleans()),
        is_required=draw(st.integers(0, 3)) == 0,
    )


def _is_value_type(name: QName) -> bool:
    return PRIMITIVE_CONTRACTS[name].primitive.is_value_type


def _add_member(draw: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    place = draw(st.integers(0, len(contract.members)))
    new = _drawn_member(draw, contracts, draw(st.sampled_from(_NEW_NAMES)))
    return _members(contracts, contract, (*contract.members[:place], new, *contract.members[place:]))


def _with_member(change: Callable[[st.DrawFn, DataContractSet, DataMember], DataMember | None]) -> Any:
    """Return a change of one member of a class; of None it is removed."""

    def apply(draw: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
        if not contract.members or contract.generic is not None:
            return contracts
        place = draw(st.integers(0, len(contract.members) - 1))
        new = change(draw, contracts, contract.members[place])
        kept = () if new is None else (new,)
        return _members(contracts, contract, (*contract.members[:place], *kept, *contract.members[place + 1 :]))

    return apply


def _retype(draw: st.DrawFn, contracts: DataContractSet, member: DataMember) -> DataMember:
    return evolve(_drawn_member(draw, contracts, member.name), is_required=member.is_required)


def _rename_member(draw: st.DrawFn, _: DataContractSet, member: DataMember) -> DataMember:
    return evolve(member, name=draw(st.sampled_from((member.name + "s", member.name.lower(), *_NEW_NAMES))))


def _toggle(attribute: str) -> Any:
    return _with_member(lambda _, __, member: evolve(member, **{attribute: not getattr(member, attribute)}))


def _move_member(draw: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    if contract.generic is not None:
        return contracts
    return _members(contracts, contract, draw(st.permutations(contract.members)))


def _change_base(draw: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    if contract.is_value_type or contract.is_iserializable:
        return contracts
    bases = [
        c.name
        for c in contracts
        if isinstance(c, ClassDataContract)
        and not (c.is_value_type or c.is_iserializable or c.generic)
        and c.is_reference == contract.is_reference
        and not contracts.is_derived(c.name, contract.name)
    ]
    return _replaced(contracts, {contract.name: evolve(contract, base=draw(st.sampled_from([None, *bases])))})


def _pull_up(draw: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    """Let the base declare a member of a class."""
    if contract.base is None or not contract.members:
        return contracts
    base = contracts[contract.base]
    place = draw(st.sampled_from([0, len(contract.members) - 1]))
    member = contract.members[place]
    rest = (*contract.members[:place], *contract.members[place + 1 :])
    assert isinstance(base, ClassDataContract)
    return _replaced(
        contracts,
        {
            contract.name: evolve(contract, members=rest),
            base.name: evolve(base, members=(*base.members, member)),
        },
    )


def _toggle_value_type(_: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    if contract.base or contract.is_reference or contract.is_iserializable or contract.generic is not None:
        return contracts
    if any(isinstance(c, ClassDataContract) and c.base == contract.name for c in contracts):
        return contracts
    if contract.name in _reached(contracts, contract):  # a struct that holds itself
        return contracts
    return _replaced(contracts, {contract.name: evolve(contract, is_value_type=not contract.is_value_type)})


def _reached(contracts: DataContractSet, contract: DataContract) -> set[QName]:
    waiting, seen = [*contract.references()], set[QName]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(contracts[name].references())
    return seen


def _toggle_reference(_: st.DrawFn, contracts: DataContractSet, contract: ClassDataContract) -> DataContractSet:
    if (
        contract.is_value_type
        or contract.is_iserializable
        or contract.base
        or any(m.is_required for m in contract.members)
    ):
        return contracts
    if any(isinstance(c, ClassDataContract) and c.base == contract.name for c in contracts):
        return contracts
    return _replaced(contracts, {contract.name: evolve(contract, is_reference=not contract.is_reference)})


# Enumerations


def _texts(change: Callable[[st.DrawFn, list[EnumMember]], list[EnumMember]]) -> Any:
    def apply(draw: st.DrawFn, contracts: DataContractSet, contract: EnumDataContract) -> DataContractSet:
        members = change(draw, [*contract.members])
        return _replaced(contracts, {contract.name: evolve(contract, members=tuple(members))})

    return apply


def _add_text(draw: st.DrawFn, members: list[EnumMember]) -> list[EnumMember]:
    new = EnumMember(name=draw(st.sampled_from(_NEW_NAMES)), value=draw(st.sampled_from((0, 1, 2, 64))))
    return [*members, new]


def _drop_text(draw: st.DrawFn, members: list[EnumMember]) -> list[EnumMember]:
    return [each for each in members if each is not draw(st.sampled_from(members))] if members else members


def _rename_text(draw: st.DrawFn, members: list[EnumMember]) -> list[EnumMember]:
    return [evolve(members[0], name=draw(st.sampled_from(_NEW_NAMES))), *members[1:]] if members else members


def _renumber(draw: st.DrawFn, members: list[EnumMember]) -> list[EnumMember]:
    return [evolve(each, value=draw(st.sampled_from((0, 1, 2, 4, each.value)))) for each in members]


def _toggle_flags(_: st.DrawFn, contracts: DataContractSet, contract: EnumDataContract) -> DataContractSet:
    return _replaced(contracts, {contract.name: evolve(contract, is_flags=not contract.is_flags)})


# Collections and simple types


def _rename_item(draw: st.DrawFn, contracts: DataContractSet, contract: CollectionDataContract) -> DataContractSet:
    return _replaced(contracts, {contract.name: evolve(contract, item_name=draw(st.sampled_from(_NEW_NAMES)))})


def _retype_item(draw: st.DrawFn, contracts: DataContractSet, contract: CollectionDataContract) -> DataContractSet:
    member = _drawn_member(draw, contracts, "Item")
    if contract.item_type is None:
        assert contract.value is not None
        value = evolve(contract.value, type=member.type, is_nillable=member.is_nillable)
        return _replaced(contracts, {contract.name: evolve(contract, value=value)})
    new = evolve(contract, item_type=member.type, is_item_nillable=member.is_nillable)
    return _replaced(contracts, {contract.name: new})


def _rename_key(draw: st.DrawFn, contracts: DataContractSet, contract: CollectionDataContract) -> DataContractSet:
    if contract.key is None:
        return contracts
    key = evolve(contract.key, name=draw(st.sampled_from(_NEW_NAMES)))
    return _replaced(contracts, {contract.name: evolve(contract, key=key)})


def _refacet(draw: st.DrawFn, contracts: DataContractSet, contract: SimpleDataContract) -> DataContractSet:
    return _replaced(contracts, {contract.name: evolve(contract, facets=draw(_facets(contract.base.name)))})


_CHANGES: Final[tuple[tuple[type, Callable[..., DataContractSet]], ...]] = (
    (object, _rename),
    (object, _move_namespace),
    (object, _remove),
    (object, _add),
    (object, _drop_element),
    (object, _change_element),
    (ClassDataContract, _add_member),
    (ClassDataContract, _add_member),
    (ClassDataContract, _with_member(lambda *_: None)),
    (ClassDataContract, _with_member(_retype)),
    (ClassDataContract, _with_member(_retype)),
    (ClassDataContract, _with_member(_rename_member)),
    (ClassDataContract, _toggle("is_nillable")),
    (ClassDataContract, _toggle("is_required")),
    (ClassDataContract, _toggle("emit_default_value")),
    (ClassDataContract, _move_member),
    (ClassDataContract, _change_base),
    (ClassDataContract, _pull_up),
    (ClassDataContract, _toggle_value_type),
    (ClassDataContract, _toggle_reference),
    (EnumDataContract, _texts(_add_text)),
    (EnumDataContract, _texts(_drop_text)),
    (EnumDataContract, _texts(_rename_text)),
    (EnumDataContract, _texts(_renumber)),
    (EnumDataContract, _texts(lambda draw, members: [*draw(st.permutations(members))])),
    (EnumDataContract, _toggle_flags),
    (CollectionDataContract, _rename_item),
    (CollectionDataContract, _retype_item),
    (CollectionDataContract, _rename_key),
    (SimpleDataContract, _refacet),
    (SimpleDataContract, _refacet),
)
"""What may be done to a contract, by its kind."""
