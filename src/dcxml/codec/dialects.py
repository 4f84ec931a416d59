"""The two dialects in which .NET writes one order of events: namespace scopes and start tags.

``Dialect.TEXT`` is ``XmlDictionaryWriter.CreateTextWriter`` (``WriteObject(Stream)``, WCF, CoreWCF);
``Dialect.XML_WRITER`` is ``XmlWriter.Create`` (ASP.NET Web API, ASP.NET Core MVC, help pages). They differ in how
prefixes are made and in where declarations stand; nothing here knows contracts.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.codec.element_specs import WRITTEN_OUT
from dcxml.codec.escaping import CHECKED, Escapes
from dcxml.codec.faults import NestingError
from dcxml.errors import LexicalError
from dcxml.qname import SERIALIZATION, XML, XSI
from dcxml.xmlio import DEFAULT_LIMITS

if TYPE_CHECKING:
    from dcxml.codec.element_specs import ElementSpec

__all__ = [
    "GAP",
    "Dialect",
    "IdentifiedStart",
    "ReferringStart",
    "Scope",
    "Start",
    "StartTag",
    "start_tag",
]

GAP: Final = "\0"
"""Stands for a value in the text of a start tag: a character that no document has, for attributes are escaped."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Dialect(enum.Enum):
    """How .NET spells namespaces and empty elements, by the kind of writer it was given."""

    XML_WRITER = "xmlwriter"
    TEXT = "text"


@frozen(eq=False)
class Start:
    """The ready texts of an element in a scope, and the scope of its content."""

    nil: str
    open: str
    empty: str
    close: str
    content: Scope

    def around(self, content: str) -> str:
        """Return the element with its content; one without content has a single tag."""
        return f"{self.open}{content}{self.close}" if content else self.empty


@frozen(eq=False)
class IdentifiedStart:
    """The ready texts of an element in a scope around its identity, and the scope of its content."""

    before: str
    open: str
    empty: str
    close: str
    content: Scope

    def around(self, content: str, identity: str) -> str:
        """Return the element with its ``z:Id`` and its content; one without content has a single tag."""
        if content:
            return f"{self.before}{identity}{self.open}{content}{self.close}"
        return f"{self.before}{identity}{self.empty}"


@frozen(eq=False)
class ReferringStart:
    """The ready texts of an element in a scope around the identity that it refers to, and what it declares."""

    before: str
    after: str
    added: tuple[tuple[str, str], ...]

    def to(self, identity: str, scope: Scope) -> str:
        """Return the element; one that is too deep is refused as any other, though there is nothing in it."""
        scope.within(self.added)
        return f"{self.before}{identity}{self.after}"


class Scope(dict["ElementSpec", "Start"]):
    """The namespace bindings in force inside an element; immutable but for what it remembers.

    As a mapping it gives the `Start` of each `ElementSpec` in it; ``identified`` and ``referring`` have the texts of
    those that have been written with an identity. ``depth`` is that of the elements inside, the root being 1. Scopes
    of equal bindings at one depth are shared, so each text is made once.
    """

    __slots__ = (
        "_inner",
        "_prefixes",
        "bindings",
        "deepest",
        "depth",
        "dialect",
        "escapes",
        "identified",
        "referring",
    )

    def __init__(
        self,
        dialect: Dialect,
        *,
        depth: int = 1,
        bindings: tuple[tuple[str, str], ...] = (),
        deepest: int = DEFAULT_LIMITS.depth,
        escapes: Escapes = CHECKED,
    ) -> None:
        """Start from ``bindings`` of prefix to namespace, the innermost last; the default one has the prefix ``""``.

        No element is written below the depth ``deepest``.
        """
        super().__init__()
        self.dialect = dialect
        self.depth = depth
        self.bindings = bindings
        self.deepest = deepest
        self.escapes = escapes
        self._prefixes: dict[str, tuple[str, str]] = {}
        self._inner: dict[tuple[tuple[str, str], ...], Scope] = {}
        self.identified: dict[ElementSpec, IdentifiedStart] = {}
        self.referring: dict[ElementSpec, ReferringStart] = {}

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash by identity: a scope is a place, not a value."""
        return id(self)

    def __missing__(self, spec: ElementSpec) -> Start:
        """Make the texts of an element once."""
        start = self[spec] = _element_start(self, spec)
        return start

    def make_identified(self, spec: ElementSpec) -> IdentifiedStart:
        """Return the texts of an element with ``z:Id``, made once."""
        start = self.identified[spec] = _identified_start(self, spec)
        return start

    def make_referring(self, spec: ElementSpec, *, is_nil: bool) -> ReferringStart:
        """Return the texts of an element with ``z:Ref``, made once; some say that they are nil, too."""
        start = self.referring[spec] = _referring_start(self, spec, is_nil=is_nil)
        return start

    def prefix_of(self, namespace: str) -> str | None:
        """Return the innermost prefix bound to ``namespace`` and not hidden, ``""`` for the default, None for none."""
        return _prefix_of(self.bindings, namespace)

    def namespace_of(self, prefix: str) -> str | None:
        """Return what ``prefix`` is bound to here, None where it is not."""
        for candidate, namespace in reversed(self.bindings):
            if candidate == prefix:
                return namespace
        return "" if prefix == "" else None

    def tag(self, namespace: str) -> tuple[str, str]:
        """Return what stands before a local name (``d2p1:`` or nothing) and the declaration it needs, if any."""
        known = self._prefixes.get(namespace)
        if known is None:
            self._check_depth()
            prefix = self.prefix_of(namespace)
            known = (
                ("", f' xmlns="{self.escapes.attribute(namespace)}"')
                if prefix is None
                else (f"{prefix}:" if prefix else "", "")
            )
            self._prefixes[namespace] = known
        return known

    def inside(self, namespace: str) -> Scope:
        """Return the scope inside an element that is opened with `tag`, whose declaration is in force there."""
        return self.within((("", namespace),) if self.tag(namespace)[1] else ())

    def within(self, added: tuple[tuple[str, str], ...]) -> Scope:
        """Return the scope one level deeper with more bindings."""
        inner = self._inner.get(added)
        if inner is None:
            self._check_depth()
            depth = self.depth + 1
            made = Scope(
                self.dialect, depth=depth, bindings=self.bindings + added, deepest=self.deepest, escapes=self.escapes
            )
            inner = self._inner.setdefault(added, made)
        return inner

    def _check_depth(self) -> None:
        """Refuse an element where the limits would let no reader go."""
        if self.depth > self.deepest:
            reason = f"objects are nested deeper than {self.deepest:,} levels, or in a cycle"
            raise NestingError(reason)


class StartTag:
    """One start tag in the making, in the order in which .NET asks for its parts.

    This is the XmlWriter's manner: a declaration is written at once, at its place among the attributes, with a
    prefix of depth and count; what the tag only implies comes last, the latest need first.
    """

    def __init__(self, scope: Scope, name: str, namespace: str, *, prefix: str | None = None) -> None:
        """Open an element; ``prefix`` is given only where .NET asks for one (``q`` for QName, ``z`` for roots)."""
        self._scope = scope
        self._namespace = namespace
        self._added: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._implied: list[str] = []
        self._count = self._first_count
        found = (prefix if scope.namespace_of(prefix) == namespace else None) if prefix else scope.prefix_of(namespace)
        if found is None:
            found = prefix or ""
            self._imply(found, namespace)
        self.name = f"{found}:{name}" if found else name

    _first_count = 1

    def declare(self, namespace: str) -> str:
        """Bind ``namespace`` to a prefix, unless one in scope is; return the prefix."""
        found = self._prefix_of(namespace)
        if found is not None:
            return found
        prefix = self._new_prefix()
        self.declare_prefix(prefix, namespace)
        return prefix

    def declare_prefix(self, prefix: str, namespace: str) -> None:
        """Bind ``prefix`` to ``namespace`` here, unless it is bound so already."""
        if self._namespace_of(prefix) != namespace:
            self._added.append((prefix, namespace))
            self._write_declaration(prefix, namespace)

    def attribute(self, prefix: str, name: str, namespace: str, value: str) -> None:
        """Add an attribute; its prefix is declared where it is not bound to ``namespace``."""
        self._attribute(prefix, name, namespace, self._scope.escapes.attribute(value))

    def gap(self, prefix: str, name: str, namespace: str) -> None:
        """Add an attribute whose value is not known yet: `text` has `GAP` in its place."""
        self._attribute(prefix, name, namespace, GAP)

    def _attribute(self, prefix: str, name: str, namespace: str, text: str) -> None:
        if namespace and namespace != XML and self._namespace_of(prefix) != namespace:
            if any(bound == prefix for bound, _ in self._added):
                prefix = self._new_prefix()
            self._imply(prefix, namespace)
        self._parts.append(f' {prefix}:{name}="{text}"' if namespace else f' {name}="{text}"')

    def nil(self) -> None:
        """Add ``i:nil="true"``."""
        self.attribute("i", "nil", XSI, "true")

    def type(self, namespace: str, name: str) -> None:
        """Add ``i:type``, with a declaration of the type's namespace where it needs one.

        :raises LexicalError: for a type in no namespace on an element that has one without a prefix; .NET's XmlWriter
            refuses it, its text writer would take the element out of its namespace.
        """
        self.check_name(namespace, name)
        self.attribute("i", "type", XSI, self.qname_value(namespace, name))

    def check_name(self, namespace: str, name: str) -> None:
        """Refuse a name that nothing in this element can hold.

        :raises LexicalError: as `type` does.
        """
        if not namespace and not self.may_undeclare:
            reason = "a name in no namespace cannot be written here, nor can .NET"
            raise LexicalError(name, "a name in a namespace", reason=reason)

    @property
    def may_undeclare(self) -> bool:
        """Whether ``xmlns=""`` may stand here: not on an element that has its own namespace without a prefix."""
        return not self._namespace or ":" in self.name

    def qname(self, namespace: str, name: str) -> str:
        """Return the text of a qualified name at this place, declaring its namespace where it needs that."""
        if not namespace and self._namespace_of("") != "":
            self.declare_prefix("", "")
        prefix = self.declare(namespace) if namespace else ""
        return f"{prefix}:{name}" if prefix else name

    def qname_value(self, namespace: str, name: str) -> str:
        """Return the text of an xs:QName or ``i:type``; XmlWriter declares no namespace even where it is in force."""
        undeclared = self._declaration("", "")
        if not namespace and undeclared not in self._parts:
            if undeclared in self._implied:  # what is asked for comes before what the tag implies
                self._implied.remove(undeclared)
            self._added.append(("", ""))
            self._parts.append(undeclared)
        return self.qname(namespace, name)

    def text(self) -> str:
        """Return the tag without its closing bracket."""
        return f"<{self.name}{''.join(self._parts)}{''.join(reversed(self._implied))}"

    def mark(self) -> tuple[int, int]:
        """Return the present end of the attributes and of the declarations, for `since`."""
        return len(self._parts), len(self._implied)

    def since(self, mark: tuple[int, int]) -> str:
        """Return what was added since the mark."""
        parts, implied = mark
        return "".join(self._parts[parts:]) + "".join(reversed(self._implied[implied:]))

    @property
    def added(self) -> tuple[tuple[str, str], ...]:
        """The bindings of prefix to namespace that the tag adds to those of its scope."""
        return tuple(self._added)

    def content(self) -> Scope:
        """Return the scope of the element's content."""
        return self._scope.within(self.added)

    def start(self) -> Start:
        """Return the ready texts; the nil one is for a tag that `nil` was called on."""
        text, empty = self.text(), self.end_of_empty
        return Start(f"{text}{empty}", f"{text}>", f"{text}{empty}", f"</{self.name}>", self.content())

    end_of_empty = " />"
    """How an element without content ends."""

    def _imply(self, prefix: str, namespace: str) -> None:
        self._added.append((prefix, namespace))
        self._implied.append(self._declaration(prefix, namespace))

    def _write_declaration(self, prefix: str, namespace: str) -> None:
        self._parts.append(self._declaration(prefix, namespace))

    def _declaration(self, prefix: str, namespace: str) -> str:
        if prefix and not namespace:
            raise LexicalError(prefix, "a prefix of a namespace", reason="no prefix can stand for no namespace")
        text = self._scope.escapes.attribute(namespace)
        return f' xmlns:{prefix}="{text}"' if prefix else f' xmlns="{text}"'

    def _new_prefix(self) -> str:
        while True:
            prefix = f"d{self._scope.depth}p{self._count}"
            self._count += 1
            if self._namespace_of(prefix) is None:
                return prefix

    def _prefix_of(self, namespace: str) -> str | None:
        return _prefix_of(self._scope.bindings + tuple(self._added), namespace)

    def _namespace_of(self, prefix: str) -> str | None:
        for candidate, namespace in reversed(self._added):
            if candidate == prefix:
                return namespace
        return self._scope.namespace_of(prefix)


class _TextStartTag(StartTag):
    """The text dictionary writer's manner: attributes first, then every declaration in the order it was made."""

    _first_count = 0
    end_of_empty = "/>"

    def text(self) -> str:
        return f"<{self.name}{''.join(self._parts)}{''.join(self._implied)}"

    def since(self, mark: tuple[int, int]) -> str:
        parts, implied = mark
        return "".join(self._parts[parts:]) + "".join(self._implied[implied:])

    def qname_value(self, namespace: str, name: str) -> str:
        return self.qname(namespace, name)

    def _write_declaration(self, prefix: str, namespace: str) -> None:
        self._implied.append(self._declaration(prefix, namespace))

    def _new_prefix(self) -> str:
        for letter in _LETTERS:
            if self._namespace_of(letter) is None:
                return letter
        return super()._new_prefix()


def start_tag(scope: Scope, name: str, namespace: str, *, prefix: str | None = None) -> StartTag:
    """Open an element in the manner of the scope's dialect."""
    kind = StartTag if scope.dialect is Dialect.XML_WRITER else _TextStartTag
    return kind(scope, name, namespace, prefix=prefix)


def _prefix_of(bindings: tuple[tuple[str, str], ...], namespace: str) -> str | None:
    if namespace == XML:
        return "xml"  # bound everywhere, and nothing else can be
    hidden: set[str] = set()
    for prefix, bound in reversed(bindings):
        if prefix not in hidden:
            if bound == namespace:
                return prefix
            hidden.add(prefix)
    return "" if namespace == "" and "" not in hidden else None


def _element_start(scope: Scope, spec: ElementSpec) -> Start:
    nil, tag = _begun_tag(scope, spec), _begun_tag(scope, spec)
    nil.nil()
    _end_tag(tag, spec)
    start = tag.start()
    empty = f"{start.open}{start.close}" if _is_written_out(scope, spec) else start.empty
    return Start(nil.start().nil, start.open, empty, start.close, start.content)


def _identified_start(scope: Scope, spec: ElementSpec) -> IdentifiedStart:
    tag = _begun_tag(scope, spec)
    tag.gap("z", "Id", SERIALIZATION)
    _end_tag(tag, spec)
    before, after = tag.text().split(GAP)
    close = f"</{tag.name}>"
    empty = f">{close}" if _is_written_out(scope, spec) else tag.end_of_empty
    return IdentifiedStart(before, f"{after}>", f"{after}{empty}", close, tag.content())


def _referring_start(scope: Scope, spec: ElementSpec, *, is_nil: bool) -> ReferringStart:
    tag = _begun_tag(scope, spec)
    tag.gap("z", "Ref", SERIALIZATION)
    if is_nil:
        tag.nil()
    before, after = tag.text().split(GAP)
    return ReferringStart(before, f"{after}{tag.end_of_empty}", tag.added)


def _begun_tag(scope: Scope, spec: ElementSpec) -> StartTag:
    tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix)
    if spec.declares is not None:
        tag.declare(spec.declares)
    return tag


def _end_tag(tag: StartTag, spec: ElementSpec) -> None:
    """Add what comes after an identity."""
    if spec.type is not None:
        tag.type(spec.type.namespace, spec.type.name)
    if spec.declares_items is not None:
        tag.declare(spec.declares_items)


def _is_written_out(scope: Scope, spec: ElementSpec) -> bool:
    return scope.dialect is Dialect.XML_WRITER and spec.type in WRITTEN_OUT
