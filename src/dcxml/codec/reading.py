"""One document being read: its settings, the attributes that have a meaning, and errors with their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import define, field

from dcxml.codec.extension import read_attributes
from dcxml.errors import DecodeError, LexicalError
from dcxml.lexical.boolean import parse_boolean
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import ID, NIL, REF, TYPE, XSI, QName
from dcxml.xmlio import DEFAULT_LIMITS, Limits, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from dcxml.codec.extension import Attribute

__all__ = ["CONTINUE", "Reading", "local_name"]

_ALWAYS_ALLOWED: Final = frozenset({NIL, TYPE, f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})
_REFERABLE: Final = _ALWAYS_ALLOWED | {ID}

CONTINUE: Final = object()
"""What `Reading.special` returns where the element is to be read as usual."""


@define(eq=False)
class Reading:
    """One document being read: the settings, and what has to be remembered on the way.

    ``kept`` are the unknown attributes of elements whose object is not made yet; ``references`` are the contracts
    with an identity (``IsReference``), ``objects`` those with a ``z:Id`` so far.
    """

    is_strict: bool
    unknown: str
    readers: Mapping[QName, Callable[[etree._Element, Reading], Any]]
    is_derived: Callable[[QName, QName], bool]
    references: frozenset[QName] = frozenset()
    limits: Limits = DEFAULT_LIMITS
    depth: int = 0
    objects: dict[str, Any] = field(factory=dict)
    kept: dict[etree._Element, tuple[Attribute, ...]] = field(factory=dict)

    def special(self, element: etree._Element, contract: QName) -> Any:
        """Read the attributes of a class's or collection's element.

        Returns None for nil, the object where ``i:type`` names a derived contract, else `CONTINUE`.
        """
        is_nil = self._attributes(element, is_referable=contract in self.references)
        declared = element.get(TYPE)
        if is_nil and (declared is None or not self.is_strict):
            return None
        if declared is None:
            return CONTINUE
        name = self.resolve(declared, element)
        if name == contract:
            return None if is_nil else CONTINUE
        reader = self.readers.get(name)
        if reader is None or not self.is_derived(name, contract):
            self.fail(
                element,
                f"i:type names {name.clark}, which is not a known type derived from {contract.clark}",
                found=name.clark,
                expected=contract.clark,
            )
        return None if is_nil else reader(element, self)

    def referable(self, element: etree._Element, contract: QName, instance: Any) -> Any:
        """Read the attributes of an element of a reference contract, whose object ``instance`` is to become.

        Returns the object that ``z:Ref`` names, None for nil, that of a derived contract, else `CONTINUE`.
        """
        if element.get(REF) is not None:
            return self.referred(element, type(instance))
        special = self.special(element, contract)
        identity = element.get(ID)
        if special is CONTINUE and identity is not None:
            self._check_new_identity(element, identity)
            self.objects[identity] = instance
        elif special is None and identity is not None and self.is_strict:
            self._check_new_identity(element, identity)
            self.objects[identity] = None  # the schema counts it, though null is no object
        return special

    def referred(self, element: etree._Element, expected: type = object) -> Any:
        """Return the object that ``z:Ref`` names, which wins over nil; it must come earlier in the document."""
        identity = element.get(REF, "")
        self._check_identity(element, identity, "z:Ref")
        if self.objects.get(identity) is None:
            reason = f"the z:Ref {identity!r} refers to no object before it"
            self.fail(element, reason, found=identity, expected="the z:Id of an earlier element")
        if self.is_strict and (len(element) or element.text):
            self.fail(element, "an element with z:Ref must be empty; .NET would lose what is in it", found=identity)
        value = self.objects[identity]
        if not isinstance(value, expected):
            self.fail(
                element,
                f"the z:Ref {identity!r} refers to a {type(value).__name__}, not a {expected.__name__}",
                found=identity,
            )
        return value

    def _check_new_identity(self, element: etree._Element, identity: str) -> None:
        self._check_identity(element, identity, "z:Id")
        if identity in self.objects:
            reason = f"the z:Id {identity!r} occurs twice"
            self.fail(element, reason, found=identity, expected="an identity of its own")

    def _check_identity(self, element: etree._Element, identity: str, attribute: str) -> None:
        """Refuse an empty identity, as .NET does, and in strict mode one that is no xs:ID."""
        if not identity or (self.is_strict and not is_ncname(identity)):
            self.fail(element, f"{attribute} is {identity!r}", found=identity, expected="an identity such as i1")

    def is_nil(  # noqa: PLR0913 - each says one thing about the element's place
        self,
        element: etree._Element,
        *,
        expected: str,
        nillable: bool,
        names: tuple[QName, ...],
        is_value_type: bool = False,
        is_referable: bool = False,
    ) -> bool:
        """Read the attributes of a simple value's element; tell whether it is nil.

        ``i:type`` may only name one of ``names`` in strict mode; .NET does not look at it.
        """
        is_nil = self._attributes(element, is_referable=is_referable)
        if not nillable:
            self.refuse_nil(element, expected=expected)
        if is_value_type and element.get(ID) is not None:
            self.fail(element, f"{expected} cannot be referred to", found="z:Id", expected="no z:Id")
        declared = element.get(TYPE)
        if declared is not None and self.is_strict and self.resolve(declared, element) not in names:
            self.fail(element, f"i:type {declared!r} is not {expected}", found=declared, expected=expected)
        return is_nil

    def refuse_nil(self, element: etree._Element, *, expected: str) -> None:
        """Refuse ``i:nil`` where a value type stands: XML Schema refuses the attribute, .NET only where it is true."""
        nil = self._nil(element)
        if nil or (nil is not None and self.is_strict):
            reason = f"nil is not allowed: {expected} cannot be null"
            self.fail(element, reason, found=f'i:nil="{element.get(NIL)}"', expected=expected)

    def not_nil(self, value: Any, element: etree._Element) -> Any:
        """Return ``value``, which the schema does not allow to be nil; .NET would take null for a reference type."""
        if self.is_strict:
            self.refuse_nil(element, expected=local_name(element))
        return value

    def finish(self) -> None:
        """Refuse unknown attributes that no object could take: those of items and of collections in collections."""
        for element, attributes in self.kept.items():
            name = attributes[0].name.clark
            reason = f'the unknown attribute {name} has no place to be kept; read with unknown="ignore" to drop it'
            self.fail(element, reason, found=name)

    def tag(self, child: etree._Element) -> str:
        """Return the child's Clark name; .NET's text reader refuses processing instructions."""
        if not isinstance(child.tag, str):
            self.fail(child, "a processing instruction is not allowed", found=str(child), expected="an element")
        return child.tag

    def refuse_text(self, element: etree._Element) -> None:
        """Refuse text beside or instead of child elements; white space passes."""
        texts = [element.text, *(child.tail for child in element)]
        for text in texts:
            if text and text.strip(WHITE_SPACE):
                self.fail(
                    element,
                    f"{local_name(element)} contains text, but only elements are allowed",
                    found=text.strip(WHITE_SPACE),
                )

    def refuse_children(self, element: etree._Element, expected: str) -> NoReturn:
        """Refuse elements inside a simple value."""
        child = element[0]
        self.fail(
            child, f"{self.tag(child)} is not allowed inside {expected}", found=self.tag(child), expected=expected
        )

    def check_skipped(self, element: etree._Element) -> None:
        """Refuse what .NET refuses even in an element it skips: an ``i:nil`` that is not a boolean."""
        for each in element.iter():
            if isinstance(each.tag, str):
                self._nil(each)

    def resolve(self, text: str, element: etree._Element) -> QName:
        """Return the qualified name that ``i:type`` holds; as in .NET it is not trimmed.

        :raises DecodeError: where its prefix is not declared.
        """
        prefix, colon, name = text.rpartition(":")
        namespace = element.nsmap.get(prefix if colon else None)
        if namespace is None and colon:
            self.fail(element, f"the prefix of i:type {text!r} is not declared", found=text)
        return QName(namespace or "", name)

    def fail(
        self, element: etree._Element, reason: str, *, found: str | None = None, expected: str | None = None
    ) -> NoReturn:
        """Raise a `DecodeError` that knows the element's place."""
        raise DecodeError(reason, path=path_of(element), line=element.sourceline, found=found, expected=expected)

    def _attributes(self, element: etree._Element, *, is_referable: bool = False) -> bool:
        """Check and keep the attributes of an element, which may have a ``z:Id``; tell whether it is nil."""
        names = element.keys()
        if len(names) > self.limits.attributes:
            self.fail(element, f"an element has more than {self.limits.attributes:,} attributes")
        if REF in names:
            self.fail(
                element, f"{local_name(element)} has z:Ref, but no contract with IsReference stands here", found="z:Ref"
            )
        allowed = _REFERABLE if is_referable else _ALWAYS_ALLOWED
        strange = [name for name in names if name not in allowed]
        if strange and self.unknown == "forbid":
            self.fail(element, f"the attribute {strange[0]} is unknown", found=strange[0])
        if strange and self.unknown == "keep":
            self.kept[element] = tuple(a for a in read_attributes(element) if a.name.clark in strange)
        is_nil = bool(self._nil(element))
        if is_nil and self.is_strict and (len(element) or element.text):
            self.fail(
                element, "a nil element must be empty", found=element.text or self.tag(element[0]), expected="nothing"
            )
        return is_nil

    def _nil(self, element: etree._Element) -> bool | None:
        """Return what ``i:nil`` says, an xs:boolean; None where it is not there."""
        text = element.get(NIL)
        if text is None:
            return None
        try:
            return parse_boolean(text)
        except LexicalError:
            self.fail(element, f"i:nil is {text!r}", found=text, expected="true or false")


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
