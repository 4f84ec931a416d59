"""Contract sets as JSON and back: all of a set, with what travels with it and does not count in ``==``.

Only values of the hub can come out of a text, whatever is in it, so one that somebody else has changed cannot run.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, Final

from attrs import NOTHING, fields, has

from dcxml.contract import annotation, missing, model, operations, refusals
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import InvalidDataContractError
from dcxml.qname import QName

__all__ = ["contracts_from_text", "text_of_contracts"]

_MODULES: Final = (annotation, missing, model, operations, refusals)
_CLASSES: Final[dict[str, Any]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": each
    for module in _MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and each.__module__ == module.__name__ and (has(each) or issubclass(each, Enum))
}
_NAMES: Final = {each: name for name, each in _CLASSES.items()}


def text_of_contracts(contracts: DataContractSet) -> str:
    """Return the JSON text of a contract set, on one line.

    :raises TypeError: where the set holds what is not the hub's.
    """
    return json.dumps(_plain(contracts.__reduce__()[1]), ensure_ascii=True, separators=(",", ":"))


def contracts_from_text(text: str) -> DataContractSet:
    """Return the contract set of a text that `text_of_contracts` made.

    :raises ValueError: where it is another text.
    """
    try:
        return DataContractSet(*_value(json.loads(text)))
    except (TypeError, LookupError, AttributeError, RecursionError, InvalidDataContractError) as error:
        message = f"no contracts: {error}"
        raise ValueError(message) from None


def _plain(value: Any) -> Any:
    """Return what JSON has for a value: a list for a tuple, for the others an object of one name."""
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict([_named(value)])


def _named(value: Any) -> tuple[str, Any]:
    """Return the one name and what it holds of the object that stands for a value."""
    name = _NAMES.get(type(value), "")
    match value:
        case dict():
            return "Mapping", [_plain(item) for item in value.items()]
        case QName():
            return "QName", [value.namespace, value.name]
        case model.PrimitiveDataContract():
            return "Primitive", [value.name.namespace, value.name.name]
        case Enum():
            return name, value.value
    if not name:
        message = f"a contract set does not hold {type(value).__name__}"
        raise TypeError(message)
    held = {each.alias: getattr(value, each.name) for each in fields(type(value)) if each.init}
    defaults = {each.alias: each.default for each in fields(type(value)) if each.default is not NOTHING}
    return name, {key: _plain(each) for key, each in held.items() if key not in defaults or defaults[key] is not each}


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple([_value(each) for each in plain])
    if not isinstance(plain, dict):
        return plain
    ((name, held),) = plain.items()
    if name == "QName":
        return QName(*held)
    if name == "Mapping":
        return dict(_value(held))
    if name == "Primitive":
        return PRIMITIVE_CONTRACTS[QName(*held)]
    made = _CLASSES[name]
    return made(held) if issubclass(made, Enum) else made(**{key: _value(each) for key, each in held.items()})
