"""Contracts as the source of a package: a module for each namespace, and one through which they reach each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.binding.documentation import DOC_WIDTH, doc_lines, said_of_schemas
from dcxml.binding.module_plan import MODULES_ALIAS
from dcxml.binding.package_plan import MODULES, PackagePlan
from dcxml.binding.source import Heading, render_plan
from dcxml.codegen.layout import LINE_LENGTH, width
from dcxml.codegen.literal import literal
from dcxml.codegen.sorting import import_order, listing_order
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.binding.package_plan import Export
    from dcxml.contract.contract_set import DataContractSet

__all__ = ["GENERATED", "render_package"]

GENERATED: Final = "# Made by dcxml, which writes this file anew in each run."
"""The first line of every file of a package."""


def render_package(contracts: DataContractSet, package: str = "") -> dict[str, str]:
    """Return the files of a package that declares the contracts as attrs classes, by their paths in it.

    Each namespace is a module; the package has no other names, so that equal names of two namespaces do not meet.
    ``package`` is the name under which it will be imported, for the package's own documentation alone. The same
    contracts give the same text on every run.

    :raises InvalidDataContractError: where a value type contains itself.
    """
    plan = PackagePlan(contracts)
    modules = sorted(plan.names.values(), key=import_order)
    files = {"__init__.py": _modules([*_package_summary(plan, package)], modules)}
    if modules:
        summary = "The modules of this package, each loaded when it is first used: they may need each other."
        files[f"{MODULES}.py"] = _modules([summary], modules)
    for module in plan.modules:
        heading = Heading(
            [*_summary(*module.namespaces), *said_of_schemas(list(module.namespaces), contracts)],
            comment=GENERATED,
            siblings=(MODULES, MODULES_ALIAS),
        )
        files[f"{module.name}.py"] = render_plan(module.plan, heading=heading)
    for name, export in plan.exports.items():
        files[f"{name}.py"] = _exporting(export)
    return dict(sorted(files.items()))


def _package_summary(plan: PackagePlan, package: str) -> Iterable[str]:
    yield "Data contracts, made by dcxml: a package with a module for each namespace."
    if package and plan.names:
        yield from ("", f"For example: from {package} import {next(iter(plan.names.values()))}")
    if plan.names:
        yield from ("", "The modules, and the namespaces they declare:", "")
        for namespace, name in plan.names.items():
            yield f"- {name}: {_shown(namespace)}"


def _summary(*namespaces: str) -> list[str]:
    """Return the paragraphs of a module's docstring, the first of one line."""
    sentence = f"Data contracts of {_shown(namespaces[0])}."
    if len(namespaces) == 1 and len(sentence) <= DOC_WIDTH:
        return [sentence]
    heading = "Data contracts of one namespace." if len(namespaces) == 1 else "Data contracts that need each other."
    return [heading, "", "Their namespaces:", "", *(f"- {_shown(each)}" for each in namespaces)]


def _shown(namespace: str) -> str:
    return namespace or "no namespace"


def _modules(summary: list[str], modules: list[str]) -> str:
    """Return a module whose attributes are the modules of the package."""
    writer = SourceWriter()
    writer.lines(GENERATED, *doc_lines(summary))
    if not modules:
        return writer.text()
    writer.lines("", "from __future__ import annotations", "", "from importlib import import_module")
    writer.lines("from typing import TYPE_CHECKING", "", "if TYPE_CHECKING:")
    writer.lines("    from types import ModuleType", "")
    writer.lines(*(f"    {line}" for line in _import(".", modules, margin=4)))
    writer.lines("", *_listed(modules), "", "")
    with writer.block("def __getattr__(name: str) -> ModuleType:"):
        writer.lines('"""Load a module when it is first asked for (PEP 562)."""', "if name not in __all__:")
        writer.line('    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")')
        writer.line('return import_module(f".{name}", __package__)')
    return writer.text()


def _exporting(export: Export) -> str:
    """Return a module that exports names of a private one."""
    writer = SourceWriter()
    writer.lines(GENERATED, *doc_lines(_summary(export.namespace)))
    writer.lines("", "from __future__ import annotations", "")
    for said in _statements(export):
        writer.lines(*_import(f".{export.source}", said))
    writer.lines("", *_listed([here for _, here in export.names]))
    return writer.text()


def _statements(export: Export) -> list[list[str]]:
    """Return what each import statement names, as isort parts and orders them: one with all that keeps its name."""
    names = sorted(export.names, key=lambda pair: import_order(pair[0]))
    statements = {there: [f"{there} as {here}"] for there, here in names if there != here}
    kept = [there for there, here in names if there == here]
    if kept:
        statements[kept[0]] = kept
    return [statements[first] for first in sorted(statements, key=import_order)]


def _import(module: str, names: list[str], *, margin: int = 0) -> list[str]:
    line = f"from {module} import {', '.join(names)}"
    if margin + width(line) <= LINE_LENGTH:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in names), ")"]


def _listed(names: list[str]) -> list[str]:
    """Return the statement of a module's public names."""
    texts = [literal(name) for name in sorted(names, key=listing_order)]
    line = f"__all__ = [{', '.join(texts)}]"
    return [line] if width(line) <= LINE_LENGTH else ["__all__ = [", *(f"    {text}," for text in texts), "]"]
