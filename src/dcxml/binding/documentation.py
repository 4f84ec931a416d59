"""Texts that document a contract as docstrings: reflowed, and unable to end the string they stand in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from dcxml.codegen.literal import docstring
from dcxml.contract.model import CollectionDataContract, SimpleDataContract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.annotation import Annotation
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = ["DOC_WIDTH", "doc_lines", "flat", "said_of_alias", "said_of_class", "said_of_schemas"]

DOC_WIDTH: Final = 110


def flat(text: str) -> list[str]:
    """Return the lines of a documentation, their white space made single."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return lines or [""]


def said_of_class(contract: DataContract, contracts: DataContractSet) -> list[str]:
    """Return what is said about a class, and about the global element that is of its type and its name."""
    element = contracts.elements.get(contract.name)
    texts = [contract.annotation.documentation]
    if element is not None and element.type == contract.name:
        texts.insert(0, element.annotation.documentation)
    return [line for text in dict.fromkeys(text for text in texts if text) for line in flat(text)]


def said_of_alias(contract: DataContract) -> list[str]:
    """Return what is said about a contract that has no class, and about its facets, or its keys and values."""
    said = flat(contract.annotation.documentation) if contract.annotation.documentation else []
    for label, annotation in _parts(contract):
        if annotation.documentation:
            said.append(f"{label}: {' '.join(flat(annotation.documentation))}")
    return said


def said_of_schemas(namespaces: list[str], contracts: DataContractSet) -> list[str]:
    """Return the paragraphs of what is said about the schemas of some namespaces, each behind an empty line."""
    annotations = (contracts.annotations.get(namespace) for namespace in namespaces)
    texts = (annotation.documentation for annotation in annotations if annotation is not None)
    return [line for text in texts if text for line in ("", *flat(text))]


def _parts(contract: DataContract) -> Iterator[tuple[str, Annotation]]:
    if isinstance(contract, SimpleDataContract):
        yield from ((f"{facet.name} {facet.value}", facet.annotation) for facet in contract.facets)
    if isinstance(contract, CollectionDataContract) and contract.key is not None and contract.value is not None:
        yield from ((part.name, part.annotation) for part in (contract.key, contract.value))


def doc_lines(paragraphs: list[str], *, margin: int = 0) -> list[str]:
    """Return the lines of a docstring."""
    lines: list[str] = []
    for paragraph in paragraphs:
        wrapped = textwrap.wrap(
            " ".join(paragraph.split()),
            DOC_WIDTH - margin,
            subsequent_indent="    " if paragraph.startswith("Evidence") else "",
        ) or [""]
        lines.extend(docstring(line) for line in wrapped)
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    lines[0] = f" {lines[0]}" if lines[0].startswith(('"', "\\")) else lines[0]
    if len(lines) == 1:
        return [f'"""{lines[0]}"""']
    return [f'"""{lines[0]}', *lines[1:], '"""']
