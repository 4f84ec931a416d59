"""Documents: the bytes of valid instances, as .NET would have written them, or in any other spelling of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.codec.dialects import Dialect
from dcxml.serializer import DataContractSerializer
from dcxml.strategies.objects import instances
from dcxml.strategies.roots import annotation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import DataContract, GlobalElement
    from dcxml.qname import QName

__all__ = ["documents"]


def documents(  # noqa: PLR0913 - one keyword for each choice
    source: Any,
    root: QName | str | DataContract | GlobalElement | None = None,
    *,
    dialect: Dialect = Dialect.XML_WRITER,
    overrides: Mapping[Any, SearchStrategy[Any]] | None = None,
    values: Mapping[QName, SearchStrategy[Any]] | None = None,
    known_types: Iterable[Any] = (),
    absent: bool = True,
    unknown: bool = False,
) -> SearchStrategy[bytes]:
    """Return the strategy of valid documents of a class, or of the contract or global element ``root`` of a set.

    What is not said here is as in `instances`.

    :raises KeyError: where the contracts have no such name.
    """
    annotation, known_types = annotation_of(source, root), tuple(known_types)
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        annotation, dialect=dialect, known_types=known_types
    )
    return instances(
        annotation, overrides=overrides, values=values, known_types=known_types, absent=absent, unknown=unknown
    ).map(serializer.dumps)
