"""What strategies are asked for: a class or an annotation, or a contract of a set by its name."""

from __future__ import annotations

from typing import Any

from dcxml.binding.live import Binding, build_classes
from dcxml.contract import DataContract, DataContractSet, GlobalElement
from dcxml.qname import QName

__all__ = ["annotation_of"]


def annotation_of(source: Any, root: QName | str | DataContract | GlobalElement | None = None) -> Any:
    """Return the annotation of the contract or global element ``root`` of a contract set or a `Binding`.

    Any other ``source`` is a class or an annotation already.

    :raises KeyError: where there is no such name.
    :raises TypeError: where the root is missing, or given with a class.
    """
    if not isinstance(source, DataContractSet | Binding):
        if root is not None:
            raise TypeError(f"root is {root!r}, and the first argument is not a DataContractSet or a Binding")
        return source
    if root is None:
        raise TypeError("of a DataContractSet the root is needed: instances(contracts, '{namespace}Name')")
    binding = build_classes(source) if isinstance(source, DataContractSet) else source
    if isinstance(root, DataContract):
        return binding.annotation_of(root.name)
    if isinstance(root, GlobalElement):
        root = root.name
    return binding[root.clark if isinstance(root, QName) else root]
