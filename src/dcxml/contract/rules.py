"""Rules of .NET for what a class, an enumeration or a collection may be declared as.

A schema may say what breaks them, and .NET's importer takes it; .NET's serializer takes no such type
(``InvalidDataContractException``), and the C# compiler no such enumeration or struct. So a contract set may hold
them, and what is declared in Python may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Never

from dcxml.contract.model import ClassDataContract, CollectionDataContract
from dcxml.errors import InvalidDataContractError
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = [
    "base_type_of",
    "check_base",
    "check_enumeration",
    "check_order",
    "check_recursion",
    "check_reference",
]

_INT: Final = QName(XS, "int")
_HIGHEST_ORDER: Final = INTEGER_RANGES[_INT][-1]


def base_type_of(numbers: Sequence[int]) -> QName:
    """Return the underlying type of an enumeration whose schema names none: int, or what is wide enough."""
    wide = (name for name in (_INT, QName(XS, "long")) if all(number in INTEGER_RANGES[name] for number in numbers))
    return next(wide, QName(XS, "unsignedLong"))


def check_enumeration(contract: str, base_type: QName, numbers: Iterable[tuple[str, int]]) -> None:
    """Refuse an underlying type that is no sized integer, and numbers, each with its text, that it does not hold.

    :raises InvalidDataContractError: naming the text.
    """
    if base_type not in INTEGER_RANGES:
        reason = f"an enumeration's base_type is one of {', '.join(sorted(name.name for name in INTEGER_RANGES))}"
        _refuse(contract, f"{reason}, not {base_type.name!r}")
    held = INTEGER_RANGES[base_type]
    for text, number in numbers:
        if number not in held:
            reason = f"the number {number} of {text!r} is not between {held[0]} and {held[-1]}"
            _refuse(contract, f"{reason}, as its base_type xs:{base_type.name} asks")


def check_order(contract: str, order: object) -> None:
    """Refuse what is no ``Order`` of a member: in .NET an ``int`` that is not negative."""
    if type(order) is not int or not 0 <= order <= _HIGHEST_ORDER:
        _refuse(contract, f"order={order!r} is not an int between 0 and {_HIGHEST_ORDER}, as .NET's Order is")


def check_reference(contract: str, *, is_value_type: bool, required: Iterable[str]) -> None:
    """Refuse ``IsReference``, be it a base's, of a struct and of a class with required members of its own."""
    if is_value_type:
        _refuse(contract, "a value type cannot have is_reference=True")
    for member in required:
        reason = "is_required=True is not allowed where the class, or a base of it, has is_reference=True"
        _refuse(f"{contract}.{member}", reason)


def check_base(contract: str, base: str, *, is_reference: tuple[bool, bool], is_value_type: tuple[bool, bool]) -> None:
    """Refuse a base with another ``IsReference``, and structs in an inheritance; the class comes first, then its base.

    :raises InvalidDataContractError: naming both.
    """
    own, inherited = is_reference
    if own != inherited:
        _refuse(contract, f"is_reference={own}, but its base {base} has is_reference={inherited}; both must agree")
    for is_struct, reason in zip(
        is_value_type, (f"a value type cannot have the base {base}", f"its base {base} is a value type"), strict=True
    ):
        if is_struct:
            _refuse(contract, f"{reason}: .NET's structs have neither bases nor derived classes")


def check_recursion(contracts: DataContractSet) -> None:
    """Refuse a collection that is an item of itself, be it through other collections or arguments of generic types.

    Through the members of a class it may be. .NET finds the others when it makes the name.

    :raises InvalidDataContractError: naming what is on the way.
    """
    held = {contract.name: names for contract in contracts if (names := tuple(_named_with(contract)))}
    while ends := [name for name, names in held.items() if held.keys().isdisjoint(names)]:
        for name in ends:
            del held[name]
    if not held:
        return
    path: list[QName] = []
    name = next(iter(held))
    while name not in path:
        path.append(name)
        name = next(each for each in held[name] if each in held)
    circle = [*path[path.index(name) :], name]
    steps = ", which holds ".join(each.clark for each in circle[1:])
    _refuse(circle[0].clark, f"a recursive collection data contract is not supported by .NET: it holds {steps}")


def _named_with(contract: DataContract) -> Iterator[QName]:
    """Yield the contracts whose names .NET needs for that of a collection or of a generic class."""
    if isinstance(contract, CollectionDataContract):
        yield from contract.references()
    elif isinstance(contract, ClassDataContract) and contract.generic is not None:
        waiting = [*contract.generic.arguments]
        while waiting:
            argument = waiting.pop()
            waiting.extend(argument.arguments)
            if not argument.arguments:
                yield QName(argument.namespace, argument.name)


def _refuse(contract: str, reason: str) -> Never:
    raise InvalidDataContractError(reason, contract=contract)
