"""Contracts narrowed to what is beyond doubt: what their schema accepts is valid, readable by .NET and lossless.

An XML Schema says less than the serializer asks for: its xs:decimal has any number of digits, its lists any white
space, its classes nothing about identities. Here a type is replaced by one without such texts, or by one that no
document has. Knows neither documents nor schema compilers.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import define, evolve, field

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    Facet,
    GlobalElement,
    SimpleDataContract,
)
from dcxml.contract.annotation import SAID_NOTHING
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.validation.narrow_types import BUILT_IN, NEVER, OWN
from dcxml.xsd.xml_types import provided_schema

__all__ = ["narrow"]

_STRING: Final = QName(XS, "string")


def narrow(given: DataContractSet, *, with_facets: bool = True) -> DataContractSet:
    """Return the contracts of a set that can be narrowed, under their own names, and what they narrow to.

    A contract that is not there is one that no document is accepted for. ``with_facets`` keeps the simple types
    that have facets of their own, which may not fit the narrowed bases.

    :raises InvalidDataContractError: where a contract of the set is in the namespace that the narrow types have.
    """
    narrowing = _Narrowing(given, with_facets=with_facets)
    contracts = [each for contract in given for each in narrowing.contract(contract)]
    elements = [
        GlobalElement(name=name, type=narrowing.type(element.type), is_nillable=element.is_nillable)
        for name, element in given.elements.items()
        if name not in given.defined_elements
    ]
    # An element whose definition says more than its type is none that is accepted.
    elements += [GlobalElement(name=name, type=NEVER.name, is_nillable=False) for name in given.defined_elements]
    return DataContractSet([*contracts, *OWN], elements)


@define(eq=False)
class _Narrowing:
    given: DataContractSet
    with_facets: bool
    _provided: frozenset[str] = field(init=False)
    """Namespaces whose schemas a type provides: they may say anything of all that is in them."""
    _types: dict[QName, QName] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._provided = frozenset(
            contract.name.namespace for contract in self.given if provided_schema(contract) is not None
        )

    def type(self, name: QName) -> QName:
        """Return what a type is narrowed to: itself, a narrow type, or the one that nothing is."""
        narrow_type = self._types.get(name)
        if narrow_type is None:
            narrow_type = self._types[name] = self._type(name)
        return narrow_type

    def _type(self, name: QName) -> QName:
        if name in BUILT_IN:
            return BUILT_IN[name]
        contract = self.given.contracts.get(name)
        return name if contract is not None and self._is_certain(contract) else NEVER.name

    def _is_certain(self, contract: DataContract) -> bool:
        elsewhere = (XS, SERIALIZATION, *self._provided)
        if contract.name.namespace in elsewhere or contract.name in self.given.types_inside_elements:
            return False
        match contract:
            case ClassDataContract():
                return self._is_certain_class(contract)
            case EnumDataContract():
                return contract.is_open or bool(_words(contract) if contract.is_flags else contract.members)
            case SimpleDataContract():
                return self._is_certain_simple_type(contract)
        return isinstance(contract, CollectionDataContract)

    def _is_certain_class(self, contract: ClassDataContract) -> bool:
        """Tell whether a class is one of members with different names, as its bases are."""
        lineage = self.given.lineage(contract)
        names = [(namespace, member.name) for namespace, member in self.given.members(contract)]
        return (
            lineage[0].base is None
            and len(set(names)) == len(names)
            and not any(each.is_iserializable or each.name.namespace in self._provided for each in lineage)
            and not any(each.name in self.given.types_inside_elements for each in lineage[:-1])
        )

    def _is_certain_simple_type(self, contract: SimpleDataContract) -> bool:
        if contract.facets and not self.with_facets:
            return False
        if self.type(contract.base) == NEVER.name:
            return False
        base = self.given.simplest(contract)
        if isinstance(base, EnumDataContract) and base.is_flags:
            return False  # its facets count words, those of the narrow type would count characters
        return base.name == _STRING or all(facet.name != "whiteSpace" for facet in contract.facets)

    def contract(self, contract: DataContract) -> list[DataContract]:
        """Return the narrowed contract, in a list; an empty one where nothing is accepted for it."""
        if not self._is_certain(contract):
            return []
        match contract:
            case ClassDataContract():
                members = tuple(self._member(member) for member in contract.members)
                alone = evolve(contract, is_reference=False, generic=None, annotation=SAID_NOTHING)
                return [evolve(alone, members=members)]
            case CollectionDataContract():
                return [self._collection(contract)]
            case EnumDataContract():
                return [_enumeration(contract)]
        simple_types = [contract] if isinstance(contract, SimpleDataContract) else []
        return [evolve(each, base=self.type(each.base), annotation=SAID_NOTHING) for each in simple_types]

    def _member(self, member: DataMember) -> DataMember:
        return evolve(member, type=self.type(member.type), annotation=SAID_NOTHING, declares=None)

    def _collection(self, contract: CollectionDataContract) -> CollectionDataContract:
        narrow_contract = evolve(contract, is_reference=False, generic=None, annotation=SAID_NOTHING)
        if contract.key is None or contract.value is None:
            item = contract.item
            return evolve(narrow_contract, item_type=self.type(item)) if isinstance(item, QName) else narrow_contract
        return evolve(
            narrow_contract, key=self._member(contract.key), value=self._member(contract.value), is_item_nillable=False
        )


def _enumeration(contract: EnumDataContract) -> DataContract:
    """Return flags as a pattern: a list would drop the white space that .NET does not."""
    if contract.is_flags:
        words = "|".join(map(_escaped, _words(contract)))
        return SimpleDataContract(
            name=contract.name, base=_STRING, facets=(Facet("pattern", f"(({words})( ({words}))*)?"),)
        )
    members = tuple(evolve(member, annotation=SAID_NOTHING) for member in contract.members)
    return evolve(contract, members=members, annotation=SAID_NOTHING)


def _words(contract: EnumDataContract) -> list[str]:
    """Return the texts of flags that a list can hold: without white space."""
    return [m.name for m in contract.members if m.name and not any(space in m.name for space in WHITE_SPACE)]


def _escaped(text: str) -> str:
    """Return the pattern of XML Schema that matches ``text`` alone."""
    return re.sub(r"[\\|.?*+(){}\[\]^-]", r"\\\g<0>", text)
