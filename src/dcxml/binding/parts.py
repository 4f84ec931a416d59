"""Contracts that .NET makes for lists, dictionaries and pairs from the types they hold; only rules, no Python types."""

from __future__ import annotations

from attrs import field, frozen

from dcxml.contract.implied import PAIRS
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    DataMember,
    GenericArgument,
    GenericType,
)
from dcxml.contract.naming import (
    array_name,
    dictionary_name,
    generic_definition,
    key_value_name,
    key_value_pair_name,
    nullable_name,
)
from dcxml.qname import ARRAYS, QName, clr_namespace

__all__ = [
    "Part",
    "dictionary_contract",
    "dictionary_definition",
    "list_contract",
    "list_definition",
    "pair_contract",
]

_SYSTEM = clr_namespace("System")


@frozen(kw_only=True)
class Part:
    """What a collection holds: a contract's name and how .NET's type of it behaves.

    ``is_nullable`` says that a value type stands in ``Nullable<T>``; ``generic`` is the definition behind a generic
    name.
    """

    name: QName
    is_value_type: bool
    is_nullable: bool = False
    generic: GenericType | None = field(default=None, repr=False)

    @property
    def is_nillable(self) -> bool:
        """Tell whether a value may be nil by .NET's types: a reference, or a ``Nullable``."""
        return not self.is_value_type or self.is_nullable

    @property
    def argument_name(self) -> QName:
        """Return the name that the part has as an argument of a generic name."""
        return nullable_name(self.name) if self.is_value_type and self.is_nullable else self.name

    @property
    def argument(self) -> GenericArgument:
        """Return the part as an argument: with its own definition and arguments, where it is generic itself."""
        if self.generic is None:
            plain = GenericArgument(self.name.name, self.name.namespace)
        else:
            plain = GenericArgument(self.generic.name, self.generic.namespace, self.generic.arguments)
        if self.is_value_type and self.is_nullable:
            return GenericArgument(generic_definition("Nullable", 1), _SYSTEM, (plain,))
        return plain


def list_contract(item: Part) -> CollectionDataContract:
    """Return .NET's contract of a list: ``ArrayOf…``."""
    return CollectionDataContract(
        name=array_name(item.argument_name),
        item_name=item.name.name,
        item_type=item.name,
        is_item_nillable=item.is_nillable,
    )


def dictionary_contract(key: Part, value: Part) -> CollectionDataContract:
    """Return .NET's contract of a dictionary: ``ArrayOfKeyValueOf…`` with ``Key`` and ``Value``."""
    names = key.argument_name, value.argument_name
    return CollectionDataContract(
        name=dictionary_name(*names),
        item_name=key_value_name(*names),
        key=_required("Key", key),
        value=_required("Value", value),
    )


def dictionary_definition(key: Part, value: Part) -> GenericType:
    """Return the generic definition that a dictionary has as an argument of another."""
    return GenericType(generic_definition("ArrayOfKeyValue", 2), ARRAYS, (key.argument, value.argument))


def list_definition(item: Part) -> GenericType | None:
    """Return the generic definition that a list of generic items has as an argument of another; None for others."""
    held = item.argument
    if not held.arguments:
        return None
    return GenericType(f"ArrayOf{held.name}", list_contract(item).name.namespace, held.arguments)


def pair_contract(key: Part, value: Part) -> ClassDataContract:
    """Return .NET's contract of ``KeyValuePair<TKey, TValue>``, with ``key`` and ``value``."""
    return ClassDataContract(
        name=key_value_pair_name(key.argument_name, value.argument_name),
        members=(_required("key", key), _required("value", value)),
        is_value_type=True,
        generic=GenericType(generic_definition("KeyValuePair", 2), PAIRS, (key.argument, value.argument)),
    )


def _required(name: str, part: Part) -> DataMember:
    return DataMember(name=name, type=part.name, is_nillable=part.is_nillable, is_required=True)
