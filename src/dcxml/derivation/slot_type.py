"""Tell what stands in a slot: a built-in type, an enumeration, a contract with elements, or nothing that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.contract import Evidence
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.primitives import DATE_TIME_OFFSET, EXPORTED_CLASSES, primitive_contract
from dcxml.derivation.counter import numbering_of
from dcxml.derivation.observe import BUILTIN, PAIRS, SYSTEM
from dcxml.derivation.text_type import STRING, canonical_texts, choose_type, show_type
from dcxml.errors import DerivationError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.derivation.counter import Numbering
    from dcxml.derivation.observe import Slot
    from dcxml.derivation.sample import SampleElement

__all__ = ["ANY_TYPE", "SlotType", "builtin_named", "slot_type"]

ANY_TYPE: Final = QName(XS, "anyType")


@frozen(kw_only=True)
class SlotType:
    """What stands in a slot: a built-in ``type``, or the key of a contract, or the ``texts`` of an enumeration.

    ``is_nil_seen`` and ``is_nullable`` (by the running number) make it nillable; ``declares`` is the namespace that
    elements without content declare. The evidence is that of the type, then that of nillability.
    """

    type: QName | None = None
    content: str | None = None
    texts: tuple[str, ...] = ()
    is_enumeration: bool = False
    is_nil_seen: bool = False
    is_nullable: bool = False
    declares: str | None = None
    evidence: tuple[Evidence, ...] = ()
    nil_evidence: tuple[Evidence, ...] = ()

    @property
    def is_value_type(self) -> bool:
        """Tell whether the built-in type or enumeration is a value type of .NET."""
        contract = None if self.type is None else primitive_contract(self.type)
        return self.is_enumeration or (contract is not None and contract.primitive.is_value_type)

    @property
    def is_nillable(self) -> bool:
        """Tell whether nil is allowed, as far as the slot itself tells."""
        return self.is_nil_seen or self.is_nullable or not self.is_value_type


def slot_type(slot: Slot) -> SlotType:
    """Return what stands in the slot, with the evidence.

    :raises DerivationError: where the same member has text in one sample and elements in another.
    """
    present = [element for element in slot.elements if not element.is_nil and not element.refers]
    is_nil_seen = len(present) < len(slot.elements) and any(element.is_nil for element in slot.elements)
    nil = (Evidence("nil", f"<{slot.name.name}> is shown nil"),) if is_nil_seen else ()
    nullable = _nullable(slot)
    found = _present_type(slot, present)
    is_counted = bool(nullable) and found.is_value_type
    return SlotType(
        type=found.type,
        content=found.content,
        texts=found.texts,
        is_enumeration=found.is_enumeration,
        is_nil_seen=is_nil_seen,
        is_nullable=is_counted,
        declares=found.declares,
        evidence=found.evidence,
        nil_evidence=nil + (nullable if is_counted else ()) or _counted(slot, found),
    )


def builtin_named(name: QName) -> QName | None:
    """Return the built-in type that an element's name is: that of an item in Arrays, or of a root."""
    if name in EXPORTED_CLASSES:
        return name
    if name.namespace not in (ARRAYS, SYSTEM, *BUILTIN):
        return None
    names = (QName(namespace, name.name) for namespace in BUILTIN)
    return next((each for each in names if primitive_contract(each) is not None), None)


def _numberings(slot: Slot) -> list[Numbering]:
    """Return what the running numbers say of the objects that the slot is a member of."""
    owner = slot.owner
    if owner is None or owner.is_list:
        return []
    if owner.numberings is None:
        owner.numberings = [numbering_of(element) for element in owner.elements]
    return owner.numberings


def _nullable(slot: Slot) -> tuple[Evidence, ...]:
    """Tell why the slot's values are those of a fresh generator, where they are."""
    whys = dict.fromkeys(each.nullable[slot.name] for each in _numberings(slot) if slot.name in each.nullable)
    return tuple(Evidence("counter", why) for why in whys)


def _counted(slot: Slot, found: SlotType) -> tuple[Evidence, ...]:
    if not found.is_value_type:
        return ()
    whys = [each.counted[slot.name] for each in _numberings(slot) if slot.name in each.counted]
    return tuple(Evidence("counter", why) for why in whys[:1])


def _present_type(slot: Slot, present: Sequence[SampleElement]) -> SlotType:
    if slot.is_xml:
        return _xml_type(slot, present)
    typed = [element for element in present if element.type is not None and element.type != slot.shown]
    plain = [element for element in present if element.type is None or element.type == slot.shown]
    parents = [element for element in plain if element.children]
    if parents:
        return _content_type(slot, plain, parents)
    builtin = builtin_named(slot.shown) if slot.shown is not None else None
    if builtin is not None and builtin != ANY_TYPE and not typed:
        return _named_type(slot, builtin, [element.text or "" for element in plain])
    if typed:
        return _typed(slot, typed)
    texts = tuple(dict.fromkeys(element.text or "" for element in plain))
    if any(element.text is not None for element in plain):
        return _text_type(slot, texts, is_generated=any(element.is_generated for element in plain))
    return _empty_type(slot, plain)


def _xml_type(slot: Slot, present: Sequence[SampleElement]) -> SlotType:
    """Return which type of any XML the values are of: one element in each, or whatever an element may hold."""
    if slot.shown in (XML_ELEMENT, XML_NODES):
        return SlotType(type=slot.shown, evidence=(Evidence("name", f"<{slot.name.name}> is named as its type"),))
    shows = next(element for element in present if element.xml is not None)
    is_element = all((element.xml or XML_ELEMENT) == XML_ELEMENT and len(element.children) == 1 for element in present)
    inside = f"<{shows.children[0].name.name}> in " if shows.xml == XML_ELEMENT else ""
    detail = f"{inside}<{slot.name.name}> has attributes of its own, which no data contract writes"
    return SlotType(type=XML_ELEMENT if is_element else XML_NODES, evidence=(Evidence("attributes", detail),))


def _content_type(slot: Slot, plain: Sequence[SampleElement], parents: Sequence[SampleElement]) -> SlotType:
    texts = [element for element in plain if element.text is not None and element.text.strip()]
    if texts:
        first, other = texts[0], parents[0]
        where = f"has the text {first.text!r} here and elements in {other.place}"
        reason = f"<{slot.name.name}> {where}; allowed: one of the two"
        raise DerivationError(reason, file=first.file, line=first.line)
    if slot.content is None:
        detail = "DateTime and OffsetMinutes in the namespace System"
        return SlotType(type=DATE_TIME_OFFSET, evidence=(Evidence("shape", detail),))
    namespaces = list(dict.fromkeys(child.name.namespace for element in parents for child in element.children))
    detail = f"its elements are of the namespace {namespaces[-1]}"
    return SlotType(content=slot.content, evidence=(Evidence("namespace", detail),))


def _named_type(slot: Slot, builtin: QName, texts: Sequence[str]) -> SlotType:
    """Return the type that the element's name is, unless a text would not come back."""
    if builtin in EXPORTED_CLASSES or canonical_texts(builtin, texts):
        return SlotType(type=builtin, evidence=(Evidence("name", f"<{slot.name.name}> is named as its type"),))
    other = next(text for text in texts if not canonical_texts(builtin, [text]))
    detail = f"<{slot.name.name}> is named {show_type(builtin)}, but .NET would not write {other!r} for one"
    return SlotType(type=STRING, evidence=(Evidence("contradiction", detail),))


def _typed(slot: Slot, typed: Sequence[SampleElement]) -> SlotType:
    if slot.shown is not None and slot.shown.namespace not in (ARRAYS, SYSTEM, PAIRS, SERIALIZATION):
        detail = f"<{slot.name.name}> is named as the declared contract; i:type names a derived one"
        return SlotType(content=slot.shown.clark, evidence=(Evidence("i:type", detail),))
    names = ", ".join(dict.fromkeys(show_type(element.type) for element in typed if element.type is not None))
    return SlotType(type=ANY_TYPE, evidence=(Evidence("i:type", f"always shown with an i:type: {names}"),))


def _text_type(slot: Slot, texts: tuple[str, ...], *, is_generated: bool) -> SlotType:
    is_named = slot.shown is not None and slot.shown.namespace not in ("", ARRAYS, SYSTEM, *BUILTIN)
    choice = choose_type(texts, is_generated=is_generated, is_named=is_named)
    evidence = (Evidence(choice.rule, choice.detail),)
    if choice.is_enumeration:
        return SlotType(texts=texts, is_enumeration=True, evidence=evidence)
    return SlotType(type=choice.type, evidence=evidence)


def _empty_type(slot: Slot, plain: Sequence[SampleElement]) -> SlotType:
    """Return what is known of a slot without any content: a name, or the namespace that its type declares."""
    if slot.shown is not None and builtin_named(slot.shown) is None:
        detail = f"<{slot.name.name}> is named as its contract and shown empty: its members are not known"
        return SlotType(content=slot.shown.clark, evidence=(Evidence("name", detail),))
    declared = [element.declares[0] for element in slot.elements if element.declares]
    state = "empty" if plain else "nil"
    detail = f"only shown {state}: its type is not known"
    if declared:
        detail = f"only shown {state}, and declares the namespace {declared[0]}: its type is of that namespace"
    rule = "namespace" if declared else state
    return SlotType(type=ANY_TYPE, declares=declared[0] if declared else None, evidence=(Evidence(rule, detail),))
