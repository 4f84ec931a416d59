"""Values that Python has no type for: .NET's ``KeyValuePair``, and an ``object`` with the type it was written as."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import define, field

from dcxml.binding.graphs import AnyValue
from dcxml.binding.objects import install
from dcxml.binding.spec import DataContractSpec
from dcxml.binding.wire import WireState  # noqa: TC001 - annotations are read at run time
from dcxml.qname import QName, clr_namespace

__all__ = ["AnyValue", "KeyValuePair"]

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


KeyValuePair.__contract_members__ = ("key", "value")  # type: ignore[attr-defined]  # as the decorator leaves it
KeyValuePair.__data_contract__ = DataContractSpec(  # type: ignore[attr-defined]  # as the decorator leaves it
    name=QName(clr_namespace("System.Collections.Generic"), "KeyValuePair"), is_value_type=True
)
install(KeyValuePair)
