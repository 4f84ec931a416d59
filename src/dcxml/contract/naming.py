"""The names .NET gives to contracts: encoded local names, generic names with their digest, collections' names.

Pure functions of names; nothing here looks at a contract's members.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.contract.model import is_builtin_namespace
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import InvalidDataContractError
from dcxml.lexical.name_characters import NAME_CHARACTERS, START_CHARACTERS, is_ncname
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dcxml.contract.model import GenericArgument, GenericType

__all__ = [
    "GenericSplit",
    "array_name",
    "builtin_name",
    "decode_local_name",
    "dictionary_name",
    "encode_entry_name",
    "encode_local_name",
    "generic_definition",
    "generic_digest",
    "generic_name",
    "generic_type_name",
    "is_digest_of",
    "is_name_of",
    "is_ncname",
    "key_value_name",
    "key_value_pair_name",
    "nullable_name",
    "root_name",
    "split_generic_name",
]

_SYSTEM: Final = clr_namespace("System")
_PAIRS: Final = clr_namespace("System.Collections.Generic")
_ARRAY_OF: Final = "ArrayOf"
_KEY_VALUE_OF: Final = "KeyValueOf"
_DIGEST_BYTES: Final = 6
_LAST_BMP_CHARACTER: Final = 0xFFFF
_LAST_CHARACTER: Final = 0x10FFFF
_MOST_NESTED: Final = 4
"""How many types deep a split looks for nested generics; deeper ones are not met, and the search grows with it."""

_ESCAPE: Final = re.compile(r"_[xX]([0-9a-fA-F]{8}|[0-9a-fA-F]{4})_")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=[xX](?:[0-9a-fA-F]{8}|[0-9a-fA-F]{4})_)")
_PLACEHOLDER: Final = re.compile(r"\{([^}]*)\}?")
_DIGEST_AT_END: Final = re.compile(r"(?=((?:[A-Za-z0-9]|_[SP]){8})\Z)")


@cache
def _not_in_name() -> re.Pattern[str]:
    return re.compile(rf"\A[^{START_CHARACTERS}]|[^{NAME_CHARACTERS}]")


def encode_local_name(text: str) -> str:
    """Return the wire name of a CLR or attribute name, as ``XmlConvert.EncodeLocalName`` does for what is no NCName.

    A valid NCName is left alone, even one that looks encoded already: ``m b`` -> ``m_x0020_b``,
    ``_x0020_`` -> ``_x0020_``.
    """
    if not text or is_ncname(text):
        return text
    escaped = {match.start() for match in _LOOKS_ESCAPED.finditer(text)}
    refused = {match.start() for match in _not_in_name().finditer(text)}
    return "".join(_escape(char) if place in refused or place in escaped else char for place, char in enumerate(text))


def encode_entry_name(text: str) -> str:
    """Return the wire name of an ISerializable's entry: encoded so that decoding it gives the ``text`` again.

    .NET leaves a name alone that looks encoded, and so reads another one back.
    """
    name = encode_local_name(text)
    if decode_local_name(name) == text:
        return name
    escaped = {match.start() for match in _LOOKS_ESCAPED.finditer(text)}
    return "".join(_escape(char) if place in escaped else char for place, char in enumerate(text))


def decode_local_name(name: str) -> str:
    """Return the text behind an encoded name, as ``XmlConvert.DecodeName`` does: ``m_x0020_b`` -> ``m b``."""
    text = _ESCAPE.sub(_unescape, name)
    if text.isascii():
        return text
    # Two escapes may be the halves of a surrogate pair.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def generic_digest(namespaces: Sequence[str], *, counts: Sequence[int] | None = None) -> str:
    """Return the eight characters (more where ``/`` and ``+`` are escaped) that end a generic contract's name.

    ``namespaces`` are those of the arguments in order; ``counts`` tells how many of them each type of the nesting
    takes, the outermost type first (all of them the one type's, where it is not given).
    """
    levels = (len(namespaces),) if counts is None else counts
    text = "".join(f" {count}" for count in reversed(levels)) + "".join(f" {each}" for each in namespaces)
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and most programs never make a generic name

    digest = hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return base64.b64encode(digest[:_DIGEST_BYTES]).decode().replace("/", "_S").replace("+", "_P")


def is_digest_of(digest: str, namespaces: Sequence[str], *, counts: Sequence[int] | None = None) -> bool:
    """Tell whether ``digest`` is that of arguments in these ``namespaces``."""
    return digest == generic_digest(namespaces, counts=counts)


def generic_definition(name: str, count: int) -> str:
    """Return the definition of a generic contract without a name of its own: ``Order``, 2 -> ``OrderOf{0}{1}{#}``."""
    return f"{name}Of{''.join(f'{{{place}}}' for place in range(count))}{{#}}"


def generic_name(definition: str, arguments: Sequence[QName], *, counts: Sequence[int] | None = None) -> str:
    """Return a generic contract's local name: ``OrderOf{0}{#}`` of its arguments' contract names.

    ``{#}`` is the digest, empty where all arguments are built-in types and the type is not nested in another.
    ``counts`` is as in `generic_digest`. A definition without braces is its own name.

    :raises InvalidDataContractError: where a brace is not closed or a parameter is not there.
    """
    levels = (len(arguments),) if counts is None else counts
    namespaces = [argument.namespace for argument in arguments]
    is_plain = len(levels) == 1 and all(map(is_builtin_namespace, namespaces))

    def expand(match: re.Match[str]) -> str:
        if not match[0].endswith("}"):
            reason = f"the brace in the generic name {definition!r} is not closed"
            raise InvalidDataContractError(reason, contract=definition)
        place = match[1]
        if place == "#":
            return "" if is_plain else generic_digest(namespaces, counts=levels)
        if not (place.isascii() and place.isdigit()) or int(place) >= len(arguments):
            reason = (
                f"{match[0]} is no parameter of the generic name; it may use {{0}} to {{{len(arguments) - 1}}}, {{#}}"
            )
            raise InvalidDataContractError(reason, contract=definition)
        return arguments[int(place)].name

    return encode_local_name(_PLACEHOLDER.sub(expand, definition))


def generic_type_name(generic: GenericType) -> str:
    """Return the local name of a contract behind which this definition stands: ``OrderOf{0}{#}`` of its arguments.

    The arguments' ``nested_level`` tells which of the types that it is nested in takes how many of them; where none
    has one, the type is nested in no other.

    :raises InvalidDataContractError: as `generic_name` does.
    """
    return generic_name(generic.name, _argument_names(generic), counts=_counts(generic.arguments))


def is_name_of(name: str, generic: GenericType) -> bool:
    """Tell whether a contract's local name fits its definition, however the type may be nested."""
    dots = generic.name.partition("{")[0].count(".")
    try:
        names = _argument_names(generic)
        nestings = (each for most in range(dots + 1) for each in _nestings(most, len(names)))
        return any(name == generic_name(generic.name, names, counts=counts) for counts in nestings)
    except InvalidDataContractError:
        return False


def _argument_names(generic: GenericType | GenericArgument) -> list[QName]:
    """Return the names of the contracts that are the arguments."""
    return [
        QName(
            each.namespace,
            generic_name(each.name, _argument_names(each), counts=_counts(each.arguments))
            if each.arguments
            else each.name,
        )
        for each in generic.arguments
    ]


def _counts(arguments: Sequence[GenericArgument]) -> tuple[int, ...]:
    """Return how many arguments each type of a nesting takes, the outermost first."""
    levels = [argument.nested_level or 0 for argument in arguments]
    return tuple(levels.count(level) for level in range(max(levels, default=0) + 1))


def nullable_name(value: QName) -> QName:
    """Return the name that ``Nullable<T>`` has as an argument; as a member's type it is the name of ``T`` itself."""
    return QName(_SYSTEM, generic_name("NullableOf{0}{#}", (value,)))


def array_name(item: QName, *, is_item_nullable_value_type: bool = False) -> QName:
    """Return the name of a list: ``ArrayOf…`` in the item's namespace, in Arrays where the item is built in."""
    item = nullable_name(item) if is_item_nullable_value_type else item
    namespace = ARRAYS if is_builtin_namespace(item.namespace) else item.namespace
    return QName(namespace, _ARRAY_OF + item.name)


def key_value_name(key: QName, value: QName) -> str:
    """Return the item's name in a dictionary, ``KeyValueOf…``; a nullable argument comes as its `nullable_name`."""
    return generic_name("KeyValueOf{0}{1}{#}", (key, value))


def dictionary_name(key: QName, value: QName) -> QName:
    """Return the name of a dictionary, always in Arrays; a nullable argument comes as its `nullable_name`."""
    return QName(ARRAYS, _ARRAY_OF + key_value_name(key, value))


def key_value_pair_name(key: QName, value: QName) -> QName:
    """Return the name of ``KeyValuePair<TKey, TValue>``; a nullable argument comes as its `nullable_name`."""
    return QName(_PAIRS, generic_name("KeyValuePairOf{0}{1}{#}", (key, value)))


def root_name(contract: QName) -> QName:
    """Return the root element's name: the contract's own, but in the Serialization namespace for built-in types."""
    return QName(SERIALIZATION, contract.name) if contract.namespace == XS else contract


@frozen
class GenericSplit:
    """One way to read a generic name: the definition's ``base``, the joined names of the arguments, the digest.

    ``namespaces`` are those of the arguments by which the digest fits; empty where there is no digest. ``counts``
    tells the nesting as in `generic_digest`.
    """

    base: str
    arguments: str
    digest: str
    namespaces: tuple[str, ...]
    counts: tuple[int, ...]


def split_generic_name(name: str, namespaces: Iterable[str], *, most_arguments: int = 2) -> tuple[GenericSplit, ...]:
    """Return every way in which ``name`` may be ``Base`` + ``Of`` + arguments + digest.

    A digest is believed where it fits arguments in ``namespaces`` (the built-in ones are always tried, but not
    alone: such a name has none unless it is nested); no digest where all arguments are built-in types by name.
    """
    candidates = tuple(dict.fromkeys((*namespaces, XS, SERIALIZATION)))
    digests = [match[1] for match in _DIGEST_AT_END.finditer(name)]
    splits: list[GenericSplit] = []
    for match in re.finditer("(?=Of)", name):
        base, rest = name[: match.start()], name[match.start() + 2 :]
        if not base or not rest:
            continue
        splits.extend(_digested(base, rest, digests=digests, namespaces=candidates, most=most_arguments))
        if "." not in base:
            splits.extend(
                GenericSplit(base, rest, "", (), (count,))
                for count in range(1, most_arguments + 1)
                if _are_builtin_names(rest, count)
            )
    return tuple(splits)


def builtin_name(name: str) -> QName | None:
    """Return the qualified name of a built-in type by its local name, None where there is none."""
    for namespace in (XS, SERIALIZATION):
        qname = QName(namespace, name)
        if primitive_contract(qname) is not None:
            return qname
    return None


def _escape(char: str) -> str:
    code = ord(char)
    return f"_x{code:04X}_" if code <= _LAST_BMP_CHARACTER else f"_x{code:08X}_"


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= _LAST_CHARACTER else match[0]


def _digested(
    base: str, rest: str, *, digests: Sequence[str], namespaces: Sequence[str], most: int
) -> Iterator[GenericSplit]:
    for digest in digests:
        arguments = rest.removesuffix(digest)
        if not arguments or arguments == rest:
            continue
        for count in range(1, most + 1):
            for counts in _nestings(base.count("."), count):
                for chosen in product(namespaces, repeat=count):
                    # A digest of built-in namespaces alone is only written for a nested type.
                    if len(counts) == 1 and all(map(is_builtin_namespace, chosen)):
                        continue
                    if is_digest_of(digest, chosen, counts=counts):
                        yield GenericSplit(base, arguments, digest, chosen, counts)


def _nestings(dots: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways in which ``count`` arguments may belong to a type and the types it is nested in."""
    if dots > _MOST_NESTED:
        return
    yield from (counts for counts in product(range(count + 1), repeat=dots + 1) if sum(counts) == count)


def _are_builtin_names(text: str, count: int) -> bool:
    if count == 1:
        return builtin_name(text) is not None
    return any(
        builtin_name(text[:end]) is not None and _are_builtin_names(text[end:], count - 1)
        for end in range(1, len(text))
    )
