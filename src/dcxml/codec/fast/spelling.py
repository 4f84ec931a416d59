"""How .NET spells an element at its place: in a scope, all its tags are known before there is a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.codec.dialects import GAP, Scope
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.encoder import element_spec
from dcxml.codec.roots import root_tag
from dcxml.codec.writing import CLASS_PREFIXES, declare_at_root
from dcxml.qname import SERIALIZATION

if TYPE_CHECKING:
    from dcxml.codec.dialects import Dialect, Start
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.qname import QName

__all__ = [
    "FIRST_IDENTITY",
    "Spelling",
    "identified_spelling",
    "item_spec",
    "leaf_spelling",
    "member_spec",
    "referring_tag",
    "root_start",
    "typed_spelling",
]


FIRST_IDENTITY: Final = "i1"
"""That of a root which is an object with an identity."""


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


def typed_spelling(scope: Scope, spec: ElementSpec, contract: QName | None) -> Spelling:
    """Return the spelling of an element whose ``i:type`` names a contract.

    :raises LexicalError: where .NET cannot write that name there.
    """
    return Spelling.of(scope[evolve(spec, type=contract)])


def identified_spelling(scope: Scope, spec: ElementSpec, contract: QName | None) -> Spelling:
    """Return the spelling of an element with a ``z:Id``, for which there is a gap; ``i:type`` names a contract, if any.

    :raises LexicalError: where .NET cannot write that name there.
    """
    start = scope.make_identified(evolve(spec, type=contract))
    head = f"<{start.close[2:-1]}"
    opens, is_empty = (f"{start.before}{GAP}{end}"[len(head) : -1] for end in (start.open, start.empty))
    return Spelling(head, opens, is_empty, "", start.close, start.content)


def referring_tag(scope: Scope, spec: ElementSpec) -> tuple[str, str]:
    """Return what is around the identity in the tag of an element that refers to another."""
    start = scope.make_referring(spec, is_nil=False)
    return start.before, start.after


def root_start(plan: Plan, root: Root, dialect: Dialect) -> Start:
    """Return the ready texts of a root that is a class or a collection, and the scope of its content."""
    tag = root_tag(Scope(dialect), root, plan.resolve(root.type))
    declare_at_root(tag, CLASS_PREFIXES)
    if plan.contracts.is_reference(plan.resolve(root.type)):
        tag.attribute("z", "Id", SERIALIZATION, FIRST_IDENTITY)
    spec = element_spec(plan, root.element.namespace, root.element.name, root.type)
    if spec.declares_items is not None:
        tag.declare(spec.declares_items)
    return tag.start()
