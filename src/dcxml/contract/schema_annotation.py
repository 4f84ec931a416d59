"""What a contract set says about its items, taken off them one by one and put back: for modules that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.contract.annotation import SAID_NOTHING, Annotation, AppInfo, Documentation, joined
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract, SimpleDataContract
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.contract.model import DataContract, DataMember

__all__ = ["SchemaAnnotation", "annotated", "schema_annotations"]

_SCHEMA: Final = "schema"


@frozen(kw_only=True)
class SchemaAnnotation:
    """One text of an ``xs:annotation``: a ``documentation``, or what others say in an ``appinfo``.

    ``kind`` is ``type``, ``element`` or ``schema``, which has a namespace and no name. ``item`` is what in the type it
    is about: a member, a value of an enumeration, a facet (``maxLength 5``), the key or the value of an entry. The rest
    is as in `Documentation` and `AppInfo`.
    """

    name: QName
    kind: str = "type"
    item: str | None = None
    documentation: str | None = None
    appinfo: str | None = None
    language: str | None = None
    source: str | None = None
    markup: str | None = None
    place: tuple[str, ...] = ()

    @property
    def annotation(self) -> Annotation:
        """The annotation that says this alone."""
        if self.appinfo is not None:
            return Annotation(appinfo=[AppInfo(self.appinfo, source=self.source, place=self.place)])
        text, markup = self.documentation or "", self.markup
        said = Documentation(text, language=self.language, source=self.source, markup=markup, place=self.place)
        return Annotation(documentation=[said])


def schema_annotations(contracts: DataContractSet) -> list[SchemaAnnotation]:
    """Return what is said about each item of a set, evidence aside, in the order of the set."""
    found: list[SchemaAnnotation] = []

    def take(item: _Item, annotation: Annotation) -> Annotation:
        found.extend(_texts(item, annotation))
        return annotation

    _through(contracts, take)
    return found


def annotated(contracts: DataContractSet, said: Iterable[SchemaAnnotation]) -> DataContractSet:
    """Return the same contracts, with what is said about their items; what is said about others is left out."""
    texts: dict[_Item, list[Annotation]] = {}
    for each in dict.fromkeys(said):
        texts.setdefault(_Item(each.kind, each.name, each.item), []).append(each.annotation)
    return _through(contracts, lambda item, told: joined((told, *texts[item])) if item in texts else told)


@frozen
class _Item:
    kind: str
    name: QName
    item: str | None = None


def _texts(item: _Item, annotation: Annotation) -> Iterator[SchemaAnnotation]:
    empty = SchemaAnnotation(name=item.name, kind=item.kind, item=item.item)
    for text in annotation.user_information:
        said = evolve(empty, documentation=text.text, language=text.language, markup=text.markup)
        yield evolve(said, source=text.source, place=text.place)
    for info in annotation.application_information:
        yield evolve(empty, appinfo=info.content, source=info.source, place=info.place)


def _through(contracts: DataContractSet, change: Callable[[_Item, Annotation], Annotation]) -> DataContractSet:
    """Return the set with what is said about each of its items as ``change`` gives it."""
    namespaces = dict.fromkeys(
        [*contracts.annotations, *(name.namespace for name in (*contracts.contracts, *contracts.elements))]
    )
    schemas = {
        namespace: change(_Item(_SCHEMA, QName(namespace, "")), contracts.annotations.get(namespace, SAID_NOTHING))
        for namespace in namespaces
    }
    return DataContractSet(
        [_contract(contract, change) for contract in contracts],
        [
            evolve(element, annotation=change(_Item("element", element.name), element.annotation))
            for element in contracts.elements.values()
        ],
        contracts.operations,
        contracts.missing,
        contracts.refusals,
        contracts.components,
        {namespace: annotation for namespace, annotation in schemas.items() if annotation},
    )


def _contract(contract: DataContract, change: Callable[[_Item, Annotation], Annotation]) -> DataContract:
    """Return a contract with what is said about it and its items as ``change`` gives it."""

    def of(item: str | None, annotation: Annotation) -> Annotation:
        return change(_Item("type", contract.name, item), annotation)

    def member(each: DataMember) -> DataMember:
        return evolve(each, annotation=of(each.name, each.annotation))

    changed = evolve(contract, annotation=of(None, contract.annotation))
    if isinstance(changed, ClassDataContract):
        return evolve(changed, members=tuple(map(member, changed.members)))
    if isinstance(changed, EnumDataContract):
        values = (evolve(each, annotation=of(each.name, each.annotation)) for each in changed.members)
        return evolve(changed, members=tuple(values))
    if isinstance(changed, CollectionDataContract) and changed.key is not None and changed.value is not None:
        return evolve(changed, key=member(changed.key), value=member(changed.value))
    if isinstance(changed, SimpleDataContract):
        facets = (evolve(each, annotation=of(f"{each.name} {each.value}", each.annotation)) for each in changed.facets)
        return evolve(changed, facets=tuple(facets))
    return changed
