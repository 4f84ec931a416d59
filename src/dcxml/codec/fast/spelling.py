"""How .NET spells an element at its place: in a scope, all its tags are known before there is a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from dcxml.codec.dialects import Scope
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.encoder import element_spec
from dcxml.codec.roots import root_tag
from dcxml.codec.writing import CLASS_PREFIXES, declare_at_root

if TYPE_CHECKING:
    from dcxml.codec.dialects import Dialect, Start
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.qname import QName

__all__ = ["Spelling", "item_spec", "leaf_spelling", "member_spec", "root_start", "typed_spelling"]


@frozen
class Spelling:
    """The tags of an element, and the scope of its content.

    ``head`` begins each of its start tags: the bracket and the name. ``opens``, ``is_empty`` and ``is_nil`` are what
    follows it, up to the closing bracket, where there is content, where there is none, and where it is nil.
    """

    head: str
    opens: str
    is_empty: str
    is_nil: str
    close: str
    content: Scope

    @classmethod
    def of(cls, start: Start) -> Spelling:
        """Take the ready texts apart."""
        head = f"<{start.close[2:-1]}"
        opens, is_empty, is_nil = (tag[len(head) : -1] for tag in (start.open, start.empty, start.nil))
        return cls(head, opens, is_empty, is_nil, start.close, start.content)


def leaf_spelling(scope: Scope, element: QName) -> Spelling:
    """Return the spelling of an element with a simple value."""
    return Spelling.of(scope[ElementSpec(element.name, element.namespace)])


def member_spec(plan: Plan, element: QName, contract: QName, *, declares: str | None) -> ElementSpec:
    """Return the element of a member that holds a class or a collection, with what .NET declares on it."""
    return element_spec(plan, element.namespace, element.name, contract, declares)


def item_spec(plan: Plan, element: QName, contract: QName) -> ElementSpec:
    """Return the element of an item that is a class or a collection: its collection has declared its namespace."""
    return evolve(element_spec(plan, element.namespace, element.name, contract), declares=None)


def typed_spelling(scope: Scope, spec: ElementSpec, contract: QName) -> Spelling:
    """Return the spelling of an element whose ``i:type`` names a contract.

    :raises LexicalError: where .NET cannot write that name there.
    """
    return Spelling.of(scope[evolve(spec, type=contract)])


def root_start(plan: Plan, root: Root, dialect: Dialect) -> Start:
    """Return the ready texts of a root that is a class or a collection, and the scope of its content."""
    tag = root_tag(Scope(dialect), root, plan.resolve(root.type))
    declare_at_root(tag, CLASS_PREFIXES)
    spec = element_spec(plan, root.element.namespace, root.element.name, root.type)
    if spec.declares_items is not None:
        tag.declare(spec.declares_items)
    return tag.start()
