"""All that a set of schemas and services consists of: what is given, and what it includes and imports.

An import is resolved by its location where that is a file, else by its namespace among what was given; W3C XML Schema
1.0, 4.2, leaves the choice to the processor. Cycles of includes and imports are no error there.
"""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from dcxml.contract.missing import MissingReference
from dcxml.errors import SchemaError
from dcxml.qname import SERIALIZATION, XML, XS, XSI
from dcxml.xsd.documents import Definitions, SchemaDocument, chameleon, read_root, schema_document
from dcxml.xsd.elements import component_of, fault
from dcxml.xsd.locations import ALLOWED, check_path, is_absolute, is_remote, local_files, namesakes, schema_files
from dcxml.xsd.vocabulary import WSDL, xs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

__all__ = ["FIXED", "Sources", "read_sources"]

FIXED: Final = (XS, XSI, XML, SERIALIZATION)
"""Namespaces that are the same everywhere: their schemas are not read from files."""


@frozen
class Sources:
    """The schemas and the descriptions of services that were read, and the documents that could not be."""

    documents: list[SchemaDocument]
    definitions: list[Definitions]
    missing: list[MissingReference]


def read_sources(paths: Iterable[str | os.PathLike[str]]) -> Sources:
    """Return the documents of files, folders and glob patterns, and those that they include and import, in order.

    :raises SchemaError: where no path is given, a file is not there, is neither schema nor WSDL, or contradicts who
        includes it.
    """
    reading = _Reading()
    given = list(paths)
    if not given:
        reason = f"no path is given; {ALLOWED}"
        raise SchemaError(reason)
    for path in given:
        check_path(os.fspath(path))
        for file in schema_files(Path(path)):
            reading.folders.add(_place(file).parent)
            reading.read(file)
    reading.follow()
    return Sources(
        [document for document in reading.documents() if document.namespace not in FIXED],
        list(reading.definitions.values()),
        reading.missing,
    )


@frozen
class _Reference:
    """A schema's or a service's reference to another document, and the folder it is seen from."""

    element: etree._Element
    owner: Path
    namespace: str
    """That of the schema it stands in, for an include; the one asked for, for an import."""

    @property
    def location(self) -> str:
        attribute = "location" if self.element.tag == f"{{{WSDL}}}import" else "schemaLocation"
        return str(self.element.get(attribute, ""))

    @property
    def is_include(self) -> bool:
        return bool(self.element.tag == xs("include"))


@define
class _Reading:
    """One run: what was read so far, by its place, and the references that wait to be followed."""

    roots: dict[Path, etree._Element] = field(factory=dict)
    schemas: dict[tuple[Path, int, str], SchemaDocument] = field(factory=dict)
    """By file, number in the file (0 for a file of its own) and the namespace that it takes."""
    definitions: dict[Path, Definitions] = field(factory=dict)
    folders: set[Path] = field(factory=set)
    """Those of the files that were given: below them an absolute location may lead to a file."""
    waiting: deque[_Reference] = field(factory=deque)
    unplaced: list[_Reference] = field(factory=list)
    """References whose location leads to no file here."""
    included: set[Path] = field(factory=set)
    """Files without a namespace that were included by one with."""
    imported: set[Path] = field(factory=set)
    missing: list[MissingReference] = field(factory=list)

    def documents(self) -> list[SchemaDocument]:
        """Return the schemas in order; what was given and is included by others stands only where they include it."""
        return [
            document
            for (place, _, namespace), document in self.schemas.items()
            if namespace or place not in self.included or place in self.imported
        ]

    def read(self, path: Path, by: _Reference | None = None) -> None:
        """Read a file that was given, or that is referred to."""
        place = _place(path)
        if place not in self.roots:
            self.roots[place] = read_root(path)
        root = self.roots[place]
        if root.tag == xs("schema"):
            self._read_schema(root, path, place, by)
        elif by is not None and by.element.tag != f"{{{WSDL}}}import":
            reason = f"{by.location!r} is a WSDL, not a schema"
            raise fault(reason, by.element)
        elif place not in self.definitions:
            self._read_definitions(Definitions(path, root, root.get("targetNamespace", "")), place)

    def _read_schema(self, root: etree._Element, path: Path, place: Path, by: _Reference | None) -> None:
        namespace = root.get("targetNamespace", "")
        if by is not None and by.element.tag != f"{{{WSDL}}}import":
            if by.is_include and not namespace and by.namespace:
                self.included.add(place)
                namespace = by.namespace
            elif not by.is_include:
                self.imported.add(place)
            if namespace != by.namespace:
                verb = "includes" if by.is_include else "imports"
                reason = f"it {verb} {by.location!r} for the namespace {by.namespace!r}, which has {namespace!r}"
                raise fault(reason, by.element)
        if (place, 0, namespace) in self.schemas:
            return
        is_taken = "targetNamespace" not in root.attrib and bool(namespace)
        document = schema_document(chameleon(root, namespace, path) if is_taken else root, path)
        self.schemas[place, 0, namespace] = document
        self._await_references(document, path)

    def _read_definitions(self, definitions: Definitions, place: Path) -> None:
        self.definitions[place] = definitions
        for number, root in enumerate(definitions.schemas(), start=1):
            document = schema_document(root, definitions.path)
            self.schemas[place, number, document.namespace] = document
            self._await_references(document, definitions.path)
        for element in definitions.root.iterchildren(f"{{{WSDL}}}import"):
            self.waiting.append(_Reference(element, definitions.path, element.get("namespace", "")))

    def _await_references(self, document: SchemaDocument, path: Path) -> None:
        if document.namespace in FIXED:
            return
        for element in document.root.iterchildren(xs("include"), xs("import")):
            namespace = document.namespace if element.tag == xs("include") else element.get("namespace", "")
            self.waiting.append(_Reference(element, path, namespace))

    def follow(self) -> None:
        """Follow all references: the local ones first, so that the others find the namespaces that those bring."""
        while self.waiting:
            while self.waiting:
                self._follow_local(self.waiting.popleft())
            unplaced, self.unplaced = self.unplaced, []
            for reference in unplaced:
                self._follow_by_name(reference)

    def _follow_local(self, reference: _Reference) -> None:
        if not reference.is_include and reference.namespace in FIXED:
            return
        if not reference.location.strip():
            if reference.is_include:
                reason = "xs:include has no schemaLocation"
                raise fault(reason, reference.element)
            return
        if is_remote(reference.location):
            self.unplaced.append(reference)
            return
        candidates: Iterable[Path] = local_files(reference.location, reference.owner.parent)
        if is_absolute(reference.location):
            candidates = (file for file in candidates if self._is_below_folders(file, reference))
        file = _first_file(candidates)
        if file is not None:
            self.read(file, reference)
        else:
            self.unplaced.append(reference)

    def _is_below_folders(self, file: Path, reference: _Reference) -> bool:
        """Tell whether a file is below a folder of what was given, or of who refers to it.

        A schema from elsewhere may name any file of this machine; that a document may be opened is not its to say.
        """
        place = _place(file)
        return any(place.is_relative_to(each) for each in (*self.folders, _place(reference.owner).parent))

    def _follow_by_name(self, reference: _Reference) -> None:
        """Resolve what leads to no file: an import by namespace, then each by the names that such files have."""
        if not reference.is_include and reference.namespace in self._namespaces(reference):
            return
        names = namesakes(reference.location)
        given = (place for place in self.roots if place.name in names)
        file = _first_file((*given, *(reference.owner.parent / name for name in names)))
        if file is not None and self._fits(file, reference):
            self.read(file, reference)
        elif reference.is_include or reference.element.tag == f"{{{WSDL}}}import":
            self.missing.append(_missing_document(reference))

    def _namespaces(self, reference: _Reference) -> set[str]:
        if reference.element.tag != f"{{{WSDL}}}import":
            return {document.namespace for document in self.schemas.values()}
        services = [each for each in self.definitions.values() if each.path != reference.owner]
        return {each.namespace for each in services}

    def _fits(self, file: Path, reference: _Reference) -> bool:
        """Tell whether a file that only has the right name is one that the reference may mean."""
        try:
            root = self.roots.get(_place(file))
            root = read_root(file) if root is None else root
        except SchemaError:
            return False
        if reference.element.tag == f"{{{WSDL}}}import":
            return True
        namespaces = (reference.namespace, "") if reference.is_include else (reference.namespace,)
        return root.tag == xs("schema") and root.get("targetNamespace", "") in namespaces


def _place(path: Path) -> Path:
    """Return the one name of a file, whatever names lead to it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a circle of links, or no name at all: reading it will tell
        return path.absolute()


def _first_file(candidates: Iterable[Path]) -> Path | None:
    for candidate in candidates:
        try:
            if candidate.is_file():
                return candidate
        except (OSError, ValueError):  # a name that no file can have
            continue
    return None


def _missing_document(reference: _Reference) -> MissingReference:
    element = reference.element
    return MissingReference(
        kind="document",
        name=reference.location,
        file=element.getroottree().docinfo.URL,
        line=element.sourceline,
        component=component_of(element),
    )
