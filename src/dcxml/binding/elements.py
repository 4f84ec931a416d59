"""What to load by the name of an element, in a module of contract classes: the twin of a live `Binding`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final
from weakref import WeakKeyDictionary

from dcxml.binding.declared import declared_annotations
from dcxml.binding.introspect import annotations_by_name
from dcxml.binding.types import XsdType, plain_type_name
from dcxml.contract.model import DATA_SET, DATA_SET_ROOT
from dcxml.contract.primitives import built_in_root
from dcxml.errors import UnknownNameError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from dcxml.contract.model import PrimitiveDataContract

__all__ = ["ModuleElements", "built_in_annotation", "elements_of"]


class ModuleElements(Mapping[str, Any]):
    """The annotations of a module's contracts and global elements by their Clark names, and of built-in roots."""

    def __init__(self, module: ModuleType) -> None:
        """Read the module.

        :raises InvalidDataContractError: where something that it declares is no contract.
        """
        found = annotations_by_name(module)
        if DATA_SET in found:
            found.setdefault(DATA_SET_ROOT, found[DATA_SET])
        self._annotations = {name.clark: annotation for name, annotation in found.items()}

    def __getitem__(self, name: str) -> Any:
        """Return the annotation of this Clark name.

        :raises UnknownNameError: (a KeyError) where neither a contract nor a global element has it.
        """
        if name in self._annotations:
            return self._annotations[name]
        built_in = built_in_root(QName.from_clark(name))
        if built_in is None:
            raise UnknownNameError(name, self)
        return built_in_annotation(built_in)

    def __iter__(self) -> Iterator[str]:
        """Yield the Clark names."""
        return iter(self._annotations)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._annotations)


def elements_of(module: ModuleType) -> Mapping[str, Any]:
    """Return what a module has for each element; it is read again when it declares something else.

    :raises InvalidDataContractError: where something that it declares is no contract.
    """
    declared = tuple(map(id, declared_annotations(module)))
    known = _known.get(module)
    if known is None or known[0] != declared:
        known = _known[module] = (declared, ModuleElements(module))
    return known[1]


_known: Final[WeakKeyDictionary[ModuleType, tuple[tuple[int, ...], ModuleElements]]] = WeakKeyDictionary()


def built_in_annotation(contract: PrimitiveDataContract) -> Any:
    """Return the annotation of a built-in type."""
    python_type = contract.primitive.python_type
    if python_type is not int and plain_type_name(python_type) == contract.name:
        return python_type
    return Annotated[python_type, XsdType(contract.name.name, contract.name.namespace)]
