"""What the messages of an operation are read and written as: by a binding, a module, or the operation itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dcxml.binding.elements import elements_of
from dcxml.binding.services import ServiceOperation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.operations import Operation

__all__ = ["OperationElements", "message_classes"]


class OperationElements(Mapping[str, Any]):
    """What an operation declares for the elements of its messages by Clark name, then what its module has for others.

    An element that nothing describes has None.
    """

    def __init__(self, operation: ServiceOperation[Any, Any]) -> None:
        """Look up the types of the messages; the module is only read when it is asked for."""
        self._operation = operation
        self._own = {name.clark: annotation for name, annotation in operation.annotations.items()}

    def __getitem__(self, name: str) -> Any:
        """Return the annotation of this Clark name.

        :raises UnknownNameError: (a KeyError) where neither the operation nor its module has it.
        """
        return self._own[name] if name in self._own else self._others[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the Clark names."""
        return iter({**self._own, **self._others})

    def __len__(self) -> int:
        """Count the names."""
        return len({**self._own, **self._others})

    @property
    def _others(self) -> Mapping[str, Any]:
        return elements_of(self._operation.module)


def message_classes(operation: Operation | ServiceOperation[Any, Any] | None, cls: Any) -> tuple[Operation | None, Any]:
    """Return the description of an operation, and what elements are: a class, or a mapping from their Clark names.

    A module stands for what it declares. Where no ``cls`` is given, an operation that was declared with the classes of
    its messages stands for itself.
    """
    described = operation.description if isinstance(operation, ServiceOperation) else operation
    if isinstance(cls, ModuleType):
        return described, elements_of(cls)
    if cls is None and isinstance(operation, ServiceOperation):
        return described, OperationElements(operation)
    return described, cls
