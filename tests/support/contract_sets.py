"""Hypothesis strategies for sets of data contracts: what .NET's types could have made, hostile names included.

``contract_sets()`` draws from all that the hub can express; its keywords leave out what a law is not about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dcxml.binding.parts import Part, dictionary_contract, dictionary_definition, list_contract, list_definition
from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Evidence,
    GenericArgument,
    GenericType,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.naming import (
    array_name,
    dictionary_name,
    generic_definition,
    generic_type_name,
    key_value_name,
    key_value_pair_name,
    nullable_name,
)
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.qname import DATA_CONTRACT, SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract import DataContract

__all__ = ["contract_sets", "member_names", "namespaces"]

_XML = (XML_ELEMENT, XML_NODES)
PAIRS = clr_namespace("System.Collections.Generic")
INTEGERS = {
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedLong": (0, 2**64 - 1),
}
_PLAIN_NAMESPACES = (
    clr_namespace("Acme.Orders"),
    clr_namespace("Acme.Common"),
    "urn:acme",
    "http://acme.example/2010/07",
)
_HOSTILE_NAMESPACES = (
    "",
    'urn:t";import os;',
    "urn:it's",
    "  urn:pad  ",
    "not a uri",
    "urn:\\n{0}%s",
    "urn:日本",
    DATA_CONTRACT,
)
_PLAIN_NAMES = ("Order", "Line", "Day", "Customer", "Id", "Name", "PhoneNumber2", "HTTPServer", "HttpServer", "Value")
_HOSTILE_NAMES = (
    "class", "None", "mro", "self", "list", "str", "type", "import", "_", "__init__", "_wire", "data_member", "Int",
    "DateTime", "Annotated", "object", "m_x0020_b", "_x0031_x", "Outer.Inner", "naïve", "日本", "a-b", "a.b", "A_b",
    "Exception", "URN", "UUID", "lambda", "key", "value", "attr_dict", "XMLHttpRequest", "x" * 90,
)  # fmt: skip
_TEXTS = (
    "",
    "o ne",
    "None",
    "mro",
    "1",
    "name",
    "value",
    "a",
    "A",
    "_x_",
    "é",
    'q"uote',
    "it's",
    "back\\slash",
    "Created",
)
_DOCUMENTATION = (
    None,
    None,
    "What it is.",
    'Ends in a "quote"',
    '"""',
    "back\\slash\\",
    "two\nlines\n\n  indented",
    "\x1b[31m",
)


def namespaces(*, hostile: bool = True) -> st.SearchStrategy[str]:
    """Draw a target namespace."""
    return st.sampled_from(_PLAIN_NAMESPACES + (_HOSTILE_NAMESPACES if hostile else ()))


def member_names(*, hostile: bool = True) -> st.SearchStrategy[str]:
    """Draw a wire name, an NCName; the hostile ones are keywords, builtins, clashes and encoded names."""
    return st.sampled_from(_PLAIN_NAMES + (_HOSTILE_NAMES if hostile else ()))


@st.composite
def contract_sets(  # noqa: PLR0913 - one keyword for each thing a law may leave out
    draw: st.DrawFn,
    *,
    most: int = 6,
    hostile: bool = True,
    custom_collections: bool = True,
    open_enumerations: bool = True,
    annotations: bool = True,
    for_clr: bool = False,
    iserializables: bool = True,
    generics: bool = True,
) -> DataContractSet:
    """Draw a closed set of up to ``most`` named contracts, and the collections and pairs that they need.

    ``hostile`` allows names and namespaces that are legal and nasty, ``custom_collections`` collections with names
    of their own, ``open_enumerations`` enumerations known from samples only, ``annotations`` documentation and
    evidence (which do not count in ``==``), ``iserializables`` classes that are ISerializable, ``generics`` classes
    with a generic definition, ``for_clr`` leaves out what no CLR type can be or what two sides cannot compare: open
    enumerations, empty texts of enumerations, members seen only as nil, keys that are classes or collections, and
    ISerializable, which .NET names after its CLR namespace.
    """
    targets = namespaces(hostile=hostile)
    if for_clr:  # no namespace at all, which is seldom among the hostile ones
        targets |= st.sampled_from(("", *_PLAIN_NAMESPACES))
    names = draw(
        st.lists(
            st.builds(QName, targets, member_names(hostile=hostile)),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    maker = _Maker(draw, hostile=hostile, annotations=annotations, for_clr=for_clr)
    kinds: list[Callable[[QName], None]] = [maker.class_, maker.class_, maker.class_, maker.struct, maker.enumeration]
    kinds += (
        [maker.iserializable] * iserializables
        + [maker.generic] * generics
        + [maker.collection] * custom_collections
        + [maker.open_enumeration] * (open_enumerations and not for_clr)
    )
    chosen = [(name, draw(st.sampled_from(kinds))) for name in names]
    maker.classes = [name for name, kind in chosen if kind == maker.class_]
    for name, kind in chosen:
        kind(name)
    used = {name for contract in maker.contracts.values() for name in contract.references()}
    return DataContractSet(
        contract for contract in maker.contracts.values() if contract.name in used or contract.name not in _XML
    )


class _Maker:
    """The contracts drawn so far; a class may refer to any class, also to one drawn later."""

    def __init__(self, draw: st.DrawFn, *, hostile: bool, annotations: bool, for_clr: bool) -> None:
        self._draw = draw
        self._hostile = hostile
        self._annotations = annotations
        self._for_clr = for_clr
        self.contracts: dict[QName, DataContract] = {}
        self.classes: list[QName] = []
        self._bases: list[ClassDataContract] = []

    def class_(self, name: QName) -> None:
        """Add a class, perhaps derived from one before."""
        base = self._draw(st.sampled_from([None, None, *self._bases]))
        is_reference = base.is_reference if base is not None else self._draw(st.integers(0, 5)) == 0
        contract = ClassDataContract(
            name=name,
            members=self._members(is_reference=is_reference),
            base=None if base is None else base.name,
            is_reference=is_reference,
            annotation=self._said(),
        )
        self._bases.append(contract)
        self._add(contract)

    def iserializable(self, name: QName) -> None:
        """Add an ISerializable, perhaps derived from one before; .NET names one after its CLR namespace."""
        is_clr_name = name.namespace.startswith(DATA_CONTRACT) and "." not in name.name
        if not is_clr_name and (self._for_clr or not self._hostile):
            self.class_(name)
            return
        bases = [c.name for c in self.contracts.values() if isinstance(c, ClassDataContract) and c.is_iserializable]
        base = self._draw(st.sampled_from([None, *bases]))
        self._add(ClassDataContract(name=name, base=base, is_iserializable=True, annotation=self._said()))

    def struct(self, name: QName) -> None:
        """Add a value type; it holds no value type that is not finished."""
        members = self._members(is_reference=False)
        self._add(ClassDataContract(name=name, members=members, is_value_type=True, annotation=self._said()))

    def generic(self, name: QName) -> None:
        """Add a generic class, named by its definition and arguments."""
        arguments = tuple(self._generic_argument(*self._part()) for _ in range(self._draw(st.integers(1, 2))))
        generic = GenericType(generic_definition(name.name, len(arguments)), name.namespace, arguments)
        full = QName(name.namespace, generic_type_name(generic))
        if full in self.contracts or full in self.classes:
            return
        self._add(
            ClassDataContract(
                name=full, members=self._members(is_reference=False), generic=generic, annotation=self._said()
            )
        )

    def enumeration(self, name: QName) -> None:
        """Add a closed enumeration or flags, with any underlying type."""
        is_flags = self._draw(st.booleans())
        base_type = self._draw(st.sampled_from([*INTEGERS]))
        low, high = INTEGERS[base_type]
        members = []
        texts = [text for text in _TEXTS if text or not self._for_clr]
        for place, text in enumerate(self._draw(st.lists(st.sampled_from(texts), max_size=5, unique=True))):
            usual = min(1 << place if is_flags else place, high)
            value = self._draw(st.just(usual) | st.integers(low, high) | st.sampled_from([0, low, high]))
            members.append(EnumMember(name=text, value=value, annotation=self._said()))
        self._add(
            EnumDataContract(
                name=name,
                members=tuple(members),
                is_flags=is_flags,
                base_type=QName(XS, base_type),
                annotation=self._said(),
            )
        )

    def open_enumeration(self, name: QName) -> None:
        """Add an enumeration known from samples only."""
        texts = self._draw(st.lists(st.sampled_from(_TEXTS), max_size=3, unique=True))
        members = tuple(EnumMember(name=text, value=place) for place, text in enumerate(texts))
        self._add(EnumDataContract(name=name, members=members, is_open=True, annotation=self._said()))

    def collection(self, name: QName) -> None:
        """Add a list or dictionary with a name of its own."""
        item_name = self._draw(member_names(hostile=self._hostile))
        is_reference = self._draw(st.booleans())
        if self._draw(st.booleans()):
            item, is_nullable = self._use()
            self._add(
                CollectionDataContract(
                    name=name,
                    item_name=item_name,
                    item_type=item,
                    is_item_nillable=is_nullable or not self._is_value_type(item),
                    is_reference=is_reference,
                    annotation=self._said(),
                )
            )
            return
        words = self._draw(st.lists(member_names(hostile=self._hostile), min_size=2, max_size=2, unique=True))
        key = self._required(words[0], *self._use())
        value = self._required(words[1], *self._use())
        self._add(
            CollectionDataContract(
                name=name, item_name=item_name, key=key, value=value, is_reference=is_reference, annotation=self._said()
            )
        )

    def _add(self, contract: DataContract) -> None:
        self.contracts[contract.name] = contract

    def _said(self) -> Annotation:
        if not self._annotations or self._draw(st.integers(0, 3)):
            return Annotation()
        evidence = (Evidence("shape", 'seen """ in\nthe sample\\'),) if self._draw(st.booleans()) else ()
        return Annotation(documentation=self._draw(st.sampled_from(_DOCUMENTATION)), evidence=evidence)

    def _members(self, *, is_reference: bool) -> tuple[DataMember, ...]:
        names = self._draw(st.lists(member_names(hostile=self._hostile), max_size=5, unique=True))
        if self._draw(st.booleans()):
            names.sort(key=lambda name: name.encode("utf-16-be"))
        return tuple(self._member(name, is_reference=is_reference) for name in names)

    def _member(self, name: str, *, is_reference: bool) -> DataMember:
        type_, is_nullable = self._use()
        is_nillable = is_nullable or not self._is_value_type(type_)
        emits = self._draw(st.integers(0, 4)) > 0
        may_declare = not self._for_clr and type_ == QName(XS, "anyType")
        return DataMember(
            name=name,
            type=type_,
            # .NET's importer gives EmitDefaultValue=false to a reference that is not nillable.
            is_nillable=is_nillable and (emits or self._draw(st.booleans())),
            is_required=not is_reference and emits and self._draw(st.integers(0, 3)) == 0,
            emit_default_value=emits,
            declares=self._draw(st.none() | namespaces(hostile=self._hostile)) if may_declare else None,
            annotation=self._said(),
        )

    def _use(self) -> tuple[QName, bool]:
        """Draw a type and whether it stands in ``Nullable``; lists, dictionaries and pairs are made as needed."""
        kind = self._draw(st.sampled_from(["plain", "plain", "plain", "list", "dictionary", "pair"]))
        if kind == "plain":
            name, is_nullable = self._plain()
        elif kind == "list":
            name, is_nullable = self._list(*self._part()), False
        elif kind == "dictionary":
            name, is_nullable = self._dictionary(), False
        else:
            name, is_nullable = self._pair(), self._draw(st.booleans())
        return name, is_nullable

    def _plain(self) -> tuple[QName, bool]:
        named = [*self.classes, *self.contracts]
        name = self._draw(st.sampled_from([*PRIMITIVE_CONTRACTS, *_XML]) | st.sampled_from(named or [QName(XS, "int")]))
        if name in _XML:
            self.contracts.setdefault(name, XmlDataContract(name=name))
        return name, self._is_value_type(name) and self._draw(st.booleans())

    def _part(self) -> tuple[QName, bool]:
        """Draw what a collection holds; a list of lists at most."""
        name, is_nullable = self._plain()
        return (self._list(name, is_nullable), False) if self._draw(st.integers(0, 4)) == 0 else (name, is_nullable)

    def _is_value_type(self, name: QName) -> bool:
        primitive = PRIMITIVE_CONTRACTS.get(name)
        if primitive is not None:
            return primitive.primitive.is_value_type
        contract = self.contracts.get(name)
        return isinstance(contract, EnumDataContract) or (
            isinstance(contract, ClassDataContract) and contract.is_value_type
        )

    def _list(self, item: QName, is_nullable: bool) -> QName:  # noqa: FBT001 - a drawn part, as _part gives it
        name = array_name(nullable_name(item) if is_nullable else item)
        is_nillable = is_nullable or not self._is_value_type(item)
        contract = CollectionDataContract(name=name, item_name=item.name, item_type=item, is_item_nillable=is_nillable)
        self.contracts.setdefault(name, contract)
        return name

    def _dictionary(self) -> QName:
        (key, is_key_nullable), (value, is_value_nullable) = self._key(), self._part()
        names = self._argument(key, is_key_nullable), self._argument(value, is_value_nullable)
        name = dictionary_name(*names)
        contract = CollectionDataContract(
            name=name,
            item_name=key_value_name(*names),
            key=self._required("Key", key, is_key_nullable),
            value=self._required("Value", value, is_value_nullable),
        )
        self.contracts.setdefault(name, contract)
        return name

    def _key(self) -> tuple[QName, bool]:
        """Draw the key of a dictionary or a pair: most often what keys are, else any type."""
        keys = [QName(XS, "string"), QName(XS, "int"), QName(XS, "dateTime"), QName(SERIALIZATION, "guid")]
        return (self._draw(st.sampled_from(keys)), False) if self._draw(st.booleans()) else self._plain()

    def _pair(self) -> QName:
        parts = self._key(), self._plain()
        name = key_value_pair_name(*(self._argument(*part) for part in parts))
        contract = ClassDataContract(
            name=name,
            members=tuple(self._required(word, *part) for word, part in zip(("key", "value"), parts, strict=True)),
            is_value_type=True,
            generic=GenericType(
                generic_definition("KeyValuePair", 2), PAIRS, tuple(self._generic_argument(*part) for part in parts)
            ),
        )
        self.contracts.setdefault(name, contract)
        return name

    def _required(self, name: str, type_: QName, is_nullable: bool) -> DataMember:  # noqa: FBT001 - a drawn part
        return DataMember(
            name=name, type=type_, is_nillable=is_nullable or not self._is_value_type(type_), is_required=True
        )

    def _argument(self, name: QName, is_nullable: bool) -> QName:  # noqa: FBT001 - a drawn part
        return nullable_name(name) if is_nullable else name

    def _generic_argument(self, name: QName, is_nullable: bool) -> GenericArgument:  # noqa: FBT001 - a drawn part
        return self._part_of(name, is_nullable).argument

    def _part_of(self, name: QName, is_nullable: bool) -> Part:  # noqa: FBT001 - a drawn part
        """Return a drawn part as .NET's naming rules see it, with the generic definition of its type."""
        contract = self.contracts.get(name)
        generic = contract.generic if isinstance(contract, ClassDataContract) else None
        if isinstance(contract, CollectionDataContract) and name == self._implied_name(contract):
            if contract.key is not None and contract.value is not None:
                generic = dictionary_definition(*(self._held(each.type, each.is_nillable) for each in contract.item))
            else:
                generic = list_definition(self._held(contract.item_type, contract.is_item_nillable))
        return Part(name=name, is_value_type=self._is_value_type(name), is_nullable=is_nullable, generic=generic)

    def _held(self, name: QName, is_nillable: bool) -> Part:  # noqa: FBT001 - a drawn part
        return self._part_of(name, is_nillable and self._is_value_type(name))

    def _implied_name(self, contract: CollectionDataContract) -> QName:
        """Return the name that .NET's list or dictionary of these types has."""
        if contract.key is not None and contract.value is not None:
            parts = (self._held(each.type, each.is_nillable) for each in (contract.key, contract.value))
            return dictionary_contract(*parts).name
        return list_contract(self._held(contract.item_type, contract.is_item_nillable)).name
