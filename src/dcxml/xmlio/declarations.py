"""Namespace declarations of a start tag, written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["declarations_of"]


def declarations_of(namespaces: Mapping[str | None, str]) -> str:
    """Return the text that declares ``namespaces`` (None: the default one) in a start tag, a space before each.

    Namespaces in XML takes any text for one; lxml makes no element in one that is no URI, an IRI for instance.
    """
    names = ("xmlns" if prefix is None else f"xmlns:{prefix}" for prefix in namespaces)
    return "".join(f" {name}={quoted(uri)}" for name, uri in zip(names, namespaces.values(), strict=True))
