"""Whether schemas are right, taken together: xmlschema's component model says so. Makes nothing of them."""

from __future__ import annotations

from copy import deepcopy
from importlib.resources import files
from typing import TYPE_CHECKING

from lxml import etree

from dcxml.errors import SchemaError
from dcxml.xsd.completion import missing_imports
from dcxml.xsd.elements import fault
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from dcxml.xsd.documents import SchemaDocument

__all__ = ["judge"]


def judge(documents: list[SchemaDocument]) -> None:
    """Raise the first fault that xmlschema finds in the schemas taken together.

    :raises SchemaError: with the place of the fault, as far as it is known.
    """
    from xmlschema import XMLSchema10  # noqa: PLC0415 - importing dcxml must stay light

    fixed = files("dcxml.xsd").joinpath("serialization.xsd").read_text(encoding="utf-8")
    schema = XMLSchema10(fixed, validation="lax", build=False, allow="none", use_fallback=False)
    built = []
    try:
        for document in documents:
            root = _without_locations(document.root)
            imports = _import(missing_imports(document), root)
            text = etree.tostring(root, encoding="unicode")
            built.append((schema.add_schema(text, namespace=document.namespace.strip(), build=False), imports))
        schema.build()
    except Exception as error:  # noqa: BLE001 - over some faults xmlschema stumbles instead of telling them
        reason = f"the schema is faulty: {error}"
        document = documents[min(len(built), len(documents) - 1)]
        raise SchemaError(reason, file=document.path, line=document.root.sourceline) from None
    for document, (judged, imports) in zip(documents, built, strict=True):
        for found in judged.all_errors:
            theirs = list(judged.root.iter())
            del theirs[1 : 1 + imports]
            elements = zip(theirs, document.root.iter(etree.Element), strict=False)
            place = next((ours for each, ours in elements if each is found.elem), document.root)
            raise fault(_first_line(found.message or str(found)), place)


def _without_locations(root: etree._Element) -> etree._Element:
    """Return a copy that asks for no other file; its elements stay where they are, so that faults are found."""
    copy = deepcopy(root)
    for element in copy.iterchildren(xs("import"), xs("include")):
        element.attrib.pop("schemaLocation", None)
        if element.tag == xs("include"):
            element.tag = xs("annotation")
    return copy


def _import(namespaces: list[str], root: etree._Element) -> int:
    """Import the namespaces before all else, and return how many."""
    for namespace in namespaces:
        root.insert(0, etree.Element(xs("import"), {"namespace": namespace} if namespace else {}))
    return len(namespaces)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(":")
