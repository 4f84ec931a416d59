"""Contracts as the source of a Python module, as one would write it by hand.

Texts of the contracts enter it as literals, in docstrings with their escapes, or as names made legal before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.binding.components import COMPONENTS
from dcxml.binding.documentation import DOC_WIDTH, doc_lines, flat, said_of_alias, said_of_class, said_of_schemas
from dcxml.binding.module_names import LIBRARY_NAMES, value_names
from dcxml.binding.module_plan import plan_module
from dcxml.binding.names import class_name
from dcxml.binding.said import ANNOTATIONS, EVIDENCE, KINDS
from dcxml.binding.service_source import SOAP, render_services
from dcxml.codegen.layout import (
    LINE_LENGTH,
    Brackets,
    annotation_of,
    call,
    call_of,
    keyword,
    lay_out,
    lay_out_annotated,
    subscript,
    text_of,
    tuple_of,
    width,
)
from dcxml.codegen.literal import literal
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.naming import is_name_of
from dcxml.contract.xml_derivation import member_types
from dcxml.qname import DATA_CONTRACT, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.binding.module_plan import ModulePlan
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import (
        DataContract,
        DataMember,
        EnumMember,
        GenericArgument,
        GenericType,
        GlobalElement,
        SchemaComponent,
    )
    from dcxml.contract.schema_annotation import SchemaAnnotation

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
_MOST_USES: Final = 3
_TEXT_ROOM: Final = LINE_LENGTH - len("        documentation=,")
_WIDE_INTEGERS: Final = (QName(XS, "long"), QName(XS, "unsignedLong"))


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
            _write_class(writer, plan, contract)
        elif isinstance(contract, EnumDataContract):
            _write_enumeration(writer, plan, contract)
    _write_aliases(writer, plan)
    _write_components(writer, plan)
    _write_annotations(writer, plan)
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


def _write_class(writer: SourceWriter, plan: ModulePlan, contract: ClassDataContract) -> None:
    arguments = _named(plan, contract)
    if contract.is_reference:
        arguments.append("is_reference=True")
    if contract.is_value_type:
        arguments.append("is_value_type=True")
    if contract.generic is not None and is_name_of(contract.name.name, contract.generic):
        arguments.append(keyword("generic", _generic(plan, contract.generic)))
    is_unresolved = contract.base is not None and isinstance(plan.contracts[contract.base], UnresolvedDataContract)
    if contract.base is not None and is_unresolved:
        arguments.append(f"unresolved_base={literal(contract.base.clark)}")
    known = plan.known_types(contract)
    if known:
        arguments.append(Brackets("known_types=lambda: [", (*known,), "]"))
    writer.lines(*lay_out("@", call("data_contract", *arguments)))
    base = "(SerializationInfo)" if contract.is_iserializable else ""
    base = base if contract.base is None or is_unresolved else f"({plan.annotation(contract.base)})"
    *above, head = _class_head(f"class {plan.names[contract.name]}", base)
    writer.lines(*above)
    with writer.block(head):
        writer.lines(*doc_lines(_described(plan, contract), margin=4))
        attributes, orders = plan.attributes(contract), _orders(contract)
        if contract.members:
            writer.line()
        for member in contract.members:
            annotation, value = _member(plan, member, order=orders.get(member.name))
            writer.lines(*lay_out_annotated(attributes[member.name], annotation, value, margin=4))
            if member.annotation.documentation:
                writer.lines(*doc_lines(flat(member.annotation.documentation), margin=4))


def _class_head(head: str, base: str) -> list[str]:
    """Return the lines that begin a class; formatters put a base that is too long into a line of its own."""
    if not base or width(f"{head}{base}:") <= LINE_LENGTH:
        return [f"{head}{base}:"]
    return [f"{head}(", f"    {base[1:-1]}", "):"]


def _member(plan: ModulePlan, member: DataMember, *, order: int | None) -> tuple[str, Brackets]:
    """Return the annotation of a member, and what declares the rest of it."""
    is_optional = member.is_nillable or not plan.contracts.is_value_type(plan.contracts[member.type])
    annotation = plan.annotation(member.type, is_optional=is_optional)
    arguments: list[str | Brackets] = [literal(member.name), _default(plan, member, is_optional=is_optional)]
    if order is not None:
        arguments.append(f"order={order}")
    if member.is_required:
        arguments.append("is_required=True")
    if not member.emit_default_value or _is_left_out(plan, member):
        arguments.append(f"emit_default_value={member.emit_default_value}")
    if is_optional != member.is_nillable:
        arguments.append(f"is_nillable={member.is_nillable}")
    if member.declares is not None:
        arguments.append(f"declares={plan.namespace(member.declares)}")
    return annotation, call("data_member", *arguments)


def _is_left_out(plan: ModulePlan, member: DataMember) -> bool:
    """Tell whether null is left out where nothing else is said: of a reference that cannot be nil."""
    contract = plan.contracts[member.type]
    is_value_type = plan.contracts.is_value_type(contract) or isinstance(contract, UnresolvedDataContract)
    return not (member.is_nillable or is_value_type)


def _default(plan: ModulePlan, member: DataMember, *, is_optional: bool) -> str | Brackets:
    if is_optional:
        return "default=None"
    value, is_fresh = plan.default(member.type)
    if not is_fresh:
        return f"default={value}"
    is_class = value.endswith("()") and value[:-2].replace(".", "").isidentifier()
    return f"factory={value[:-2]}" if is_class else call_of(f"factory=lambda: {value}")


def _orders(contract: ClassDataContract) -> dict[str, int]:
    """Return the Order of each member from the first misplaced one on, as svcutil gives it."""
    names = [member.name for member in contract.members]
    keys = [name.encode("utf-16-be", "surrogatepass") for name in names]
    misplaced = next((place for place in range(1, len(keys)) if keys[place] < keys[place - 1]), len(keys))
    return {names[place]: place for place in range(misplaced, len(names))}


def _write_enumeration(writer: SourceWriter, plan: ModulePlan, contract: EnumDataContract) -> None:
    arguments = _named(plan, contract)
    if contract.is_flags and contract.is_open:
        arguments.append("is_flags=True")
    if contract.base_type != QName(XS, "int"):
        arguments.append(f"base_type={literal(contract.base_type.name)}")
    writer.lines(*lay_out("@", call("enum_contract", *arguments)))
    base = "OpenEnum" if contract.is_open else "DataContractFlag" if contract.is_flags else "DataContractEnum"
    kind = KINDS["open" if contract.is_open else "flags" if contract.is_flags else "enum"]
    with writer.block(f"class {plan.names[contract.name]}({base}):"):
        writer.lines(*doc_lines(_described(plan, contract, kind), margin=4))
        if contract.members:
            writer.line()
        for place, (name, member) in enumerate(value_names(contract)):
            writer.lines(*lay_out(f"{name} = ", _value(contract, member, place), margin=4))
            if member.annotation.documentation:
                writer.lines(*doc_lines(flat(member.annotation.documentation), margin=4))


def _value(contract: EnumDataContract, member: EnumMember, place: int) -> str | Brackets:
    text = literal(member.name)
    if contract.is_flags and not contract.is_open:
        bits = ["bits=64"] if member.value < 0 and contract.base_type in _WIDE_INTEGERS else []
        return call("enum_member", text, literal(member.value), *bits)
    return text if member.value == place else call("enum_member", text, literal(member.value))


def _write_aliases(writer: SourceWriter, plan: ModulePlan) -> None:
    waiting = {contract.name: None for contract in plan.aliases}
    if plan.aliases or plan.elements or plan.roots:
        writer.lines(*([""] * (2 if plan.classes else 1)))
    for contract in plan.aliases:
        annotated = _alias(plan, contract, quoted=waiting)
        writer.lines(*lay_out(f"{plan.names[contract.name]} = ", annotated))
        documentation = said_of_alias(contract)
        if documentation:
            writer.lines(*doc_lines(documentation))
        del waiting[contract.name]
    for name, alias in plan.roots.items():
        writer.lines(*lay_out(f"{alias} = ", annotation_of(plan.annotation(name))))
    for name, alias in plan.elements.items():
        element = plan.contracts.elements[name]
        writer.lines(*lay_out(f"{alias} = ", _element(plan, element)))
        has_class = isinstance(plan.contracts[element.type], ClassDataContract | EnumDataContract)
        if element.annotation.documentation and not (has_class and element.type == name):
            writer.lines(*doc_lines(flat(element.annotation.documentation)))


def _write_components(writer: SourceWriter, plan: ModulePlan) -> None:
    """Write what definitions refer to, so that the schemas exported from the module are whole."""
    if not plan.components:
        return
    writer.lines(*([""] if plan.aliases or plan.elements or plan.roots else ["", ""] if plan.classes else [""]))
    components = tuple_of(*(_component(plan, component) for component in plan.components))
    writer.lines(*lay_out(f"{COMPONENTS} = ", components))


def _write_annotations(writer: SourceWriter, plan: ModulePlan) -> None:
    """Write what the schemas say, word for word and with its place: docstrings are laid out anew and have no place."""
    if not plan.schema_annotations:
        return
    has_assignments = plan.aliases or plan.elements or plan.roots or plan.components
    writer.lines(*([""] if has_assignments else ["", ""] if plan.classes else [""]))
    said = tuple_of(*(_schema_annotation(plan, each) for each in plan.schema_annotations))
    writer.lines(*lay_out(f"{ANNOTATIONS} = ", said))


def _schema_annotation(plan: ModulePlan, said: SchemaAnnotation) -> Brackets:
    arguments: list[str | Brackets] = [keyword("name", _qname(plan, said.name))]
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
        keyword("name", _qname(plan, component.name)),
        f"kind={literal(component.kind)}",
        f"schema={literal(component.schema)}",
    ]
    if component.anonymous_type is not None:
        said.append(keyword("anonymous_type", _qname(plan, component.anonymous_type)))
    return call("SchemaComponent", *said)


def _qname(plan: ModulePlan, name: QName) -> Brackets:
    return call("QName", plan.namespace(name.namespace), literal(name.name))


def _alias(plan: ModulePlan, contract: DataContract, *, quoted: dict[QName, None]) -> Brackets:
    named = _named(plan, contract, first=literal(contract.name.name))
    if isinstance(contract, CollectionDataContract):
        parts = plan.implied.parts(contract)
        texts = (plan.annotation(part.name, is_optional=part.is_nullable, quoted=quoted) for part in parts)
        held = subscript("list" if len(parts) == 1 else "dict", *map(annotation_of, texts))
        return subscript("Annotated", held, call("CollectionContract", *named, *_collection(plan, contract)))
    if isinstance(contract, SimpleDataContract):
        base = annotation_of(plan.annotation(contract.base, quoted=quoted))
        if contract.facets:
            facets = (tuple_of(literal(facet.name), literal(facet.value)) for facet in contract.facets)
            named.append(keyword("facets", tuple_of(*facets)))
        fixed = [literal(facet.name) for facet in contract.facets if facet.is_fixed]
        if fixed:
            named.append(keyword("fixed_facets", tuple_of(*fixed)))
        if contract.is_anonymous:
            named.append("is_anonymous=True")
        return subscript("Annotated", base, call("SimpleContract", *named))
    if isinstance(contract, XmlDataContract):
        if contract.schema:
            named.append(f"schema={literal(contract.schema)}")
            named += ["is_anonymous=True"] if contract.is_anonymous else []
            others = plan.contracts.types_in_place_of(contract) - {contract.name, *member_types(contract)}
            if others:
                named.append(keyword("derived_types", tuple_of(*(_qname(plan, name) for name in sorted(others)))))
        return subscript("Annotated", "XmlNodes", call("XmlContract", *named))
    return subscript("Annotated", "object", call("UnresolvedContract", *named))


def _collection(plan: ModulePlan, contract: CollectionDataContract) -> Iterator[str | Brackets]:
    """Yield what a collection says beside its name, where it is not what .NET's rules make of its parts."""
    implied = plan.implied.implied_collection(contract)
    if contract.item_name != implied.item_name:
        yield f"item_name={literal(contract.item_name)}"
    if contract.is_item_nillable != implied.is_item_nillable:
        yield f"is_item_nillable={contract.is_item_nillable}"
    for word, part, usual in (("key", contract.key, implied.key), ("value", contract.value, implied.value)):
        if part is not None and usual is not None and part != usual:
            yield keyword(word, _dictionary_part(plan, part, usual))
    if contract.is_reference:
        yield "is_reference=True"
    if contract.generic is not None:
        yield keyword("generic", _generic(plan, contract.generic))
    if contract.min_items:
        yield f"min_items={contract.min_items}"
    if contract.max_items is not None:
        yield f"max_items={contract.max_items}"


def _dictionary_part(plan: ModulePlan, part: DataMember, usual: DataMember) -> Brackets:
    said = [literal(part.name)]
    if part.is_nillable != usual.is_nillable:
        said.append(f"is_nillable={part.is_nillable}")
    if not part.is_required:
        said.append("is_required=False")
    if not part.emit_default_value:
        said.append("emit_default_value=False")
    if part.declares is not None:
        said.append(f"declares={plan.namespace(part.declares)}")
    return call("DictionaryPart", *said)


def _element(plan: ModulePlan, element: GlobalElement) -> Brackets:
    named = [literal(element.name.name), f"namespace={plan.namespace(element.name.namespace)}"]
    if not element.is_nillable:
        named.append("is_nillable=False")
    annotation = annotation_of(plan.annotation(element.type, is_optional=element.is_nillable))
    return subscript("Annotated", annotation, call("RootElement", *named))


def _named(plan: ModulePlan, contract: DataContract, *, first: str = "") -> list[str | Brackets]:
    name = first or f"name={literal(contract.name.name)}"
    return [name, f"namespace={plan.namespace(contract.name.namespace)}"]


def _generic(plan: ModulePlan, generic: GenericType) -> Brackets:
    arguments = tuple_of(*(_generic_argument(plan, argument) for argument in generic.arguments))
    return call("GenericType", literal(generic.name), plan.namespace(generic.namespace), arguments)


def _generic_argument(plan: ModulePlan, argument: GenericArgument) -> Brackets:
    said: list[str | Brackets] = [literal(argument.name), plan.namespace(argument.namespace)]
    if argument.arguments:
        said.append(tuple_of(*(_generic_argument(plan, each) for each in argument.arguments)))
    if argument.nested_level is not None:
        said.append(f"nested_level={argument.nested_level}")
    return call("GenericArgument", *said)


def _summary(plan: ModulePlan) -> list[str]:
    namespaces = dict.fromkeys(contract.name.namespace for contract in plan.classes)
    listed = [f"- {namespace or 'no namespace'}" for namespace in namespaces]
    heading = [MADE, ""]
    said = said_of_schemas(list(plan.contracts.annotations), plan.contracts)
    if listed:
        return [*heading, "Their namespaces:", "", *listed, *said]
    return [MADE, *said] if said else heading


def _described(plan: ModulePlan, contract: DataContract, kind: str = "") -> list[str]:
    """Return the paragraphs of a class's docstring: what it is, what is said of it, why it is believed."""
    name = class_name(contract.name.name)
    uses = plan.uses(contract.name)
    kind = kind or KINDS["class"]
    place = contract.name.namespace.removeprefix(DATA_CONTRACT) or "no namespace"
    summaries = [f"{name}, {kind} of {place}.", f"{name}, {kind}.", f"{kind.capitalize()}."]
    if uses:
        rest = len(uses) - _MOST_USES
        shown = [*uses[:_MOST_USES], f"{rest} more"] if rest > 1 else uses
        listed = " and ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
        summaries.insert(0, f"{name}, {kind} held by {listed}.".replace(", a data contract held", ", held"))
    paragraphs = [next(text for text in summaries if len(text) <= DOC_WIDTH - 4)]
    documentation = said_of_class(contract, plan.contracts)
    if documentation:
        paragraphs += ["", *documentation]
    if contract.annotation.evidence:
        paragraphs += ["", *(f"{EVIDENCE}{each.rule}): {each.detail}" for each in contract.annotation.evidence)]
    return paragraphs
