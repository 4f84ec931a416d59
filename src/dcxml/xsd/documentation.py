"""``xs:documentation`` and what others say in ``xs:appinfo``, read and written; .NET's words are passed over.

An item of the hub stands for several elements of a schema. What is said inside it is kept with the place, and written
there again, or at the nearest place that the exported form has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.contract.annotation import Annotation, AppInfo, Documentation, joined
from dcxml.quoting import escape
from dcxml.xmlio import parse_document
from dcxml.xsd.documents import child_elements
from dcxml.xsd.elements import make_element
from dcxml.xsd.vocabulary import APPINFO_WORDS, LANGUAGE, xs

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

__all__ = [
    "append_appinfo",
    "append_copy",
    "append_documentation",
    "element_at",
    "fill_again",
    "own_annotation",
    "said_inside",
]

_PREFIX: Final = re.compile(r"([^\s:]+):")


def own_annotation(element: etree._Element, *, place: tuple[str, ...] = ()) -> Annotation:
    """Return what is said about an element itself; ``place`` is that of the element in its item."""
    items = list(element.iterfind(f"{xs('annotation')}/*"))
    informed = ((_content(item), item) for item in items if item.tag == xs("appinfo"))
    return Annotation(
        documentation=[
            _documentation(item, place) for item in items if item.tag == xs("documentation") and _says(item)
        ],
        appinfo=[AppInfo(content, source=item.get("source"), place=place) for content, item in informed if content],
    )


def said_inside(
    element: etree._Element,
    *,
    places: Container[tuple[str, ...]] = (),
    follow: Callable[[etree._Element], etree._Element | None] = lambda _: None,
    stop: Callable[[etree._Element, tuple[str, ...]], bool] = lambda _element, _place: False,
) -> Annotation:
    """Return what is said about the elements inside one, each at the nearest of the ``places`` that will be written.

    ``follow`` gives what a reference stands for, where that is written in its place; ``stop`` tells which elements are
    items of their own, by the element and the place it is in.
    """

    def walk(parent: etree._Element, place: tuple[str, ...]) -> Iterator[Annotation]:
        for child in child_elements(parent):
            if stop(child, place):
                continue
            step = (*place, _step(child))
            here = step if step in places else place
            for each in (child, follow(child)):
                if each is not None:
                    yield own_annotation(each, place=here)
                    yield from walk(each, here)

    return joined(walk(element, ()))


def element_at(element: etree._Element, place: tuple[str, ...]) -> etree._Element:
    """Return the element at a place, or at the nearest one that there is."""
    for step in place:
        element = next((child for child in child_elements(element) if _step(child) == step), element)
    return element


def append_documentation(annotation: etree._Element, said: Annotation) -> None:
    """Append an ``xs:documentation`` for each text, with its language and its source."""
    for each in said.user_information:
        named = {"source": each.source, LANGUAGE: each.language}
        attributes = {name: value for name, value in named.items() if value is not None}
        element = etree.SubElement(annotation, xs("documentation"), attributes)
        if each.markup is None:
            element.text = each.text
        else:
            _fill(element, each.markup)


def append_appinfo(annotation: etree._Element, said: AppInfo, into: etree._Element | None = None) -> None:
    """Append what others say, ``into`` an ``xs:appinfo`` that is there already or one of its own."""
    if into is None:
        into = etree.SubElement(annotation, xs("appinfo"), {} if said.source is None else {"source": said.source})
    _fill(into, said.content)


def append_copy(parent: etree._Element, source: etree._Element) -> None:
    """Append a copy that declares what its source does: a prefix in a text needs it, which lxml's own append drops."""
    above = source.getparent()
    known = {} if above is None else above.nsmap
    declared = {prefix: bound for prefix, bound in source.nsmap.items() if known.get(prefix) != bound}
    copy = etree.SubElement(parent, source.tag, source.attrib, nsmap=declared)
    copy.text, copy.tail = source.text, source.tail
    for child in source.iterchildren(etree.Element):
        append_copy(copy, child)


def fill_again(element: etree._Element, source: etree._Element) -> None:
    """Give an empty ``xs:documentation`` or ``xs:appinfo`` the content of another one, with the prefixes it needs.

    Layout is left out of both: schemas are written with their own, and the definition must come back the same.
    """
    _fill(element, _content(source, without=(), with_layout=()))


def _step(element: etree._Element) -> str:
    """Return how a place names an element: by its local name, an import by its namespace too."""
    local = str(element.tag).rpartition("}")[2]
    return f"{local} {element.get('namespace', '')}" if element.tag == xs("import") else local


def _says(item: etree._Element) -> bool:
    return len(item) > 0 or bool(item.text) or "source" in item.attrib


def _documentation(item: etree._Element, place: tuple[str, ...]) -> Documentation:
    said = (each.get(LANGUAGE) for each in (item, *item.iterancestors()) if LANGUAGE in each.attrib)
    return Documentation(
        "".join(map(str, item.itertext())),
        language=next(said, None) or None,
        source=item.get("source"),
        markup=_content(item) if len(item) else None,
        place=place,
    )


def _content(
    item: etree._Element,
    *,
    without: Container[object] = APPINFO_WORDS,
    with_layout: Container[object] = (xs("documentation"),),
) -> str:
    """Return the content of an element as XML, ``without`` what is known here; which elements keep their layout."""
    is_layout = item.tag not in with_layout and not _is_mixed(item)
    pieces = ["" if is_layout else escape(item.text or "")]
    for child in item.iterchildren(etree.Element):
        if child.tag not in without:
            pieces.append(_standing_alone(child, without_layout=is_layout))
        pieces.append("" if is_layout else escape(child.tail or ""))
    content = "".join(pieces)
    return content if content.strip() else ""


def _standing_alone(item: etree._Element, *, without_layout: bool) -> str:
    """Return an element as a document, with the namespaces that it declares or may refer to in its texts."""
    if None in item.nsmap and not str(item.tag).startswith("{"):  # a chameleon's default namespace is not the text's
        bound = {prefix: namespace for prefix, namespace in item.nsmap.items() if prefix is not None}
        root = make_element(str(item.tag), {str(name): str(value) for name, value in item.attrib.items()}, nsmap=bound)
        root.text = item.text
        for child in item.iterchildren(etree.Element):
            append_copy(root, child)
    else:
        root = parse_document(etree.tostring(item, encoding="unicode", with_tail=False))
    if without_layout:
        _drop_layout(root)
    texts = (text for node in root.iter(etree.Element) for text in (node.text, node.tail, *node.attrib.values()))
    mentioned = {prefix for text in texts for prefix in _PREFIX.findall(text or "")}
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(mentioned))
    return etree.tostring(root, encoding="unicode")


def _drop_layout(element: etree._Element) -> None:
    if len(element) == 0 or _is_mixed(element):
        return
    element.text = None
    for child in element.iterchildren(etree.Element):
        child.tail = None
        _drop_layout(child)


def _is_mixed(element: etree._Element) -> bool:
    return any(text is not None and text.strip() for text in (element.text, *(child.tail for child in element)))


def _fill(element: etree._Element, content: str) -> None:
    given = parse_document(f"<content>{content}</content>")
    element.text = given.text
    for child in given.iterchildren(etree.Element):
        append_copy(element, child)
