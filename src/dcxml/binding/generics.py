"""Generic contract classes: ``Box[Int]`` is a class of its own, as ``Box<int>`` is a type of its own in .NET.

A class with type parameters is no contract. Given arguments it makes a closed class, once for each of them: a
subclass whose contract is named after the arguments, and whose members have their types.
"""

from __future__ import annotations

import copyreg
import operator
import typing
from functools import cache
from types import new_class
from typing import TYPE_CHECKING, Any

import attrs

from dcxml.binding.annotations import take_apart
from dcxml.binding.spec import DataContractSpec, contract_spec, declared_spec, substituted
from dcxml.errors import InvalidDataContractError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["check_generic_bases", "make_generic"]

Declare = typing.Callable[[type, DataContractSpec, "dict[str, Any]"], type]


def make_generic(cls: Any, declare: Declare) -> None:
    """Let ``cls[X]`` be the closed class of a generic one, which ``declare`` makes a contract of."""
    made: dict[tuple[Any, ...], type] = {}

    def closed(other: type, arguments: Any) -> Any:
        """Return the closed class; with type variables among the arguments, what ``typing`` makes of them."""
        alias: Any = super(cls, other).__class_getitem__(arguments)
        if other is not cls or alias.__parameters__:
            return alias
        known = made.get(alias.__args__)
        return known or made.setdefault(alias.__args__, _close(cls, alias.__args__, declare))

    def refuse(_instance: object, *_members: object, **_named: object) -> None:
        reason = f"it is generic, and has no instances; write {cls.__name__}[X](…) with the type it holds"
        raise InvalidDataContractError(reason, contract=cls.__qualname__)

    cls.__class_getitem__ = classmethod(closed)
    if not hasattr(cls, "__attrs_init__"):
        cls.__init__ = refuse


def check_generic_bases(cls: type, spec: DataContractSpec) -> None:
    """Refuse a generic base without arguments: which contract it stands for would not be known.

    :raises InvalidDataContractError: naming the class and the base.
    """
    given = {typing.get_origin(each) for each in getattr(cls, "__orig_bases__", ())}
    for base in cls.__bases__:
        said = declared_spec(base)
        if said is not None and said.parameters and base not in given and base is not spec.origin:
            reason = f"its base {base.__name__} is generic; derive it from {base.__name__}[X]"
            raise InvalidDataContractError(reason, contract=cls.__qualname__)


def _close(cls: Any, arguments: tuple[Any, ...], declare: Declare) -> type:
    """Return a new subclass with the members that the generic class declares itself, and its closed bases."""
    for argument in arguments:
        if isinstance(argument, typing.ForwardRef):
            text = argument.__forward_arg__
            reason = f"{text!r} cannot be resolved inside {cls.__name__}[…]; write the whole annotation as a text"
            raise InvalidDataContractError(reason, contract=cls.__qualname__)
    spec = declared_spec(cls)
    assert spec is not None  # noqa: S101 - for the type checker; only contracts are made generic
    shown = f"[{', '.join(map(_shown, arguments))}]"
    body: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__ + shown,
        "__doc__": cls.__doc__,
    }
    if hasattr(cls, "__attrs_init__"):  # the author's own constructor calls it
        body["__init__"] = cls.__init__
    bases: tuple[type, ...] = (cls, *_closed_bases(cls, arguments))
    metaclass: Any = type(cls)
    made = new_class(cls.__name__ + shown, bases, {"metaclass": _closed_type(metaclass)}, lambda own: own.update(body))
    inherited = operator.attrgetter("inherited")  # which attrs documents, and its stubs leave out
    own = {
        each.name: attrs.field(default=each.default, metadata=each.metadata)
        for each in attrs.fields(cls)
        if each.name in cls.__contract_members__ and not inherited(each)
    }
    return declare(made, attrs.evolve(spec, parameters=(), origin=cls, arguments=arguments), own)


def _closed_bases(cls: Any, arguments: tuple[Any, ...]) -> tuple[type, ...]:
    """Return the closed classes of the generic bases: that of ``class Crate(Box[T])`` for a ``Crate[Int]``."""
    given = dict(zip(cls.__parameters__, arguments, strict=True))
    made = []
    for alias in getattr(cls, "__orig_bases__", ()):
        origin: Any = typing.get_origin(alias)
        if declared_spec(origin) is not None:
            made.append(origin[tuple(substituted(each, given) for each in typing.get_args(alias))])
    return tuple(made)


def _shown(argument: Any) -> str:
    """Return a type argument as its author would say it, as far as it tells that."""
    shape = take_apart(argument)
    named = next((marker.name for marker in reversed(shape.markers) if hasattr(marker, "name")), None)
    inside = f"[{', '.join(map(_shown, shape.arguments))}]" if shape.arguments and not named else ""
    return f"{named or shape.core.__name__}{inside}{' | None' if shape.is_optional else ''}"


@cache
def _closed_type(metaclass: type) -> type:
    """Return a metaclass that is there for `copyreg` alone: closed classes pickle by their generic class."""
    made = type(f"Closed{metaclass.__name__}", (metaclass,), {})
    copyreg.pickle(made, _reduce)
    return made


def _reduce(cls: Any) -> tuple[Callable[..., Any], tuple[Any, ...]] | str:
    spec = contract_spec(cls)
    if spec is None or spec.origin is None:
        return str(cls.__qualname__)  # a class derived from a closed one, which is found by its name
    return operator.getitem, (spec.origin, spec.arguments)
