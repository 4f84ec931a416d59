"""Documents: the bytes of valid instances, as .NET would have written them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.binding.live import build_classes
from dcxml.codec.dialects import Dialect
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.objects import instances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContractSet
    from dcxml.qname import QName

__all__ = ["documents"]


def documents(
    contracts: DataContractSet,
    root: QName | str,
    *,
    dialect: Dialect = Dialect.XML_WRITER,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    absent: bool = True,
) -> SearchStrategy[bytes]:
    """Return the strategy of valid documents of the contract or global element ``root`` (`QName` or Clark form).

    ``values`` and ``absent`` are as in `instances`.

    :raises KeyError: where the contracts have no such name.
    """
    annotation = build_classes(contracts)[str(root)]
    serializer: DataContractSerializer[Any] = DataContractSerializer(annotation, dialect=dialect)
    return instances(annotation, values=values, absent=absent).map(serializer.dumps)
