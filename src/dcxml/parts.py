"""Elements that are part of someone's larger document, made as the parser of documents would have made them.

A parser of theirs may keep comments and references to entities, and make elements of classes of their own.
"""

from __future__ import annotations

import copy
from typing import Any, Final

from lxml import etree

from dcxml.errors import DecodeError
from dcxml.xmlio import NO_LIMITS, declarations_of, parse_document, path_of, refuse_instructions

__all__ = ["part_of"]

_NOT_PLAIN: Final = (etree.Comment, etree.ProcessingInstruction, etree.Entity)
_LINES: Final = 65_535
"""From there on lxml can give an element no line."""


def part_of(element: etree._Element) -> etree._Element:
    """Return the element without comments, itself where it has none; a copy has its place, namespaces and lines.

    :raises DecodeError: for a processing instruction inside, as in a document, and for a reference to an entity.
    """
    strange = next(element.iter(*_NOT_PLAIN), None)
    if strange is None and type(element) is etree._Element:  # noqa: SLF001 - lxml's name for the class
        return element
    _refuse(element)
    return _copy(element)


def _refuse(element: etree._Element) -> None:
    """Refuse the first processing instruction or reference to an entity; comments may be there."""
    node = next(element.iter(etree.ProcessingInstruction, etree.Entity), None)
    if node is None:
        return
    if not isinstance(node, etree._Entity):  # noqa: SLF001 - lxml's name for the class
        refuse_instructions([node])
    parent = node.getparent()
    reason = f"the reference {node.text} is not resolved: what it stands for is not in the tree"
    path = "" if parent is None else path_of(parent)
    raise DecodeError(reason, path=path, line=None if parent is None else parent.sourceline, found=node.text)


def _copy(element: etree._Element) -> etree._Element:
    """Return the element parsed once more, in an element that declares what is declared around it."""
    alone = etree.tostring(copy.deepcopy(element), encoding="utf-8", with_tail=False)
    namespaces = {prefix: uri for prefix, uri in element.nsmap.items() if uri}
    around = f"<around{declarations_of(namespaces)}>".encode()
    before = b"\n" * ((element.sourceline or 1) - 1)
    (made,) = parse_document(before + around + alone + b"</around>", limits=NO_LIMITS)
    its: Any  # whose line can be set, though its stubs deny it
    for its, own in zip(made.iter(etree.Element), element.iter(etree.Element), strict=True):
        if (own.sourceline or 0) < _LINES:  # line breaks inside tags are lost
            its.sourceline = own.sourceline or 0
    return made
