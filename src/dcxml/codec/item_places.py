"""Where in the documents of a root its collections are: member by member from the root, never inside of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from dcxml.contract.model import ClassDataContract, CollectionDataContract
from dcxml.errors import UnknownNameError
from dcxml.qname import ID, NIL, REF, TYPE, QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from dcxml.codec.plan import MemberPlan, Plan
    from dcxml.codec.reading import Reading
    from dcxml.codec.roots import Root
    from dcxml.contract.model import DataContract

__all__ = ["ItemPlace", "item_place"]


@frozen(eq=False)
class ItemPlace:
    """A collection below the root, or the root itself: the ``members`` that lead there, and its ``contract``."""

    members: tuple[MemberPlan, ...]
    contract: CollectionDataContract

    @property
    def path(self) -> str:
        """The path of an item from the root, in names of elements: ``Lines/Line``."""
        return "/".join([*(each.member.name for each in self.members), self.contract.item_name])

    @property
    def item_tag(self) -> str:
        """An item's element in Clark form."""
        return QName(self.contract.name.namespace, self.contract.item_name).clark

    def find(self, root: etree._Element) -> etree._Element | None:
        """Return the collection's element, the first where there are several; None where it is not there (yet)."""
        element: etree._Element | None = root
        for each in self.members:
            element = None if element is None else next(element.iterchildren(each.tag), None)
        return element

    def value_in(self, value: Any) -> Any:
        """Return the collection in the value of a document; None where something on the way is null."""
        for each in self.members:
            value = None if value is None else getattr(value, each.attribute)
        return value

    def is_certainly_read(self, collection: etree._Element, plan: Plan, root: Root, reading: Reading) -> bool:
        """Tell whether what stands before the items leaves no doubt that they are read as such, whatever comes after.

        There is doubt where an element says what it is by attributes, where something with an identity comes before,
        to which items may refer, and where members are not in their order.
        """
        if collection.keys():
            return False
        elements = [*reversed([*collection.iterancestors()]), collection]
        declared = [root.type, *(each.member.type for each in self.members)]
        return all(
            _leads_on(parent, child, plan.resolve(name), plan, reading)
            for parent, child, name in zip(elements, elements[1:], declared, strict=False)
        )


def _leads_on(
    parent: etree._Element, child: etree._Element, contract: DataContract, plan: Plan, reading: Reading
) -> bool:
    """Tell whether a child of a class's element is certainly read as the member of its name."""
    if any(name in parent.attrib for name in (ID, REF, NIL)):
        return False
    name = contract.name
    if TYPE in parent.attrib:
        name = reading.resolve(parent.get(TYPE, ""), parent)
    actual = plan.classes.get(name)
    if actual is None or plan.contracts.lacks_base(actual.contract):
        return False
    tags = [member.tag for member in actual.members]
    before = [each.tag for each in child.itersiblings(preceding=True)][::-1]
    known = [tags.index(str(tag)) for tag in [*before, child.tag] if tag in tags]
    if known != sorted(set(known)) or any(tags.count(tags[index]) > 1 for index in known):
        return False
    return not any(
        ID in each.attrib for sibling in child.itersiblings("*", preceding=True) for each in sibling.iter("*")
    )


def item_place(plan: Plan, root: Root, item: str | None) -> ItemPlace:
    """Return the collection that an ``item`` names: by its own path from the root, or by that of an item.

    None is for the outermost collection, where there is one.

    :raises UnknownNameError: where no collection is there.
    :raises ValueError: where none, or more than one, is outermost.
    """
    places = {place.path: place for place in _places(plan, root)}
    if item is not None:
        wanted = item.removeprefix(f"/{root.element.name}").strip("/") if item.startswith("/") else item.strip("/")
        for path, place in places.items():
            if wanted in (path, path.rpartition("/")[0]) and (wanted or not place.members):
                return place
        raise UnknownNameError(item, _names_of(places), kind="collection", place=root.element.name)
    if not places:
        message = f"{root.element.name} has no collection whose items could be read or written one by one"
        raise ValueError(message)
    least = min(len(place.members) for place in places.values())
    outermost = [place for place in places.values() if len(place.members) == least]
    if len(outermost) > 1:
        paths = ", ".join(place.path for place in outermost)
        message = f"{root.element.name} has several collections; choose one by item=…: {paths}"
        raise ValueError(message)
    return outermost[0]


def _names_of(paths: Iterable[str]) -> list[str]:
    """Return what collections may be named by: the paths of items, and before each that of the collection."""
    return [name for path in paths for name in (path.rpartition("/")[0], path) if name]


def _places(plan: Plan, root: Root) -> Iterator[ItemPlace]:
    """Yield the collections, the outer ones first; a class that stands in itself is looked into once."""
    waiting: list[tuple[tuple[MemberPlan, ...], DataContract, frozenset[QName]]] = [
        ((), plan.resolve(root.type), frozenset())
    ]
    for members, contract, around in waiting:
        if isinstance(contract, CollectionDataContract):
            yield ItemPlace(members, contract)
        elif isinstance(contract, ClassDataContract) and contract.name not in around:
            inside = around | {contract.name}
            waiting += [
                ((*members, each), plan.resolve(each.member.type), inside)
                for each in plan.classes[contract.name].members
                if not each.is_conflicting
            ]
