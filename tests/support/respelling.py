"""Another spelling of a valid document: all that XML and XML Schema allow, with the same meaning to .NET."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from attrs import define, field

from dcxml.contract import EnumDataContract, PrimitiveDataContract, XmlDataContract
from dcxml.qname import NIL, SERIALIZATION, XS, QName
from dcxml.strategies.mutations.places import places_of
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["respelled"]

_INTEGERS: Final = frozenset(
    QName(XS, name)
    for name in ("byte", "unsignedByte", "short", "unsignedShort", "int", "unsignedInt", "long", "unsignedLong")
)
_BLANK_AROUND: Final = _INTEGERS | {
    *(QName(XS, name) for name in ("boolean", "decimal", "double", "float", "dateTime")),
    *(QName(SERIALIZATION, name) for name in ("char", "duration")),
}


def respelled(data: bytes, contracts: DataContractSet, random: Random) -> bytes:
    """Return a document that says the same, spelled by chance: perhaps just as it was."""
    root = parse_document(data)
    known = {place.element: place.contract for place in places_of(root, contracts)}
    writer = _Writer(random, known)
    writer.element(root, {"xml": "http://www.w3.org/XML/1998/namespace"}, is_free=False)
    text = "".join(writer.parts)
    if writer.may(0.2):
        text = f"<!-- before -->{text}<!--behind-->\n"
    return _encoded(text, random)


def _encoded(text: str, random: Random) -> bytes:
    kind = random.choice(["plain", "plain", "declared", "mark", "utf-16"])
    if kind == "declared":
        return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{text}".encode()
    if kind == "mark":
        return b"\xef\xbb\xbf" + text.encode()
    if kind == "utf-16":
        return f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")
    return text.encode()


@define
class _Writer:
    random: Random
    known: Mapping[etree._Element, DataContract]
    parts: list[str] = field(factory=list)
    count: int = 0

    def may(self, chance: float) -> bool:
        return self.random.random() < chance

    def element(self, element: etree._Element, outer: Mapping[str | None, str], *, is_free: bool) -> None:
        """Write an element; one that ``is_free`` is XML of no contract, and stays as it is."""
        contract = self.known.get(element)
        scope = {**outer, **element.nsmap}
        declared = {prefix: uri for prefix, uri in element.nsmap.items() if outer.get(prefix) != uri}
        if outer.get(None) and None not in element.nsmap:
            declared[None] = scope[None] = ""
        namespace = QName.from_clark(str(element.tag)).namespace
        if not is_free and namespace and self.may(0.1):
            self.count += 1
            declared[f"r{self.count}"] = scope[f"r{self.count}"] = namespace
        name = self._name(str(element.tag), element.prefix, scope, is_free=is_free)
        self.parts.append(f"<{name}{self._attributes(element, declared, scope, is_free=is_free)}")
        is_xml = is_free or isinstance(contract, XmlDataContract)
        if not len(element) and not element.text:
            self.parts.append(self.random.choice(["/>", " />", f"></{name}>"]))
            return
        self.parts.append(">")
        if is_xml:
            self._fragment(element, scope)
        elif len(element):
            self._children(element, scope)
        else:
            self.parts.append(self._text(self._variant(element.text or "", contract)))
        self.parts.append(f"</{name}>")

    def _fragment(self, element: etree._Element, scope: Mapping[str | None, str]) -> None:
        self.parts.append(escape(element.text or "", {"\r": "&#xD;"}))
        for child in element:
            self.element(child, scope, is_free=True)
            self.parts.append(escape(child.tail or "", {"\r": "&#xD;"}))

    def _children(self, element: etree._Element, scope: Mapping[str | None, str]) -> None:
        for child in element:
            self._between()
            self.element(child, scope, is_free=False)
        self._between()

    def _between(self) -> None:
        if self.may(0.05):
            self.parts.append(self.random.choice(["\n  ", "\t", "<!-- between -->", "\r\n"]))

    def _name(self, clark: str, prefix: str | None, scope: Mapping[str | None, str], *, is_free: bool) -> str:
        name = QName.from_clark(clark)
        bound = [each for each, uri in scope.items() if uri == name.namespace and each != "xml"]
        chosen = prefix if is_free or not bound or self.may(0.8) else self.random.choice(bound)
        if not is_free and not name.namespace:
            chosen = None
        return f"{chosen}:{name.name}" if chosen else name.name

    def _attributes(
        self,
        element: etree._Element,
        declared: Mapping[str | None, str],
        scope: Mapping[str | None, str],
        *,
        is_free: bool,
    ) -> str:
        written = []
        for clark, value in element.items():
            name = QName.from_clark(clark)
            bound = [each for each, uri in scope.items() if uri == name.namespace and each]
            prefix = f"{self.random.choice(bound)}:" if name.namespace else ""
            said = "1" if clark == NIL and value == "true" and not is_free and self.may(0.3) else value
            written.append((f"{prefix}{name.name}", said))
        for each, uri in declared.items():
            written.append((f"xmlns:{each}" if each else "xmlns", uri))
        if self.may(0.2):
            self.random.shuffle(written)
        quote = "'" if self.may(0.1) else '"'
        entities = {quote: "&#39;" if quote == "'" else "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
        return "".join(f" {name}={quote}{escape(value, entities)}{quote}" for name, value in written)

    def _text(self, text: str) -> str:
        kind = self.random.choice(["plain"] * 12 + ["section", "references", "comment"])
        if kind == "section" and "]]>" not in text and "\r" not in text:
            return f"<![CDATA[{text}]]>"
        if kind == "references":
            return "".join(f"&#{ord(character)};" for character in text)
        plain = escape(text, {"\r": "&#xD;"})
        if kind == "comment" and len(text) > 1:
            first, rest = (escape(part, {"\r": "&#xD;"}) for part in (text[:1], text[1:]))
            return f"{first}<!--c-->{rest}"
        return plain

    def _variant(self, text: str, contract: DataContract | None) -> str:
        """Return a text of the same value, for a contract of which one is known."""
        if contract is None or not self.may(0.15):
            return text
        if isinstance(contract, EnumDataContract) and contract.is_flags and text:
            return f"  {text} "
        if not isinstance(contract, PrimitiveDataContract):
            return text
        name = contract.name
        if name == QName(XS, "boolean"):
            text = "1" if text == "true" else "0"
        elif (name in _INTEGERS or name == QName(XS, "decimal")) and text[:1].isdigit():
            text = self.random.choice(["+", "0", "+00"]) + text
        elif name == QName(SERIALIZATION, "guid"):
            return text.upper()
        elif name == QName(XS, "base64Binary"):
            return f" {text[:4]} {text[4:]}"
        return f" {text}\n" if name in _BLANK_AROUND and self.may(0.5) else text
