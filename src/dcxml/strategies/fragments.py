"""XML fragments: elements of names that no contract has, in small trees of their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st
from lxml import etree

from dcxml.binding.fragments import NODES_TAG
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.qname import QName
from dcxml.strategies.primitives import texts

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from dcxml.contract import XmlDataContract

__all__ = ["fragments"]

_PREFIXES: Final = {"f": "urn:fragment", "g": "urn:fragment:other"}
_DECLARED: Final[list[dict[str | None, str]]] = [
    {"f": _PREFIXES["f"], "g": _PREFIXES["g"]},
    {None: _PREFIXES["f"], "f": _PREFIXES["f"]},
    {"g": _PREFIXES["g"]},
    {},
]
_NAMES: Final = ("leaf", "branch", "é", "_1")
_CHILDREN: Final = 2
_DEPTH: Final = 2


def fragments(contract: XmlDataContract) -> SearchStrategy[Any]:
    """Return the strategy of a contract's values: what is valid for its schema, as far as dcxml knows that.

    `XmlNodes` have no attributes here: the schema that .NET exports wants each declared, and nothing declares one.
    Of a type with a schema of its own, or without any, an empty element is all that is certain.
    """
    if contract.name == XML_ELEMENT:
        return _elements()
    return _nodes() if contract.name == XML_NODES else st.builds(etree.Element, st.just(NODES_TAG))


@st.composite
def _elements(draw: st.DrawFn, *, depth: int = _DEPTH) -> etree._Element:
    attributes = st.dictionaries(_names(), _texts(), max_size=2)
    element = etree.Element(draw(_names()), draw(attributes), nsmap=draw(st.sampled_from(_DECLARED)))
    _fill(draw, element, depth)
    return element


@st.composite
def _nodes(draw: st.DrawFn) -> etree._Element:
    element = etree.Element(NODES_TAG)
    _fill(draw, element, _DEPTH)
    return element


def _fill(draw: st.DrawFn, element: etree._Element, depth: int) -> None:
    element.text = draw(_texts())
    for _ in range(draw(st.integers(0, _CHILDREN)) if depth else 0):
        child = draw(_elements(depth=depth - 1))
        child.tail = draw(_texts())
        element.append(child)


@cache
def _names() -> SearchStrategy[str]:
    names = st.builds(QName, st.sampled_from(["", *_PREFIXES.values()]), st.sampled_from(_NAMES))
    return names.map(lambda name: name.clark)


@cache
def _texts() -> SearchStrategy[str]:
    """Draw a text in which nothing looks like a qualified name: its prefix might be bound around the fragment."""
    return st.just("") | texts(max_size=10).map(lambda text: text.translate({ord(":"): None, ord("\r"): None}))
