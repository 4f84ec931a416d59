"""Aliases as source: collections, simple types, XML, what nothing defines, and global elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.binding.documentation import doc_lines, flat, said_of_alias
from dcxml.binding.name_source import generic_source, named, qname_source
from dcxml.codegen.layout import Brackets, annotation_of, call, keyword, lay_out, subscript, tuple_of
from dcxml.codegen.literal import literal
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.xml_derivation import member_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.binding.module_plan import ModulePlan
    from dcxml.codegen.writer import SourceWriter
    from dcxml.contract.model import DataContract, DataMember, GlobalElement
    from dcxml.qname import QName

__all__ = ["write_aliases"]


def write_aliases(writer: SourceWriter, plan: ModulePlan) -> None:
    """Write a statement for each alias and each global element of a module, with what is said of it below."""
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


def _alias(plan: ModulePlan, contract: DataContract, *, quoted: dict[QName, None]) -> Brackets:
    names = named(plan, contract, first=literal(contract.name.name))
    if isinstance(contract, CollectionDataContract):
        parts = plan.implied.parts(contract)
        texts = (plan.annotation(part.name, is_optional=part.is_nullable, quoted=quoted) for part in parts)
        held = subscript("list" if len(parts) == 1 else "dict", *map(annotation_of, texts))
        return subscript("Annotated", held, call("CollectionContract", *names, *_collection(plan, contract)))
    if isinstance(contract, SimpleDataContract):
        base = annotation_of(plan.annotation(contract.base, quoted=quoted))
        if contract.facets:
            facets = (tuple_of(literal(facet.name), literal(facet.value)) for facet in contract.facets)
            names.append(keyword("facets", tuple_of(*facets)))
        fixed = [literal(facet.name) for facet in contract.facets if facet.is_fixed]
        if fixed:
            names.append(keyword("fixed_facets", tuple_of(*fixed)))
        if contract.is_anonymous:
            names.append("is_anonymous=True")
        return subscript("Annotated", base, call("SimpleContract", *names))
    if isinstance(contract, XmlDataContract):
        if contract.schema:
            names.append(f"schema={literal(contract.schema)}")
            names += ["is_anonymous=True"] if contract.is_anonymous else []
            others = plan.contracts.types_in_place_of(contract) - {contract.name, *member_types(contract)}
            if others:
                names.append(keyword("derived_types", tuple_of(*(qname_source(plan, name) for name in sorted(others)))))
        return subscript("Annotated", "XmlNodes", call("XmlContract", *names))
    return subscript("Annotated", "object", call("UnresolvedContract", *names))


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
        yield keyword("generic", generic_source(plan, contract.generic))
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
    names = [literal(element.name.name), f"namespace={plan.namespace(element.name.namespace)}"]
    if not element.is_nillable:
        names.append("is_nillable=False")
    annotation = annotation_of(plan.annotation(element.type, is_optional=element.is_nillable))
    return subscript("Annotated", annotation, call("RootElement", *names))
