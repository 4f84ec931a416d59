"""`sample`: an example of a contract, filled as a help page would fill it, with the least, or with all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from dcxml.codec.making import codec_of
from dcxml.lexical import DateTime
from dcxml.lexical.zone import FixedOffset
from dcxml.sampling.filling import Filling
from dcxml.sampling.kinds import KINDS
from dcxml.sampling.simple import PageValues

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from dcxml.contract import DataContractSet
    from dcxml.sampling.kinds import SampleKind

__all__ = ["DEFAULT_NOW", "sample"]

_T = TypeVar("_T")
DEFAULT_NOW: Final = DateTime(2000, 1, 1, 12, tzinfo=FixedOffset(0))
"""The moment of a sample's dates where none is given: the page takes that of its making."""
_ITEMS: Final = 2
"""The items of the page's collections since version 5.1 of the package; there were three before."""


@overload
def sample(
    annotation: type[_T],
    kind: SampleKind = ...,
    *,
    now: dt.datetime = ...,
    items: int = ...,
    overrides: Mapping[str, Any] | None = ...,
    contracts: DataContractSet | None = ...,
) -> _T: ...


@overload
def sample(
    annotation: Any,
    kind: SampleKind = ...,
    *,
    now: dt.datetime = ...,
    items: int = ...,
    overrides: Mapping[str, Any] | None = ...,
    contracts: DataContractSet | None = ...,
) -> Any: ...


def sample(  # noqa: PLR0913 - what a schema does not say has a keyword each
    annotation: Any,
    kind: SampleKind = "documentation",
    *,
    now: dt.datetime = DEFAULT_NOW,
    items: int = _ITEMS,
    overrides: Mapping[str, Any] | None = None,
    contracts: DataContractSet | None = None,
) -> Any:
    """Return an example of a contract class, an enumeration, an alias or a collection; the same one each time.

    It is valid for XML Schema and read by .NET. ``kind`` says how it is filled:

    * ``documentation`` as the help page of ASP.NET Web API shows it: ``sample string 3`` and running numbers, the
      first value of an enumeration, ``items`` items in each collection, ``now`` for every date;
    * ``minimal`` with the members that are required, and nothing else;
    * ``maximal`` with every member, items in each collection, and the most derived class of each place.

    A contract that is inside itself is filled once on a path; what is left there is its least value, or nil in a
    documentation, which the page itself could not show.

    ``overrides`` has values by member path (``{"Parameter/Title": "Check-up"}``). ``contracts`` are those that the
    class was made from: where they were derived from a help page, their evidence tells the texts of that page.

    :raises InvalidDataContractError: where no finite value exists, or none of less than a million values within it, or
        none is found that a type's facets allow.
    :raises UnknownNameError: (a KeyError) where an override names no member.
    :raises ValueError: for another kind, or fewer than one item.
    """
    if kind not in KINDS:
        reason = f"a sample is {', '.join(map(repr, KINDS[:-1]))} or {KINDS[-1]!r}, not {kind!r}"
        raise ValueError(reason)
    if items < 1:
        reason = f"a collection of a sample has at least one item, not {items}"
        raise ValueError(reason)
    codec, root = codec_of(annotation, ())
    filling = Filling(
        plan=codec.plan,
        kind=kind,
        page=PageValues(DateTime.from_datetime(now), items),
        overrides=overrides or {},
        said=contracts,
    )
    return filling.root(root.type)
