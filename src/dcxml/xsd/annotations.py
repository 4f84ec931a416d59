"""``xs:annotation``: what .NET's exporter says there about a component, and what dcxml adds; written and read.

.NET's names are in the Serialization namespace, dcxml's own in another, which .NET's importer passes over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import field, frozen
from lxml import etree

from dcxml.contract.annotation import OWN_ELEMENT, Annotation, Evidence, joined
from dcxml.contract.model import GenericArgument, GenericType
from dcxml.qname import DCXML, SERIALIZATION, QName
from dcxml.xsd.documentation import append_appinfo, append_documentation, element_at, own_annotation
from dcxml.xsd.elements import fault
from dcxml.xsd.vocabulary import (
    ACTUAL_TYPE,
    DECLARED_NAMESPACE,
    DEFAULT_VALUE,
    ENUMERATION_VALUE,
    EVIDENCE,
    GENERIC_PARAMETER,
    GENERIC_TYPE,
    IS_DICTIONARY,
    IS_VALUE_TYPE,
    MEMBER,
    OPEN_ENUMERATION,
    xs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dcxml.contract.annotation import AppInfo

__all__ = ["Said", "annotate", "annotate_inside", "misspelt", "said_of"]

_T = TypeVar("_T")
_LEVEL: Final = re.compile(r"[0-9]{1,9}")
_INTEGER: Final = re.compile(r"-?[0-9]{1,20}")
"""As many digits as ``System.UInt64`` has; int() takes no more than some thousand."""


@frozen(kw_only=True)
class Said:
    """All that an annotation can say about one component of a schema."""

    annotation: Annotation = field(factory=Annotation, eq=False)
    is_dictionary: bool = False
    generic: GenericType | None = None
    is_value_type: bool = False
    actual_type: QName | None = None
    enumeration_value: int | None = None
    emit_default_value: bool = True
    declares: str | None = None
    open_members: tuple[str, ...] | None = None


def annotate(element: etree._Element, said: Said) -> None:
    """Put the annotation first in the component, where there is anything to say; .NET's parts in .NET's order."""
    here = said.annotation.at(())
    is_marked = said != Said() or bool(said.annotation.evidence)
    if not here and not is_marked:
        return
    annotation = element.find(xs("annotation"))
    if annotation is None:
        annotation = etree.SubElement(element, xs("annotation"))
        element.insert(0, annotation)
    append_documentation(annotation, here)
    others = list(here.application_information)
    if is_marked:
        beside = [others.pop(0)] if others and others[0].source is None else []
        _append_appinfo(etree.SubElement(annotation, xs("appinfo")), said, beside)
    for each in others:
        append_appinfo(annotation, each)


def annotate_inside(element: etree._Element, annotation: Annotation) -> None:
    """Put what is said inside a component at its places, or at the nearest ones that there are."""
    for place in annotation.places:
        if place not in ((), OWN_ELEMENT):
            annotate(element_at(element, place), Said(annotation=annotation.at(place)))


def said_of(element: etree._Element) -> Said:
    """Return what the component's annotation says; what others say there is kept as text.

    :raises SchemaError: where .NET's or our own words are misused, with the line.
    """
    items = list(element.iterfind(f"{xs('annotation')}/{xs('appinfo')}/*"))
    said = {item.tag: item for item in items}
    evidence = tuple(Evidence(item.get("rule", ""), _text(item)) for item in items if item.tag == EVIDENCE)
    return Said(
        annotation=joined((own_annotation(element), Annotation(evidence=evidence))),
        is_dictionary=_is_true(said.get(IS_DICTIONARY)),
        generic=_read(said.get(GENERIC_TYPE), _read_generic_type),
        is_value_type=_is_true(said.get(IS_VALUE_TYPE)),
        actual_type=_read(
            said.get(ACTUAL_TYPE), lambda item: QName(_required(item, "Namespace"), _required(item, "Name"))
        ),
        enumeration_value=_read(said.get(ENUMERATION_VALUE), _read_integer),
        emit_default_value=_read(said.get(DEFAULT_VALUE), lambda item: item.get("EmitDefaultValue")) != "false",
        declares=_read(said.get(DECLARED_NAMESPACE), _text),
        open_members=_read(said.get(OPEN_ENUMERATION), lambda item: tuple(map(_text, item.iterfind(MEMBER)))),
    )


def misspelt(element: etree._Element, word: str) -> str | None:
    """Return what an annotation says of a word of .NET's that is true or false, where it is neither; else None."""
    items = element.iterfind(f"{xs('annotation')}/{xs('appinfo')}/{word}")
    texts = (_text(item) for item in items)
    return next((text for text in texts if text.strip() not in ("true", "1", "false", "0")), None)


def _append_appinfo(appinfo: etree._Element, said: Said, beside: list[AppInfo]) -> None:
    if said.is_dictionary:
        _append(appinfo, IS_DICTIONARY).text = "true"
    if said.generic is not None:
        _append_generic_type(appinfo, said.generic)
    if said.actual_type is not None:
        _append(appinfo, ACTUAL_TYPE, Name=said.actual_type.name, Namespace=said.actual_type.namespace)
    for each in beside:
        append_appinfo(appinfo, each, appinfo)
    if said.is_value_type:
        _append(appinfo, IS_VALUE_TYPE).text = "true"
    if said.enumeration_value is not None:
        _append(appinfo, ENUMERATION_VALUE).text = str(said.enumeration_value)
    if not said.emit_default_value:
        _append(appinfo, DEFAULT_VALUE, EmitDefaultValue="false")
    _append_own(appinfo, said)


def _append(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """Append an element that declares its namespace as the default one, as .NET's markup does."""
    return etree.SubElement(parent, tag, attributes, nsmap={None: DCXML if DCXML in tag else SERIALIZATION})


def _append_own(appinfo: etree._Element, said: Said) -> None:
    if said.declares is not None:
        _append(appinfo, DECLARED_NAMESPACE).text = said.declares
    if said.open_members is not None:
        enumeration = _append(appinfo, OPEN_ENUMERATION)
        for member in said.open_members:
            etree.SubElement(enumeration, MEMBER).text = member
    for evidence in said.annotation.evidence:
        _append(appinfo, EVIDENCE, rule=evidence.rule).text = evidence.detail


def _append_generic_type(appinfo: etree._Element, generic: GenericType) -> None:
    element = _append(appinfo, GENERIC_TYPE, Name=generic.name, Namespace=generic.namespace)
    _append_arguments(element, generic.arguments)


def _append_arguments(parent: etree._Element, arguments: tuple[GenericArgument, ...]) -> None:
    for argument in arguments:
        attributes = {"Name": argument.name, "Namespace": argument.namespace}
        if argument.nested_level is not None:
            attributes["NestedLevel"] = str(argument.nested_level)
        _append_arguments(etree.SubElement(parent, GENERIC_PARAMETER, attributes), argument.arguments)


def _read_generic_type(element: etree._Element) -> GenericType:
    arguments = tuple(_read_arguments(element))
    return GenericType(_required(element, "Name"), _required(element, "Namespace"), arguments)


def _read_arguments(element: etree._Element) -> Iterator[GenericArgument]:
    for item in element.iterfind(GENERIC_PARAMETER):
        level = item.get("NestedLevel")
        if level is not None and not _LEVEL.fullmatch(level):
            reason = f"NestedLevel {level!r} is not a number"
            raise fault(reason, item)
        yield GenericArgument(
            _required(item, "Name"),
            _required(item, "Namespace"),
            tuple(_read_arguments(item)),
            None if level is None else int(level),
        )


def _read_integer(element: etree._Element) -> int:
    text = _text(element).strip()
    if not _INTEGER.fullmatch(text):
        reason = f"EnumerationValue {text!r} is not an integer"
        raise fault(reason, element)
    return int(text)


def _required(element: etree._Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        local = etree.QName(element).localname
        reason = f"the annotation {local} has no attribute {name}"
        raise fault(reason, element)
    return str(value)


def _read(element: etree._Element | None, read: Callable[[etree._Element], _T]) -> _T | None:
    return None if element is None else read(element)


def _is_true(element: etree._Element | None) -> bool:
    return element is not None and _text(element).strip() in ("true", "1")


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
