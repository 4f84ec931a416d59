"""Overrule inferred facts by hints: find what a path or a name means, change it, and say so in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field, frozen

from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    EnumMember,
    Evidence,
    GenericArgument,
)
from dcxml.contract.implied import implied_contract
from dcxml.contract.naming import is_ncname
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS, primitive_contract
from dcxml.contract.rules import base_type_of
from dcxml.derivation.build import drop_unused
from dcxml.derivation.result import Fact
from dcxml.derivation.text_type import is_readable, show_type
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract import DataContract, DataMember, GenericType, GlobalElement
    from dcxml.derivation.hints import ContractHint, Hints, MemberHint
    from dcxml.derivation.infer import Inference
    from dcxml.derivation.observe import Slot
    from dcxml.errors import DerivationError

__all__ = ["Groups", "apply_hints", "regroup"]

_PREFIXES: Final = {"xs": XS, "ser": SERIALIZATION}
_SHOWN: Final = 12
_SAID: Final = ("type", "nillable", "required", "rename", "members", "flags", "separate", "same_as")


@frozen(kw_only=True)
class Groups:
    """Which contracts are taken for which, by key, the shown names of those, and which contracts stay apart."""

    joined: dict[str, str]
    named: dict[str, QName]
    separate: frozenset[str]


def regroup(hints: Hints, inference: Inference) -> Groups:
    """Return what the hints take for one and what they keep apart.

    :raises DerivationError: where a path leads nowhere, or to a member without a contract of its own.
    """
    context = _Context(hints, inference)
    joined: dict[str, str] = {}
    named: dict[str, QName] = {}
    separate: set[str] = set()
    for hint in hints.members:
        if hint.separate:
            separate.add(context.path_key(hint, hint.path))
        if hint.same_as is not None:
            key = context.content_key(hint, hint.same_as)
            joined[context.path_key(hint, hint.path)] = key
            contract = inference.observation.contracts.get(key)
            if contract is None or contract.shown is not None:
                named[key] = inference.names.contract_name(key)
    return Groups(joined=joined, named=named, separate=frozenset(separate))


def apply_hints(
    hints: Hints, inference: Inference
) -> tuple[tuple[DataContract, ...], tuple[GlobalElement, ...], tuple[Fact, ...]]:
    """Return the contracts, the global elements and the facts, as the hints would have them.

    :raises DerivationError: where a path, a contract or a type is not known, or a type cannot read what was seen.
    """
    context = _Context(hints, inference)
    for member in hints.members:
        context.change_member(member)
    contracts = [(hint, context.contract_named(hint)) for hint in hints.contracts]
    for contract, name in contracts:
        context.change_contract(contract, name)
    for contract, name in contracts:
        if contract.rename is not None:
            context.rename(contract, name)
    return tuple(context.reachable()), tuple(context.elements), tuple(context.facts)


@define(eq=False)
class _Context:
    hints: Hints
    inference: Inference
    contracts: dict[QName, DataContract] = field(init=False)
    elements: list[GlobalElement] = field(init=False)
    facts: list[Fact] = field(init=False)

    def __attrs_post_init__(self) -> None:
        built = self.inference.built
        self.contracts = {contract.name: contract for contract in built.contracts}
        self.elements = list(built.elements)
        self.facts = list(built.facts)

    # Finding ------------------------------------------------------------------------------------------------------

    def member_at(self, hint: MemberHint, path: str) -> tuple[QName, str]:
        """Return the contract and the name of the member at a path, ``/Root/Member`` or ``Contract.Member``."""
        if path.startswith("/"):
            root, *steps = path[1:].split("/")
            roots = [name for name in self.inference.observation.roots if name.name == root]
            if not roots or not steps:
                what = "it names no member" if roots else f"{root!r} is not a root"
                allowed = ", ".join(f"/{name.name}/…" for name in self.inference.observation.roots)
                raise self._unknown(hint, path, what, allowed)
            at = self._root_type(roots[0])
        else:
            contract, _, step = path.rpartition(".")
            at, steps = self._contract(hint, contract, path), [step]
        owner = at
        for place, step in enumerate(steps):
            holders = dict(self._steps(at))
            if step not in holders:
                raise self._unknown(hint, path, f"{at.name} has no {step!r}", ", ".join(holders) or "nothing")
            owner, following = holders[step]
            if following is None and place == len(steps) - 1:
                raise self._unknown(hint, path, f"{step!r} is a dictionary's item", f"{path}/Key, {path}/Value")
            at = following or owner
        return owner, steps[-1]

    def _root_type(self, root: QName) -> QName:
        return next((element.type for element in self.elements if element.name == root), root)

    def _steps(self, name: QName) -> Iterator[tuple[str, tuple[QName, QName | None]]]:
        """Yield what may follow a contract in a path: the holder of the member, and the member's type."""
        contract = self.contracts.get(name)
        if isinstance(contract, CollectionDataContract):
            yield contract.item_name, (name, contract.item_type)
            for part in (contract.key, contract.value):
                if part is not None:
                    yield part.name, (name, part.type)
        while isinstance(contract, ClassDataContract):
            for member in contract.members:
                yield member.name, (contract.name, member.type)
            contract = self.contracts.get(contract.base) if contract.base is not None else None

    def _contract(self, hint: MemberHint | ContractHint, text: str, whole: str) -> QName:
        found = [name for name in self.contracts if text in (name.name, name.clark)]
        if len(found) != 1:
            what = f"{text!r} is more than one contract" if found else f"{text!r} is not a contract"
            allowed = _some([name.clark for name in found] or [name.name for name in self.contracts])
            raise self._unknown(hint, whole, what, allowed)
        return found[0]

    def contract_named(self, hint: ContractHint) -> QName:
        """Return the contract that a hint names."""
        return self._contract(hint, hint.name, hint.name)

    def _unknown(self, hint: MemberHint | ContractHint, path: str, what: str, allowed: str) -> DerivationError:
        return self.hints.error(f"{path}: {what}; allowed: {allowed}", line=hint.line)

    def slot_at(self, hint: MemberHint, path: str) -> Slot:
        """Return the slot behind a member path."""
        return self.inference.built.slots[self.member_at(hint, path)]

    def path_key(self, hint: MemberHint, path: str) -> str:
        """Return the key that the member's own contract has before it is taken for another."""
        slot = self.slot_at(hint, path)
        self.content_key(hint, path)
        return slot.path

    def content_key(self, hint: MemberHint, path: str) -> str:
        """Return the key of the contract of a member, or of the contract named."""
        named = [name for name in self.contracts if path in (name.name, name.clark)]
        observation = self.inference.observation
        if len(named) == 1:
            name = named[0]
            keys = [key for key in observation.contracts if self.inference.names.contract_name(key) == name]
            return keys[0] if keys else name.clark
        content = self.inference.names.type_in(self.slot_at(hint, path)).content
        if content is None or observation.contracts[content].is_list:
            raise self._unknown(hint, path, "it has no contract with members", "a member whose type is a class")
        return content

    # Changing -----------------------------------------------------------------------------------------------------

    def change_member(self, hint: MemberHint) -> None:
        """Change a member, an item, a key or a value."""
        owner, name = self.member_at(hint, hint.path)
        contract = self.contracts[owner]
        type_ = None if hint.type is None else self._type(hint, hint.type, self.inference.built.slots[owner, name])
        if isinstance(contract, ClassDataContract):
            members = tuple(
                self._changed(hint, member, owner, type_) if member.name == name else member
                for member in contract.members
            )
            self.contracts[owner] = evolve(contract, members=members)
        elif isinstance(contract, CollectionDataContract):
            self._change_collection(hint, contract, name, type_)

    def _change_collection(
        self, hint: MemberHint, contract: CollectionDataContract, name: str, type_: QName | None
    ) -> None:
        if not isinstance(contract.item, QName):
            key, value = (
                self._changed(hint, part, contract.name, type_) if part.name == name else part for part in contract.item
            )
            self.contracts[contract.name] = evolve(contract, key=key, value=value)
            return
        is_nillable = contract.is_item_nillable if hint.nillable is None else hint.nillable
        self.contracts[contract.name] = evolve(contract, item_type=type_ or contract.item, is_item_nillable=is_nillable)
        self._note(hint, contract.name, name)

    def _changed(self, hint: MemberHint, member: DataMember, owner: QName, type_: QName | None) -> DataMember:
        evidence = self._note(hint, owner, member.name)
        is_nillable = member.is_nillable
        if type_ is not None and type_ != member.type:
            found = self.inference.names.type_in(self.inference.built.slots[owner, member.name])
            primitive = primitive_contract(type_)
            is_value_type = primitive is not None and primitive.primitive.is_value_type
            is_nillable = found.is_nil_seen or found.is_nullable or not is_value_type
        return evolve(
            member,
            type=type_ or member.type,
            declares=None if type_ is not None else member.declares,
            is_nillable=is_nillable if hint.nillable is None else hint.nillable,
            is_required=member.is_required if hint.required is None else hint.required,
            annotation=Annotation(
                documentation=hint.documentation or member.annotation.documentation,
                evidence=(*member.annotation.evidence, *evidence),
            ),
        )

    def _type(self, hint: MemberHint, text: str, slot: Slot) -> QName:
        """Return the type that a hint names: ``xs:decimal``, a Clark name, or the name of a contract."""
        prefix, colon, local = text.partition(":")
        name = QName(_PREFIXES[prefix], local) if colon and prefix in _PREFIXES else QName.from_clark(text)
        if primitive_contract(name) is None and name not in self.contracts:
            named = [each for each in self.contracts if each.name == text]
            implied = QName(ARRAYS, text)
            if implied_contract(implied) is not None:
                named.append(implied)
            if len(dict.fromkeys(named)) != 1 and implied_contract(name) is None:
                allowed = [show_type(each) for each in PRIMITIVE_CONTRACTS]
                what = f"the type {text!r} is not known"
                raise self._unknown(hint, hint.path, what, f"{', '.join(allowed)}, or a contract's name")
            name = named[0] if named else name
        present = [element for element in slot.elements if not element.is_nil and not element.refers]
        texts = list(dict.fromkeys(element.text or "" for element in present if not element.children))
        unreadable = [each for each in texts if primitive_contract(name) is not None and not is_readable(name, [each])]
        if unreadable:
            what = f"{unreadable[0]!r} is not {show_type(name)}"
            raise self._unknown(hint, hint.path, what, "a type that reads every text of the samples")
        if primitive_contract(name) is not None and any(element.children for element in present):
            raise self._unknown(
                hint, hint.path, f"it has elements, and {show_type(name)} has none", "a contract's name"
            )
        return name

    def change_contract(self, hint: ContractHint, name: QName) -> None:
        """Document a contract, close an enumeration, make it one of flags."""
        contract = self.contracts[name]
        evidence = self._note(hint, name, None)
        annotation = Annotation(
            documentation=hint.documentation or contract.annotation.documentation,
            evidence=(*contract.annotation.evidence, *evidence),
        )
        if hint.members is None and not hint.flags:
            self.contracts[name] = evolve(contract, annotation=annotation)
            return
        if not isinstance(contract, EnumDataContract):
            raise self._unknown(hint, hint.name, "it is not an enumeration", "members and flags for an enumeration")
        given = hint.members or tuple((member.name, None) for member in contract.members)
        missing = [member.name for member in contract.members if member.name not in dict(given)]
        if missing:
            raise self._unknown(hint, hint.name, f"the samples show {missing[0]!r}", "members with all that were seen")
        members = tuple(
            EnumMember(name=text, value=(1 << place if hint.flags else place) if number is None else number)
            for place, (text, number) in enumerate(given)
        )
        self.contracts[name] = evolve(
            contract,
            members=members,
            is_flags=bool(hint.flags),
            is_open=hint.members is None,
            base_type=base_type_of([member.value for member in members]),
            annotation=annotation,
        )

    def rename(self, hint: ContractHint, name: QName) -> None:
        """Give a contract another name, everywhere."""
        text = hint.rename or ""
        new = QName.from_clark(text) if text.startswith("{") else QName(name.namespace, text)
        if not is_ncname(new.name):
            raise self._unknown(hint, hint.name, f"{text!r} is not an XML name", "a name, or {namespace}name")
        if new in self.contracts and new != name:
            raise self._unknown(hint, hint.name, f"{new.clark} is another contract's name", "a name that is free")
        self.contracts = {
            new if each == name else each: _renamed(contract, {name: new}) for each, contract in self.contracts.items()
        }
        self.elements = [evolve(each, type=new if each.type == name else each.type) for each in self.elements]
        self.facts = [evolve(each, contract=new) if each.contract == name else each for each in self.facts]

    def _note(self, hint: MemberHint | ContractHint, contract: QName, member: str | None) -> tuple[Evidence, ...]:
        values = [(key, getattr(hint, key, None)) for key in _SAID]
        said = [f"{key} = {value!r}" for key, value in values if value is not None]
        if not said:
            return ()
        evidence = Evidence("hint", f"the hints file says {', '.join(said)}")
        place = f"{self.hints.file}:{hint.line}"
        self.facts.append(Fact(contract=contract, member=member, fact=", ".join(said), evidence=evidence, place=place))
        return (evidence,)

    def reachable(self) -> Iterator[DataContract]:
        """Return the contracts, without those to which nothing leads any longer."""
        before, roots = self.inference.built.contracts, self.inference.observation.roots
        return drop_unused(before, self.contracts.values(), roots)


def _renamed(contract: DataContract, names: dict[QName, QName]) -> DataContract:
    """Return a contract that refers to others by their new names."""
    name = names.get(contract.name, contract.name)
    if isinstance(contract, ClassDataContract):
        members = tuple(evolve(each, type=names.get(each.type, each.type)) for each in contract.members)
        base = None if contract.base is None else names.get(contract.base, contract.base)
        generic = _renamed_generic(contract.generic, names)
        return evolve(contract, name=name, members=members, base=base, generic=generic)
    if isinstance(contract, CollectionDataContract):
        item = None if contract.item_type is None else names.get(contract.item_type, contract.item_type)
        key, value = (
            None if part is None else evolve(part, type=names.get(part.type, part.type))
            for part in (contract.key, contract.value)
        )
        return evolve(contract, name=name, item_type=item, key=key, value=value)
    return evolve(contract, name=name)


def _renamed_generic(generic: GenericType | None, names: dict[QName, QName]) -> GenericType | None:
    if generic is None:
        return None
    arguments = []
    for argument in generic.arguments:
        new = names.get(QName(argument.namespace, argument.name))
        arguments.append(argument if new is None else GenericArgument(new.name, new.namespace, argument.arguments))
    return evolve(generic, arguments=tuple(arguments))


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
