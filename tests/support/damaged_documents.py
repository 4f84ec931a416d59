"""Documents a step or two away from one that is valid: some of them still are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st
from lxml import etree

from dcxml.qname import ID, REF, XS, XSI

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["damaged"]

_TEXTS: Final = (
    *("", " ", "0", "1", "-1", "256", "x", "true", "a", "PT0S", "P1Y", "P99999999D", "2025-01-01", "1.5", "é", "NaN"),
    *("2025-01-01T24:00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "2025-01-01T00:00:00Z", "1E400"),
    *(" 1 ", "\t", "a\tb", "\u0661", "79228162514264337593543950336", "http://a/b", "http://[", "66d630dd"),
)
_MARKS: Final = ("mark", f"{{{XSI}}}schemaLocation", f"{{{XSI}}}other", ID, REF)


@st.composite
def damaged(draw: st.DrawFn, document: bytes | str, types: Sequence[str] = (), most: int = 2) -> str:
    """Return a document after one change to it or a few; ``types`` are Clark names that ``i:type`` may give."""
    root = etree.fromstring(document)
    for _ in range(draw(st.integers(1, most))):
        elements = list(root.iter("*"))
        change = draw(st.sampled_from(_CHANGES))
        change(draw, elements[draw(st.integers(0, len(elements) - 1))], elements, types)
    return etree.tostring(root, encoding="unicode")


def _text(draw: st.DrawFn, element: etree._Element, _elements: Any, _types: Any) -> None:
    element.text = draw(st.sampled_from(_TEXTS))


def _drop(_draw: Any, element: etree._Element, _elements: Any, _types: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _copy(_draw: Any, element: etree._Element, _elements: Any, _types: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(
            parent.index(element), etree.fromstring(etree.tostring(element, encoding="unicode", with_tail=False))
        )


def _move(draw: st.DrawFn, element: etree._Element, _elements: Any, _types: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(draw(st.integers(0, len(parent))), element)


def _rename(draw: st.DrawFn, element: etree._Element, elements: list[etree._Element], _types: Any) -> None:
    element.tag = draw(st.sampled_from([*dict.fromkeys(each.tag for each in elements), "none"]))


def _nil(draw: st.DrawFn, element: etree._Element, _elements: Any, _types: Any) -> None:
    element.set(f"{{{XSI}}}nil", draw(st.sampled_from(["true", "false", "1", " true ", "yes"])))
    if draw(st.booleans()):
        element.text = None
        element[:] = []


def _type(draw: st.DrawFn, element: etree._Element, _elements: Any, types: Sequence[str]) -> None:
    built_in = [f"{{{XS}}}{name}" for name in ("int", "byte", "string", "anyType")]
    name = etree.QName(draw(st.sampled_from([*types, *built_in, "{urn:dcxml:narrow}Empty", "{urn:dcxml:narrow}guid"])))
    parent = element.getparent()
    if parent is None or name.namespace is None:
        return
    around = etree.SubElement(parent, element.tag, element.attrib, nsmap={"t": name.namespace})
    around.text = element.text
    around.extend(list(element))
    around.set(f"{{{XSI}}}type", draw(st.sampled_from(["t:{}", "t:{}", " t:{} ", "u:{}"])).format(name.localname))
    parent.replace(element, around)


def _mark(draw: st.DrawFn, element: etree._Element, _elements: Any, _types: Any) -> None:
    element.set(draw(st.sampled_from(_MARKS)), "i1")


def _tail(draw: st.DrawFn, element: etree._Element, _elements: Any, _types: Any) -> None:
    if element.getparent() is not None:
        element.tail = draw(st.sampled_from(["\n", "text"]))


def _instruct(_draw: Any, element: etree._Element, _elements: Any, _types: Any) -> None:
    element.append(etree.ProcessingInstruction("p"))


_CHANGES: Final[tuple[Callable[..., None], ...]] = (
    *(_text, _text, _drop, _copy, _move, _rename, _nil, _type, _mark, _tail, _instruct),
)
