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
def _elements(draw: st.DrawFn) -> etree._Element:
    # Each namespace has one prefix, declared at the top: of several lxml may take another than the one it was given.
    element = etree.Element(draw(_names()), draw(_attributes()), nsmap=_PREFIXES)
    _fill(draw, element, _DEPTH)
    return element


@st.composite
def _nodes(draw: st.DrawFn) -> etree._Element:
    element = etree.Element(NODES_TAG)
    for _ in range(draw(st.integers(0, _CHILDREN))):
        element.append(draw(_elements()))
        element[-1].tail = draw(_texts())
    element.text = draw(_texts())
    return element


def _fill(draw: st.DrawFn, element: etree._Element, depth: int) -> None:
    element.text = draw(_texts())
    for _ in range(draw(st.integers(0, _CHILDREN)) if depth else 0):
        child = etree.SubElement(element, draw(_names()), draw(_attributes()))
        _fill(draw, child, depth - 1)
        child.tail = draw(_texts())


@cache
def _attributes() -> SearchStrategy[dict[str, str]]:
    return st.dictionaries(_names(), _texts(), max_size=2)


@cache
def _names() -> SearchStrategy[str]:
    names = st.builds(QName, st.sampled_from(["", *_PREFIXES.values()]), st.sampled_from(_NAMES))
    return names.map(lambda name: name.clark)


@cache
def _texts() -> SearchStrategy[str]:
    """Draw a text in which nothing looks like a qualified name: its prefix might be bound around the fragment."""
    return st.just("") | texts(max_size=10).map(lambda text: text.translate({ord(":"): None, ord("\r"): None}))
