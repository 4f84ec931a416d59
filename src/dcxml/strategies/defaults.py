"""Values that need a rule of .NET's: what it takes for a default, for one key, and the empty collection."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

import attrs

from dcxml.contract import CollectionDataContract, DataContract

__all__ = ["empty_collection", "is_default", "with_different_uris"]


def is_default(value: Any, default: Any) -> bool:
    """Compare as .NET does: a struct by its members, and a System.DateTime without its kind."""
    if value is None or default is None:
        return value is default
    if isinstance(value, dt.datetime):
        return bool(value.replace(tzinfo=None) == default)
    if hasattr(value, "_wire") and type(value) is type(default):
        names = [each.name for each in attrs.fields(type(value)) if each.name != "_wire"]
        return all(is_default(getattr(value, name), getattr(default, name)) for name in names)
    return bool(value == default)


def with_different_uris(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs as a dict, one of those whose keys System.Uri may hold for equal.

    It looks at case, escapes and fragment in some URIs, so none of them may tell two keys apart.
    """
    return dict({unquote(key).casefold().partition("#")[0].rstrip("/"): (key, value) for key, value in pairs}.values())


def empty_collection(contract: DataContract) -> Any:
    """Return a new collection without items."""
    is_dictionary = isinstance(contract, CollectionDataContract) and contract.is_dictionary
    return {} if is_dictionary else []
