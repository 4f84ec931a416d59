"""What a module keeps of its schemas, as source: components that definitions refer to, and what is said, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.binding.components import COMPONENTS
from dcxml.binding.name_source import qname_source
from dcxml.binding.said import ANNOTATIONS
from dcxml.codegen.layout import LINE_LENGTH, Brackets, call, keyword, lay_out, text_of, tuple_of
from dcxml.codegen.literal import literal

if TYPE_CHECKING:
    from dcxml.binding.module_plan import ModulePlan
    from dcxml.codegen.writer import SourceWriter
    from dcxml.contract.model import SchemaComponent
    from dcxml.contract.schema_annotation import SchemaAnnotation

__all__ = ["write_annotations", "write_components"]

_TEXT_ROOM: Final = LINE_LENGTH - len("        documentation=,")


def write_components(writer: SourceWriter, plan: ModulePlan) -> None:
    """Write what definitions refer to, so that the schemas exported from the module are whole."""
    if not plan.components:
        return
    writer.lines(*([""] if plan.aliases or plan.elements or plan.roots else ["", ""] if plan.classes else [""]))
    components = tuple_of(*(_component(plan, component) for component in plan.components))
    writer.lines(*lay_out(f"{COMPONENTS} = ", components))


def write_annotations(writer: SourceWriter, plan: ModulePlan) -> None:
    """Write what the schemas say, word for word and with its place: docstrings are laid out anew and have no place."""
    if not plan.schema_annotations:
        return
    has_assignments = plan.aliases or plan.elements or plan.roots or plan.components
    writer.lines(*([""] if has_assignments else ["", ""] if plan.classes else [""]))
    said = tuple_of(*(_schema_annotation(plan, each) for each in plan.schema_annotations))
    writer.lines(*lay_out(f"{ANNOTATIONS} = ", said))


def _schema_annotation(plan: ModulePlan, said: SchemaAnnotation) -> Brackets:
    arguments: list[str | Brackets] = [keyword("name", qname_source(plan, said.name))]
    if said.kind != "type":
        arguments.append(f"kind={literal(said.kind)}")
    texts = {"item": said.item, "documentation": said.documentation, "appinfo": said.appinfo}
    texts |= {"language": said.language, "source": said.source, "markup": said.markup}
    for word, text in texts.items():
        if text is not None:
            arguments.append(keyword(word, text_of(text, room=_TEXT_ROOM)))
    if said.place:
        arguments.append(keyword("place", tuple_of(*map(literal, said.place))))
    return call("SchemaAnnotation", *arguments)


def _component(plan: ModulePlan, component: SchemaComponent) -> Brackets:
    said: list[str | Brackets] = [
        keyword("name", qname_source(plan, component.name)),
        f"kind={literal(component.kind)}",
        f"schema={literal(component.schema)}",
    ]
    if component.anonymous_type is not None:
        said.append(keyword("anonymous_type", qname_source(plan, component.anonymous_type)))
    return call("SchemaComponent", *said)
