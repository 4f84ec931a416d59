"""How types and texts are shown to people: short, in one line, without characters that do not print."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dcxml.contract.model import CollectionDataContract

if TYPE_CHECKING:
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.xml_content import XmlContent, XmlPart
    from dcxml.qname import QName

_DEEPEST: Final = 6

__all__ = ["part_label", "printable", "shortened", "text_width", "type_label", "xml_label"]


def type_label(contracts: DataContractSet, name: QName) -> str:
    """Return how a type is shown: ``int``, ``Line[]``, ``{string: Line}``; a list inside itself by its name."""
    return _label(contracts, name, ())


def xml_label(contracts: DataContractSet, content: XmlContent) -> str:
    """Return what a type kept as XML is: ``XML: Base``, ``XML: list of int``, ``XML: int or string``, mixed or not."""
    names = [type_label(contracts, name) for name in content.members or ((content.base,) if content.base else ())]
    said = f"{'list of ' if content.is_list else ''}{' or '.join(names)}".strip()
    return f"XML{f': {said}' if said else ''}{' (mixed)' if content.is_mixed else ''}"


def part_label(contracts: DataContractSet, part: XmlPart) -> str:
    """Return how the type of a part of XML is shown; one without a name, or defined elsewhere, as ``XML``."""
    label = "XML" if part.type is None else type_label(contracts, part.type)
    return f"{label}[]" if part.is_many else label


def printable(text: str) -> str:
    """Return a text in one line; what does not print (controls, marks of direction) is escaped as in Python."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shortened(text: str, limit: int) -> str:
    """Return at most ``limit`` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def text_width(text: str) -> int:
    """Return how many columns a text takes: two for the wide characters of East Asia, none for what combines."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else (2 if unicodedata.east_asian_width(c) in "WF" else 1) for c in text)


def _label(contracts: DataContractSet, name: QName, outer: tuple[QName, ...]) -> str:
    contract = contracts.contracts.get(name)
    if not isinstance(contract, CollectionDataContract) or name in outer or len(outer) > _DEEPEST:
        return printable(name.name)
    inner = (*outer, name)
    if contract.key is not None and contract.value is not None:
        key, value = (_label(contracts, part.type, inner) for part in (contract.key, contract.value))
        return f"{{{key}: {value}}}"
    assert contract.item_type is not None  # noqa: S101 - checked on birth
    return f"{_label(contracts, contract.item_type, inner)}[]"
