"""Another spelling of a valid document: all that XML and XML Schema allow, with the same meaning to .NET.

There are no processing instructions: .NET refuses a document with one, wherever it stands.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from attrs import define, field

from dcxml.contract import EnumDataContract, PrimitiveDataContract, XmlDataContract
from dcxml.qname import NIL, SERIALIZATION, XS, QName
from dcxml.strategies.mutations.places import places_of
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["ENCODINGS", "FEATURES", "respelled", "spelled"]

_INTEGERS: Final = frozenset(
    QName(XS, name)
    for name in ("byte", "unsignedByte", "short", "unsignedShort", "int", "unsignedInt", "long", "unsignedLong")
)
# Not around a dateTime: W3C XML Schema collapses white space there, and libxml2 does not.
_BLANK_AROUND: Final = _INTEGERS | {
    *(QName(XS, name) for name in ("boolean", "decimal", "double", "float")),
    *(QName(SERIALIZATION, name) for name in ("char", "duration")),
}
_CHANCES: Final = {
    "prefixes": 0.15,
    "white space": 0.1,
    "comments": 0.08,
    "sections": 0.1,
    "references": 0.1,
    "comments in texts": 0.1,
    "values": 0.2,
    "quotes": 0.15,
    "attributes": 0.2,
    "empty elements": 0.5,
}
FEATURES: Final = (*_CHANCES, "around the root")
"""What a document may be spelled with."""
ENCODINGS: Final = ("plain", "declaration", "mark", "utf-16", "utf-16-be")
"""How it may be encoded, and how it says so."""


def spelled(  # noqa: PLR0913 - what is written, and each choice
    data: bytes,
    contracts: DataContractSet,
    random: Random,
    *,
    features: Collection[str],
    encoding: str = "plain",
    at_first: bool = False,
) -> bytes:
    """Return a document that says the same, spelled with the ``features`` at places that chance chooses.

    Each is ``at_first`` at the first place where it may be, too.
    """
    if features:
        root = parse_document(data)
        known = {place.element: place.contract for place in places_of(root, contracts)}
        writer = _Writer(random, known, frozenset(features), due=set(features) if at_first else set())
        writer.element(root, {"xml": "http://www.w3.org/XML/1998/namespace"}, is_free=False)
        text = "".join(writer.parts)
        if "around the root" in features:
            text = f"<!-- before -->{text}<!--behind-->\n"
    else:
        text = data.decode()
    return _encoded(text, encoding)


def respelled(data: bytes, contracts: DataContractSet, random: Random) -> bytes:
    """Return a document that says the same, spelled by chance: perhaps just as it was."""
    features = [feature for feature in FEATURES if random.random() < 0.6]  # noqa: PLR2004 - more often than not
    return spelled(data, contracts, random, features=features, encoding=random.choice(ENCODINGS))


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "declaration":
        return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{text}".encode()
    if encoding == "mark":
        return b"\xef\xbb\xbf" + text.encode()
    if encoding == "utf-16":
        return f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")
    if encoding == "utf-16-be":
        return b"\xfe\xff" + f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16-be")
    return text.encode()


@define
class _Writer:
    random: Random
    known: Mapping[etree._Element, DataContract]
    features: frozenset[str]
    due: set[str]
    """The features that are to be at the next place where they may be."""
    parts: list[str] = field(factory=list)
    count: int = 0
    _chances: dict[str, Random] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Give each feature a chance of its own: without another, it stays where it is."""
        seed = self.random.getrandbits(64)
        self._chances = {feature: Random(f"{feature} {seed}") for feature in _CHANCES}  # noqa: S311 - no secret

    def may(self, feature: str) -> bool:
        if feature in self.due:
            self.due.remove(feature)
            return True
        return feature in self.features and self._chances[feature].random() < _CHANCES[feature]

    def element(self, element: etree._Element, outer: Mapping[str | None, str], *, is_free: bool) -> None:
        """Write an element; one that ``is_free`` is XML of no contract, and stays as it is."""
        contract = self.known.get(element)
        scope = {**outer, **element.nsmap}
        declared = {prefix: uri for prefix, uri in element.nsmap.items() if outer.get(prefix) != uri}
        if outer.get(None) and None not in element.nsmap:
            declared[None] = scope[None] = ""
        namespace = QName.from_clark(str(element.tag)).namespace
        if not is_free and namespace and self.may("prefixes"):
            self.count += 1
            declared[f"r{self.count}"] = scope[f"r{self.count}"] = namespace
        name = self._name(str(element.tag), element.prefix, scope, is_free=is_free)
        self.parts.append(f"<{name}{self._attributes(element, declared, scope, is_free=is_free)}")
        is_xml = is_free or isinstance(contract, XmlDataContract)
        if not len(element) and not element.text:
            other = self.random.choice(["/>", f"></{name}>"]) if self.may("empty elements") else " />"
            self.parts.append(other)
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
            self.element(child, scope, is_free=child not in self.known)
        self._between()

    def _between(self) -> None:
        if self.may("white space"):
            self.parts.append(self.random.choice(["\n  ", "\t", "\r\n"]))
        if self.may("comments"):
            self.parts.append("<!-- between -->")

    def _name(self, clark: str, prefix: str | None, scope: Mapping[str | None, str], *, is_free: bool) -> str:
        name = QName.from_clark(clark)
        bound = [each for each, uri in scope.items() if uri == name.namespace and each != "xml"]
        chosen = self.random.choice(bound) if bound and not is_free and self.may("prefixes") else prefix
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
            said = "1" if clark == NIL and value == "true" and not is_free and self.may("values") else value
            written.append((f"{prefix}{name.name}", said))
        for each, uri in declared.items():
            written.append((f"xmlns:{each}" if each else "xmlns", uri))
        if not is_free and self.may("attributes"):
            self.random.shuffle(written)
        quote = "'" if self.may("quotes") else '"'
        entities = {quote: "&#39;" if quote == "'" else "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
        return "".join(f" {name}={quote}{escape(value, entities)}{quote}" for name, value in written)

    def _text(self, text: str) -> str:
        if self.may("sections") and "]]>" not in text and "\r" not in text:
            return f"<![CDATA[{text}]]>"
        if self.may("references"):
            return "".join(f"&#{ord(character)};" for character in text)
        if self.may("comments in texts") and len(text) > 1:
            first, rest = (escape(part, {"\r": "&#xD;"}) for part in (text[:1], text[1:]))
            return f"{first}<!--c-->{rest}"
        return escape(text, {"\r": "&#xD;"})

    def _variant(self, text: str, contract: DataContract | None) -> str:
        """Return a text of the same value, for a contract of which one is known."""
        if contract is None or not self.may("values"):
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
        return f" {text}\n" if name in _BLANK_AROUND and self.may("white space") else text
