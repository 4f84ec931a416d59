"""Values that Python has no type for: .NET's ``KeyValuePair``, and an ``object`` with the type it was written as."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from attrs import define, field

from dcxml.binding.graphs import AnyValue
from dcxml.binding.objects import install
from dcxml.binding.spec import DataContractSpec
from dcxml.binding.wire import WireState  # noqa: TC001 - annotations are read at run time
from dcxml.qname import QName, clr_namespace

__all__ = ["AnyValue", "KeyValuePair", "OneCharacter", "OneOctet", "as_object"]

_K = TypeVar("_K")
_V = TypeVar("_V")


@define(eq=False, repr=False, getstate_setstate=False)
class KeyValuePair(Generic[_K, _V]):
    """A key and a value, .NET's ``KeyValuePair<TKey, TValue>``; its contract is named after both.

    An absent key or value reads as None: a pair does not know the types it was declared with.
    """

    key: _K
    value: _V
    _wire: WireState | None = field(init=False, eq=False, repr=False, default=None)


class OneCharacter(str):
    """A text of one character, or a URI of none, that is an object of its own; Python has one for all texts ``"a"``."""

    __slots__ = ()


class OneOctet(bytes):
    """Octets, one of them or none, that are an object of their own; Python has one object for all ``b"a"``."""

    __slots__ = ()


def as_object(value: Any, *, is_string: bool) -> Any:
    """Return a text or octets as an object that no other value shares, as .NET's reader makes them.

    Of empty strings .NET has a single object too; empty URIs and octets are each their own.
    """
    if not isinstance(value, str | bytes) or len(value) > 1 or (is_string and not value):
        return value
    return OneCharacter(value) if isinstance(value, str) else OneOctet(value)


KeyValuePair.__contract_members__ = ("key", "value")  # type: ignore[attr-defined]  # as the decorator leaves it
KeyValuePair.__data_contract__ = DataContractSpec(  # type: ignore[attr-defined]  # as the decorator leaves it
    name=QName(clr_namespace("System.Collections.Generic"), "KeyValuePair"), is_value_type=True
)
install(KeyValuePair)
