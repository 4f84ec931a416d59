"""One document being read: its settings, the attributes that have a meaning, and errors with their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn
from uuid import uuid4

from attrs import define, field
from lxml import etree

from dcxml.codec.element_names import local_name
from dcxml.codec.extension import read_attributes
from dcxml.codec.references import ReadObjects
from dcxml.codec.sole_attributes import JUST_NIL, expanded_name, is_just_nil
from dcxml.errors import DecodeError, LexicalError
from dcxml.lexical.boolean import parse_boolean
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.derived import is_of_derived_type
from dcxml.lexical.name_characters import is_ncname
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import FACTORY_TYPE, ID, NIL, REF, SIZE, TYPE, XS, XSI, QName
from dcxml.xmlio import DEFAULT_LIMITS, Limits, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.codec.extension import Attribute
    from dcxml.codec.settings import ReaderSettings
    from dcxml.contract import DataContractSet

__all__ = ["CONTINUE", "Reading"]

_ALWAYS_ALLOWED: Final = frozenset({NIL, TYPE, f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})
_WITH_IDENTITY: Final = _ALWAYS_ALLOWED | {ID}
_WITH_SIZE: Final = _WITH_IDENTITY | {SIZE}
_REFERRING: Final = frozenset({ID, REF, SIZE})
_NOTHING: Final = (None, None)
_INT: Final = PRIMITIVES[QName(XS, "int")]

CONTINUE: Final = object()
"""What `Reading.special` returns where the element is to be read as usual."""


@define(eq=False)
class Reading:
    """One document being read: the settings, and what has to be remembered on the way.

    ``kept`` are the unknown attributes of elements whose object is not made yet; ``identified`` are the unknown
    elements with an identity or a reference; ``references`` are the contracts with an identity (``IsReference``),
    ``objects`` those with a ``z:Id`` so far. ``root`` is the element that was asked for, which may be a part of a
    larger document; ``boxed`` that of a value type that is read as an object, and so may have an identity; ``informed``
    that of an ISerializable, which may have a factory type. ``settled`` is the element at whose attributes nobody looks
    again: they have been read, and its ``i:type`` led to the reader that reads it now, or .NET does not look at them.
    ``taken`` are the elements by their ``z:Id``, where most objects can have none. ``items_before`` are how many items
    of a collection have been read, and are in its element no more. ``names`` are those that ``i:type`` usually holds,
    by namespace and local name; ``named`` has the readers of those met so far, in all documents, by the Clark name of
    the contract that stands there, `CONTINUE` for its own.
    """

    settings: ReaderSettings
    readers: Mapping[QName, Callable[[etree._Element, Reading], Any]]
    names: Mapping[tuple[str, str], QName]
    contracts: DataContractSet
    references: frozenset[QName] = frozenset()
    limits: Limits = DEFAULT_LIMITS
    depth: int = 0
    objects: ReadObjects = field(factory=ReadObjects)
    kept: dict[etree._Element, tuple[Attribute, ...]] = field(factory=dict)
    identified: list[etree._Element] = field(factory=list)
    root: etree._Element | None = None
    boxed: etree._Element | None = None
    informed: etree._Element | None = None
    settled: etree._Element | None = None
    taken: dict[str, etree._Element] = field(factory=dict)
    items_before: dict[etree._Element, int] = field(factory=dict)
    named: dict[tuple[str, tuple[str | None, str]], Any] = field(factory=dict)
    _document: str | None = field(init=False, default=None)
    is_strict: bool = field(init=False)
    unknown: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Keep at hand what is asked for most: whether what .NET would lose is refused, what becomes of the unknown."""
        self.is_strict = self.settings.is_strict
        self.unknown = self.settings.unknown

    @property
    def document(self) -> str:
        """Return a name of the document, by which its identities are told from those of another."""
        if self._document is None:
            self._document = uuid4().hex
        return self._document

    def special(self, element: etree._Element, contract: QName) -> Any:
        """Read the attributes of a class's or collection's element.

        Returns None for nil, the object where ``i:type`` names a derived contract, else `CONTINUE`.
        """
        if element is self.settled:
            return CONTINUE
        reader = self._reader_by_attributes(element, contract)
        if reader is None or reader is CONTINUE:
            return reader
        self.settled = element
        return reader(element, self)

    def _reader_by_attributes(self, element: etree._Element, contract: QName) -> Any:
        """Return the reader of the derived contract that ``i:type`` names, else `CONTINUE`; None for nil."""
        items = element.items()
        sole = items[0][0] if len(items) == 1 <= self.limits.attributes else None
        if sole == ID and (self.settings.has_identities or contract in self.references):
            self._check_references(element)
            return CONTINUE
        if items == JUST_NIL and not element.text and not len(element):
            return None
        is_nil = sole != TYPE and self.attributes(element, is_referable=contract in self.references)
        declared = items[0][1] if sole == TYPE and self.is_strict else self.declared_type(element)
        if declared is None or (is_nil and not self.is_strict):
            return None if is_nil else CONTINUE
        reader = self.named.get((contract.clark, expanded_name(declared, element)))
        if reader is None:
            reader = self._named_reader(declared, element, contract)
        return None if is_nil else reader

    def _named_reader(self, declared: str, element: etree._Element, contract: QName) -> Any:
        """Return the reader of what ``i:type`` names, `CONTINUE` for the contract itself, and remember it."""
        name = self.resolve(declared, element)
        reader = CONTINUE if name == contract else self.readers.get(name)
        if reader is None or not (reader is CONTINUE or self.contracts.is_derived(name, contract)):
            self.fail(
                element,
                f"i:type names {name.clark}, which is not a known type derived from {contract.clark}",
                found=name.clark,
                expected=contract.clark,
            )
        self.named[contract.clark, (name.namespace, name.name)] = reader
        return reader

    def struct(self, element: etree._Element, contract: QName) -> Any:
        """Read the attributes of a value type's element as `special` does; it can have no identity, unless boxed."""
        special = self.special(element, contract)
        if special is not None:
            self._refuse_identity(element, expected=contract.name)
        # A root is an object: its identity is taken. That of an object declared as one is its box, which has it later.
        if special is CONTINUE and element is self.root and element is not self.settled:
            self.identify(element, None, contract)
        return special

    def referable(self, element: etree._Element, contract: QName, instance: Any) -> Any:
        """Read the attributes of an element whose object, which ``instance`` is to become, may have an identity.

        Returns the object that ``z:Ref`` names, None for nil, that of a derived contract, else `CONTINUE`.
        """
        identity = element.get(REF)
        if identity is not None:
            if len(element.keys()) == 1 and not len(element) and not element.text:
                value, found = self.objects.get(identity, _NOTHING)
                if value is not None and found is contract:
                    return value
            return self.referred(element, contract)
        special = self.special(element, contract)
        if special is CONTINUE:
            self.identify(element, instance, contract)
        elif special is None and self.is_strict:
            self.identify(element, None)  # the schema counts it, though null is no object
        return special

    def identify(self, element: etree._Element, value: Any, contract: QName | None = None) -> None:
        """Remember the object of an element, where it has a ``z:Id``; None has no contract."""
        identity = element.get(ID)
        if identity is None:
            return
        self._check_identity(element, identity, "z:Id")
        if identity in self.objects:
            reason = f"the z:Id {identity!r} occurs twice"
            self.fail(element, reason, found=identity, expected="an identity of its own")
        self.objects.add(identity, value, contract)

    def referred(self, element: etree._Element, contract: QName) -> Any:
        """Return the object that ``z:Ref`` names, which wins over nil; it must be of ``contract`` and come earlier."""
        value, found = self.reference(element)
        if found != contract and not self.contracts.is_derived(found, contract):
            identity = element.get(REF, "")
            reason = f"the z:Ref {identity!r} refers to a {found.name}, not a {contract.name}"
            self.fail(element, reason, found=identity)
        return value

    def reference(self, element: etree._Element) -> tuple[Any, QName]:
        """Return the object that ``z:Ref`` names, and its contract; it must come earlier in the document."""
        identity = element.get(REF, "")
        self._check_identity(element, identity, "z:Ref")
        if len(element.keys()) > 1:
            self._check_identity(element, element.get(ID, identity), "z:Id")
            if self.is_strict:
                self.identify(element, None)  # of no object, but an xs:ID to the schema
            self._nil(element)  # which must be a boolean and mean nothing, as z:Size a number
            self._size(element)
        found = self.objects.find(identity)
        if found is None:
            is_around = any(each.get(ID) == identity for each in element.iterancestors())
            what = "to a value type that it stands in" if is_around else "to no object before it"
            reason = f"the z:Ref {identity!r} refers {what}"
            self.fail(element, reason, found=identity, expected="the z:Id of an earlier element")
        if self.is_strict and (len(element) or element.text):
            self.fail(element, "an element with z:Ref must be empty; .NET would lose what is in it", found=identity)
        self.refuse_instructions(element)
        return found

    def check_size(self, element: etree._Element, length: int) -> None:
        """Refuse a ``z:Size`` that is not the number of items; .NET heeds it with ``PreserveObjectReferences`` only."""
        size = self._size(element) if self.settings.preserve_object_references else None
        if size is not None and size != length:
            reason = f"z:Size is {size}, but {local_name(element)} has {length} items"
            self.fail(element, reason, found=str(size), expected=str(length))

    def _check_identity(self, element: etree._Element, identity: str, attribute: str) -> None:
        """Refuse an empty identity, as .NET does, and in strict mode one that is no xs:ID, unless none is."""
        is_xs_id = self.is_strict and not self.settings.preserve_object_references
        if not identity or (is_xs_id and not is_ncname(identity)):
            self.fail(element, f"{attribute} is {identity!r}", found=identity, expected="an identity such as i1")

    def _refuse_identity(self, element: etree._Element, *, expected: str) -> None:
        """Refuse ``z:Id`` on a value type, as .NET does, unless it is boxed."""
        if element.get(ID) is not None and element is not self.boxed:
            self.fail(element, f"{expected} is a value type and cannot have a z:Id", found="z:Id", expected="no z:Id")

    def _check_references(self, element: etree._Element) -> None:
        """Refuse a ``z:Ref`` where none can be, a ``z:Size`` that is no size, an identity that .NET would refuse."""
        identity = element.get(ID)
        if identity == "":
            self.fail(element, "z:Id is ''", found="", expected="an identity such as i1")
        if identity is not None and not self.settings.has_identities:
            self.taken.setdefault(identity, element)
            if self.taken[identity] is not element:
                reason = f"the z:Id {identity!r} occurs twice"
                self.fail(element, reason, found=identity, expected="an identity of its own")
        if element.get(REF) is not None:
            place = "a value type" if self.settings.has_identities else "no contract with IsReference"
            reason = f"{local_name(element)} has z:Ref, but {place} stands here"
            if not self.settings.has_identities:
                reason += "; preserve_object_references=True reads references to any object"
            self.fail(element, reason, found="z:Ref")
        self._size(element)

    def _size(self, element: etree._Element) -> int | None:
        """Return the ``z:Size`` of an element, an xs:int that is not negative; None where it has none."""
        text = element.get(SIZE)
        if text is None:
            return None
        try:
            size: int = _INT.parse_dotnet(text)
        except LexicalError:
            size = -1
        if size < 0:
            self.fail(element, f"z:Size is {text!r}", found=text, expected="a number of items")
        return size

    def is_nil(  # noqa: PLR0913 - each says one thing about the element's place
        self,
        element: etree._Element,
        *,
        expected: str,
        nillable: bool,
        names: tuple[QName, ...],
        is_value_type: bool = False,
        is_enumeration: bool = False,
        content: Callable[[str], bool] | None = None,
    ) -> bool:
        """Read the attributes of a simple value's element; tell whether it is nil.

        ``i:type`` may only name one of ``names``; on built-in types .NET does not look at it, on an enumeration it
        does. ``content`` tells which attributes are part of the value.
        """
        if element is self.settled:
            return False
        if nillable and is_just_nil(element):
            return True
        is_nil = self.attributes(element, content=content)
        if not nillable:
            self.refuse_nil(element, expected=expected)
        if is_value_type and not is_nil:
            self._refuse_identity(element, expected=expected)
        if self.is_strict or (is_enumeration and not is_nil):
            self.refuse_other_type(element, names, expected=expected)
        return is_nil

    def refuse_other_type(self, element: etree._Element, names: tuple[QName, ...], *, expected: str) -> None:
        """Refuse an ``i:type`` that names none of ``names``, nor a built-in type derived from one of them."""
        declared = self.declared_type(element)
        named = None if declared is None else self.resolve(declared, element)
        if named is None or named in names:
            return
        if not any(is_of_derived_type(element.text or "", named, name) for name in names):
            self.fail(element, f"i:type {declared!r} is not {expected}", found=declared, expected=expected)

    def declared_type(self, element: etree._Element) -> str | None:
        """Return the text of ``i:type``; None where there is none, which an empty one is to .NET."""
        return element.get(TYPE) if self.is_strict else element.get(TYPE) or None

    def refuse_nil(self, element: etree._Element, *, expected: str) -> None:
        """Refuse ``i:nil`` where a value type stands: XML Schema refuses the attribute, .NET only where it is true."""
        nil = self._nil(element)
        if nil or (nil is not None and self.is_strict):
            reason = f"nil is not allowed: {expected} cannot be null"
            self.fail(element, reason, found=f'i:nil="{element.get(NIL)}"', expected=expected)

    def not_nil(self, value: Any, element: etree._Element, *, is_value_type: bool = False) -> Any:
        """Return ``value``, which the schema does not allow to be nil; .NET would take null for a reference type."""
        if not element.keys():
            return value
        is_reference = value is not None and element.get(REF) is not None  # beside which nil means nothing
        if (self.is_strict or is_value_type) and not is_reference:
            self.refuse_nil(element, expected=local_name(element))
        return value

    def entry(self, element: etree._Element) -> None:
        """Read the attributes of a dictionary's or an array's item, which mean nothing; .NET looks at none of them."""
        if self.is_strict:
            self.is_nil(element, expected=local_name(element), nillable=False, names=(), is_value_type=True)
        else:
            self._keep_attributes(element, _ALWAYS_ALLOWED)

    def refuse_abstract(self, element: etree._Element, contract: QName) -> NoReturn:
        """Refuse an element of an abstract class whose ``i:type`` names no other, as .NET cannot create one."""
        reason = f"{contract.name} is an abstract class, which cannot be created: i:type must name one derived from it"
        self.fail(
            element, reason, found=element.get(TYPE), expected=f"i:type with a class derived from {contract.name}"
        )

    def finish(self) -> None:
        """Refuse unknown attributes that no object could take: those of items and of collections in collections.

        .NET loses all unknown attributes, and reading as .NET does loses these.
        """
        if not self.is_strict:
            return
        for element, attributes in self.kept.items():
            name = attributes[0].name.clark
            reason = f"the unknown attribute {name} has no place to be kept"
            self.fail(element, f'{reason}; read with unknown="ignore" to drop it, as .NET would', found=name)

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
        """Refuse what .NET refuses even in an element it skips (``SkipUnknownElement``).

        It reads the element's own attributes, though none of those inside: ``i:nil``, ``z:Id``, ``z:Ref``, ``z:Size``.
        """
        self._nil(element)
        self._size(element)
        for name, label in ((ID, "z:Id"), (REF, "z:Ref")):
            if element.get(name) == "":
                self.fail(element, f"{label} is ''", found="", expected="an identity such as i1")
        self.refuse_instructions(element)

    def refuse_instructions(self, element: etree._Element) -> None:
        """Refuse processing instructions in what is not read: .NET's text reader stops at them anywhere."""
        instruction = next(element.iter(etree.PI), None) if len(element) else None
        if instruction is not None:
            self.tag(instruction)

    def resolve(self, text: str, element: etree._Element) -> QName:
        """Return the qualified name that ``i:type`` holds; as in .NET it is not trimmed.

        :raises DecodeError: in strict mode, where its prefix is empty or not declared.
        """
        name = self.find_name(text, element)
        if name is None:
            self.refuse_prefix(element, text)
        return name

    def refuse_prefix(self, element: etree._Element, text: str) -> NoReturn:
        """Refuse an ``i:type`` whose prefix is not declared."""
        self.fail(element, f"the prefix of i:type {text!r} is not declared", found=text)

    def find_name(self, text: str, element: etree._Element) -> QName | None:
        """Return the name that ``i:type`` holds; None in strict mode where its prefix is empty or not declared."""
        prefix, colon, name = text.rpartition(":")
        namespace = element.nsmap.get(prefix or None)
        # To .NET an empty prefix is that of the default namespace, and one that is not declared stands for none.
        if colon and self.is_strict and (namespace is None or not prefix):
            return None
        key = (namespace or "", name)
        return self.names.get(key) or QName(*key)

    def fail(
        self, element: etree._Element, reason: str, *, found: str | None = None, expected: str | None = None
    ) -> NoReturn:
        """Raise a `DecodeError` that knows the element's place."""
        raise DecodeError(reason, path=path_of(element), line=element.sourceline, found=found, expected=expected)

    def attributes(
        self,
        element: etree._Element,
        *,
        is_referable: bool = False,
        content: Callable[[str], bool] | None = None,
    ) -> bool:
        """Check and keep the attributes of an element, which may have a ``z:Id``; tell whether it is nil."""
        names = element.keys()
        if len(names) > self.limits.attributes:
            self.fail(element, f"an element has more than {self.limits.attributes:,} attributes")
        if not _REFERRING.isdisjoint(names):
            self._check_references(element)
        allowed = _ALWAYS_ALLOWED
        if is_referable or self.settings.has_identities:
            allowed = _WITH_SIZE if self.settings.has_identities else _WITH_IDENTITY
        if content is not None and not self._nil(element):
            allowed |= frozenset(filter(content, map(str, names)))
        if element is self.informed:
            allowed |= {FACTORY_TYPE}
        if not allowed.issuperset(names):
            self._keep_attributes(element, allowed)
        is_nil = NIL in names and bool(self._nil(element))
        if is_nil and (len(element) or element.text):
            self._refuse_lost_content(element)
        return is_nil

    def _refuse_lost_content(self, element: etree._Element) -> None:
        """Refuse content of a nil element, of which .NET's reader only sees that it is XML."""
        if self.is_strict:
            reason = f"{local_name(element)} is nil and must be empty; .NET would lose what is in it"
            self.fail(element, reason, found=element.text or self.tag(element[0]), expected="nothing")
        self.refuse_instructions(element)

    def _keep_attributes(self, element: etree._Element, allowed: frozenset[str]) -> None:
        strange = [name for name in map(str, element.keys()) if name not in allowed]
        if strange and self.unknown == "forbid":
            self.fail(element, f"the attribute {strange[0]} is unknown", found=strange[0])
        if strange and self.unknown == "keep":
            self.kept[element] = tuple(a for a in read_attributes(element) if a.name.clark in strange)

    def _nil(self, element: etree._Element) -> bool | None:
        """Return what ``i:nil`` says, an xs:boolean; None where it is not there."""
        text = element.get(NIL)
        if text is None:
            return None
        try:
            return parse_boolean(text)
        except LexicalError:
            self.fail(element, f"i:nil is {text!r}", found=text, expected="true or false")
