"""What compiled encoders share: elements around objects, ``i:nil``, ``i:type`` and identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field, frozen

from dcxml.binding.enumerations import is_textless_zero
from dcxml.binding.serialization_info import SerializationInfo
from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.codec.anything import ANY_TYPE, UntypedText, natural_type, type_to_name
from dcxml.codec.dialects import Dialect, Scope, start_tag
from dcxml.codec.element_specs import WRITTEN_OUT, ElementSpec
from dcxml.codec.extension import ExtensionElement, insert_attributes, own_attributes, write_extension
from dcxml.codec.factory_type import write_factory_type
from dcxml.codec.faults import UnknownTypeError
from dcxml.codec.references import has_size, identity_of, write_reference, write_size
from dcxml.codec.simple_writing import SimpleWriting
from dcxml.codec.special_families import offset_content
from dcxml.contract.model import is_builtin_namespace
from dcxml.contract.primitives import built_in
from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import XS, XSI, QName

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import IdentifiedStart, StartTag
    from dcxml.codec.fragments import FragmentWriter

    _Met = tuple[str, IdentifiedStart | None]

Prefixes = tuple[tuple[str, str], ...]

__all__ = ["CLASS_PREFIXES", "ENTRY_PREFIXES", "Encoder", "Writing", "declare_at_root"]

CLASS_PREFIXES: Final[Prefixes] = (("i", XSI),)
"""What the root of a class or a collection declares (``HandleGraphAtTopLevel``)."""
ENTRY_PREFIXES: Final[Prefixes] = (*CLASS_PREFIXES, ("x", XS))
"""What the root of an ISerializable declares."""

_QNAME: Final = QName(XS, "QName")
_INT: Final = QName(XS, "int")


@define(eq=False)
class Encoder:
    """How the content of one contract's elements is written, and what its start tag has beside its type.

    ``has_identity`` asks for a ``z:Id`` where the value is an object; ``is_value_type`` makes its box that object.
    ``declares_at_root`` are prefixes that .NET declares on a root of it, whether they are needed or not.
    """

    write: Callable[[Any, Scope], str]
    declares_items: str | None = None
    has_identity: bool = False
    is_value_type: bool = False
    fragment: FragmentWriter | None = None
    declares_at_root: Prefixes = ()

    @classmethod
    def of_text(
        cls, formatter: Callable[[Any], str | None], *, has_identity: bool = False, is_value_type: bool = False
    ) -> Encoder:
        """Return the encoder of a simple contract; ``formatter`` gives the escaped text of a value."""
        return cls(lambda value, _scope: formatter(value) or "", has_identity=has_identity, is_value_type=is_value_type)

    @classmethod
    def of_fragment(cls, fragment: FragmentWriter) -> Encoder:
        """Return the encoder of an XML type, whose values may have attributes to add."""
        return cls(fragment.bare, has_identity=fragment.has_identity, fragment=fragment)


def declare_at_root(tag: StartTag, prefixes: Prefixes) -> None:
    """Declare what .NET declares on every root of a kind."""
    for prefix, namespace in prefixes:
        tag.declare_prefix(prefix, namespace)


@frozen(eq=False)
class TypedPlace:
    """An element in the source of an encoder whose ``i:type`` names a ``type``: its ``spec``, and its content's writer.

    ``has_identity`` and ``is_value_type`` say of the type what an `Encoder` does.
    """

    spec: ElementSpec
    type: QName
    write: Callable[[Any, Scope], str]
    has_identity: bool
    is_value_type: bool


@define(eq=False)
class Writing(SimpleWriting):
    """The functions an encoder of one dialect calls; ``encoders`` has every contract, ``names`` every class.

    The ``_places`` met so far are found by the type that was named, or by the class of the value that tells it.
    """

    encoders: dict[QName, Encoder] = field(factory=dict)
    names: dict[type, QName] = field(factory=dict)
    _places: dict[tuple[ElementSpec, QName | type], TypedPlace] = field(init=False, factory=dict)

    def element(
        self, scope: Scope, spec: ElementSpec, value: Any, write: Callable[[Any, Scope], str], expected: type[Any]
    ) -> str:
        """Write an instance of a class, with ``i:type`` where it is not of the ``expected`` class itself."""
        start = scope[spec]
        if value is None:
            return start.nil
        if value.__class__ is not expected:
            return self._derived(scope, spec, value, expected)
        wire = value._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        if wire is None:
            return start.around(write(value, start.content))
        attributes = own_attributes(wire)
        text = start.around(write(value, start.content))
        return insert_attributes(text, scope, spec, attributes) if attributes else text

    def reference(
        self, scope: Scope, spec: ElementSpec, value: Any, write: Callable[[Any, Scope], str], expected: type[Any]
    ) -> str:
        """Write an object with an identity: in full where it is met first, as a reference to it after that."""
        if value is None:
            return scope[spec].nil
        if value.__class__ is not expected and not (expected is dict and isinstance(value, Mapping)):
            return self._derived(scope, spec, value, expected)
        if self.settings.preserve_object_references and has_size(value):
            return self._sized(scope, spec, value, write)
        identity, start = self._met(scope, spec, value, spec.contract)
        if start is None:
            return identity
        wire = getattr(value, "_wire", None)
        attributes = () if wire is None else own_attributes(wire)
        text = start.around(write(value, start.content), identity)
        return insert_attributes(text, scope, spec, attributes) if attributes else text

    def serializable(
        self, scope: Scope, spec: ElementSpec, value: Any, write: Callable[[Any, Scope], str], expected: type[Any]
    ) -> str:
        """Write an ISerializable, whose start tag may name its factory type."""
        if value is None:
            return scope[spec].nil
        if value.__class__ is not expected:
            return self._derived(scope, spec, value, expected)
        tag = start_tag(scope, spec.name, spec.namespace)
        if spec.declares is not None:
            tag.declare(spec.declares)
        if self.settings.preserve_object_references and write_reference(tag, value, spec.contract):
            return tag.start().empty
        write_factory_type(tag, value)
        start = tag.start()
        wire = value._wire  # noqa: SLF001 - the codec is the keeper of the wire state
        attributes = own_attributes(wire)
        text = start.around(write(value, start.content))
        return insert_attributes(text, scope, spec, attributes) if attributes else text

    def identified(self, scope: Scope, spec: ElementSpec, value: Any, formatter: Callable[[Any], str]) -> str:
        """Write a text or octets that are an object with an identity; a text is written out even where it is empty."""
        if value is None:
            return scope[spec].nil
        identity, start = self._met(scope, spec, value, spec.contract)
        if start is None:
            return identity
        text = formatter(value)
        if not text and self.dialect is Dialect.XML_WRITER and spec.contract in WRITTEN_OUT:
            return f"{start.before}{identity}{start.open}{start.close}"
        return start.around(text, identity)

    def collection(
        self, scope: Scope, spec: ElementSpec, value: Any, write: Callable[[Any, Scope], str], expected: type
    ) -> str:
        """Write a list or tuple, or a dictionary, which may be any mapping."""
        start = scope[spec]
        if value is None:
            return start.nil
        if not isinstance(value, expected) and not isinstance(value, tuple if expected is list else Mapping):
            raise ValueTypeError(value, f"a {expected.__name__}")
        content = write(value, start.content)
        return start.around(content)

    def anything(self, scope: Scope, spec: ElementSpec, value: Any) -> str:
        """Write a value of xs:anyType with the ``i:type`` that says what it is."""
        if value is None:
            return scope[spec].nil
        place = self._places.get((spec, type(value)))
        if place is not None and (type(value) is not int or value in INTEGER_RANGES[_INT]):
            return self._at_place(place, scope, value)
        if isinstance(value, ExtensionElement):
            return write_extension(value, scope)
        type_name = value.type if isinstance(value, AnyValue) else self._type_of(value)
        inner = value.value if isinstance(value, AnyValue) else value
        if type_name is None or type_name == ANY_TYPE:
            if inner is not None and not isinstance(inner, UntypedText):
                raise LexicalError(inner, "nothing, or a value with its type")
            tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix)
            if spec.declares is not None:
                tag.declare(spec.declares)
            if self.settings.preserve_object_references and write_reference(tag, value, ANY_TYPE):
                return tag.start().empty
            start = tag.start()
            return start.empty if inner is None else f"{start.open}{self._escape(inner)}{start.close}"
        return self.typed(scope, spec, type_name, inner, box=value if isinstance(value, AnyValue) else None)

    def typed(  # noqa: PLR0913 - a place, a value, and what holds it
        self,
        scope: Scope,
        spec: ElementSpec,
        type_name: QName,
        value: Any,
        box: AnyValue | None = None,
        *,
        is_boxed: bool = True,
    ) -> str:
        """Write an element whose ``i:type`` names the contract of its value, which may be in a ``box``.

        A value type that no object holds (not ``is_boxed``) has no identity.
        """
        place = self._place(spec, type_name, value) if is_boxed and spec.contract is not None else None
        if place is None:
            return self._typed_anew(scope, spec, type_name, value, box, is_boxed=is_boxed)
        if box is None:  # the value's class alone tells the type
            self._places[spec, type(value)] = place
        return self._at_place(place, scope, value, box)

    def _place(self, spec: ElementSpec, type_name: QName, value: Any) -> TypedPlace | None:
        """Return what is known of an element with a value of a type; None where the value has a say in its tag."""
        known = self._places.get((spec, type_name))
        if known is None:
            encoder = self.encoder(type_name)
            if encoder.fragment is not None or type_name == _QNAME:
                return None
            typed = evolve(spec, type=type_name, declares_items=encoder.declares_items)
            known = TypedPlace(typed, type_name, encoder.write, encoder.has_identity, encoder.is_value_type)
            self._places[spec, type_name] = known
        is_sized = self.settings.preserve_object_references and has_size(value)
        return None if is_sized or isinstance(value, SerializationInfo) else known

    def _at_place(self, place: TypedPlace, scope: Scope, value: Any, box: AnyValue | None = None) -> str:
        spec = place.spec
        wire = getattr(value, "_wire", None)
        if place.has_identity:
            held = (box or object()) if place.is_value_type else value
            identity, identified = self._met(scope, spec, held, place.type)
            if identified is None:
                return identity
            attributes = () if wire is None else own_attributes(wire)
            text = identified.around(place.write(value, identified.content), identity)
        else:
            start = scope[spec]
            attributes = () if wire is None else own_attributes(wire)
            text = start.around(place.write(value, start.content))
        return insert_attributes(text, scope, spec, attributes) if attributes else text

    def _met(self, scope: Scope, spec: ElementSpec, held: Any, contract: QName | None) -> _Met:
        """Return the identity of an object and the `IdentifiedStart` of its element; None where it was met before.

        Then the text is that of an element that refers to it.
        """
        referring = scope.referring.get(spec) or scope.make_referring(
            spec, is_nil=self.settings.preserve_object_references
        )
        identity, is_known = identity_of(held, contract)
        if is_known:
            return referring.to(identity, scope), None
        return identity, scope.identified.get(spec) or scope.make_identified(spec)

    def _sized(self, scope: Scope, spec: ElementSpec, value: Any, write: Callable[[Any, Scope], str]) -> str:
        """Write a collection that has an identity and a size."""
        tag = start_tag(scope, spec.name, spec.namespace)
        if spec.declares is not None:
            tag.declare(spec.declares)
        if write_reference(tag, value, spec.contract):
            return tag.start().empty
        if spec.declares_items is not None:
            tag.declare(spec.declares_items)
        write_size(tag, value)
        start = tag.start()
        return start.around(write(value, start.content))

    def _typed_anew(  # noqa: PLR0913 - a place, a value, and what holds it
        self,
        scope: Scope,
        spec: ElementSpec,
        type_name: QName,
        value: Any,
        box: AnyValue | None,
        *,
        is_boxed: bool,
    ) -> str:
        """Write such an element with a start tag of its own."""
        encoder = self.encoder(type_name)
        tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix)
        if spec.declares is not None:
            tag.declare(spec.declares)
        if spec.is_root:
            declare_at_root(tag, encoder.declares_at_root)
        is_object = encoder.fragment is None and not is_builtin_namespace(type_name.namespace)
        is_object = (is_object or not spec.is_root) and (is_boxed or not encoder.is_value_type)
        has_identity = encoder.has_identity and is_object
        if has_identity and write_reference(tag, (box or object()) if encoder.is_value_type else value, type_name):
            return tag.start().empty
        if type_name == _QNAME:
            self._check_name(value)
            if value.name and not value.namespace and not tag.may_undeclare:
                raise LexicalError(value.name, "an xs:QName in a namespace", reason=".NET cannot write it as an object")
            tag.type(type_name.namespace, type_name.name)
            text = tag.qname_value(value.namespace, value.name) if value.name else ""
            return tag.start().around(self._escape(text))
        tag.type(type_name.namespace, type_name.name)
        write_factory_type(tag, value)
        if encoder.fragment is not None:
            return encoder.fragment.around(value, tag)
        if encoder.declares_items is not None:
            tag.declare(encoder.declares_items)
        if self.settings.preserve_object_references:
            write_size(tag, value)
        start = tag.start()
        wire = getattr(value, "_wire", None)
        attributes = own_attributes(wire)
        content = encoder.write(value, start.content)
        if not content and self.dialect is Dialect.XML_WRITER and type_name in WRITTEN_OUT:
            return f"{start.open}{start.close}"
        text = start.around(content)
        return insert_attributes(text, scope, spec, attributes) if attributes else text

    def conflicting(self, scope: Scope, spec: ElementSpec, value: Any, name: QName, expected: type[Any] | None) -> str:
        """Write a member that shares its name with one of another type: with ``i:type``, also that of its declaration.

        ``expected`` is the Python class of a class or an enumeration.
        """
        if name == _QNAME and spec.namespace:
            spec = ElementSpec(spec.name, spec.namespace, prefix="q")
        if value is None:
            return scope[spec].nil
        if is_textless_zero(value):
            return ""
        if expected is None or expected is KeyValuePair:
            return self.typed(scope, spec, name, value, is_boxed=False)
        return self._derived(scope, spec, value, expected, is_boxed=False)

    def qname(self, scope: Scope, spec: ElementSpec, value: Any) -> str:
        """Write an xs:QName; .NET asks for the prefix ``q`` where the member's namespace is not empty."""
        if value is None:
            return scope[spec].nil
        self._check_name(value)
        tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix or ("q" if spec.namespace else None))
        if self.settings.preserve_object_references and not spec.is_root and write_reference(tag, value, _QNAME):
            return tag.start().empty
        text = tag.qname_value(value.namespace, value.name) if value.name else ""
        return tag.start().around(self._escape(text))

    def _check_name(self, value: Any) -> None:
        """Refuse what is no name in XML, as XmlWriter does; a name is text to .NET's other writer, which takes any.

        The empty one in no namespace is ``XmlQualifiedName.Empty``, an empty element.
        """
        if not isinstance(value, QName):
            raise ValueTypeError(value, "a QName for xs:QName")
        if not value.name and not value.namespace:
            return
        is_checked = self.settings.check_characters or self.dialect is Dialect.XML_WRITER
        if not value.name or (is_checked and not is_ncname(value.name)):
            raise LexicalError(value.name, "an xs:QName", reason="its local name is no name in XML")

    def offset(self, scope: Scope, spec: ElementSpec, value: Any) -> str:
        """Write a DateTimeOffset: two elements in the namespace of System."""
        start = scope[spec]
        return start.nil if value is None else f"{start.open}{offset_content(value, start.content)}{start.close}"

    def _type_of(self, value: Any) -> QName | None:
        if isinstance(value, UntypedText):
            return None
        name = self.names.get(type(value)) or natural_type(value)
        if name is None:
            raise UnknownTypeError(
                value, "a value of a known type, or an AnyValue with its type", reason=type_to_name(value)
            )
        if name == _INT and value not in INTEGER_RANGES[_INT]:
            raise LexicalError(value, "xs:int", reason=type_to_name(value))
        return name

    def encoder(self, name: QName) -> Encoder:
        """Return what writes the content of a contract.

        :raises LexicalError: where the contract is not known.
        """
        known = self.encoders.get(name)
        if known is not None:
            return known
        contract = built_in(name)
        if contract is None:
            raise UnknownTypeError(name.clark, "a known type")
        return Encoder.of_text(
            self.formatter(contract.primitive),
            has_identity=self.settings.preserve_object_references,
            is_value_type=contract.primitive.is_value_type,
        )

    def _derived(self, scope: Scope, spec: ElementSpec, value: Any, expected: type, *, is_boxed: bool = True) -> str:
        place = self._places.get((spec, type(value)))
        if place is not None:
            return self._at_place(place, scope, value)
        name = self.names.get(type(value))
        if name is None or not isinstance(value, expected):
            if name is None and isinstance(value, expected):
                raise UnknownTypeError(value, f"a {expected.__name__}", reason="its type is not known here")
            reason = "" if name else "its type is not known here"
            raise ValueTypeError(value, f"a {expected.__name__}", reason=reason)
        return self.typed(scope, spec, name, value, is_boxed=is_boxed)
