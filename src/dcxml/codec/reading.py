"""What compiled decoders share: the alignment of elements to members, attributes with a meaning, and errors.

The order of members is .NET's (``XmlObjectSerializerReadContext``: base first, each member at most once, what is
not found is skipped); strict reading raises where .NET would lose something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import define, field, frozen

from dcxml.binding.wire import WireState
from dcxml.codec.extension import KeptElement, read_attributes, read_extension
from dcxml.errors import DecodeError
from dcxml.qname import SERIALIZATION, XSI, QName
from dcxml.xmlio import DEFAULT_LIMITS, Limits, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lxml import etree

    from dcxml.codec.extension import Attribute

__all__ = ["CONTINUE", "MemberTable", "Reading", "local_name"]

_NIL: Final = f"{{{XSI}}}nil"
_TYPE: Final = f"{{{XSI}}}type"
_ID: Final = f"{{{SERIALIZATION}}}Id"
_REF: Final = f"{{{SERIALIZATION}}}Ref"
_ALWAYS_ALLOWED: Final = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})
_XML_SPACE: Final = " \t\r\n"

CONTINUE: Final = object()
"""What `Reading.special` returns where the element is to be read as usual."""


@frozen(eq=False)
class MemberTable:
    """The members of a class contract in serialization order, bases first, as a decoder needs them."""

    contract: QName
    attributes: tuple[str, ...]
    tags: list[str]
    required: frozenset[int]
    positions: dict[str, list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Index the tags: a base and a derived class may have a member of one name."""
        positions: dict[str, list[int]] = {}
        for index, tag in enumerate(self.tags):
            positions.setdefault(tag, []).append(index)
        object.__setattr__(self, "positions", positions)

    def after(self, tag: str, index: int) -> int | None:
        """Return the first member of this tag behind ``index``."""
        return next((position for position in self.positions.get(tag, ()) if position > index), None)


@define(eq=False)
class Reading:
    """One document being read: the settings, and what has to be remembered on the way."""

    is_strict: bool
    unknown: str
    readers: Mapping[QName, Callable[[etree._Element, Reading], Any]]
    is_derived: Callable[[QName, QName], bool]
    limits: Limits = DEFAULT_LIMITS
    depth: int = 0
    kept: dict[etree._Element, tuple[Attribute, ...]] = field(factory=dict)

    def align(
        self, element: etree._Element, children: list[etree._Element], table: MemberTable
    ) -> tuple[list[etree._Element | None], WireState | None]:
        """Return an element or None for each member, and the wire state where the document is not an ordinary one.

        :raises DecodeError: for text, for a required member that is missing, and in strict mode for a member out
            of order, doubled or in another namespace.
        """
        self.refuse_text(element)
        if [child.tag for child in children] == table.tags:
            return list(children), None
        found: list[etree._Element | None] = [None] * len(table.tags)
        unknown: list[KeptElement] = []
        last = -1
        for child in children:
            position = table.after(self.tag(child), last)
            if position is None:
                self._skip(child, table, found, last, unknown)
                continue
            self._require(element, table, last, position)
            found[position] = child
            last = position
        self._require(element, table, last, len(found))
        absent = None in found
        return found, WireState(absent=absent, unknown=unknown) if absent or unknown else None

    def items(
        self, element: etree._Element, children: Sequence[etree._Element], tag: str, *, is_array: bool
    ) -> list[etree._Element]:
        """Return the children that are items of a collection; others are an error, or skipped as .NET does.

        .NET's text reader has a way of its own to read an ``is_array`` of numbers, which skips nothing.
        """
        self.refuse_text(element)
        items = []
        for child in children:
            if self.tag(child) == tag:
                items.append(child)
            elif is_array and not self.is_strict:
                self.fail(
                    child,
                    f"{local_name(child)} is not an item of {local_name(element)}",
                    found=str(child.tag),
                    expected=tag,
                )
            elif self.unknown != "ignore" and self.is_strict:
                self.fail(
                    child,
                    f"{local_name(child)} is not an item of {local_name(element)}; .NET would skip it",
                    found=str(child.tag),
                    expected=tag,
                )
        return items

    def entries(
        self,
        children: Sequence[etree._Element],
        table: MemberTable,
        read_key: Callable[[etree._Element, Reading], Any],
        read_value: Callable[[etree._Element, Reading], Any],
    ) -> dict[Any, Any]:
        """Return a dictionary from its items: key, then value, both required; a key twice or null is an error."""
        entries: dict[Any, Any] = {}
        for child in children:
            if child.keys():
                self.is_nil(child, expected=local_name(child), nillable=False, names=(), is_value_type=True)
            (key_element, value_element), _ = self.align(child, child[:], table)
            assert key_element is not None  # noqa: S101 - required in the table
            assert value_element is not None  # noqa: S101 - required in the table
            key = read_key(key_element, self)
            if key is None:
                self.fail(key_element, "the key of a dictionary cannot be null", found='i:nil="true"', expected="a key")
            if key in entries:
                self.fail(key_element, f"the key {key!r} is there twice", found=str(key), expected="another key")
            entries[key] = read_value(value_element, self)
        return entries

    def special(self, element: etree._Element, contract: QName) -> Any:
        """Read the attributes of a class's or collection's element.

        Returns None for nil, the object where ``i:type`` names a derived contract, else `CONTINUE`.
        """
        is_nil = self._attributes(element)
        declared = element.get(_TYPE)
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

    def is_nil(
        self,
        element: etree._Element,
        *,
        expected: str,
        nillable: bool,
        names: tuple[QName, ...],
        is_value_type: bool = False,
    ) -> bool:
        """Read the attributes of a simple value's element; tell whether it is nil.

        ``i:type`` may only name one of ``names`` in strict mode; .NET does not look at it.
        """
        is_nil = self._attributes(element)
        if not nillable:
            self.refuse_nil(element, expected=expected)
        if is_value_type and element.get(_ID) is not None:
            self.fail(element, f"{expected} cannot be referred to", found="z:Id", expected="no z:Id")
        declared = element.get(_TYPE)
        if declared is not None and self.is_strict and self.resolve(declared, element) not in names:
            self.fail(element, f"i:type {declared!r} is not {expected}", found=declared, expected=expected)
        return is_nil

    def refuse_nil(self, element: etree._Element, *, expected: str) -> None:
        """Refuse ``i:nil`` where a value type stands: XML Schema refuses the attribute, .NET only where it is true."""
        nil = element.get(_NIL)
        if nil is not None and (self.is_strict or nil.strip(_XML_SPACE) in ("true", "1")):
            reason = f"nil is not allowed: {expected} cannot be null"
            self.fail(element, reason, found=f'i:nil="{nil}"', expected=expected)

    def not_nil(self, value: Any, element: etree._Element) -> Any:
        """Return ``value``, which the schema does not allow to be nil; .NET would take null for a reference type."""
        if self.is_strict:
            self.refuse_nil(element, expected=local_name(element))
        return value

    def adopt(
        self, value: Any, element: etree._Element, children: Sequence[etree._Element | None], table: MemberTable
    ) -> None:
        """Hand the unknown attributes kept on the way to the object they belong to."""
        own = self.kept.pop(element, ())
        of_members = {
            name: self.kept.pop(child)
            for name, child in zip(table.attributes, children, strict=True)
            if child is not None and child in self.kept
        }
        if own or of_members:
            wire = value._wire = value._wire or WireState()  # noqa: SLF001 - the codec is the keeper of the wire state
            wire.attributes = own
            wire.member_attributes = of_members

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
            if text and text.strip(_XML_SPACE):
                self.fail(
                    element,
                    f"{local_name(element)} holds text, but only elements are allowed",
                    found=text.strip(_XML_SPACE),
                )

    def refuse_children(self, element: etree._Element, expected: str) -> NoReturn:
        """Refuse elements inside a simple value."""
        child = element[0]
        self.fail(
            child, f"{self.tag(child)} is not allowed inside {expected}", found=self.tag(child), expected=expected
        )

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

    def _attributes(self, element: etree._Element) -> bool:
        """Check and keep the attributes of an element; tell whether it is nil."""
        names = element.keys()
        if len(names) > self.limits.attributes:
            self.fail(element, f"an element has more than {self.limits.attributes:,} attributes")
        if _REF in names:
            self.fail(element, "references (z:Ref) are not read", found="z:Ref")
        strange = [name for name in names if name not in (_NIL, _TYPE) and name not in _ALWAYS_ALLOWED]
        if strange and self.unknown == "forbid":
            self.fail(element, f"the attribute {strange[0]} is unknown", found=strange[0])
        if strange and self.unknown == "keep":
            self.kept[element] = tuple(a for a in read_attributes(element) if a.name.clark in strange)
        nil = element.get(_NIL)
        if nil is None:
            return False
        value = nil.strip(_XML_SPACE)
        if value not in ("true", "1", "false", "0"):
            self.fail(element, f"i:nil is {nil!r}", found=nil, expected="true or false")
        is_nil = value in ("true", "1")
        if is_nil and self.is_strict and (len(element) or element.text):
            self.fail(
                element, "a nil element must be empty", found=element.text or self.tag(element[0]), expected="nothing"
            )
        return is_nil

    def _skip(
        self,
        child: etree._Element,
        table: MemberTable,
        found: list[etree._Element | None],
        last: int,
        unknown: list[KeptElement],
    ) -> None:
        """Treat a child that is not a member at this place."""
        if self.is_strict:
            self._refuse_lost_member(child, table, found, last)
        else:
            self._check_skipped(child)
        if self.unknown == "forbid":
            self.fail(
                child, f"{local_name(child)} is unknown here", found=str(child.tag), expected=_expected(table, last)
            )
        if self.unknown == "keep":
            unknown.append(KeptElement(last, read_extension(child)))

    def _refuse_lost_member(
        self, child: etree._Element, table: MemberTable, found: list[etree._Element | None], last: int
    ) -> None:
        """Refuse what .NET would skip although the contract knows it."""
        name = local_name(child)
        found_tag = str(child.tag)
        positions = table.positions.get(found_tag)
        if positions is not None:
            if all(found[position] is not None for position in positions):
                self.fail(
                    child,
                    f"{name} is there twice; .NET would read the first only",
                    found=name,
                    expected=_expected(table, last),
                )
            before = table.tags[last].rpartition("}")[2]
            self.fail(
                child,
                f"{name} is out of order: it belongs before {before}, and .NET would lose it",
                found=name,
                expected=_expected(table, last),
            )
        for tag in table.tags:
            if tag.rpartition("}")[2] == name:
                self.fail(
                    child,
                    f"{name} is in the namespace {_namespace(found_tag)!r}, but belongs to {_namespace(tag)!r};"
                    " .NET would lose it",
                    found=found_tag,
                    expected=tag,
                )

    def _check_skipped(self, element: etree._Element) -> None:
        """Refuse what .NET refuses even in an element it skips: an ``i:nil`` that is not a boolean."""
        for each in element.iter():
            nil = each.get(_NIL) if isinstance(each.tag, str) else None
            if nil is not None and nil.strip(_XML_SPACE) not in ("true", "1", "false", "0"):
                self.fail(each, f"i:nil is {nil!r}", found=nil, expected="true or false")

    def _require(self, element: etree._Element, table: MemberTable, last: int, position: int) -> None:
        """Refuse to pass over a required member on the way from ``last`` to ``position``."""
        missing = [index for index in range(last + 1, position) if index in table.required]
        if missing:
            name = table.tags[missing[0]].rpartition("}")[2]
            self.fail(element, f"the required {name} is missing", found=None, expected=table.tags[missing[0]])


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _namespace(tag: str) -> str:
    return QName.from_clark(tag).namespace


def _expected(table: MemberTable, last: int) -> str:
    following = [tag.rpartition("}")[2] for tag in table.tags[last + 1 :]]
    return " or ".join(following[:3]) + (" …" if len(following) > 3 else "") or "nothing more"  # noqa: PLR2004 - enough to see
