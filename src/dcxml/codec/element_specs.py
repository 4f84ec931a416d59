"""The elements that compiled code writes: their names, and what .NET has in their start tags whatever the value."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from dcxml.qname import XS, QName

__all__ = ["WRITTEN_OUT", "ElementSpec"]

WRITTEN_OUT: Final = frozenset({QName(XS, "string"), QName(XS, "anyURI")})
"""What XmlWriter gives an end tag even where the text is empty."""


@frozen(eq=False)
class ElementSpec:
    """An element that holds a class or a collection: its name and the namespaces .NET declares on it.

    Compared by identity: one is made for each place in compiled source, and is the key to ready texts.

    ``declares`` is declared whatever the value, ``declares_items`` only on a collection that is not null. Both
    are declared only where no prefix in scope is bound to them. ``prefix`` is one .NET asks for by itself. A root
    declares more. ``contract`` is that of what stands there, unless ``i:type`` names another; only an element that is
    made for a single value has none. ``type`` is what ``i:type`` names on every such element.
    """

    name: str
    namespace: str
    declares: str | None = None
    declares_items: str | None = None
    prefix: str | None = None
    is_root: bool = False
    contract: QName | None = None
    type: QName | None = None
