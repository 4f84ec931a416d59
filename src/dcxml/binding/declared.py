"""What a module, a package or a binding declares: the annotations of its contracts, the operations of its services."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_origin

from dcxml.binding.components import is_part, module_of
from dcxml.binding.markers import ContractMarker, RootElement
from dcxml.binding.services import ServiceOperation, endpoint_spec, operations_of
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import KeyValuePair
from dcxml.binding.xml_types import XmlElement, XmlNodes
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS

__all__ = ["declared_annotations", "declared_operations"]

_LISTED: Final = tuple(PRIMITIVE_CONTRACTS[name].primitive.python_type for name in EXPORTED_CLASSES)
"""The built-in types that a contract set lists; a module that has them lists them too."""
_XML_ALIASES: Final = {"XmlElement": XmlElement, "XmlNodes": XmlNodes}


def declared_annotations(source: Any) -> Iterator[Any]:
    """Yield the annotations that a source of contracts stands for."""
    if isinstance(source, Mapping):
        yield from source.values()
        module = module_of(source)
        if module is not None:  # an element may have the name of a contract of another type, and hides it
            yield from declared_annotations(module)
    elif isinstance(source, types.ModuleType):
        for module, name, value in _values(source):
            if value is not _XML_ALIASES.get(name) and _is_declaration(module, name, value):
                yield value
    else:
        yield source


def declared_operations(source: Any) -> Iterator[ServiceOperation[Any, Any]]:
    """Yield the operations of the services that a module, a package or a binding declares."""
    if isinstance(source, Mapping):
        source = getattr(source, "module", None)
    if isinstance(source, types.ModuleType):
        for module, name, value in _values(source):
            if endpoint_spec(value) is not None and _is_own(module, name, value):
                yield from operations_of(value)


def _values(module: types.ModuleType) -> Iterator[tuple[types.ModuleType, str, Any]]:
    """Yield what a module has and exports, and for a package also what the modules have that it lists."""
    exported = getattr(module, "__all__", ())
    for name, value in {**vars(module), **{name: getattr(module, name) for name in exported}}.items():
        if not isinstance(value, types.ModuleType):
            yield module, name, value
        elif is_part(value, name, module):
            yield from _values(value)


def _is_declaration(module: types.ModuleType, name: str, value: Any) -> bool:
    """Tell whether a module declares a value, or exports it: a class of its own, a closed generic class, an alias."""
    if (
        get_origin(value) in (list, dict, KeyValuePair)
        or any(value is listed for listed in _LISTED)
        or any(isinstance(marker, ContractMarker | RootElement) for marker in getattr(value, "__metadata__", ()))
    ):
        return True
    spec = contract_spec(value)
    if spec is None:
        return False
    return bool(spec.arguments) or _is_own(module, name, value)


def _is_own(module: types.ModuleType, name: str, value: Any) -> bool:
    return value.__module__ == module.__name__ or name in getattr(module, "__all__", ())
