"""What is made once of a class and kept on it: it refers to the class, and goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["kept_of", "kept_on"]

_T = TypeVar("_T")


def kept_on(cls: type, name: str, make: Callable[[], _T]) -> _T:
    """Return what is kept on a class, not on its bases, under an attribute's ``name``; else make it and keep it.

    What ``make`` raises is raised, and nothing is kept then: a class that is not complete is asked again.
    """
    value: _T | None = kept_of(cls, name)
    if value is None:
        value = make()
        setattr(cls, name, _Kept(cls, value))
    return value


def kept_of(cls: type, name: str) -> Any:
    """Return what is kept on a class, None where nothing is."""
    kept = cls.__dict__.get(name)
    # A class made of another's attributes has that one's too.
    return kept.value if isinstance(kept, _Kept) and kept.owner is cls else None


@frozen(eq=False)
class _Kept:
    """A value and the class it was made of; where the class itself is pickled, as Spark and Ray do, it stays behind."""

    owner: type
    value: Any

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as None: another process makes its own."""
        return (type(None), ())
