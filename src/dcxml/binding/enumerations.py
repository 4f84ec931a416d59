"""Enumerations as .NET's serializer means them: a wire text (``EnumMemberAttribute.Value``) and a CLR integer.

The zero of an enumeration is .NET's default even where no member has it; it then has no text.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Self, TypeVar

from dcxml.errors import InvalidDataContractError

__all__ = [
    "DataContractEnum",
    "DataContractFlag",
    "OpenEnum",
    "check_width",
    "enum_member",
    "flag_bits",
    "is_textless_zero",
    "wire_texts",
]

_TEXTS = "__wire_texts__"
_ALL_64_BITS = 2**64 - 1


def enum_member(text: str, value: int | None = None, *, bits: int = 32) -> Any:
    """Declare a value of an enumeration: its wire ``text`` and its CLR integer.

    Without ``value`` it is the index among the values before it; a flag has none to assume. ``bits`` is
    the width of a negative flag, which Python holds as the unsigned integer of the same bits: 64 over a 64-bit type;
    else leave it out.
    """
    return (text, value, bits)


def wire_texts(cls: type[DataContractEnum | DataContractFlag]) -> tuple[tuple[str, int], ...]:
    """Return the wire text and the CLR integer of every value, in the order of their declaration."""
    return tuple((text, number) for text, number, _ in cls.__dict__.get(_TEXTS, ()))


def flag_bits(cls: type[DataContractFlag]) -> tuple[tuple[str, int], ...]:
    """Return the wire text and the bits of every flag, in the order of their declaration; bits are never negative."""
    return tuple((text, bits) for text, _, bits in cls.__dict__.get(_TEXTS, ()))


def check_width(cls: type[DataContractFlag], base_type: str) -> None:
    """Refuse negative flags over 64 bits that were declared with fewer: no combination would hold all their bits.

    :raises InvalidDataContractError: naming the first of them.
    """
    for text, number, bits in cls.__dict__.get(_TEXTS, ()):
        if base_type == "long" and number < 0 and bits != number & _ALL_64_BITS:
            reason = f"the flag {text!r} is negative and of 64 bits: enum_member({text!r}, {number}, bits=64)"
            raise InvalidDataContractError(reason, contract=cls.__name__)


def is_textless_zero(value: object) -> bool:
    """Tell whether a value is the zero of an enumeration that has no text for it."""
    return isinstance(value, DataContractEnum) and value.value == 0


def _declare(cls: type, text: str, number: int, bits: int) -> None:
    texts = cls.__dict__.get(_TEXTS)
    if texts is None:
        texts = []
        type.__setattr__(cls, _TEXTS, texts)
    texts.append((text, number, bits))


class _EnumType(enum.EnumMeta):
    """Looks values up even in an enumeration without members, which Python takes for the wish to make one."""

    def __call__(cls, value: Any, *arguments: Any, **keywords: Any) -> Any:
        if arguments or keywords or cls.__members__:
            return super().__call__(value, *arguments, **keywords)
        enumeration: Any = cls
        found = value if type(value) is enumeration else enumeration._missing_(value)
        if found is None:
            reason = f"{value!r} is not a valid {cls.__qualname__}"
            raise ValueError(reason)
        return found


class DataContractEnum(enum.Enum, metaclass=_EnumType):
    """Base of closed enumerations: the values are wire texts, ``number`` is the CLR integer.

    ``Cls(0)`` is .NET's default: the member of number 0, or a zero without text that is equal to itself alone and
    can only be held by an absent member.
    """

    number: int | None

    if not TYPE_CHECKING:  # to a type checker an enumeration is called with a value, not as it is made

        def __new__(cls, text: str, value: int | None = None, bits: int = 32) -> Self:
            """Make a member of its wire text and CLR integer (by default its index)."""
            del bits
            member = object.__new__(cls)
            member._value_ = text
            member.number = len(cls.__members__) if value is None else value
            _declare(cls, text, member.number, member.number)
            return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if type(value) is int and value == 0:
            return cls.zero()
        return None

    @classmethod
    def zero(cls) -> Self:
        """Return .NET's default of the enumeration."""
        return next((member for member in cls if member.number == 0), None) or _unlisted(cls, 0)

    def __bool__(self) -> bool:
        """Tell whether there is a text: False for the textless zero alone."""
        return self._value_ != 0

    def __eq__(self, other: object) -> bool:
        """Compare by class and text."""
        if type(self) is not type(other):
            return NotImplemented
        return bool(self._value_ == getattr(other, "_value_", None))

    def __hash__(self) -> int:
        """Hash by the text."""
        return hash(self._value_)

    def __reduce_ex__(self, _protocol: object) -> tuple[Any, ...]:
        """Pickle by class and text."""
        return (type(self), (self._value_,))

    def __copy__(self) -> Self:
        """Return the value itself; it cannot change."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Return the value itself; it cannot change."""
        return self

    def __str__(self) -> str:
        """Return ``Class.MEMBER``, or ``Class('text')`` for a text that is no member."""
        return f"{type(self).__name__}.{self._name_}" if self._name_ else f"{type(self).__name__}({self._value_!r})"

    def __repr__(self) -> str:
        """Return ``<Class.MEMBER: 'text'>``, or ``Class('text')`` for a text that is no member."""
        return f"<{self}: {self._value_!r}>" if self._name_ else str(self)


class OpenEnum(DataContractEnum):
    """Base of enumerations known from samples only: an unknown text is kept, not refused.

    An unlisted value is equal, hashed and pickled by its text and is never cached; its ``name`` is ``""`` and its
    ``number`` is None. Which text is .NET's zero is not known, so ``Cls(0)`` has none.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if isinstance(value, str):
            return _unlisted(cls, str(value))
        return super()._missing_(value)

    @classmethod
    def zero(cls) -> Self:
        """Return .NET's default of the enumeration, whose text is not known."""
        return _unlisted(cls, 0)


_E = TypeVar("_E", bound=DataContractEnum)


def _unlisted(cls: type[_E], value: str | int) -> _E:
    """Return a value that is no member, not cached."""
    member = object.__new__(cls)
    member._value_ = value
    member._name_ = ""
    member.number = 0 if value == 0 else None
    return member


class DataContractFlag(enum.Flag, metaclass=_EnumType):
    """Base of flags enumerations (.NET's ``FlagsAttribute``): the values are the CLR integers.

    A negative CLR integer stands as the unsigned one of the same bits. The wire texts, which `wire_texts` lists,
    may outnumber the members: two texts of one integer are one flag.
    """

    if not TYPE_CHECKING:  # to a type checker an enumeration is called with a value, not as it is made

        def __new__(cls, text: str, value: int | None = None, bits: int = 32) -> Self:
            """Make a flag of its wire text and CLR integer.

            :raises InvalidDataContractError: where no integer is given.
            """
            if value is None:
                reason = f"the flag {text!r} needs its integer: enum_member({text!r}, 1)"
                raise InvalidDataContractError(reason, contract=cls.__name__)
            member = object.__new__(cls)
            member._value_ = value if value >= 0 else value & ((1 << bits) - 1)
            _declare(cls, text, value, member._value_)
            return member

    @classmethod
    def zero(cls) -> Self:
        """Return .NET's default of the enumeration: no flag set."""
        return cls(0)

    def __reduce_ex__(self, _protocol: object) -> tuple[Any, ...]:
        """Pickle by class and integer."""
        return (type(self), (self._value_,))

    def __copy__(self) -> Self:
        """Return the value itself; it cannot change."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Return the value itself; it cannot change."""
        return self
