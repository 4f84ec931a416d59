"""Tell the arguments of a generic contract's name, and so the names of contracts that no element shows.

A name is believed to be generic by three evidences: it splits at ``Of``, its digest fits namespaces of the document,
and one member alone can carry the argument.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.contract import Evidence, GenericArgument, GenericType
from dcxml.contract.naming import generic_definition, generic_name, split_generic_name
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.derivation.slot_type import slot_type
from dcxml.derivation.text_type import canonical_texts
from dcxml.qname import ARRAYS, XSI, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.naming import GenericSplit
    from dcxml.derivation.observe import Observation, ObservedContract, Slot

__all__ = ["Generic", "generics", "namespaces_of", "pair_types", "pairs"]

_PREFIXES: Final = ("KeyValuePairOf", "KeyValueOf")


@frozen(kw_only=True)
class Generic:
    """What a contract's name tells: its definition and arguments, and the key of the contract that is an argument.

    Where several members may carry the argument, ``type`` is None and the evidence says so.
    """

    type: GenericType | None
    evidence: tuple[Evidence, ...]
    carrier: str | None = None
    argument: QName | None = field(default=None)


def generics(observation: Observation) -> dict[str, Generic]:
    """Return what the shown names tell, by the contract's key."""
    namespaces = namespaces_of(observation)
    found: dict[str, Generic] = {}
    for contract in observation.contracts.values():
        if contract.shown is None or contract.is_list or contract.is_dictionary or contract.is_pair:
            continue
        for split in split_generic_name(contract.shown.name, namespaces):
            generic = _read(contract, split, observation)
            if generic is not None:
                found[contract.key] = generic
                break
    return found


def namespaces_of(observation: Observation) -> tuple[str, ...]:
    """Return the namespaces of all elements seen, in order."""
    names = (slot.name.namespace for slot in observation.order)
    return tuple(dict.fromkeys(namespace for namespace in names if namespace not in (ARRAYS, XSI)))


def _read(contract: ObservedContract, split: GenericSplit, observation: Observation) -> Generic | None:
    if not split.digest or "." in split.base:
        return None
    if len(split.namespaces) == 1:
        return _one_argument(contract, split, observation)
    shown = [each.shown for each in observation.contracts.values() if each.shown is not None]
    known = [*shown, *PRIMITIVE_CONTRACTS]
    choices = [[name for name in known if name.namespace == namespace] for namespace in split.namespaces]
    fitting = {names for names in product(*choices) if "".join(name.name for name in names) == split.arguments}
    if len(fitting) != 1:
        return None
    names = next(iter(fitting))
    detail = f"the digest {split.digest} fits {', '.join(name.clark for name in names)}"
    evidence = (_split_evidence(split), Evidence("digest", detail))
    return Generic(type=_generic_type(contract, split, names), evidence=evidence)


def _one_argument(contract: ObservedContract, split: GenericSplit, observation: Observation) -> Generic:
    namespace = split.namespaces[0]
    argument = QName(namespace, split.arguments)
    evidence = [_split_evidence(split), Evidence("digest", f"{split.digest} is the digest of {namespace}")]
    if argument.clark in observation.contracts or f"[]{_item_of(argument).clark}" in observation.contracts:
        evidence.append(Evidence("name", f"a contract of the name {split.arguments} is shown"))
        return Generic(type=_generic_type(contract, split, (argument,)), evidence=tuple(evidence), argument=argument)
    carriers = [slot for slot in contract.slots.values() if _can_carry(slot, namespace, observation)]
    if len({slot.content for slot in carriers}) != 1:
        members = ", ".join(slot.name.name for slot in carriers) or "no member"
        evidence.append(Evidence("member", f"{members} may carry {split.arguments}: it is not told which"))
        return Generic(type=None, evidence=tuple(evidence))
    carrier = carriers[0]
    members = ", ".join(slot.name.name for slot in carriers)
    detail = f"{members} alone has elements of that namespace, so it is a {split.arguments}"
    evidence.append(Evidence("member", detail))
    type_ = _generic_type(contract, split, (argument,))
    return Generic(type=type_, evidence=tuple(evidence), carrier=carrier.content, argument=argument)


def _item_of(collection: QName) -> QName:
    return QName(collection.namespace, collection.name.removeprefix("ArrayOf"))


def _can_carry(slot: Slot, namespace: str, observation: Observation) -> bool:
    """Tell whether the member's value is a class of the namespace whose name nothing shows."""
    content = observation.contracts.get(slot.content or "")
    if content is None or content.shown is not None or content.is_list or content.is_pair:
        return False
    return next(reversed(content.slots)).namespace == namespace


def _split_evidence(split: GenericSplit) -> Evidence:
    return Evidence("name", f"the name is {split.base} + Of + {split.arguments} + {split.digest}")


def _generic_type(contract: ObservedContract, split: GenericSplit, names: tuple[QName, ...]) -> GenericType:
    namespace = "" if contract.shown is None else contract.shown.namespace
    arguments = tuple(GenericArgument(name=name.name, namespace=name.namespace) for name in names)
    return GenericType(generic_definition(split.base, len(names)), namespace, arguments)


def pairs(observation: Observation) -> dict[str, tuple[QName, QName]]:
    """Return the types of key and value that the shown name of a pair or of a dictionary's item tells, by key."""
    namespaces = namespaces_of(observation)
    found: dict[str, tuple[QName, QName]] = {}
    for contract in observation.contracts.values():
        if contract.shown is None or not (contract.is_pair or contract.is_dictionary):
            continue
        prefix = next((each for each in _PREFIXES if contract.shown.name.startswith(each)), None)
        key, value = contract.slots.values()
        types = (
            None
            if prefix is None
            else pair_types(contract.shown.name.removeprefix(prefix), key, value, namespaces=namespaces)
        )
        if types is not None:
            found[contract.key] = types
    return found


def pair_types(joined: str, key: Slot, value: Slot, *, namespaces: tuple[str, ...]) -> tuple[QName, QName] | None:
    """Return the two types whose names and digest are ``joined``, None where there are none that fit the texts."""
    for key_type in _types(key, joined, namespaces=namespaces):
        if not joined.startswith(key_type.name):
            continue
        rest = joined.removeprefix(key_type.name)
        for value_type in _types(value, rest, namespaces=namespaces):
            if rest.startswith(value_type.name) and generic_name("{0}{1}{#}", (key_type, value_type)) == joined:
                return key_type, value_type
    return None


def _types(slot: Slot, text: str, *, namespaces: tuple[str, ...]) -> Iterator[QName]:
    """Yield the types that the slot may have by what stands in it, their names being the front of ``text``."""
    found = slot_type(slot)
    if found.content is not None:
        parent = next(element for element in slot.elements if element.children)
        namespace = parent.children[-1].name.namespace
        yield QName(namespace, f"ArrayOf{parent.children[0].name.name}")
        if namespace != ARRAYS:
            yield from (QName(namespace, text[:end]) for end in range(1, len(text) + 1))
        return
    texts = [element.text or "" for element in slot.elements if not element.is_nil]
    for name in PRIMITIVE_CONTRACTS:
        if text.startswith(name.name) and (found.type == name or canonical_texts(name, texts)):
            yield name
    if texts and all(each.isidentifier() for each in texts):
        yield from (QName(namespace, text[:end]) for namespace in namespaces for end in range(1, len(text) + 1))
