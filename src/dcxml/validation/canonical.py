"""Whether a document that is right is also spelled as .NET writes it: its texts, and all the rest of it.

The document is read and written again in both dialects; what differs is told. Indentation, the XML declaration and a
byte order mark are left to the writer's settings in .NET, and do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.binding.live import build_classes
from dcxml.codec.dialects import Dialect
from dcxml.codec.making import make_codec
from dcxml.codec.settings import WriterSettings
from dcxml.document_encoding import encoding_of
from dcxml.errors import DcxmlError
from dcxml.lexical.float_text import FloatText
from dcxml.validation import rules
from dcxml.validation.faults import Fault, Spot, local_name, shorten
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.binding.live import Binding
    from dcxml.codec.codec import Codec
    from dcxml.codec.roots import Root
    from dcxml.contract import DataContractSet

__all__ = ["canonical_faults"]

_TOKEN: Final = re.compile(
    r"""<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<(?>[^<>"']++|"[^"]*+"|'[^']*+')*+>|[^<]++""", re.DOTALL
)
_ATTRIBUTE: Final = re.compile(r"""[^\s"'=<>/]+="[^"]*"|[^\s"'=<>/]+='[^']*'""")
_DECLARATION: Final = re.compile(r"\ufeff?<\?xml\s[^>]*\?>")


def canonical_faults(
    data: bytes | bytearray | memoryview | str,
    root: etree._Element,
    contracts: DataContractSet,
    *,
    fragments: AbstractSet[etree._Element],
) -> Iterator[Fault]:
    """Yield what is not as .NET writes it in a document that has no other fault, in document order.

    That is one fault for the spelling of the document, and one for each text. In ``fragments``, the elements that hold
    XML of no contract, the order of attributes is free: libxml2 does not keep it.
    """
    try:
        written = _writers(contracts).written(root)
    except DcxmlError:  # what validation alone takes, such as facets of embedded schemas
        return
    parsed = [parse_document(text) for text in written]
    texts = _other_texts(root, parsed)
    numbers = {element: number for number, element in enumerate(root.iter("*"))}
    noted = {numbers[element] for element in texts}
    free = {numbers[inner] for element in fragments for inner in element.iter("*")}
    difference = _difference(_text_of(data), written, noted, free)
    if difference is not None:
        found, expected = difference
        yield Fault(
            rule=rules.SPELLING,
            element=root,
            spot=Spot.START_TAG,
            message=f"the document is not spelled as .NET writes it: there is {shorten(found)}, first of all, where"
            f" .NET writes {shorten(expected)}",
            found=found,
            expected=expected,
        )
    for element, expected in texts.items():
        yield Fault(
            rule=rules.TEXT,
            element=element,
            message=f"{local_name(element)}: {shorten(element.text or '')} is written {shorten(expected)} by .NET",
            found=element.text or "",
            expected=expected,
        )


@define(eq=False)
class _Writers:
    """The codecs of one contract set, made as they are needed."""

    binding: Binding
    known_types: tuple[type, ...]
    _codecs: dict[str, tuple[Codec, Root]] = field(factory=dict)

    def written(self, root: etree._Element) -> list[str]:
        """Return a document as each dialect and each generation of .NET writes it, each text once.

        :raises DcxmlError: where it cannot be read in strict mode or written.
        """
        name = str(root.tag)
        if name not in self._codecs:
            self._codecs[name] = make_codec(self.binding[name], self.known_types)
        codec, own = self._codecs[name]
        value: Any = codec.decode_element(root, own)
        settings = (WriterSettings(dialect=dialect, float_text=each) for each in FloatText for dialect in Dialect)
        return list(dict.fromkeys(codec.encode(value, own, each) for each in settings))


@lru_cache(maxsize=16)
def _writers(contracts: DataContractSet) -> _Writers:
    binding = build_classes(contracts)
    annotations = [binding.annotation_of(contract.name) for contract in contracts]
    return _Writers(binding, tuple(each for each in annotations if isinstance(each, type)))


def _other_texts(root: etree._Element, written: list[etree._Element]) -> dict[etree._Element, str]:
    """Return the elements whose texts no generation writes so, each with its text as .NET writes it."""
    found = {}
    rows = zip(root.iter("*"), *(each.iter("*") for each in written), strict=True)
    for element, *others in rows:
        text = element.text or ""
        if not len(element) and all(text != (other.text or "") for other in others):
            other = others[0]
            if not _is_one_name(text, element.nsmap, other.text or "", other.nsmap):
                found[element] = other.text or ""
    return found


def _is_one_name(one: str, prefixes: Mapping[str | None, str], other: str, others: Mapping[str | None, str]) -> bool:
    """Tell whether two texts differ as qualified names by their prefixes only, which is a matter of the document."""
    (prefix, _, name), (other_prefix, _, other_name) = one.strip().rpartition(":"), other.rpartition(":")
    bound, other_bound = prefixes.get(prefix or None), others.get(other_prefix or None)
    return name == other_name and bound == other_bound and one.strip() == one


def _text_of(data: bytes | bytearray | memoryview | str) -> str:
    """Return the text of a document without byte order mark and declaration."""
    if not isinstance(data, str):
        octets = bytes(data)
        data = encoding_of(octets).text_of(octets)
    found = _DECLARATION.match(data)
    return data if found is None else data[found.end() :]


def _difference(
    said: str, written: list[str], noted: AbstractSet[int], free: AbstractSet[int]
) -> tuple[str, str] | None:
    """Return where a document differs from all that is ``written``: what is there and there, at the furthest place.

    ``noted`` are the numbers of elements whose texts do not count, ``free`` of those whose attributes have no order.
    """
    tokens = _tokens(said, noted, free)
    furthest = (-1, "", "")
    for text in written:
        expected = _tokens(text, noted, free)
        if tokens == expected:
            return None
        pairs = zip((*tokens, ""), (*expected, ""), strict=False)
        at, (found, wanted) = next((at, pair) for at, pair in enumerate(pairs) if pair[0] != pair[1])
        furthest = max(furthest, (at, found, wanted), key=lambda place: place[0])
    return furthest[1], furthest[2]


def _tokens(text: str, noted: AbstractSet[int], free: AbstractSet[int]) -> list[str]:
    """Return the tags and texts of a document without its indentation, and without the texts that are noted."""
    raw = _TOKEN.findall(text)
    kept: list[str] = []
    number, skipped = -1, False
    for at, token in enumerate(raw):
        is_tag = token.startswith("<") and token[1:2] not in ("!", "?")
        is_start = is_tag and token[1] != "/"
        number += is_start
        if is_start and number in noted:
            kept.append(token.rstrip("/> ") + ">")
            skipped = not token.endswith("/>")
        elif is_start and number in free:
            name, end = token.partition(" ")[0].rstrip("/>"), "/>" * token.endswith("/>")
            kept.append(" ".join([name, *sorted(_ATTRIBUTE.findall(token)), end]))
        elif skipped:
            skipped = not (is_tag and not is_start)
        elif is_tag or token.strip() or _is_leaf(raw, at):
            kept.append(token)
    return kept


def _is_leaf(tokens: list[str], at: int) -> bool:
    """Tell whether white space is the text of an element, and not what stands between elements."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, behind = tokens[at - 1], tokens[at + 1]
    is_open = before.startswith("<") and before[1] not in "/!?" and not before.endswith("/>")
    return is_open and behind.startswith("</")
