"""The root that a command is given by name, a contract or a global element of some schemas, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

import dcxml
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.settings.common_options import with_schemas
from dcxml.errors import UnknownNameError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dcxml import Binding, DataContractSet

__all__ = ["ChosenRoot", "root_in", "root_of", "with_dialect", "with_root"]

_F = TypeVar("_F", bound="Callable[..., Any]")


@frozen(kw_only=True)
class ChosenRoot:
    """What the documents of a command are: the name of their root, and what it is to load and to dump."""

    name: QName
    annotation: Any
    binding: Binding
    contracts: DataContractSet


def with_root(command: _F) -> _F:
    """Give a command the options ``--schema`` and ``--root``."""
    schemas = with_schemas(" (- is stdin)", is_required=True)
    root = click.option(
        "--root",
        metavar="NAME",
        required=True,
        help="A contract or a global element: its name, with its namespace in braces where several have that name.",
    )
    return schemas(root(command))


def with_dialect(help_text: str, *, default: dcxml.Dialect | None = dcxml.Dialect.XML_WRITER) -> Callable[[_F], _F]:
    """Return what gives a command the option ``--dialect``, whose text is None where nothing is said and no default.

    A default is told behind the help text.
    """
    return click.option(
        "--dialect",
        type=click.Choice([dialect.value for dialect in dcxml.Dialect]),
        default=None if default is None else default.value,
        show_default=default is not None,
        help=help_text,
    )


def root_of(schemas: Sequence[str], name: str) -> ChosenRoot:
    """Return the root of a name: in Clark form, or the name alone where one contract or element has it.

    :raises UnknownNameError: where none has it.
    :raises UsageError: where several have it.
    """
    return root_in(load_schemas(schemas), name)


def root_in(contracts: DataContractSet, name: str) -> ChosenRoot:
    """Return the root of a name in some contracts; errors are those of `root_of`."""
    binding = dcxml.build_classes(contracts)
    chosen = _whole_name(name, binding)
    annotation = binding[chosen]
    return ChosenRoot(name=QName.from_clark(chosen), annotation=annotation, binding=binding, contracts=contracts)


def _whole_name(name: str, binding: Binding) -> str:
    found = [each for each in binding if QName.from_clark(each).name == name]
    if name in binding or name.startswith("{"):
        return name
    if not found:
        raise UnknownNameError(name, binding)
    if len(found) > 1:
        raise click.UsageError(f"several have the name {name}; say which: {', '.join(map(repr, found))}")
    return found[0]
