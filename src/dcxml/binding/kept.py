"""What is made once of a class and kept on it: it refers to the class, and goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["kept_on"]

_T = TypeVar("_T")


def kept_on(cls: type, name: str, make: Callable[[], _T]) -> _T:
    """Return what is kept on a class, not on its bases, under an attribute's ``name``; else make it and keep it.

    What ``make`` raises is raised, and nothing is kept then: a class that is not complete is asked again.
    """
    kept = cls.__dict__.get(name)
    if isinstance(kept, _Kept) and kept.owner is cls:  # a class made of another's attributes has that one's too
        value: _T = kept.value
        return value
    value = make()
    setattr(cls, name, _Kept(cls, value))
    return value


@frozen(eq=False)
class _Kept:
    """A value and the class it was made of; where the class itself is pickled, as Spark and Ray do, it stays behind."""

    owner: type
    value: Any

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as None: another process makes its own."""
        return (type(None), ())
