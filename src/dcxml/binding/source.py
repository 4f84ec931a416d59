"""Contracts as the source of a Python module, as one would write it by hand.

Texts of the contracts enter it as literals, in docstrings with their escapes, or as names made legal before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.binding.alias_source import write_aliases
from dcxml.binding.class_source import write_class, write_enumeration
from dcxml.binding.documentation import doc_lines, said_of_schemas
from dcxml.binding.module_names import LIBRARY_NAMES
from dcxml.binding.module_plan import plan_module
from dcxml.binding.schema_source import write_annotations, write_components
from dcxml.binding.service_source import SOAP, render_services
from dcxml.codegen.layout import LINE_LENGTH, width
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.model import ClassDataContract, EnumDataContract

if TYPE_CHECKING:
    from dcxml.binding.module_plan import ModulePlan
    from dcxml.contract.contract_set import DataContractSet

__all__ = ["MADE", "Heading", "render_module", "render_plan"]

_STANDARD: Final = {
    "UTC": "from datetime import UTC",
    "Decimal": "from decimal import Decimal",
    "Annotated": "from typing import Annotated",
    "UUID": "from uuid import UUID",
}
MADE: Final = "Data contracts, made by dcxml."
"""How the docstring of a module begins that is no part of a package."""
_LITERALS: Final = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.DOTALL)
"""Texts in source: docstrings, and literals in quotes of either kind, each of which may hold the other."""


def render_module(contracts: DataContractSet) -> str:
    """Return the source of a module that declares the contracts as attrs classes; the same on every run.

    :raises InvalidDataContractError: where a value type contains itself.
    """
    return render_plan(plan_module(contracts))


def render_plan(plan: ModulePlan, *, heading: Heading | None = None) -> str:
    """Return the source of the module that was planned; ``heading`` is what stands above its declarations."""
    writer = SourceWriter()
    for contract in plan.classes:
        writer.lines("", "")
        if isinstance(contract, ClassDataContract):
            write_class(writer, plan, contract)
        elif isinstance(contract, EnumDataContract):
            write_enumeration(writer, plan, contract)
    write_aliases(writer, plan)
    write_components(writer, plan)
    write_annotations(writer, plan)
    is_anything = any((plan.classes, plan.aliases, plan.roots, plan.elements, plan.components, plan.schema_annotations))
    body = writer.text() if is_anything else ""
    services = render_services(plan)
    return _head(plan, body, services, heading or Heading(_summary(plan))) + body + services


@frozen
class Heading:
    """What a module says of itself: the paragraphs of its docstring, behind a ``comment`` in the first line.

    ``siblings`` is a module of the same package and what it is called here, imported where the declarations use it.
    """

    summary: list[str]
    comment: str = field(default="", kw_only=True)
    siblings: tuple[str, str] = field(default=("", ""), kw_only=True)


def _head(plan: ModulePlan, body: str, services: str, heading: Heading) -> str:
    """Return the module's docstring, its imports and its constants."""
    writer = SourceWriter()
    writer.lines(*([heading.comment] if heading.comment else []), *doc_lines(heading.summary))
    writer.lines("", "from __future__ import annotations")
    constants = [_constant(name, namespace) for namespace, name in sorted(plan.namespaces.items(), key=_by_name)]
    used = set(re.findall(r"\w+", _without_literals(body + services)))
    standard = [statement for name, statement in _STANDARD.items() if name in used]
    if standard:
        writer.lines("", *standard)
    library = LIBRARY_NAMES & used | ({SOAP} if services else set())
    imported = sorted(library, key=lambda name: (name.islower(), name.lower()))
    if imported:
        writer.line()
        _write_import(writer, imported)
    module, alias = heading.siblings
    if alias in used:
        writer.lines("", f"from . import {module} as {alias}")
    elif alias and f'"{alias}.' in body:
        writer.lines("", f"from . import {module} as {alias}  # noqa: TC001 - for the names in quotes")
    elif alias and f'"{alias}.' in services:
        writer.lines("", f"from . import {module} as {alias}  # noqa: F401 - for the messages in quotes")
    if constants:
        writer.line()
        for lines in constants:
            writer.lines(*lines)
    return writer.text()


def _by_name(item: tuple[str, str]) -> str:
    return item[1]


def _write_import(writer: SourceWriter, names: list[str]) -> None:
    line = f"from dcxml import {', '.join(names)}"
    if width(line) <= LINE_LENGTH:
        writer.line(line)
        return
    with writer.block("from dcxml import ("):
        writer.lines(*(f"{name}," for name in names))
    writer.line(")")


def _constant(name: str, namespace: str) -> list[str]:
    """Return the statement that names a namespace; a long one is a text in several pieces."""
    text = literal(namespace)
    if width(name) + 3 + width(text) <= LINE_LENGTH:
        return [f"{name} = {text}"]
    if 4 + width(text) <= LINE_LENGTH:
        return [f"{name} = (", f"    {text}", ")"]
    pieces = [namespace[place : place + 50] for place in range(0, len(namespace), 50)]
    return [f"{name} = (", *(f"    {literal(piece)}" for piece in pieces), ")"]


def _without_literals(body: str) -> str:
    """Return the source without its texts, which may hold any word."""
    return _LITERALS.sub('""', body)


def _summary(plan: ModulePlan) -> list[str]:
    namespaces = dict.fromkeys(contract.name.namespace for contract in plan.classes)
    listed = [f"- {namespace or 'no namespace'}" for namespace in namespaces]
    heading = [MADE, ""]
    said = said_of_schemas(list(plan.contracts.annotations), plan.contracts)
    if listed:
        return [*heading, "Their namespaces:", "", *listed, *said]
    return [MADE, *said] if said else heading
