"""Contracts that are known by their names alone: lists, dictionaries and pairs of built-in types.

The generic types behind them are .NET's own, and the names say the arguments.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dcxml.contract.model import ClassDataContract, CollectionDataContract, DataMember, GenericArgument, GenericType
from dcxml.contract.naming import builtin_name, generic_definition, key_value_name
from dcxml.contract.primitives import primitive_contract
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace

__all__ = ["PAIRS", "implied_contract"]

PAIRS: Final = clr_namespace("System.Collections.Generic")
"""The namespace of ``KeyValuePair<TKey, TValue>``."""
_ARRAY_OF: Final = "ArrayOf"
_KEY_VALUE_OF: Final = "KeyValueOf"
_PAIR_OF: Final = "KeyValuePairOf"
_MOST_NESTED: Final = 64
"""How many dictionaries and pairs deep a contract may be known by its name alone."""


@lru_cache(maxsize=1024)  # what nests is asked for at each level
def implied_contract(name: QName) -> CollectionDataContract | ClassDataContract | None:
    """Return the contract that a name stands for, None where it stands for none.

    In the Arrays namespace these are ``ArrayOfint``, ``ArrayOfArrayOfstring``, ``ArrayOfKeyValueOfstringint``, in that
    of ``System.Collections.Generic`` ``KeyValuePairOfstringint`` and lists of it: what is made of built-in types only.
    """
    if name.namespace not in (ARRAYS, PAIRS):
        return None
    item = _array_item(name)
    if item is not None:
        return CollectionDataContract(
            name=name, item_name=item.name, item_type=item, is_item_nillable=_is_nillable(item)
        )
    if name.namespace == PAIRS:
        return _pair(name)
    return _dictionary(name)


def _dictionary(name: QName) -> CollectionDataContract | None:
    if not name.name.startswith(_ARRAY_OF + _KEY_VALUE_OF):
        return None
    item_name = name.name.removeprefix(_ARRAY_OF)
    arguments = _key_and_value(item_name.removeprefix(_KEY_VALUE_OF))
    if arguments is None:
        return None
    key, value = (_required(part, type_) for part, type_ in zip(("Key", "Value"), arguments, strict=True))
    return CollectionDataContract(name=name, item_name=item_name, key=key, value=value)


def _pair(name: QName) -> ClassDataContract | None:
    if not name.name.startswith(_PAIR_OF):
        return None
    arguments = _key_and_value(name.name.removeprefix(_PAIR_OF))
    if arguments is None:
        return None
    members = tuple(_required(part, type_) for part, type_ in zip(("key", "value"), arguments, strict=True))
    generic = GenericType(generic_definition("KeyValuePair", 2), PAIRS, tuple(map(_argument, arguments)))
    return ClassDataContract(name=name, members=members, is_value_type=True, generic=generic)


def _required(name: str, type_: QName) -> DataMember:
    return DataMember(name=name, type=type_, is_nillable=_is_nillable(type_), is_required=True)


def _argument(name: QName) -> GenericArgument:
    """Return a type as the argument of a generic one: a pair, a dictionary or a list of these with its own."""
    contract = implied_contract(name)
    if isinstance(contract, ClassDataContract) and contract.generic is not None:
        return GenericArgument(contract.generic.name, contract.generic.namespace, contract.generic.arguments)
    if isinstance(contract, CollectionDataContract):
        if isinstance(contract.item, QName):
            held = _argument(contract.item)
            if held.arguments:
                return GenericArgument(f"{_ARRAY_OF}{held.name}", name.namespace, held.arguments)
        else:
            arguments = tuple(_argument(part.type) for part in contract.item)
            return GenericArgument(generic_definition("ArrayOfKeyValue", 2), ARRAYS, arguments)
    return GenericArgument(name.name, name.namespace)


def _array_item(name: QName) -> QName | None:
    """Return the item type of an ``ArrayOf…`` that is made of lists, dictionaries, pairs and built-in types only."""
    if not name.name.startswith(_ARRAY_OF):
        return None
    item = name.name.removeprefix(_ARRAY_OF)
    built_in = builtin_name(item) if name.namespace == ARRAYS else None
    if built_in is not None:
        return built_in
    innermost = item
    while innermost.startswith(_ARRAY_OF):
        innermost = innermost.removeprefix(_ARRAY_OF)
    if name.namespace == PAIRS:
        return QName(PAIRS, item) if _pair(QName(PAIRS, innermost)) is not None else None
    if innermost is item:
        return None
    is_made_of_builtin_types = builtin_name(innermost) is not None or (
        innermost.startswith(_KEY_VALUE_OF) and _key_and_value(innermost.removeprefix(_KEY_VALUE_OF)) is not None
    )
    return QName(ARRAYS, item) if is_made_of_builtin_types else None


def _key_and_value(text: str) -> tuple[QName, QName] | None:
    """Return the key's type and the value's from their joined names and the digest after them, if any."""
    if text.count(_KEY_VALUE_OF) + text.count(_PAIR_OF) > _MOST_NESTED:
        return None
    key, rest = _leading_key(text)
    if key is None:
        return None
    for namespace in (XS, SERIALIZATION, ARRAYS, PAIRS):
        # The digest depends on the namespaces only, so it is known before the value's name is.
        ending = key_value_name(key, QName(namespace, "")).removeprefix(_KEY_VALUE_OF + key.name)
        value = QName(namespace, rest.removesuffix(ending))
        if rest.endswith(ending) and (primitive_contract(value) is not None or implied_contract(value) is not None):
            return key, value
    return None


def _leading_key(text: str) -> tuple[QName | None, str]:
    """Return the type at the front of the text, built in or a list of such, and the rest of it."""
    inner = text
    while inner.startswith(_ARRAY_OF):
        inner = inner.removeprefix(_ARRAY_OF)
    names = (QName(namespace, inner[:end]) for end in range(1, len(inner)) for namespace in (XS, SERIALIZATION))
    built_in = next((name for name in names if primitive_contract(name) is not None), None)
    if built_in is None:
        return None, text
    end = len(text) - len(inner) + len(built_in.name)
    return (built_in if inner is text else QName(ARRAYS, text[:end])), text[end:]


def _is_nillable(name: QName) -> bool:
    """Tell whether a value may be nil by .NET's types; of those that names imply, pairs alone are value types."""
    contract = primitive_contract(name)
    is_pair = name.namespace == PAIRS and name.name.startswith(_PAIR_OF)
    return not is_pair if contract is None else not contract.primitive.is_value_type
