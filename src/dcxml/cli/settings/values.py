"""The keys of a file of settings, and what each may say: a table of small functions that check a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.cli.settings.selection import UnknownRuleError, codes_of
from dcxml.errors import DcxmlError
from dcxml.near_names import near_names
from dcxml.reporting import FORMATS
from dcxml.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FAIL_ON", "KEYS", "SettingError", "unknown_key"]

FAIL_ON: Final = tuple(severity.value for severity in Severity)
"""The severities from which on a finding makes the exit code 1."""


class SettingError(DcxmlError):
    """A value that a setting cannot have; ``steps`` lead to it from the setting's own key."""

    def __init__(self, reason: str, *, steps: tuple[str, ...] = ()) -> None:
        """Keep the reason, which says what is allowed."""
        super().__init__(reason)
        self.reason = reason
        self.steps = steps

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


def unknown_key(key: str) -> SettingError:
    """Return the error about a key that there is not."""
    near = near_names(key, KEYS, most=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KEYS)}"
    return SettingError(f"there is no such setting; {hint}")


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _refused(value, "true or false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _refused(value, "a text that is not empty")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _refused(value, "an array of texts")
    return tuple(map(_text, value))


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise _refused(value, f"one of {', '.join(words)}")
        return str(value)

    return read


def _rules(value: Any) -> tuple[str, ...]:
    words = _texts(value)
    _check_rules(words)
    return words


def _severities(value: Any) -> Mapping[str, Severity]:
    levels = {}
    for word, level in _table(value, "severities by rule").items():
        try:
            _check_rules((word,))
            levels[word] = Severity(_one_of(FAIL_ON)(level))
        except SettingError as error:
            raise SettingError(error.reason, steps=(word,)) from None
    return levels


def _rules_by_pattern(value: Any) -> Mapping[str, tuple[str, ...]]:
    return {
        pattern: _at(pattern, _rules, rules) for pattern, rules in _table(value, "arrays of rules by pattern").items()
    }


def _schemas(value: Any) -> Mapping[str, tuple[str, ...]]:
    """Return the schemas by namespace or pattern; those of an array are for every document."""
    if isinstance(value, list):
        return {"**": _texts(value)} if value else {}
    if not isinstance(value, dict):
        raise _refused(value, "an array of paths, or a table of them by namespace or pattern")
    return {key: _at(key, _paths, paths) for key, paths in value.items()}


def _paths(value: Any) -> tuple[str, ...]:
    paths = (value,) if isinstance(value, str) and value else _texts(value)
    if not paths:
        raise _refused(value, "a path, or an array of them")
    return paths


KEYS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "schemas": _schemas,
    "select": _rules,
    "ignore": _rules,
    "severity": _severities,
    "per-file-ignores": _rules_by_pattern,
    "include": _texts,
    "exclude": _texts,
    "force-exclude": _flag,
    "gitignore": _flag,
    "strict-schemas": _flag,
    "canonical": _flag,
    "output-format": _one_of(FORMATS),
    "baseline": _text,
    "fail-on": _one_of(FAIL_ON),
}
"""Every setting, with what reads its value."""


def _at(step: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except SettingError as error:
        raise SettingError(error.reason, steps=(step, *error.steps)) from None


def _table(value: Any, of_what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _refused(value, f"a table: {of_what}")
    return value


def _check_rules(words: tuple[str, ...]) -> None:
    try:
        codes_of(words)
    except UnknownRuleError as error:
        raise SettingError(str(error)) from None


def _refused(value: Any, allowed: str) -> SettingError:
    kinds = {bool: str(value).lower(), dict: "a table", list: "an array"}
    found = kinds.get(type(value)) or (repr(value) if isinstance(value, str) else str(value))
    return SettingError(f"{found} is not allowed; allowed: {allowed}")
