"""The short way for large documents: one pass that keeps none of them; and for a few items of a collection.

As for small ones, what is accepted has no findings, and of what is not nothing is known.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from attrs import define, field

from dcxml.contract.model import own_root
from dcxml.pruned_parse import NotParsedError, PrunedParse
from dcxml.qname import ID, QName
from dcxml.validation.acceptance import acceptance_of, has_nothing_unjudged, may_be_cut
from dcxml.validation.names import may_be_refused
from dcxml.validation.schema_verdict import NodePaths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.codec.dictionary_keys import SeenKeys
    from dcxml.contract import CollectionDataContract, DataContractSet
    from dcxml.octets import Octets
    from dcxml.validation.acceptance import Acceptance

__all__ = ["doubtful_items", "is_large_certainly_right"]

_OVERLAP: Final = 40
"""Octets of the stretch before that are looked at again: more than anything that is looked for is long."""
_LONGEST_TAG: Final = 1 << 16


class _DoubtError(Exception):
    """Nothing is known of a document."""


def is_large_certainly_right(octets: Octets, mark: int, contracts: DataContractSet) -> bool:
    """Tell whether a document in UTF-8 is certainly without findings; where not, nothing is known.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    acceptance = acceptance_of(contracts, is_large=True)
    if acceptance is None:
        return False
    look = _Look(acceptance, contracts)
    whole = frozenset(acceptance.dictionaries)
    parse = PrunedParse(octets, mark, acceptance.schema, whole, look.at_octets, look.at_children)
    try:
        root = parse.run()
        if root is None or root.tag not in acceptance.roots:
            return False
        look.at(root)
    except (NotParsedError, _DoubtError):
        return False
    return True


@define(eq=False)
class _Look:
    """Looks at what no schema says, stretch by stretch."""

    acceptance: Acceptance
    contracts: DataContractSet
    _before: bytes = b""
    _begun: bytes = b""
    """What may be the beginning of a tag."""
    _has_types: bool = False
    _seen: dict[etree._Element | None, SeenKeys] = field(factory=dict)
    """The keys of each dictionary that is not at its end."""

    def at_octets(self, chunk: bytes) -> None:
        octets = self._before + chunk
        begin = octets.find(b"?>") + 1 if not self._before and octets.startswith(b"<?xml") else 0
        if octets.find(b"<?", begin) >= 0 or may_be_cut(octets) or not has_nothing_unjudged(octets):
            raise _DoubtError
        self._look_at_names(chunk)
        self._has_types = self._has_types or b":type" in octets
        self._before = octets[-_OVERLAP:]

    def _look_at_names(self, chunk: bytes) -> None:
        octets = self._begun + chunk
        if may_be_refused(octets):
            raise _DoubtError
        self._begun = octets[octets.rfind(b"<") :][:_LONGEST_TAG]

    def at_children(self, parent: etree._Element) -> None:
        """Look at all children but the last."""
        if self._has_types or self.acceptance.dictionaries:
            for child in parent[:-1]:
                self.at(child)

    def at(self, element: etree._Element) -> None:
        """Look at an element and all that is in it; nothing of it is kept but the keys in what it is in."""
        if self._has_types and not self.acceptance.names_classes(element):
            raise _DoubtError
        if not self.acceptance.has_different_keys(element, self.contracts, seen=self._seen):
            raise _DoubtError
        ended = [each for each in self._seen if each is not None and element in (each, *each.iterancestors())]
        for each in ended:
            del self._seen[each]


def doubtful_items(
    octets: bytes, collection: etree._Element, contract: CollectionDataContract, contracts: DataContractSet
) -> list[etree._Element]:
    """Return the child elements of a collection in which there may be findings; ``octets`` are theirs.

    Nothing else in the document is looked at, nor whether keys of the collection itself occur again.
    """
    children = [*collection.iterchildren("*")]
    acceptance = acceptance_of(contracts, is_large=True)
    own, item = own_root(contract.name).clark, QName(contract.name.namespace, contract.item_name).clark
    if acceptance is None or own not in acceptance.roots or not _is_plain(octets):
        return children
    if b":type" in octets and not acceptance.names_classes(collection):
        return children
    certain = {*takewhile(lambda child: child.tag == item, children)}
    with _as_root(collection, own), acceptance.lock:
        entries = [] if acceptance.schema.validate(collection) else [*acceptance.schema.error_log]
        paths = NodePaths(collection)
        faulty = [paths.child_at(entry.path) for entry in entries]
    if None in faulty or not acceptance.has_different_keys(collection, contracts):
        return children
    certain.difference_update(faulty)
    return [child for child in children if child not in certain]


def _is_plain(octets: bytes) -> bool:
    return b"<?" not in octets and not may_be_cut(octets) and has_nothing_unjudged(octets)


@contextmanager
def _as_root(collection: etree._Element, name: str) -> Iterator[None]:
    """Give a collection the name that it has as a root, and no identity, for as long as it is judged."""
    own, identity = collection.tag, collection.attrib.pop(ID, None)
    collection.tag = name
    try:
        yield
    finally:
        collection.tag = own
        if identity is not None:
            collection.set(ID, identity)
