"""What an annotation names: its contract and the parts of that, by names alone, so that recursion ends."""

from __future__ import annotations

import functools
import typing
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dcxml.binding.annotations import Shape, primitive_name, take_apart
from dcxml.binding.enumerations import DataContractEnum, DataContractFlag
from dcxml.binding.markers import ContractMarker, RootElement, SimpleContract
from dcxml.binding.parts import (
    Part,
    dictionary_contract,
    dictionary_definition,
    list_contract,
    list_definition,
    pair_contract,
)
from dcxml.binding.spec import DataContractSpec, contract_spec, declared_spec
from dcxml.binding.values import KeyValuePair
from dcxml.contract.model import GenericType, GlobalElement
from dcxml.contract.naming import encode_local_name, generic_name
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import InvalidDataContractError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Use", "arguments_of", "is_enumeration", "not_a_contract", "use_of"]


@frozen(kw_only=True)
class Use(Part):
    """An annotation identified: its contract as a part, its parts in turn, and the annotation taken apart."""

    shape: Shape = field(repr=False)
    element: RootElement | None = None
    parts: tuple[Use, ...] = field(default=(), repr=False)

    def annotation(self) -> Any:
        """Return the annotation of the contract: without ``| None``, and without the element that it may name."""
        shape = self.shape
        core = shape.core[shape.arguments] if shape.arguments else shape.core
        markers = tuple(marker for marker in shape.markers if not isinstance(marker, RootElement))
        return typing.Annotated[core, *markers] if markers else core

    def elements(self) -> tuple[GlobalElement, ...]:
        """Return the global element that the annotation names, if any."""
        if self.element is None:
            return ()
        return (GlobalElement(name=self.element.qname, type=self.name, is_nillable=self.element.is_nillable),)


def use_of(annotation: Any, *, scope: Mapping[str, Any] | None = None) -> Use:
    """Identify an annotation; only names are looked at, so that recursion ends."""
    shape = take_apart(_resolved(annotation, scope))
    root = next((marker for marker in shape.markers if isinstance(marker, RootElement)), None)
    part, parts = _part(shape, scope)
    return Use(
        name=part.name,
        is_value_type=part.is_value_type,
        is_nullable=shape.is_optional,
        generic=part.generic,
        shape=shape,
        element=root,
        parts=parts,
    )


def _part(  # noqa: PLR0911 - one return for each kind of annotation
    shape: Shape, scope: Mapping[str, Any] | None
) -> tuple[Part, tuple[Use, ...]]:
    """Return what an annotation is as a part, and the parts it is made of."""
    marker, spec = shape.contract_marker, contract_spec(shape.core)
    if isinstance(marker, SimpleContract):
        base = use_of(_without(shape, marker), scope=scope)
        return Part(name=_marked(marker), is_value_type=base.is_value_type), (base,)
    if marker is not None:
        return Part(name=_marked(marker), is_value_type=False), ()
    if shape.core is list:
        (item,) = parts = arguments_of(shape, scope=scope)
        return Part(name=list_contract(item).name, is_value_type=False, generic=list_definition(item)), parts
    if shape.core is dict:
        key, value = parts = arguments_of(shape, scope=scope)
        name, generic = dictionary_contract(key, value).name, dictionary_definition(key, value)
        return Part(name=name, is_value_type=False, generic=generic), parts
    if shape.core is KeyValuePair:
        key, value = parts = arguments_of(shape, scope=scope)
        contract = pair_contract(key, value)
        return Part(name=contract.name, is_value_type=True, generic=contract.generic), parts
    if spec is not None:
        return _declared_part(shape.core, spec), ()
    primitive = primitive_name(shape)
    builtin = None if primitive is None else primitive_contract(primitive)
    if builtin is None:
        raise not_a_contract(shape)
    return Part(name=builtin.name, is_value_type=builtin.primitive.is_value_type), ()


def _declared_part(cls: type, spec: DataContractSpec) -> Part:
    """Return a class or an enumeration as a part; the arguments of a closed generic class give it its name."""
    is_value_type = spec.is_value_type or is_enumeration(cls)
    if not spec.arguments:
        name = QName(spec.name.namespace, encode_local_name(spec.name.name))
        return Part(name=name, is_value_type=is_value_type, generic=spec.generic)
    arguments = [use_of(argument) for argument in spec.arguments]
    definition, namespace = spec.name.name, spec.name.namespace
    name = QName(namespace, generic_name(definition, [argument.argument_name for argument in arguments]))
    generic = GenericType(definition, namespace, tuple(argument.argument for argument in arguments))
    return Part(name=name, is_value_type=is_value_type, generic=generic)


def arguments_of(shape: Shape, *, scope: Mapping[str, Any] | None) -> tuple[Use, ...]:
    """Return the item of a list, or key and value of a dictionary or a pair; ``scope`` has what they refer forward to.

    :raises InvalidDataContractError: where the annotation does not say what it holds, or that is no contract.
    """
    wanted = 1 if shape.core is list else 2
    if len(shape.arguments) != wanted:
        spelled = {list: "list[X]", dict: "dict[K, V]"}.get(shape.core, "KeyValuePair[K, V]")
        reason = f"{shape.core.__name__} does not say what it holds; write {spelled}"
        raise InvalidDataContractError(reason)
    return tuple(use_of(argument, scope=scope) for argument in shape.arguments)


def is_enumeration(cls: type) -> bool:
    """Tell whether a class is one of .NET's enumerations."""
    return issubclass(cls, DataContractEnum | DataContractFlag)


def _marked(marker: ContractMarker) -> QName:
    return QName(marker.namespace, encode_local_name(marker.name))


def _without(shape: Shape, marker: SimpleContract) -> Any:
    """Return the annotation inside a marker: with the markers that stand before it."""
    inner = shape.markers[: shape.markers.index(marker)]
    core = shape.core[shape.arguments] if shape.arguments else shape.core
    return typing.Annotated[core, *inner] if inner else core


def _resolved(annotation: Any, scope: Mapping[str, Any] | None) -> Any:
    """Return what a forward reference in a collection of itself refers to."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if not isinstance(annotation, str):
        return annotation
    name, *rest = annotation.split(".")
    if scope is None or name not in scope:
        reason = f"the forward reference {annotation!r} cannot be resolved; pass the class or the annotation itself"
        raise InvalidDataContractError(reason)
    return functools.reduce(getattr, rest, scope[name])


def not_a_contract(shape: Shape) -> InvalidDataContractError:
    """Return the error of an annotation that names no contract, with what would."""
    if declared_spec(shape.core) is not None:
        reason = f"{shape.core.__qualname__} is generic; write {shape.core.__name__}[X] with the type it holds"
        return InvalidDataContractError(reason)
    if isinstance(shape.core, list | tuple | set | frozenset):
        kind = type(shape.core).__name__
        reason = f"a {kind} is not a data contract; several classes are given one by one: contracts_of(Order, Line)"
        return InvalidDataContractError(reason)
    spelled = getattr(shape.core, "__qualname__", None) or shorten(str(shape.core), 60, placeholder=" …")
    reason = (
        f"{spelled} is not a data contract; allowed are classes and enumerations with @data_contract, built-in types"
        " (str, bool, Int, Decimal, DateTime, …), list[X], dict[K, V], KeyValuePair[K, V]"
    )
    return InvalidDataContractError(reason)
