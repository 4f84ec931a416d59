"""Python's spelling of .NET's types for any XML: aliases of lxml's element."""

from __future__ import annotations

from typing import Annotated

from lxml import etree

from dcxml.binding.markers import XmlContract
from dcxml.contract.model import XML_ELEMENT, XML_NODES

__all__ = ["XmlElement", "XmlNodes"]

XmlElement = Annotated[etree._Element, XmlContract(XML_ELEMENT.name, namespace=XML_ELEMENT.namespace)]  # noqa: SLF001 - lxml's name for the class
"""One XML element inside the member's own, .NET's ``XmlElement`` and ``XElement``: an lxml element."""
XmlNodes = Annotated[etree._Element, XmlContract(XML_NODES.name, namespace=XML_NODES.namespace)]  # noqa: SLF001 - lxml's name for the class
"""Attributes, texts and elements of the member's own element, .NET's ``XmlNode[]``: an lxml element around them."""
