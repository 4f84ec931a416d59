"""Annotations taken apart: what is ``Optional``, what ``Annotated``, and what is left; and .NET's default for it.

Knows no member and no contract but by what the decorators left on the classes.
"""

from __future__ import annotations

import inspect
import sys
import types
import typing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_args, get_origin
from weakref import WeakKeyDictionary

from attrs import frozen

from dcxml.binding.enumerations import DataContractEnum, DataContractFlag
from dcxml.binding.markers import ContractMarker, SimpleContract
from dcxml.binding.spec import contract_spec, declared_spec, member_spec, substituted
from dcxml.binding.types import XsdType, plain_type_name
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import InvalidDataContractError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from dcxml.qname import QName

__all__ = [
    "Shape",
    "annotations_of",
    "default_factory",
    "member_default",
    "own_annotations_of",
    "primitive_name",
    "take_apart",
]


@frozen
class Shape:
    """An annotation taken apart: its ``core`` with its arguments, the markers (innermost first), and ``| None``."""

    core: Any
    arguments: tuple[Any, ...] = ()
    markers: tuple[object, ...] = ()
    is_optional: bool = False

    @property
    def contract_marker(self) -> ContractMarker | None:
        """Return the outermost marker that names a contract."""
        return next((marker for marker in reversed(self.markers) if isinstance(marker, ContractMarker)), None)


def take_apart(annotation: Any) -> Shape:
    """Return the parts of an annotation; ``X | None`` and ``Annotated`` may stand in either order.

    :raises InvalidDataContractError: for a union of anything but one type and None.
    """
    markers: tuple[object, ...] = ()
    is_optional = False
    while True:
        origin = get_origin(annotation)
        if origin is typing.Annotated:
            markers = (*annotation.__metadata__, *markers)
            annotation = annotation.__origin__
        elif origin in (typing.Union, types.UnionType):
            members = [each for each in get_args(annotation) if each is not type(None)]
            if len(members) != 1:
                reason = f"{annotation} is a union; a member has one type, and | None where it may be nil"
                raise InvalidDataContractError(reason)
            annotation, is_optional = members[0], True
        elif _is_generic(origin):
            annotation = origin[get_args(annotation)]  # the closed class; an alias of type variables stays one
            if get_origin(annotation) is not None:
                return Shape(origin, get_args(annotation), markers, is_optional)
        elif hasattr(annotation, "__value__"):  # ``type X = …`` of Python 3.12
            annotation = annotation.__value__
        else:
            return Shape(origin or annotation, get_args(annotation), markers, is_optional)


def primitive_name(shape: Shape) -> QName | None:
    """Return the built-in type of a shape, whatever facets it has; None where it is none."""
    for marker in reversed(shape.markers):
        if isinstance(marker, XsdType):
            return marker.qname
        if isinstance(marker, ContractMarker) and not isinstance(marker, SimpleContract):
            return None
    return None if shape.core in (list, dict) else plain_type_name(shape.core)


def annotations_of(cls: type) -> dict[str, Any]:
    """Return the annotations of a contract class and its bases, forward references and type variables resolved.

    Resolved when they are needed, so that a class may refer to a later one.

    :raises InvalidDataContractError: where a name in an annotation cannot be found.
    """
    closed = [spec for spec in map(contract_spec, cls.__mro__) if spec is not None and spec.origin is not None]
    if not closed:
        return _hints(cls)
    arguments = {spec.origin: dict(zip(spec.origin.__parameters__, spec.arguments, strict=True)) for spec in closed}
    found: dict[str, Any] = {}
    for each in reversed(cls.__mro__[:-1]):
        own = inspect.get_annotations(each)
        hints = _hints(each) if own else {}
        found.update((name, substituted(hints[name], arguments.get(each, {}))) for name in own)
    return found


def own_annotations_of(cls: type, names: Container[str]) -> dict[str, Any]:
    """Return the annotations of ``names`` that a contract class has itself, resolved as `annotations_of` does.

    Those of its bases are not looked at, of which there may be many.

    :raises InvalidDataContractError: where a name in an annotation cannot be found.
    """
    own = {name: each for name, each in inspect.get_annotations(cls).items() if name in names}
    if any(spec is not None and spec.origin is not None for spec in map(contract_spec, cls.__mro__)):
        hints = annotations_of(cls)
        return {name: hints[name] for name in hints if name in names}
    return _hints(cls, SimpleNamespace(__annotations__=own))


def _hints(cls: type, holder: SimpleNamespace | None = None) -> dict[str, Any]:
    """Return the resolved annotations of a class and its bases, or those of a ``holder`` in its place."""
    spec = declared_spec(cls)
    scope = dict(spec.scope) if spec is not None else {}
    module_scope = None if holder is None else getattr(sys.modules.get(cls.__module__), "__dict__", {})
    try:
        return typing.get_type_hints(cls if holder is None else holder, module_scope, scope, include_extras=True)
    except NameError as error:
        module = getattr(sys.modules.get(cls.__module__), "__name__", cls.__module__)
        reason = f"its annotations name {error.name!r}, which {module} does not define"
        raise InvalidDataContractError(reason, contract=cls.__qualname__) from None


def _is_generic(cls: object) -> bool:
    spec = declared_spec(cls)
    return spec is not None and bool(spec.parameters)


_defaults: WeakKeyDictionary[type, Mapping[str, Callable[[], Any]]] = WeakKeyDictionary()


def member_default(cls: type, attribute: str) -> Any:
    """Return .NET's default for the type of a member: what a reader holds where the member is absent.

    :raises KeyError: where the class has no such member.
    """
    factories = _defaults.get(cls)
    if factories is None:
        hints = annotations_of(cls)
        factories = {
            name: _null if member_spec(cls, name).is_nillable else default_factory(hints[name])
            for name in cls.__contract_members__  # type: ignore[attr-defined]  # left by the decorator
        }
        _defaults[cls] = factories
    return factories[attribute]()


def default_factory(annotation: Any) -> Callable[[], Any]:
    """Return what makes .NET's ``default(T)`` of an annotation: zero, false, null, or a struct of such."""
    shape = take_apart(annotation)
    if shape.is_optional or shape.core in (list, dict):
        return _null
    core = shape.core
    if isinstance(core, type) and issubclass(core, DataContractEnum | DataContractFlag):
        return core.zero
    spec = contract_spec(core)
    if spec is not None:
        return (lambda: _default_struct(core, shape.arguments)) if spec.is_value_type else _null
    name = primitive_name(shape)
    contract = None if name is None else primitive_contract(name)
    value = None if contract is None else contract.primitive.default
    return lambda: value


def _null() -> None:
    return None


def _default_struct(cls: type, arguments: tuple[Any, ...]) -> Any:
    """Return a struct whose members are present and have their defaults, as ``default(T)`` is written."""
    made: Any = object.__new__(cls)
    hints = annotations_of(cls)
    parameters = dict(zip(getattr(cls, "__parameters__", ()), arguments, strict=False))
    for name in cls.__contract_members__:  # type: ignore[attr-defined]  # left by the decorator
        hint = parameters.get(hints[name], hints[name]) if arguments else hints[name]
        object.__setattr__(made, name, default_factory(hint)())
    object.__setattr__(made, "_wire", None)
    return made
