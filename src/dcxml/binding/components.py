"""What definitions kept as XML refer to, groups and the like: generated modules carry it for the next export."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.model import SchemaComponent

__all__ = ["COMPONENTS", "components_of", "is_part", "module_of", "parts_of"]

COMPONENTS: Final = "__schema_components__"
"""The name under which a module has them."""


def components_of(source: Any) -> Iterator[SchemaComponent]:
    """Yield the components that a source of contracts carries: a module, a package with its modules, or a `Binding`."""
    for module in parts_of(source):
        yield from getattr(module, COMPONENTS, ())


def parts_of(source: Any) -> Iterator[types.ModuleType]:
    """Yield the module that is given as a source of contracts, or of a `Binding`, and those that a package lists."""
    module = module_of(source)
    if module is None:
        return
    yield module
    for name in getattr(module, "__all__", ()):
        part = getattr(module, name)
        if isinstance(part, types.ModuleType) and is_part(part, name, module):
            yield from parts_of(part)


def module_of(source: Any) -> types.ModuleType | None:
    """Return a module that is given as a source of contracts, or that a `Binding` has its classes from."""
    module = source if isinstance(source, types.ModuleType) else getattr(source, "module", None)
    return module if isinstance(module, types.ModuleType) else None


def is_part(part: types.ModuleType, name: str, package: types.ModuleType) -> bool:
    """Tell whether a module is one that the package lists under this name as its own."""
    return name in getattr(package, "__all__", ()) and part.__name__ == f"{package.__name__}.{name}"
