"""The schemas that a command is given: read, and what they miss told on stderr, which is no error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

import dcxml
from dcxml.cli.console.files import STANDARD_STREAM, STDIN_NAME, local_paths
from dcxml.cli.console.output import counted, tell_error
from dcxml.cli.contracts.cache import read_cached_schemas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml import DataContractSet
    from dcxml.contract.missing import MissingReference

__all__ = ["load_schemas"]


def load_schemas(
    names: Sequence[str], *, strict: bool = False, cached: bool = False, stdin: bytes | None = None
) -> DataContractSet:
    """Return the contracts of XSDs, WSDLs and folders (- is stdin), after a line for each thing that is missing.

    Where they may be ``cached``, they come from disk if the same schemas were read before; such a set is read anew to
    be refused where it is to be ``strict``.

    ``stdin`` is what it held, where it has been read before.

    :raises SchemaError: as `dcxml.read_schemas` does.
    """
    with local_paths(names, stdin=stdin) as paths:
        is_cached = cached and STANDARD_STREAM not in names
        contracts = read_cached_schemas(paths) if is_cached else dcxml.read_schemas(*paths, strict=strict)
        if strict and is_cached and (contracts.missing or contracts.refusals):
            contracts = dcxml.read_schemas(*paths, strict=True)
        of_stdin = {str(path) for path, name in zip(paths, names, strict=True) if name == STANDARD_STREAM}
        at_stdin = [evolve(refusal, file=STDIN_NAME) for refusal in contracts.refusals if refusal.file in of_stdin]
    for refusal in [*at_stdin, *(refusal for refusal in contracts.refusals if refusal.file not in of_stdin)]:
        tell_error(str(refusal))
    needed: dict[tuple[str, str], list[MissingReference]] = {}
    for missing in contracts.missing:
        place = evolve(missing, file=STDIN_NAME) if missing.file in of_stdin else missing
        needed.setdefault((missing.kind, missing.name), []).append(place)
    for first, *others in needed.values():
        more = f" (and {counted(len(others), 'other component')} of the schemas)" if others else ""
        tell_error(f"{first}{more}")
    return contracts
