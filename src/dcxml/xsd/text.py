"""A schema's tree as text, in the layout of .NET's ``XmlWriter``: two spaces, `` />``, its places for ``xmlns``.

Knows nothing of contracts nor of what a schema means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["schema_text"]

_INDENT = "  "
_TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#xD;", "\n": "&#xA;", "\t": "&#x9;"}
)


def schema_text(root: etree._Element) -> str:
    """Return the document, with its XML declaration and a line's end after it.

    Where lxml writes all namespace declarations first, ``XmlSchema.Write`` puts a prefix before the attribute whose
    value needs it, and the element's own prefix last.
    """
    lines = ['<?xml version="1.0" encoding="utf-8"?>', *_lines(root, depth=0)]
    return "\n".join(lines) + "\n"


def _lines(element: etree._Element, *, depth: int) -> Iterator[str]:
    margin = _INDENT * depth
    tag = _tag(element)
    opening = f"{margin}<{' '.join((tag, *_attributes(element)))}"
    if len(element) == 0:
        yield f"{opening}>{_escape(element.text)}</{tag}>" if element.text else f"{opening} />"
    elif _is_mixed(element):
        yield opening + ">" + "".join(_inline(element)) + f"</{tag}>"
    else:
        yield opening + ">"
        for child in element:
            yield from _lines(child, depth=depth + 1)
        yield f"{margin}</{tag}>"


def _inline(element: etree._Element) -> Iterator[str]:
    """Yield the content of an element in which white space counts."""
    yield _escape(element.text)
    for child in element:
        tag = _tag(child)
        yield f"<{' '.join((tag, *_attributes(child)))}>"
        yield from _inline(child)
        yield f"</{tag}>{_escape(child.tail)}"


def _is_mixed(element: etree._Element) -> bool:
    return any(text is not None and text.strip() for text in (element.text, *(child.tail for child in element)))


def _tag(element: etree._Element) -> str:
    local = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def _attributes(element: etree._Element) -> Iterator[str]:
    parent = element.getparent()
    inherited = {} if parent is None else parent.nsmap
    new = {prefix: namespace for prefix, namespace in element.nsmap.items() if inherited.get(prefix) != namespace}
    own = {element.prefix: new.pop(element.prefix)} if element.prefix in new else {}
    values = {_attribute_name(element, name): value for name, value in element.attrib.items()}
    if parent is not None:
        for name, value in values.items():
            prefix = value.partition(":")[0]
            if prefix in new:
                yield _declaration(prefix, new.pop(prefix))
            yield f'{name}="{value.translate(_ATTRIBUTE_ESCAPES)}"'
        values = {}
    yield from (_declaration(prefix, namespace) for prefix, namespace in new.items())
    yield from (f'{name}="{value.translate(_ATTRIBUTE_ESCAPES)}"' for name, value in values.items())
    yield from (_declaration(prefix, namespace) for prefix, namespace in own.items())


def _attribute_name(element: etree._Element, name: str) -> str:
    if not name.startswith("{"):
        return name
    namespace, _, local = name[1:].partition("}")
    if namespace == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    prefix = next(prefix for prefix, uri in element.nsmap.items() if prefix and uri == namespace)
    return f"{prefix}:{local}"


def _declaration(prefix: str | None, namespace: str) -> str:
    return f'xmlns{":" + prefix if prefix else ""}="{namespace.translate(_ATTRIBUTE_ESCAPES)}"'


def _escape(text: str | None) -> str:
    return (text or "").translate(_TEXT_ESCAPES)
