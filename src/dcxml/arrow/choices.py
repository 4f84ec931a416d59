"""Which Arrow type holds what, where there is a choice. The defaults lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from attrs import field, frozen

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["SPARK", "ColumnTypes", "DurationType", "TimestampType"]

TimestampType = Literal["parts", "us", "ns", "us-utc", "ns-utc"]
DurationType = Literal["parts", "us", "ns"]
_DEEPEST: Final = 32
_MOST_DIGITS: Final = 38
"""Those of a decimal128; Spark and Parquet's readers have no wider one."""


def _one_of(*allowed: str) -> Any:
    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if value not in allowed:
            message = f"{attribute.name} is {value!r}; allowed are {', '.join(map(repr, allowed))}"
            raise ValueError(message)

    return check


def _check_decimals(_: object, attribute: Attribute[Any], value: Any) -> None:
    if value == "text":
        return
    is_pair = isinstance(value, tuple) and [*map(type, value)] == [int, int]
    if not is_pair or not 0 <= value[1] <= value[0] <= _MOST_DIGITS or not value[0]:
        message = (
            f"{attribute.name} is {value!r}; allowed are 'text', and digits in all with those behind the point, such as"
            f" (38, 10), {_MOST_DIGITS} at most"
        )
        raise ValueError(message)


def _check_depth(_: object, attribute: Attribute[Any], value: Any) -> None:
    if type(value) is not int or not 1 <= value <= _DEEPEST:
        message = f"{attribute.name} is {value!r}; allowed are 1 to {_DEEPEST}"
        raise ValueError(message)


@frozen(kw_only=True)
class ColumnTypes:
    """The types of columns, where more than one would do.

    :param timestamps: of ``xs:dateTime``. ``"parts"`` is a struct of the wall clock ``time``, the ``tick`` (100 ns)
        behind its microseconds, and the ``zone`` as written; the others are plain timestamps, of values without a zone
        (``"us"``, ``"ns"``) or in UTC (``"us-utc"``, ``"ns-utc"``), and refuse what they cannot hold.
    :param durations: of ``ser:duration``. ``"parts"`` is a struct of ``span`` and ``tick``; ``"us"`` and ``"ns"`` are
        plain durations.
    :param decimals: ``"text"`` keeps the scale of each value; ``(precision, scale)`` is a ``decimal128``, which keeps
        the number, gives all values one scale, and refuses more digits.
    :param enumerations: closed ones as ``"dictionary"``, or as ``"text"``.
    :param unsigned: ``"unsigned"`` integers as such, or ``"widened"`` to the next signed type that holds them.
    :param absent: absent members are ``"listed"`` in a column ``_absent``; with ``"null"`` those that may be nil are
        null as nil is, and come back as nil.
    :param depth: how many structs, lists and maps may stand in each other, 32 at most; what is deeper is a text of XML.
    """

    timestamps: TimestampType = field(default="parts", validator=_one_of(*get_args(TimestampType)))
    durations: DurationType = field(default="parts", validator=_one_of(*get_args(DurationType)))
    decimals: Literal["text"] | tuple[int, int] = field(default="text", validator=_check_decimals)
    enumerations: Literal["dictionary", "text"] = field(default="dictionary", validator=_one_of("dictionary", "text"))
    unsigned: Literal["unsigned", "widened"] = field(default="unsigned", validator=_one_of("unsigned", "widened"))
    absent: Literal["listed", "null"] = field(default="listed", validator=_one_of("listed", "null"))
    depth: int = field(default=_DEEPEST, validator=_check_depth)


SPARK: Final = ColumnTypes(enumerations="text", unsigned="widened")
"""Types that Spark takes from Python: it has neither dictionaries nor unsigned integers."""
