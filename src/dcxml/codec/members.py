"""Elements to members: the children of a branch aligned to its contract, and what becomes of those it does not know.

The order of members is .NET's (``XmlObjectSerializerReadContext``: base first, each member at most once, what is
not found is skipped); strict reading raises where .NET would lose something.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import field, frozen

from dcxml.binding.pair_mapping import mapping_of
from dcxml.binding.wire import WireState
from dcxml.codec.dictionary_keys import SeenKeys
from dcxml.codec.element_names import local_name, namespace_label
from dcxml.codec.extension import KeptElement, read_extension
from dcxml.qname import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from lxml import etree

    from dcxml.binding.pair_mapping import PairMapping
    from dcxml.codec.reading import Reading

    Reader = Callable[[etree._Element, Reading], Any]  # noqa: SLF001 - the name its stubs give the class

_tag_of: Final = attrgetter("tag")
_tail_of: Final = attrgetter("tail")

__all__ = ["MemberTable", "adopt", "align", "align_pair", "as_read", "entries", "items", "pairs", "refuse_again"]


@frozen(eq=False)
class MemberTable:
    """The members of a class contract in serialization order, bases first, as a decoder needs them.

    ``attributes`` are their Python names, ``tags`` their elements in Clark form, ``required`` the indexes of those
    that must be there. ``lacks_base`` says that nothing defines a base: it may have any members before these.
    """

    attributes: tuple[str, ...]
    tags: list[str]
    required: frozenset[int]
    lacks_base: bool = False
    positions: dict[str, list[int]] = field(init=False)
    local_names: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Index the tags: a base and a derived class may have a member of one name."""
        positions: dict[str, list[int]] = {}
        for index, tag in enumerate(self.tags):
            positions.setdefault(tag, []).append(index)
        object.__setattr__(self, "positions", positions)
        object.__setattr__(self, "local_names", {_local(tag): tag for tag in reversed(self.tags)})

    def after(self, tag: str, index: int) -> int | None:
        """Return the first member of this tag behind ``index``."""
        return next((position for position in self.positions.get(tag, ()) if position > index), None)


def align(
    element: etree._Element, children: list[etree._Element], table: MemberTable, reading: Reading
) -> tuple[list[etree._Element | None], WireState | None]:
    """Return an element or None for each member, and the wire state where the document is not an ordinary one.

    :raises DecodeError: for text, for a required member that is missing, and in strict mode for a member out
        of order, repeated or in another namespace.
    """
    reading.refuse_text(element)
    if [child.tag for child in children] == table.tags:
        return list(children), None
    found: list[etree._Element | None] = [None] * len(table.tags)
    unknown: list[KeptElement] = []
    identified = len(reading.identified)
    last = -1
    inherited = _of_missing_base(children, table) if table.lacks_base else 0
    for child in children[:inherited]:
        reading.check_skipped(child)
        if reading.unknown != "ignore":
            unknown.append(KeptElement(last, read_extension(child, reading.identified)))
    children = children[inherited:]
    for child in children:
        position = table.after(reading.tag(child), last)
        if position is None:
            _skip(child, table, reading, found=found, last=last)
            if reading.unknown == "keep":
                unknown.append(KeptElement(last, read_extension(child, reading.identified)))
            continue
        _require(element, table, reading, between=range(last + 1, position), before=child)
        found[position] = child
        last = position
    _require(element, table, reading, between=range(last + 1, len(found)))
    is_absent = None in found
    if is_absent and reading.is_strict and len(children) > len(found) - found.count(None):  # some are unknown
        _refuse_another_case(children, table, reading, found=found)
    document = reading.document if len(reading.identified) > identified else None
    return found, WireState(is_absent, unknown, document=document) if is_absent or unknown else None


def _of_missing_base(children: list[etree._Element], table: MemberTable) -> int:
    """Return how many children come before the first that is a member: what a base that nothing defines may have."""
    return next((place for place, child in enumerate(children) if str(child.tag) in table.positions), len(children))


def align_pair(element: etree._Element, table: MemberTable, reading: Reading) -> tuple[etree._Element, etree._Element]:
    """Return the elements of a ``table`` of two members, both required.

    :raises DecodeError: as `align` does.
    """
    found, _ = align(element, element[:], table, reading)
    first, second = (child for child in found if child is not None)
    return first, second


def items(
    element: etree._Element, children: Sequence[etree._Element], tag: str, reading: Reading, *, is_array: bool
) -> list[etree._Element]:
    """Return the children that are items of a collection; others are an error, or skipped as .NET does.

    .NET's text reader has a way of its own to read an ``is_array`` of numbers, which skips nothing.
    """
    reading.refuse_text(element)
    found = []
    for child in children:
        if reading.tag(child) == tag:
            found.append(child)
            continue
        reason = _not_an_item(child, element, tag)
        reading.check_skipped(child)
        if is_array:
            reading.fail(child, reason, found=str(child.tag), expected=tag)
        if reading.is_strict and reading.unknown != "ignore":
            reading.fail(child, f"{reason}; .NET would skip it", found=str(child.tag), expected=tag)
    return found


def _not_an_item(child: etree._Element, element: etree._Element, tag: str) -> str:
    """Say why a child is no item of a collection whose items are ``tag``."""
    name, meant = local_name(child), _local(tag)
    if name == meant:
        right = namespace_label(tag)
        return f"{name} is in {namespace_label(str(child.tag))}, but the items of {local_name(element)} are in {right}"
    return f"{name} is not an item of {local_name(element)}, whose items are {meant}"


def entries(
    children: Sequence[etree._Element], table: MemberTable, read_key: Reader, read_value: Reader, reading: Reading
) -> dict[Any, Any]:
    """Return a dictionary from its items: key, then value, both required; for keys equal in Python as in .NET.

    :raises DecodeError: where a key is null or occurs twice, and as `align` does.
    """
    found: dict[Any, Any] = {}
    for key, key_element, value_element in _entries(children, table, read_key, reading):
        if key in found:
            refuse_again(key, key_element, reading)
        found[key] = read_value(value_element, reading)
    return found


def pairs(  # noqa: PLR0913, PLR0917 - what `entries` takes, and how keys compare
    children: Sequence[etree._Element],
    table: MemberTable,
    read_key: Reader,
    read_value: Reader,
    identity: Callable[[Any], Hashable],
    reading: Reading,
) -> list[tuple[Any, Any]]:
    """Return the keys and values of a dictionary whose keys are compared by their ``identity``.

    :raises DecodeError: where a key is null or occurs twice, and as `align` does.
    """
    found: list[tuple[Any, Any]] = []
    seen = SeenKeys()
    for key, key_element, value_element in _entries(children, table, read_key, reading):
        if not seen.is_new(identity(key)):
            refuse_again(key, key_element, reading)
        found.append((key, read_value(value_element, reading)))
    return found


def as_read(
    instance: PairMapping[Any, Any], element: etree._Element, found: list[tuple[Any, Any]]
) -> dict[Any, Any] | PairMapping[Any, Any]:
    """Return the dictionary of an element: with an identity it is the ``instance``, which its keys may refer to."""
    if element.get(ID) is None:
        return mapping_of(found)
    instance.pairs.extend(found)
    return instance


def _entries(
    children: Sequence[etree._Element], table: MemberTable, read_key: Reader, reading: Reading
) -> Iterator[tuple[Any, etree._Element, etree._Element]]:
    """Yield each entry's key, the key's element and the value's, which is not read yet."""
    for child in children:
        if child.keys():
            reading.entry(child)
        parts = child[:]
        if list(map(_tag_of, parts)) != table.tags or child.text or any(map(_tail_of, parts)):
            key_element, value_element = align_pair(child, table, reading)
        else:
            key_element, value_element = parts
        key = read_key(key_element, reading)
        if key is None:
            reading.fail(key_element, "the key of a dictionary cannot be null", found='i:nil="true"', expected="a key")
        yield key, key_element, value_element


def refuse_again(key: object, element: etree._Element, reading: Reading) -> NoReturn:
    """Refuse a key that is one of those before it."""
    reading.fail(element, f"the key {key!r} occurs twice", found=str(key), expected="another key")


def adopt(
    instance: Any,
    element: etree._Element,
    children: Sequence[etree._Element | None],
    table: MemberTable,
    reading: Reading,
) -> None:
    """Hand the unknown attributes kept on the way to the instance they belong to."""
    own = reading.kept.pop(element, ())
    of_members = {
        name: reading.kept.pop(child)
        for name, child in zip(table.attributes, children, strict=True)
        if child is not None and child in reading.kept
    }
    if own or of_members:
        wire = instance._wire = instance._wire or WireState()  # noqa: SLF001 - the codec is the keeper of the wire state
        wire.attributes = own
        wire.member_attributes = of_members
        wire.document = reading.document


def _skip(
    child: etree._Element, table: MemberTable, reading: Reading, *, found: list[etree._Element | None], last: int
) -> None:
    """Refuse a child that is no member at this place, or let it pass as unknown."""
    reading.check_skipped(child)
    if reading.is_strict:
        _refuse_lost_member(child, table, reading, found=found, last=last)
    if reading.unknown == "forbid":
        reason = f"{local_name(child)} is unknown here"
        reading.fail(child, reason, found=str(child.tag), expected=_expected(table, last))


def _refuse_lost_member(
    child: etree._Element, table: MemberTable, reading: Reading, *, found: list[etree._Element | None], last: int
) -> None:
    """Refuse what .NET would skip although the contract knows it."""
    name, tag = local_name(child), str(child.tag)
    positions = table.positions.get(tag)
    if positions is not None:
        if all(found[position] is not None for position in positions):
            reason = f"{name} occurs twice; .NET would read only the first"
        else:
            lost = next(position for position in positions if found[position] is None)
            before = next(_local(table.tags[index]) for index in range(lost, last + 1) if found[index] is not None)
            reason = f"{name} is out of order: it belongs before {before}, and .NET would lose it"
        reading.fail(child, reason, found=name, expected=_expected(table, last))
    meant = table.local_names.get(name)
    if meant is not None:
        reason = f"{name} is in {namespace_label(tag)}, but belongs to {namespace_label(meant)}; .NET would lose it"
        reading.fail(child, reason, found=tag, expected=meant)


def _refuse_another_case(
    children: list[etree._Element], table: MemberTable, reading: Reading, *, found: list[etree._Element | None]
) -> None:
    """Refuse what differs from an absent member in upper and lower case alone."""
    absent = {tag.casefold(): tag for tag, child in zip(table.tags, found, strict=True) if child is None}
    for child in children:
        tag = str(child.tag)
        meant = absent.get(tag.casefold())
        if meant is not None and meant != tag:
            name, right = local_name(child), _local(meant)
            reason = f"{name} is not {right}: names are case-sensitive, and .NET would lose it"
            reading.fail(child, reason, found=name, expected=right)


def _require(
    element: etree._Element,
    table: MemberTable,
    reading: Reading,
    *,
    between: range,
    before: etree._Element | None = None,
) -> None:
    """Refuse to pass over a required member, ``before`` which the next one stands."""
    missing = next((table.tags[index] for index in between if index in table.required), None)
    if missing is None:
        return
    name = _local(missing)
    late = None if before is None else element.find(missing)
    if late is not None and before is not None:
        reason = f"the required {name} comes too late: it belongs before {local_name(before)}"
        reading.fail(late, reason, found=name, expected=f"{name} before {local_name(before)}")
    reading.fail(element, f"the required {name} is missing", expected=missing)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _expected(table: MemberTable, last: int) -> str:
    following = [_local(tag) for tag in table.tags[last + 1 :]]
    return " or ".join(following[:3]) + (" …" if len(following) > 3 else "") or "nothing more"  # noqa: PLR2004 - enough to see
