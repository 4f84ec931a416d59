"""Read a hints file: TOML tables of members, by path, and of contracts, by name. It knows no derivation."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dcxml.derivation.source import name_of
from dcxml.errors import DerivationError
from dcxml.xmlio import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.derivation.source import Source

__all__ = ["ContractHint", "Hints", "MemberHint", "read_hints"]


@frozen(kw_only=True)
class MemberHint:
    """What is said of the member at ``path``; None where nothing is.

    ``separate`` keeps its contract apart from those of equal shape, ``same_as`` takes it for another member's.
    """

    path: str
    line: int
    type: str | None = None
    nillable: bool | None = None
    required: bool | None = None
    documentation: str | None = None
    separate: bool | None = None
    same_as: str | None = None


@frozen(kw_only=True)
class ContractHint:
    """What is said of the contract ``name``; ``members`` close an enumeration, with their numbers where given."""

    name: str
    line: int
    rename: str | None = None
    documentation: str | None = None
    members: tuple[tuple[str, int | None], ...] | None = None
    flags: bool | None = None


@frozen(kw_only=True)
class Hints:
    """The contents of a hints file."""

    file: str = ""
    members: tuple[MemberHint, ...] = ()
    contracts: tuple[ContractHint, ...] = field(default=())

    @property
    def regroups(self) -> bool:
        """Tell whether some contracts are to be taken apart or for one."""
        return any(hint.separate or hint.same_as is not None for hint in self.members)

    def error(self, reason: str, *, line: int | None) -> DerivationError:
        """Return the error that says what is wrong in which line."""
        return DerivationError(reason, file=self.file, line=line)


_MEMBER_KEYS: Final[Mapping[str, type]] = {
    "type": str,
    "nillable": bool,
    "required": bool,
    "documentation": str,
    "separate": bool,
    "same_as": str,
}
_CONTRACT_KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "rename": str,
    "documentation": str,
    "members": (list, dict),
    "flags": bool,
}
_ENUMERATION: Final = "a list of texts, or a table of texts and their numbers"
_WORDS: Final = {str: "a string", bool: "true or false", (list, dict): _ENUMERATION}


def read_hints(source: Source) -> Hints:
    """Return the hints of a TOML file.

    :raises DerivationError: where it cannot be read, is not TOML, or has tables and keys that no hint has.
    """
    file = name_of(source)
    empty = Hints(file=file)
    try:
        data = read_source(source)
        text = data.decode() if isinstance(data, bytes) else data
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or error
        raise empty.error(f"the hints file cannot be read ({what}); allowed: a TOML file in UTF-8", line=None) from None
    except (ValueError, RecursionError) as error:  # TOML's own errors, and Python's limits on digits and nesting
        line = re.search(r"line (\d+)", str(error))
        raise empty.error(f"not TOML: {error}", line=int(line[1]) if line else None) from None
    reader = _Reader(empty, text)
    unknown = [name for name in tables if name not in ("members", "contracts")]
    if unknown:
        raise reader.refuse(unknown[0], f"the table {unknown[0]!r} is not a hint; allowed: members, contracts")
    return Hints(
        file=file,
        members=tuple(reader.member(path, table) for path, table in reader.tables(tables, "members")),
        contracts=tuple(reader.contract(name, table) for name, table in reader.tables(tables, "contracts")),
    )


@frozen
class _Reader:
    hints: Hints
    text: str

    def refuse(self, key: str, reason: str) -> DerivationError:
        return self.hints.error(reason, line=self.line(key))

    def line(self, key: str) -> int:
        """Return the line in which a key is first written; TOML's parser does not tell."""
        return self.text.count("\n", 0, max(self.text.find(key), 0)) + 1

    def tables(self, tables: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        found = tables.get(name, {})
        if not isinstance(found, dict) or not all(isinstance(table, dict) for table in found.values()):
            keys = "a member's path" if name == "members" else "a contract's name"
            raise self.refuse(name, f"{name} is not a table of tables; allowed: a table [{name}.…] for {keys}")
        return list(found.items())

    def member(self, path: str, table: Mapping[str, Any]) -> MemberHint:
        self.check(path, table, _MEMBER_KEYS)
        return MemberHint(path=path, line=self.line(path), **table)

    def contract(self, name: str, table: Mapping[str, Any]) -> ContractHint:
        self.check(name, table, _CONTRACT_KEYS)
        values = {key: value for key, value in table.items() if key != "members"}
        return ContractHint(name=name, line=self.line(name), members=self.enumeration(name, table), **values)

    def enumeration(self, name: str, table: Mapping[str, Any]) -> tuple[tuple[str, int | None], ...] | None:
        given = table.get("members")
        if given is None:
            return None
        pairs = tuple(given.items()) if isinstance(given, dict) else tuple((text, None) for text in given)
        for text, number in pairs:
            is_number = number is None or (isinstance(number, int) and not isinstance(number, bool))
            if not isinstance(text, str) or not is_number:
                found = f"{text!r} = {number!r}" if isinstance(given, dict) else repr(text)
                raise self.refuse(name, f"{name}: {found} is not a member; allowed: {_ENUMERATION}")
        return pairs

    def check(self, owner: str, table: Mapping[str, Any], allowed: Mapping[str, Any]) -> None:
        for key, value in table.items():
            if key not in allowed:
                raise self.refuse(owner, f"{owner}: {key!r} is not a hint; allowed: {', '.join(allowed)}")
            if not isinstance(value, allowed[key]):
                raise self.refuse(owner, f"{owner}: {key} = {value!r}; allowed: {_WORDS[allowed[key]]}")
