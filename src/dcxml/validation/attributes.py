"""The attributes of an element that mean something to the serializer, and those that mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import FACTORY_TYPE, ID, NIL, REF, TYPE, XSI, QName
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED, SUPERFLUOUS, Facts, lost
from dcxml.validation.faults import AttributeOf, Fault, Spot, local_name, name_of_type, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

__all__ = ["attribute_faults", "is_nil", "nil_faults", "says_nil_or_not", "type_named", "wrong_type"]

_REFERENCES: Final = frozenset({ID, REF})
_KNOWN: Final = frozenset({NIL, TYPE, f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})
_SHOWN: Final = {NIL: "i:nil", TYPE: "i:type", ID: "z:Id", REF: "z:Ref"}
_NAMESPACES: Final = {name: QName.from_clark(name).namespace for name in _SHOWN}
_READ_AS: Final[dict[str | None, str]] = {
    NIL: "an element that says nothing of null",
    TYPE: "a value of the declared type",
    ID: "an object without an identity",
    REF: "an object of its own",
}
"""What .NET holds where one of its attributes is in another namespace."""
_TRUE: Final = frozenset({"true", "1"})
_FALSE: Final = frozenset({"false", "0"})


def is_nil(element: etree._Element) -> bool:
    """Tell whether ``i:nil`` says true."""
    value = element.get(NIL)
    return value is not None and value.strip(WHITE_SPACE) in _TRUE


def says_nil_or_not(element: etree._Element) -> bool:
    """Tell whether ``i:nil`` is missing or says true or false: else nobody knows what the element is."""
    value = element.get(NIL)
    return value is None or value.strip(WHITE_SPACE) in _TRUE | _FALSE


def nil_value_faults(element: etree._Element) -> Iterator[Fault]:
    """Yield the fault of an ``i:nil`` that says neither true nor false: .NET refuses it on what it passes over, too."""
    value = element.get(NIL)
    if value is not None and not says_nil_or_not(element):
        yield Fault(
            rule=rules.NIL_VALUE,
            element=element,
            spot=Spot.START_TAG,
            message=f"{local_name(element)}: i:nil is {shorten(value)}, not true or false",
            found=value,
            expected="true or false",
        )


def nil_faults(element: etree._Element, *, nillable: bool, is_value_type: bool, expected: str) -> Iterator[Fault]:
    """Yield what is wrong with ``i:nil`` and with an element that is nil.

    .NET asks whether the type is a value type, XML Schema whether the element is ``nillable``.
    """
    value = element.get(NIL)
    if value is None:
        return
    meaning = value.strip(WHITE_SPACE)
    if meaning not in _TRUE | _FALSE:
        yield from nil_value_faults(element)
    elif not nillable:
        name = local_name(element)
        is_null = f"{name} is nil, but {expected} cannot be null here"
        is_not_null = f"the schema allows no i:nil on {name}, {expected}, not even a false one"
        yield Fault(
            rule=rules.NIL,
            element=element,
            facts=REFUSED if meaning in _TRUE and is_value_type else SUPERFLUOUS,
            spot=Spot.START_TAG,
            message=is_null if meaning in _TRUE else is_not_null,
            found=f'i:nil="{meaning}"',
            expected=expected,
        )
    elif meaning in _TRUE and (len(element) or element.text):
        is_blank = not len(element) and not (element.text or "").strip(WHITE_SPACE)
        yield Fault(
            rule=rules.NIL_WITH_CONTENT,
            element=element,
            facts=SUPERFLUOUS if is_blank else lost("null"),
            message=f"{local_name(element)} is nil and must be empty",
            found=element.text or local_name(element[0]),
            expected="nothing",
        )


def attribute_faults(  # noqa: PLR0913 - one keyword for each thing that attributes depend on
    element: etree._Element,
    *,
    is_reference: bool,
    content: Callable[[str], bool] | None = None,
    is_iserializable: bool = False,
    is_value_type: bool = False,
    refers_to_object: bool = False,
    schema_valid: bool = False,
) -> Iterator[Fault]:
    """Yield a fault for each attribute that no contract speaks of.

    ``z:Id`` and ``z:Ref`` need a reference contract, ``z:FactoryType`` an ISerializable; in .NET they need a reference
    type, and ``z:Ref`` that it ``refers_to_object``. ``content`` tells which are part of the value.
    """
    for name, value in element.items():
        if content is not None and content(str(name)):
            continue
        if name in _REFERENCES:
            if not is_reference:
                attribute = f"z:{QName.from_clark(name).name}"
                is_read = not is_value_type and (bool(value) if name == ID else refers_to_object)
                is_held = is_read and not (name == REF and (len(element) or element.text))
                yield Fault(
                    rule=rules.MISPLACED_REFERENCE,
                    element=element,
                    facts=Facts(schema_valid=schema_valid, readable=is_read, canonical=False, lossless=is_held),
                    spot=Spot.START_TAG,
                    message=f"{local_name(element)} has {attribute}, but no contract with IsReference stands here",
                    found=value,
                    expected="the object itself",
                )
        elif name not in _KNOWN and not (is_iserializable and name == FACTORY_TYPE):
            meant = _meant(QName.from_clark(name), value)
            hint = f"; did you mean {_SHOWN[meant]}, in the namespace {shorten(_NAMESPACES[meant])}?" if meant else ""
            yield Fault(
                rule=rules.ATTRIBUTE,
                element=element,
                facts=lost(_READ_AS.get(meant, "nothing, silently"), schema_valid=schema_valid),
                spot=AttributeOf(name),
                message=f"{local_name(element)} has the attribute {name}, which its contract does not know{hint}",
                found=name,
                expected=_SHOWN[meant] if meant else "i:nil or i:type",
            )


def _meant(name: QName, value: str) -> str | None:
    """Return the attribute of the serializer that was probably meant: in no namespace only where its value says so."""
    meant = next((each for each in _SHOWN if QName.from_clark(each).name.casefold() == name.name.casefold()), None)
    if name.namespace or meant is None:
        return meant
    says_so = {NIL: value.strip(WHITE_SPACE).casefold() in _TRUE | _FALSE, TYPE: ":" in value}
    return meant if says_so.get(meant) else None


def type_named(element: etree._Element) -> QName | Fault | None:
    """Return the name that ``i:type`` gives, not trimmed, as in .NET; a fault where its prefix is not declared."""
    text = element.get(TYPE)
    if text is None:
        return None
    prefix, colon, name = text.rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None)
    if namespace is None and colon:
        return Fault(
            rule=rules.UNKNOWN_TYPE,
            element=element,
            spot=Spot.START_TAG,
            message=f"{local_name(element)}: the prefix of i:type {shorten(text)} is not declared",
            found=text,
            expected="a declared prefix",
        )
    return QName(namespace or "", name)


def wrong_type(element: etree._Element, *, found: QName, expected: QName, is_known: bool) -> Fault:
    """Return the fault of an ``i:type`` that names what may not stand here."""
    reason = "not derived from" if is_known else "not a known type for"
    return Fault(
        rule=rules.WRONG_TYPE if is_known else rules.UNKNOWN_TYPE,
        element=element,
        spot=Spot.START_TAG,
        message=f"{local_name(element)}: i:type names {found.clark}, which is {reason} {name_of_type(expected)}",
        found=found.clark,
        expected=f"{expected.clark} or one derived from it",
    )
