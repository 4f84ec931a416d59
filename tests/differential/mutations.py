"""Changes to a document: one row for each kind, with the name it is counted by.

A change gets the document's root, parsed, and ``pick``, which chooses one of several; it returns whether it found
something to change. Changes that leave no XML tree work on the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from dcxml.errors import DecodeError
from dcxml.qname import NIL, SERIALIZATION, TYPE, XS, XSI
from dcxml.xmlio import parse_document
from differential.chosen import Pick, elements, inner, leaves, one
from differential.identity_changes import IDENTITY_CHANGES

__all__ = ["MUTATIONS", "mutate"]

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


def mutate(labels: Iterable[str], data: bytes, namespaces: Sequence[str], pick: Pick[Any]) -> bytes | None:
    """Return the document after the changes of these labels; None where there is nothing to change.

    ``namespaces`` are those of the contract set: their prefixes ``m-0``, ``m-1`` … may be used by the changes.
    Changes of the text come after those of the tree.
    """
    labels = list(labels)
    changes = [_TREE_CHANGES[label] for label in labels if label in _TREE_CHANGES]
    changed = _tree_changed(changes, data, namespaces, pick) if changes else data
    for label in labels:
        if label in _TEXT_CHANGES and changed is not None:
            changed = _TEXT_CHANGES[label](changed, pick)
    return changed


def _tree_changed(
    changes: Iterable[TreeChange], data: bytes, namespaces: Sequence[str], pick: Pick[Any]
) -> bytes | None:
    declared = _PREFIXES | {f"m-{index}": name for index, name in enumerate(namespaces) if name}
    text = "".join(f' xmlns:{prefix}="{_escaped(name)}"' for prefix, name in declared.items())
    told = re.sub(rb"^<[^\s/>]+", lambda match: match.group() + text.encode(), data, count=1)
    try:
        root = parse_document(told)
    except DecodeError:  # what XML 1.0 cannot carry is in it
        return None
    if not [change for change in changes if change(root, pick)]:
        return None
    # Of the declarations only those in use stay, or no one could read a counterexample.
    changed = etree.tostring(root, encoding="utf-8")
    return re.sub(rb' xmlns:(m-\w+)="[^"]*"', lambda m: m.group() if m[1] + b":" in changed else b"", changed)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


# Elements


def _dropped(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one(inner(root), pick)
    if element is not None:
        element.getparent().remove(element)
    return element is not None


def _duplicated(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one(inner(root), pick)
    if element is not None:
        element.addnext(_copied(element))
    return element is not None


def _copied(element: etree._Element) -> etree._Element:
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _swapped(root: etree._Element, pick: Pick[Any]) -> bool:
    pairs = [each for each in inner(root) if each.getnext() is not None]
    element = one(pairs, pick)
    if element is not None:
        element.getnext().addnext(element)
    return element is not None


def _moved(root: etree._Element, pick: Pick[Any]) -> bool:
    """Move an element to another parent, at its end or its start."""
    element = one(inner(root), pick)
    if element is None:
        return False
    inside = set(element.iter())
    parent = pick([each for each in elements(root) if each not in inside])
    parent.insert(pick((0, len(parent))), element)
    return True


def _renamed(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(elements(root))
    namespace, _, name = element.tag.rpartition("}")
    if "}" in namespace:  # which lxml reads and cannot be told
        return False
    element.tag = f"{namespace}}}" * bool(namespace) + pick((f"{name}x", name.swapcase(), "Key", "value"))
    return True


def _renamespaced(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(elements(root))
    element.tag = pick((_OTHER, "", f"{{{XS}}}")) + element.tag.rpartition("}")[2]
    return True


def _unknown_element(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(elements(root))
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
    f'<Unknown xmlns="urn:other" xmlns:z="{SERIALIZATION}"><In z:Id="i1"/><In z:Ref="i1"/><In z:Size="x"/></Unknown>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}"><In i:type="nowhere:x"><Deep/></In><!-- c --><?p x?></Unknown>',
    f'<Unknown xmlns="urn:other" xmlns:i="{XSI}"><In><Deep i:nil="true">t</Deep><Deep i:nil="true"/></In></Unknown>',
)


def _unknown_around_known(root: etree._Element, pick: Pick[Any]) -> bool:
    """Add an unknown element that holds what the document holds elsewhere, identities and types included."""
    copied = deepcopy(pick(elements(root)))
    copied.tail = None
    parent = pick(elements(root))
    made = etree.Element(pick((f"{_OTHER}Unknown", "Unknown")))
    made.append(copied)
    parent.insert(pick((0, len(parent) // 2, len(parent))), made)
    return True


def _child_in_leaf(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one(leaves(root), pick)
    if element is not None:
        etree.SubElement(element, f"{_OTHER}Inner")
    return element is not None


# Attributes


def _nil(root: etree._Element, pick: Pick[Any]) -> bool:
    pick(elements(root)).set(NIL, pick(("true", "false", "1", "0", "bogus", "", " true ", "True")))
    return True


def _nil_emptied(root: etree._Element, pick: Pick[Any]) -> bool:
    element = pick(elements(root))
    element.set(NIL, pick(("true", "1")))
    element.text = None
    element[:] = []
    return True


def _not_nil(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one([each for each in elements(root) if NIL in each.attrib], pick)
    if element is not None:
        del element.attrib[NIL]
    return element is not None


def _type(root: etree._Element, pick: Pick[Any]) -> bool:
    """Say a type: one of any namespace by the element's name, a built-in one, an unknown one, an undeclared prefix."""
    element = pick(elements(root))
    names = [f"{prefix}:{element.tag.rpartition('}')[2]}" for prefix in element.nsmap if prefix]
    others = [each.get(TYPE) for each in elements(root) if TYPE in each.attrib]
    element.set(TYPE, pick([*_BUILT_IN, "m-other:Unknown", "nowhere:x", "int", "", "m-xs: int", *names, *others]))
    return True


def _type_dropped(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one([each for each in elements(root) if TYPE in each.attrib], pick)
    if element is not None:
        del element.attrib[TYPE]
    return element is not None


def _unknown_attribute(root: etree._Element, pick: Pick[Any]) -> bool:
    name = pick((f"{_OTHER}a", "a", f"{{{XSI}}}other", f"{{{SERIALIZATION}}}Size", f"{{{XSI}}}schemaLocation"))
    pick(elements(root)).set(name, pick(("1", "", "x y")))
    return True


# Texts


def _text_in_branch(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one([each for each in elements(root) if len(each)], pick)
    if element is None:
        return False
    text = pick(("text", " \t\n", "\u00a0", "0"))
    if pick((True, False)):
        element.text = text
    else:
        pick(element).tail = text
    return True


def _text_in_empty(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one([each for each in elements(root) if not len(each) and not each.text], pick)
    if element is not None:
        element.text = pick((*_TEXTS, " \n"))
    return element is not None


def _other_text(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one(leaves(root), pick)
    if element is not None:
        element.text = pick((*_TEXTS, *(each.text for each in leaves(root))))
    return element is not None


def _lexical_variant(root: etree._Element, pick: Pick[Any]) -> bool:
    element = one(leaves(root), pick)
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
    element = one(leaves(root), pick)
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
    element = one([each for each in leaves(root) if "]]>" not in each.text], pick)
    if element is not None:
        element.text = etree.CDATA(element.text)
    return element is not None


def _comment_between(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(elements(root))
    parent.insert(pick((0, len(parent))), etree.Comment("c"))
    return True


def _instruction(root: etree._Element, pick: Pick[Any]) -> bool:
    parent = pick(elements(root))
    parent.insert(pick((0, len(parent))), etree.ProcessingInstruction("p", "x"))
    return True


def _indented(root: etree._Element, pick: Pick[Any]) -> bool:
    etree.indent(root, pick(("  ", "\t")))
    return True


# Documents


def _truncated(data: bytes, pick: Pick[Any]) -> bytes:
    return data[: pick(range(len(data) or 1))]


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
    "unknown element around known ones": _unknown_around_known,
    "element in a simple value": _child_in_leaf,
    "i:nil": _nil,
    "i:nil on an emptied element": _nil_emptied,
    "i:nil dropped": _not_nil,
    "i:type": _type,
    "i:type dropped": _type_dropped,
    "unknown attribute": _unknown_attribute,
    **IDENTITY_CHANGES,
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
