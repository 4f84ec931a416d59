"""What an annotation says of a contract that has no class of its own: ``Annotated[list[str], CollectionContract(…)]``.

Collections, facetted simple types, XML types and global elements are spelled so where .NET's naming rules do not
tell the whole contract already.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from attrs import field, frozen

from dcxml.qname import QName

if TYPE_CHECKING:
    from dcxml.contract.model import GenericType

__all__ = [
    "CollectionContract",
    "ContractMarker",
    "DictionaryPart",
    "RootElement",
    "SimpleContract",
    "UnresolvedContract",
    "XmlContract",
]


@frozen
class ContractMarker:
    """Names the contract that an annotation stands for."""

    name: str
    namespace: str = field(kw_only=True)

    @property
    def qname(self) -> QName:
        """Return the contract's qualified name."""
        return QName(self.namespace, self.name)


@frozen
class DictionaryPart:
    """The key or the value of a dictionary contract: its element's name, and how it is written."""

    name: str
    is_nillable: bool | None = field(default=None, kw_only=True)
    is_required: bool = field(default=True, kw_only=True)
    emit_default_value: bool = field(default=True, kw_only=True)
    declares: str | None = field(default=None, kw_only=True)


@frozen
class CollectionContract(ContractMarker):
    """A list or dictionary with a name of its own (.NET's ``CollectionDataContractAttribute``).

    ``item_name`` is by default the item contract's name, as it is in a list. ``is_item_nillable``
    is by default what .NET's types say: true for a reference type and for ``X | None``. A schema may ask for
    ``min_items``, and for ``max_items`` at most.
    """

    item_name: str | None = field(default=None, kw_only=True)
    is_item_nillable: bool | None = field(default=None, kw_only=True)
    key: DictionaryPart = field(default=DictionaryPart("Key"), kw_only=True)
    value: DictionaryPart = field(default=DictionaryPart("Value"), kw_only=True)
    is_reference: bool = field(default=False, kw_only=True)
    generic: GenericType | None = field(default=None, kw_only=True)
    min_items: int = field(default=0, kw_only=True)
    max_items: int | None = field(default=None, kw_only=True)
    module: str = field(init=False, repr=False)
    """The module that declares the collection, in which a collection of itself is looked up.

    It counts in ``==``, for `typing` gives one and the same ``Annotated`` for equal arguments.
    """

    @module.default
    def _declaring_module(self) -> str:
        # The frames are this one, the generated __init__, and the module's.
        return str(sys._getframe(2).f_globals.get("__name__", ""))  # noqa: SLF001 - as typing.NewType does


@frozen
class SimpleContract(ContractMarker):
    """A simple type: a built-in type with facets, each a name of XML Schema and its lexical value.

    Types that are derived from it may not change the ``fixed_facets``, which are given by name. One that
    ``is_anonymous`` has no name in the schema: it is written inside each element of it.
    """

    facets: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    fixed_facets: tuple[str, ...] = field(default=(), kw_only=True)
    is_anonymous: bool = field(default=False, kw_only=True)


@frozen
class XmlContract(ContractMarker):
    """A type that is no data contract; its value is XML.

    ``schema`` is the text of its definition, or of a whole ``xs:schema`` that has it, with all that it refers to. One
    that ``is_anonymous`` has no name in the schema: it is written inside each element of it. ``derived_types`` are the
    names of those that the schema derives from it: an ``i:type`` may name them in its place.
    """

    schema: str = field(default="", kw_only=True)
    is_anonymous: bool = field(default=False, kw_only=True)
    derived_types: tuple[QName, ...] = field(default=(), kw_only=True)


@frozen
class UnresolvedContract(ContractMarker):
    """A contract that nothing defines."""


@frozen
class RootElement:
    """A global element that is not its contract's own: ``Annotated[Order | None, RootElement("Request", …)]``."""

    name: str
    namespace: str = field(kw_only=True)
    is_nillable: bool = field(default=True, kw_only=True)

    @property
    def qname(self) -> QName:
        """Return the element's qualified name."""
        return QName(self.namespace, self.name)
