"""Changes to a document: one row for each kind, with the name it is counted by.

A change gets the document's root, parsed, and ``pick``, which chooses one of several; it returns whether it found
something to change. Changes that leave no XML tree work on the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, Final, TypeVar

from lxml import etree

from dcxml.qname import ID, NIL, REF, SERIALIZATION, TYPE, XS, XSI
from dcxml.xmlio import parse_document

__all__ = ["MUTATIONS", "mutate"]

_T = TypeVar("_T")
Pick = Callable[[Sequence[_T]], _T]
TreeChange = Callable[[etree._Element, Pick[Any]], bool]
TextChange = Callable[[bytes, Pick[Any]], bytes]

_PREFIXES: Final = {"m-xs": XS, "m-ser": SERIALIZATION, "m-xsi": XSI, "m-other": "urn:other"}
_OTHER: Final = "{urn:other}"
_TEXTS: Final = (
    "", " ", "0", "1", "-0", "+5", "007", "5.0", "1e3", "INF", "-INF", "NaN", "true", "True", "x", "a b", "300", "-129",
    "99999999999999999999", "2020-01-02", "2020-01-02T03:04:05", "2020-01-02T03:04:05.123456789Z",
    "2020-01-02T03:04:05+02:00", "24:00:00", "P1Y2M", "PT36H", "-PT1.5S", "P", "AQ==", "AQ", "AQ==AQ==", "q:n",
    "m-xs:n", "{00000000-0000-0000-0000-000000000001}", "00000000000000000000000000000001", "http://[bad", "HTTP://A/%7E",
)  # fmt: skip
_BUILT_IN: Final = ("m-xs:int", "m-xs:string", "m-xs:dateTime", "m-ser:guid", "m-ser:duration", "m-xs:anyType")


def mutate(label: str, data: bytes, namespaces: Sequence[str], pick: Pick[Any]) -> bytes | None:
    """Return the document after the change of this label; None where there is nothing to change.

    ``namespaces`` are those of the contract set: their prefixes ``m-0``, ``m-1`` … may be used by the change.
    """
    change = _TEXT_CHANGES.get(label)
    if change is not None:
        return change(data, pick)
    declared = _PREFIXES | {f"m-{index}": name for index, name in enumerate(namespaces) if name}
    text = "".join(f' xmlns:{prefix}="{_escaped(name)}"' for prefix, name in declared.items())
    root = parse_document(re.sub(rb"^<[^\s/>]+", lambda match: match.group() + text.encode(), data, count=1))
    if not _TREE_CHANGES[label](root, pick):
        return None
    # Of the declarations only those in use stay, or no one could read a counterexample.
    changed = etree.tostring(root, encoding="utf-8")
    return re.sub(rb' xmlns:(m-\w+)="[^"]*"', lambda m: m.group() if m[1] + b":" in changed else b"", changed)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


# What is chosen from


def _elements(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(etree.Element))


def _inner(root: etree._Element) -> list[etree._Element]:
    return _elements(root)[1:]


def _leaves(root: etree._Element) -> list[etree._Element]:
    return [each for each in _elements(root) if not len(each) and each.text]


def _one(items: Sequence[_T], pick: Pick[_T]) -> _T | None:
    return pick(items) if items else None


# Elements


def _dropped(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_inner(root), pick)
    if element is not None:
        element.getparent().remove(element)
    return element is not None


def _duplicated(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_inner(root), pick)
    if element is not None:
        element.addnext(_copied(element))
    return element is not None


def _copied(element: etree._Element) -> etree._Element:
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _swapped(root: etree._Element, pick: Pick[Any]) -> bool:
    pairs = [each for each in _inner(root) if each.getnext() is not None]
    element = _one(pairs, pick)
    if element is not None:
        element.getnext().addnext(element)
    return element is not None


def _moved(root: etree._Element, pick: Pick[Any]) -> bool:
    """Move an element to another parent, at its end or its start."""
    element = _one(_inner(root), pick)
    if element is None:
        return False
    inside = set(element.iter())
    parent = pick([each for each in _elements(root) if each not in inside])
    parent.insert(pick((0, len(parent))), element)
    return True


def _renamed(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(_elements(root))
    namespace, _, name = element.tag.rpartition("}")
    if "}" in namespace:  # which lxml reads and cannot be told
        return False
    element.tag = f"{namespace}}}" * bool(namespace) + pick((f"{name}x", name.swapcase(), "Key", "value"))
    return True


def _renamespaced(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(_elements(root))
    element.tag = pick((_OTHER, "", f"{{{XS}}}")) + element.tag.rpartition("}")[2]
    return True


def _unknown_element(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(_elements(root))
    made = etree.fromstring(pick(_UNKNOWN))
    parent.insert(pick((0, len(parent) // 2, len(parent))), made)
    return True


_UNKNOWN: Final = (
    '<Unknown xmlns="urn:other"/>',
    '<Unknown xmlns="urn:other">text</Unknown>',
    '<Unknown xmlns="urn:other" a="1"><In>1</In>mixed<In/></Unknown>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}" i:nil="true"/>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}" i:nil="bogus"/>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}" i:type="nowhere:x"/>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}"><In i:nil="bogus"/></Unknown>',
    f'<Unknown xmlns="urn:other" xmlns:z="{SERIALIZATION}" z:Id="i1"/>',
    f'<Unknown xmlns="urn:other" xmlns:z="{SERIALIZATION}" z:Ref="i99"/>',
)


def _child_in_leaf(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_leaves(root), pick)
    if element is not None:
        etree.SubElement(element, f"{_OTHER}Inner")
    return element is not None


# Attributes


def _nil(root: etree._Element, pick: Pick[Any]) -> bool:
    pick(_elements(root)).set(NIL, pick(("true", "false", "1", "0", "bogus", "", " true ", "True")))
    return True


def _nil_emptied(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(_elements(root))
    element.set(NIL, pick(("true", "1")))
    element.text = None
    element[:] = []
    return True


def _not_nil(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one([each for each in _elements(root) if NIL in each.attrib], pick)
    if element is not None:
        del element.attrib[NIL]
    return element is not None


def _type(root: etree._Element, pick: Pick[Any]) -> bool:
    """Say a type: one of any namespace by the element's name, a built-in one, an unknown one, an undeclared prefix."""
    element = pick(_elements(root))
    names = [f"{prefix}:{element.tag.rpartition('}')[2]}" for prefix in element.nsmap if prefix]
    others = [each.get(TYPE) for each in _elements(root) if TYPE in each.attrib]
    element.set(TYPE, pick([*_BUILT_IN, "m-other:Unknown", "nowhere:x", "int", "", "m-xs: int", *names, *others]))
    return True


def _type_dropped(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one([each for each in _elements(root) if TYPE in each.attrib], pick)
    if element is not None:
        del element.attrib[TYPE]
    return element is not None


def _unknown_attribute(root: etree._Element, pick: Pick[Any]) -> bool:
    name = pick((f"{_OTHER}a", "a", f"{{{XSI}}}other", f"{{{SERIALIZATION}}}Size", f"{{{XSI}}}schemaLocation"))
    pick(_elements(root)).set(name, pick(("1", "", "x y")))
    return True


def _identity(root: etree._Element, pick: Pick[Any]) -> bool:
    """Change an identity or a reference: another one, an empty one, none."""
    having = [(each, name) for each in _elements(root) for name in (ID, REF) if name in each.attrib]
    chosen = _one(having, pick)
    if chosen is None:
        return False
    element, name = chosen
    text = pick((None, "", "i1", "i2", "i99", " i1", "1", "x y"))
    if text is None:
        del element.attrib[name]
    else:
        element.set(name, text)
    return True


def _reference(root: etree._Element, pick: Pick[Any]) -> bool:
    """Let an object with an identity refer to another one instead, with its content or without."""
    having = [each for each in _elements(root) if ID in each.attrib or REF in each.attrib]
    element = _one(having, pick)
    if element is None:
        return False
    element.set(REF, pick([each.get(ID) or "i1" for each in having]))
    element.attrib.pop(ID, None)
    if pick((True, False)):
        element[:] = []
    return True


# Texts


def _text_in_branch(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one([each for each in _elements(root) if len(each)], pick)
    if element is None:
        return False
    text = pick(("text", " \t\n", "\u00a0", "0"))
    if pick((True, False)):
        element.text = text
    else:
        pick(element).tail = text
    return True


def _text_in_empty(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one([each for each in _elements(root) if not len(each) and not each.text], pick)
    if element is not None:
        element.text = pick((*_TEXTS, " \n"))
    return element is not None


def _other_text(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_leaves(root), pick)
    if element is not None:
        element.text = pick((*_TEXTS, *(each.text for each in _leaves(root))))
    return element is not None


def _lexical_variant(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_leaves(root), pick)
    if element is None:
        return False
    text = element.text
    variants = (
        f" {text}", f"{text}\n", f"\t{text} ", f"+{text}", f"0{text}", f"-{text}", f"{text}0", f"{text}.0", f"{text}.",
        text.upper(), text.lower(), text[:-1], text[1:], f"{text}Z", f"{text}+01:00", text.replace(" ", "  "),
        text.replace("-", ""), f"\u00a0{text}", text + text,
    )  # fmt: skip
    element.text = pick(variants)
    return True


def _comment_in_text(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one(_leaves(root), pick)
    if element is None:
        return False
    cut = pick(range(len(element.text) + 1))
    text = element.text
    element.text = text[:cut]
    comment = etree.Comment("c")
    element.append(comment)
    comment.tail = text[cut:]
    return True


def _cdata(root: etree._Element, pick: Pick[Any]) -> bool:
    element = _one([each for each in _leaves(root) if "]]>" not in each.text], pick)
    if element is not None:
        element.text = etree.CDATA(element.text)
    return element is not None


def _comment_between(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(_elements(root))
    parent.insert(pick((0, len(parent))), etree.Comment("c"))
    return True


def _instruction(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(_elements(root))
    parent.insert(pick((0, len(parent))), etree.ProcessingInstruction("p", "x"))
    return True


def _indented(root: etree._Element, pick: Pick[Any]) -> bool:
    etree.indent(root, pick(("  ", "\t")))
    return True


# Documents


def _truncated(data: bytes, pick: Pick[Any]) -> bytes:
    return data[: pick(range(len(data)))]


def _wrapped(data: bytes, pick: Pick[Any]) -> bytes:
    before, after = pick(_AROUND)
    return before + data + after


_AROUND: Final = (
    (b'<?xml version="1.0" encoding="utf-8"?>', b""),
    (b'<?xml version="1.0"?>\n', b"\n"),
    (b'<?xml version="1.1"?>', b""),
    (b'<?xml version="1.0" encoding="utf-16"?>', b""),
    (b'<?xml version="1.0" encoding="iso-8859-1"?>', b""),
    (b'<?xml version="1.0" standalone="yes"?>', b""),
    (b"\xef\xbb\xbf", b""),
    (b"<!-- c -->", b"<!-- c -->"),
    (b"<?p x?>", b""),
    (b"<!DOCTYPE x>", b""),
    (b"\n ", b"\n "),
    (b"", b"text"),
    (b"", b"<x/>"),
    (b"text", b""),
)

_TREE_CHANGES: Final[dict[str, TreeChange]] = {
    "element dropped": _dropped,
    "element duplicated": _duplicated,
    "siblings swapped": _swapped,
    "element moved": _moved,
    "element renamed": _renamed,
    "element in another namespace": _renamespaced,
    "unknown element": _unknown_element,
    "element in a simple value": _child_in_leaf,
    "i:nil": _nil,
    "i:nil on an emptied element": _nil_emptied,
    "i:nil dropped": _not_nil,
    "i:type": _type,
    "i:type dropped": _type_dropped,
    "unknown attribute": _unknown_attribute,
    "z:Id or z:Ref changed": _identity,
    "z:Ref in place of an object": _reference,
    "text in a branch": _text_in_branch,
    "text in an empty element": _text_in_empty,
    "another simple value": _other_text,
    "lexical variant": _lexical_variant,
    "comment in a simple value": _comment_in_text,
    "CDATA": _cdata,
    "comment": _comment_between,
    "processing instruction": _instruction,
    "indentation": _indented,
}
_TEXT_CHANGES: Final[dict[str, TextChange]] = {"truncated": _truncated, "prolog or epilog": _wrapped}
MUTATIONS: Final = (*_TREE_CHANGES, *_TEXT_CHANGES)
"""The labels of all changes."""
