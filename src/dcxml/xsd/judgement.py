"""Whether schemas are right, taken together. Makes nothing of them.

xmlschema's component model says so, of all components that are not plain.
"""

from __future__ import annotations

import re
import warnings
from copy import deepcopy
from importlib.resources import files
from traceback import walk_tb
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from attrs import frozen
from lxml import etree

from dcxml.errors import SchemaError
from dcxml.xsd.chains import check_chains
from dcxml.xsd.completion import missing_imports
from dcxml.xsd.deep_stack import FRAMES, on_deep_stack
from dcxml.xsd.elements import fault
from dcxml.xsd.judge_words import in_words
from dcxml.xsd.plain import doubtful_components, is_plain_root
from dcxml.xsd.references import FREE_PARTS, said_in_annotations
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xmlschema.validators import XMLSchemaBase
    from xmlschema.validators.exceptions import XMLSchemaParseError

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["judge"]

_COMPONENTS: Final = (xs("complexType"), xs("simpleType"), xs("element"))
_UNEXPECTED: Final = re.compile(r"Unexpected child with tag .* at position (\d+)")
_NAMESPACES: Final = re.compile(r'(?<=\s)(?:xmlns(?::[^\s=]+)?|namespace|targetNamespace)="[^"]*"')
"""The attributes of a text that have namespaces: lxml puts values in double quotes, and escapes those inside."""
_UNREADABLE: Final = re.compile(r"[%}]|[^\S \t\r\n]")
"""What a namespace may have and ElementTree, by which xmlschema reads, refuses or takes for white space; and ``%``."""


def judge(documents: list[SchemaDocument]) -> None:
    """Raise the first fault that xmlschema finds in the schemas taken together; what it only warns of does not count.

    It is asked for what is not plain, with all that this refers to.

    :raises SchemaError: with the place of the fault, as far as it is known.
    """
    check_chains(documents)
    doubtful = doubtful_components(documents)
    judged = [each for each in documents if not is_plain_root(each.root) or not doubtful.isdisjoint(each.root)]
    if judged:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                _judge(judged, doubtful)
            except RecursionError:
                _judge_deeply(judged, doubtful)


def _judge_deeply(judged: list[SchemaDocument], doubtful: set[etree._Element]) -> None:
    """Judge what takes more calls inside each other than Python allows at once."""
    try:
        on_deep_stack(lambda: _judge(judged, doubtful))
    except RecursionError:
        reason = f"its components refer to each other in too long a line: {FRAMES:,} calls are not enough to judge it"
        raise SchemaError(reason, file=judged[0].path, line=judged[0].root.sourceline) from None


def _judge(documents: list[SchemaDocument], doubtful: set[etree._Element]) -> None:
    from xmlschema import XMLSchema10  # noqa: PLC0415 - importing dcxml must stay light

    fixed = files("dcxml.xsd").joinpath("serialization.xsd").read_text(encoding="utf-8")
    schema = XMLSchema10(fixed, validation="lax", build=False, allow="none", use_fallback=False)
    judged: list[_Judged] = []
    try:
        for document in documents:
            root, elements = _copy(document.root, doubtful)
            imports = _import(missing_imports(document), root)
            text = _NAMESPACES.sub(lambda found: _readable(found[0]), etree.tostring(root, encoding="unicode"))
            added = schema.add_schema(text, namespace=_readable(document.namespace).strip(), build=False)
            judged.append(_Judged(document, added, imports, elements))
        schema.build()
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001 - over some faults xmlschema stumbles instead of telling them
        reason = _raised(error)
        places = (each.place_of(element) for element in _elements_in_hand(error) for each in judged)
        place = next((each for each in places if each is not None), None)
        if place is not None:
            raise fault(reason, place) from None
        document = documents[len(judged) if len(judged) < len(documents) else 0]
        raise SchemaError(reason, file=document.path, line=document.root.sourceline) from None
    for each in judged:
        for found in each.schema.all_errors:
            places = (each.place_of(element) for element in _elements_of(found))
            place = next((place for place in places if place is not None), each.document.root)
            raise fault(_sentence(found), place)


def _elements_of(found: XMLSchemaParseError) -> Iterator[object]:
    """Yield the element of a fault, and those of the components around: a group that an extension makes has none."""
    unexpected = _UNEXPECTED.search(found.message)
    if unexpected is not None and found.elem is not None:
        yield found.elem[int(unexpected[1]) - 1]
    yield found.elem
    component: object = found.validator
    while component is not None:
        yield getattr(component, "elem", None)
        component = getattr(component, "parent", None)


def _elements_in_hand(error: Exception) -> Iterator[object]:
    """Yield the element that an exception names, and those of the components being made, the innermost first."""
    yield getattr(error, "elem", None)
    making = [frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__)]
    yield from (getattr(each, "elem", None) for each in reversed(making))


@frozen
class _Judged:
    """A schema beside xmlschema's, which begins with imports of its own."""

    document: SchemaDocument
    schema: XMLSchemaBase
    imports: int
    elements: list[etree._Element]

    def place_of(self, element: object) -> etree._Element | None:
        """Return the element of the document that one of xmlschema's is."""
        theirs = list(self.schema.root.iter())
        del theirs[1 : 1 + self.imports]
        elements = zip(theirs, self.elements, strict=False)
        return next((ours for each, ours in elements if each is element), None)


def _copy(root: etree._Element, doubtful: set[etree._Element]) -> tuple[etree._Element, list[etree._Element]]:
    """Return a copy that asks for no other file, and the elements that it is of, by which faults are found.

    Plain components to which no other refers are left out, and so is what annotations say: .NET does not judge it.
    """
    copy = deepcopy(root)
    left_out = set()
    for element, copied in list(zip(root.iterchildren(etree.Element), copy.iterchildren(etree.Element), strict=True)):
        if element.tag in _COMPONENTS and element not in doubtful:
            copy.remove(copied)
            left_out.add(element)
    for part in copy.iter(*FREE_PARTS):
        part[:] = []
    elements = [root]
    for element in root.iterchildren(etree.Element):
        if element not in left_out:
            said = said_in_annotations(element)
            elements.extend(each for each in element.iter(etree.Element) if each not in said)
    for element in copy.iterchildren(xs("import"), xs("include")):
        element.attrib.pop("schemaLocation", None)
        if element.tag == xs("include"):
            element.tag = xs("annotation")
            for annotation in element.iterchildren(xs("annotation")):
                annotation.tag = xs("appinfo")
    return copy, elements


def _import(namespaces: list[str], root: etree._Element) -> int:
    """Import the namespaces before all else, and return how many."""
    for namespace in namespaces:
        root.insert(0, etree.Element(xs("import"), {"namespace": namespace} if namespace else {}))
    return len(namespaces)


def _readable(text: str) -> str:
    """Return the text of namespaces with what xmlschema cannot read in them encoded, as in a URI."""
    return _UNREADABLE.sub(lambda found: quote(found[0]), text)


def _raised(error: Exception) -> str:
    """Return what is to be said of a fault that xmlschema raised: in its words, where they are about the schema."""
    from xmlschema import XMLSchemaException  # noqa: PLC0415 - importing dcxml must stay light

    if isinstance(error, XMLSchemaException):
        return _sentence(error)
    is_about_a_value = isinstance(error, ValueError | ArithmeticError)
    return f"the schema is faulty: {_sentence(error) if is_about_a_value else 'XML Schema does not allow what is here'}"


def _sentence(error: Exception) -> str:
    """Return what xmlschema says of a fault, without the schema's text and places in it."""
    return in_words(str(getattr(error, "message", None) or error))
