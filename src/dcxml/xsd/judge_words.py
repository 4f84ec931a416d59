"""What xmlschema says of a fault, in words of XML Schema: without Python's notation, and the same on every run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_words"]

_COMPONENT: Final = re.compile(r"\b(Xsd\w+|XMLSchema\w*)\((?:[^()']|'[^']*'|\([^()]*\))*\)")
"""``repr()`` of a component, with one level of brackets inside."""
_NAME: Final = re.compile(r"\b(?:name|ref)='([^']*)'")
_MODEL: Final = re.compile(r"\bmodel='([a-z]+)'")
_QUOTED: Final = re.compile(r"'([^']*)'")
_SETS: Final = re.compile(r"(?:frozenset\()?\{('[^{}]*')\}\)?")
_KINDS: Final = {"XsdAnyElement": "xs:any", "XsdAnyAttribute": "xs:anyAttribute"}
_XML_NAME: Final = r"[\i-[:]][\c-[:]]*"
_NOT_IN_1_0: Final = ("assertion", "explicitTimezone")

_SENTENCES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"Element Declarations Consistent violation between (\S+) and (\S+): .*"),
        r"two elements are named \1, and have different types; in one content model they must have the same",
    ),
    (
        re.compile(r"Unique Particle Attribution violation between (\S+) and (\S+)"),
        r"\1 and \2 cannot be told apart without looking ahead (Unique Particle Attribution)",
    ),
    (re.compile(r"failed decoding (.+) with (\S+)"), r"\1 is not \2"),
    (re.compile(r"value doesn't match any pattern of (.*)"), lambda found: _not_matched(found[1])),
    (
        re.compile(r"one or more facets are not applicable, admitted set is (.*)"),
        r"a facet does not apply to the base; allowed: \1",
    ),
    (
        re.compile(r"Circular definition detected for (?:xs:)?element '(.*)'\.?"),
        r"Circular definition: the substitution group of the element \1 leads back to it",
    ),
    (
        re.compile(r"Circular definition detected for (?:xs:)?(\w+) '(.*)'\.?"),
        r"Circular definition: the xs:\1 \2 is defined by itself",
    ),
    (
        re.compile(r"Exceeds the limit \(\d+ digits\) for integer string conversion: value has (\d+) digits; .*"),
        r"a number of \1 digits is too long",
    ),
    (re.compile(r" in local <class '[^']*'>"), ""),
    (re.compile(r"(Unexpected child with tag .*) at position \d+\."), r"\1"),
    (re.compile(r"invalid literal for int\(\) with base 10: (.*)"), r"\1 is not an integer"),
    (re.compile(r"'([^']{40})[^']{160,}'"), r"'\1…'"),
)


def in_words(message: str) -> str:
    """Return one line that says what xmlschema said, for people who do not know it."""
    text = message.strip().partition("\n")[0].rstrip(":")
    text = _SETS.sub(_in_order, _COMPONENT.sub(_component_name, text))
    for pattern, sentence in _SENTENCES:
        text = pattern.sub(sentence, text)
    return text


def _component_name(found: re.Match[str]) -> str:
    """Return what a component is called in a schema: by its name, or by its own element."""
    kind, text = found[1], found[0]
    name, model = _NAME.search(text), _MODEL.search(text)
    if name is not None and name[1]:
        return name[1]
    if model is not None:
        return f"xs:{model[1]}"
    return _KINDS.get(kind, "a type without a name" if "Type" in kind or "Atomic" in kind else "a component")


def _in_order(found: re.Match[str]) -> str:
    """Return the names in a set in alphabetical order, which no hash decides."""
    return ", ".join(sorted(name for name in _QUOTED.findall(found[1]) if name not in _NOT_IN_1_0))


def _not_matched(patterns: str) -> str:
    names = [each.replace("\\\\", "\\") for each in _QUOTED.findall(patterns)]
    if names == [_XML_NAME]:
        return "this is not an XML name without a colon (NCName)"
    return f"this does not match {' or '.join(names)}"
