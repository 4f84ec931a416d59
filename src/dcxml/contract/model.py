"""Data contracts and their members: small frozen values, checked on birth, that refer to each other by name.

The words are those of .NET's ``System.Runtime.Serialization`` and of W3C XML Schema. Annotations travel with an
item but do not count in ``==``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from attrs import Attribute, Factory, field, frozen

from dcxml.contract.annotation import SAID_NOTHING, Annotation
from dcxml.errors import InvalidDataContractError
from dcxml.lexical.name_characters import is_fifth_edition_ncname
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.lexical.table import Primitive

__all__ = [
    "DATA_SET",
    "DATA_SET_ROOT",
    "DATA_TABLE",
    "XML_ELEMENT",
    "XML_NODES",
    "ClassDataContract",
    "CollectionDataContract",
    "DataContract",
    "DataMember",
    "EnumDataContract",
    "EnumMember",
    "Facet",
    "GenericArgument",
    "GenericType",
    "GlobalElement",
    "PrimitiveDataContract",
    "SchemaComponent",
    "SimpleDataContract",
    "UnresolvedDataContract",
    "XmlDataContract",
    "own_root",
]


_INT = QName(XS, "int")
XML_ELEMENT: Final = QName(clr_namespace("System.Xml"), "XmlElement")
"""What .NET's ``XmlElement`` is called; its type is always anonymous."""
XML_NODES: Final = QName(clr_namespace("System.Xml"), "ArrayOfXmlNode")
"""What .NET's ``XmlNode[]`` is called; its type is anonymous as a member's."""
DATA_SET: Final = QName(clr_namespace("System.Data"), "DataSet")
DATA_TABLE: Final = QName(clr_namespace("System.Data"), "DataTable")
"""What .NET's ``DataSet`` and ``DataTable`` are called; their types are anonymous, told by ``ActualType``."""
DATA_SET_ROOT: Final = QName("", DATA_SET.name)
"""The root element of a ``DataSet``: its class in .NET has ``[XmlRoot]``."""
_ANONYMOUS: Final = frozenset({XML_ELEMENT, XML_NODES, DATA_SET, DATA_TABLE})


def own_root(name: QName) -> QName:
    """Return the root element of a contract that is under no other name: its own, but for a ``DataSet``."""
    return DATA_SET_ROOT if name == DATA_SET else name


def _is_ncname(_: object, attribute: Attribute[str], value: str) -> None:
    if not is_fifth_edition_ncname(value):
        reason = f"{attribute.name} {value!r} is not an XML name"
        raise InvalidDataContractError(reason)


@frozen(kw_only=True)
class DataMember:
    """A member of a class contract: one element, in the namespace of the declaring class.

    ``name`` is the encoded wire name, ``type`` names the contract of the value. ``declares`` is a namespace that
    .NET declares on the element although ``type`` does not name it: that of a contract seen only as nil.
    """

    name: str = field(validator=_is_ncname)
    type: QName
    is_nillable: bool = False
    is_required: bool = False
    emit_default_value: bool = True
    declares: str | None = None
    annotation: Annotation = field(default=SAID_NOTHING, eq=False)


@frozen
class GenericArgument:
    """An argument of a generic contract name; ``arguments`` where it is generic itself.

    ``nested_level`` is the number of types it is nested in, and counts in the digest of the name.
    """

    name: str
    namespace: str
    arguments: tuple[GenericArgument, ...] = ()
    nested_level: int | None = None


@frozen
class GenericType:
    """The generic definition behind a contract: ``OrderOf{0}{#}`` and its arguments (.NET's ``GenericType``)."""

    name: str
    namespace: str
    arguments: tuple[GenericArgument, ...] = ()


@frozen(kw_only=True)
class DataContract:
    """What every contract has: its qualified name, and what is said about it."""

    name: QName
    annotation: Annotation = field(default=SAID_NOTHING, eq=False)

    def references(self) -> Iterator[QName]:
        """Yield the names of the contracts this one needs, in order, with repeats."""
        return iter(())


@frozen(kw_only=True)
class ClassDataContract(DataContract):
    """A class or struct: its own ``members`` in serialization order, after those of ``base``.

    One that ``is_iserializable`` (.NET's ``IsISerializable``) has entries of any name instead, as its bases have.
    """

    members: tuple[DataMember, ...] = ()
    base: QName | None = None
    is_value_type: bool = False
    is_reference: bool = False
    is_iserializable: bool = False
    generic: GenericType | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse two members of one name, and an ISerializable with members or an identity, as .NET does."""
        if self.is_iserializable and (self.members or self.is_reference):
            reason = "an ISerializable has neither members of its own nor IsReference"
            raise InvalidDataContractError(reason, contract=self.name.clark)
        seen: set[str] = set()
        for member in self.members:
            if member.name in seen:
                reason = f"two members are named {member.name!r}"
                raise InvalidDataContractError(reason, contract=self.name.clark)
            seen.add(member.name)

    def references(self) -> Iterator[QName]:
        """Yield the base, then the members' types."""
        if self.base is not None:
            yield self.base
        for member in self.members:
            yield member.type


@frozen(kw_only=True)
class CollectionDataContract(DataContract):
    """A list of ``item_type``, or a dictionary where ``key`` and ``value`` are set.

    The item's element, and the key's and the value's in a dictionary, are in the namespace of the collection. A schema
    may ask for ``min_items``, and for ``max_items`` at most; .NET's own types hold any number.
    """

    item_name: str = field(validator=_is_ncname)
    item_type: QName | None = None
    is_item_nillable: bool = False
    key: DataMember | None = None
    value: DataMember | None = None
    is_reference: bool = False
    generic: GenericType | None = None
    min_items: int = 0
    max_items: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is neither a list nor a dictionary, and one name for key and value, as .NET does.

        A schema's element that cannot be repeated is a member.
        """
        if (self.item_type is None) != (self.key is not None and self.value is not None) or (
            (self.key is None) != (self.value is None)
        ):
            reason = "a collection has either an item type or a key and a value"
            raise InvalidDataContractError(reason, contract=self.name.clark)
        if self.min_items < 0 or (self.max_items is not None and self.max_items < max(self.min_items, 2)):
            reason = "a collection has room for two items at least, and for as many as it must have"
            raise InvalidDataContractError(reason, contract=self.name.clark)
        if self.key is not None and self.value is not None and self.key.name == self.value.name:
            reason = f"key and value are both named {self.key.name!r}"
            raise InvalidDataContractError(reason, contract=self.name.clark)

    @property
    def is_dictionary(self) -> bool:
        """Tell whether the items are key and value."""
        return self.key is not None

    @property
    def item(self) -> QName | tuple[DataMember, DataMember]:
        """What an item is: an element of this type, or the key and the value of a dictionary."""
        if self.key is not None and self.value is not None:
            return self.key, self.value
        return cast("QName", self.item_type)  # one of both is there: checked on birth

    def references(self) -> Iterator[QName]:
        """Yield the item type, or the key's type and the value's."""
        if isinstance(self.item, QName):
            yield self.item
        else:
            yield from (part.type for part in self.item)


@frozen(kw_only=True)
class EnumMember:
    """A value of an enumeration: its wire text (``EnumMemberAttribute.Value``) and its CLR integer."""

    name: str
    value: int
    annotation: Annotation = field(default=SAID_NOTHING, eq=False)


@frozen(kw_only=True)
class EnumDataContract(DataContract):
    """An enumeration. An open one is known from samples only: other texts are kept, not refused.

    ``base_type`` is the underlying integer type. The integers of an open enumeration are not known; its members
    count from 0 as they were seen, and which of them is .NET's zero is not known either.
    """

    members: tuple[EnumMember, ...] = ()
    is_flags: bool = False
    is_open: bool = False
    base_type: QName = _INT

    def __attrs_post_init__(self) -> None:
        """Refuse two members of one text."""
        names = [member.name for member in self.members]
        if len(set(names)) != len(names):
            reason = "two values have the same text"
            raise InvalidDataContractError(reason, contract=self.name.clark)

    @property
    def zero(self) -> str | None:
        """The text of the value 0, the default of .NET; None where it has none or it is not known."""
        if self.is_open:
            return None
        return next((member.name for member in self.members if member.value == 0), None)


@frozen(kw_only=True)
class PrimitiveDataContract(DataContract):
    """A type that is built into the serializer; its row of the primitive table says the rest."""

    primitive: Primitive = field(repr=False, eq=False)


@frozen
class Facet:
    """A constraining facet of XML Schema: its name (``maxLength``) and its lexical value.

    Types that are derived may not change one that ``is_fixed``; documents are the same.
    """

    name: str
    value: str
    is_fixed: bool = field(default=False, kw_only=True)
    annotation: Annotation = field(default=SAID_NOTHING, eq=False, kw_only=True)


@frozen(kw_only=True)
class SimpleDataContract(DataContract):
    """A simple type with facets; .NET's importer would keep its ``base`` alone.

    One that ``is_anonymous`` is written inside each element of it, and its name is only ours.
    """

    base: QName
    facets: tuple[Facet, ...] = ()
    is_anonymous: bool = False

    def references(self) -> Iterator[QName]:
        """Yield the base type."""
        yield self.base


@frozen(kw_only=True)
class XmlDataContract(DataContract):
    """A type that is no data contract: its value is the XML inside the element (.NET's ``IXmlSerializable``).

    The value of ``XmlElement`` is the one element inside, that of all others attributes, texts and elements.
    ``schema`` is the text of the definition, to be exported again as it came, or of a whole ``xs:schema`` to which
    the rest of the namespace is added, as an ``XmlSchemaProvider`` gives one; empty for .NET's own types, and where
    a type gives no schema.

    One that ``is_anonymous`` is written inside each element of it: no ``i:type`` of a schema can name it. .NET's own
    types are, and those whose definition has no name, which have one here alone.

    ``derived_types`` are those that definitions outside the set derive from this one; those of the set are known by
    their definitions (`DataContractSet.types_in_place_of`).
    """

    schema: str = ""
    is_anonymous: bool = field(default=Factory(lambda self: self.name in _ANONYMOUS, takes_self=True))
    derived_types: tuple[QName, ...] = field(default=(), eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a type without a name and without a definition, unless it is .NET's own."""
        if self.is_anonymous and not self.schema and self.name not in _ANONYMOUS:
            reason = "a type of XML without a name has a definition"
            raise InvalidDataContractError(reason, contract=self.name.clark)


@frozen(kw_only=True)
class SchemaComponent:
    """What a schema defines beside types and plain elements, and definitions in it refer to.

    ``kind`` is its element's name in XML Schema: a group, an attribute group, an attribute, a notation, or an element
    that is more than a `GlobalElement`. ``schema`` is the text of the definition, for an element without its type where
    this is a contract without a name of its own in the schema, which is then its ``anonymous_type``.
    """

    name: QName
    kind: str
    schema: str
    anonymous_type: QName | None = None


@frozen(kw_only=True)
class UnresolvedDataContract(DataContract):
    """A contract that something refers to and nothing defines; exported as the reference it came from."""


@frozen(kw_only=True)
class GlobalElement:
    """A global element that is not just a contract's own: a message part, or a root of another name."""

    name: QName
    type: QName
    is_nillable: bool = True
    annotation: Annotation = field(default=SAID_NOTHING, eq=False)


def is_builtin_namespace(namespace: str) -> bool:
    """Tell whether the namespace is XML Schema's or the Serialization schema's: there every type is built in."""
    return namespace in (XS, SERIALIZATION)
