"""What Python says about contracts: the annotations of schemas that generated modules carry, and docstrings of classes.

A docstring is an ``xs:documentation`` of the type, as far as it says more than the generator says by itself.
"""

from __future__ import annotations

import inspect
import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from dcxml.binding.components import parts_of
from dcxml.binding.documentation import said_of_class
from dcxml.binding.names import class_name
from dcxml.binding.spec import declared_spec
from dcxml.binding.values import KeyValuePair
from dcxml.contract.annotation import Annotation, Documentation
from dcxml.contract.contract_set import DataContractSet
from dcxml.contract.schema_annotation import SchemaAnnotation, annotated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dcxml.contract.model import DataContract
    from dcxml.qname import QName

__all__ = ["ANNOTATIONS", "EVIDENCE", "KINDS", "with_what_is_said"]

ANNOTATIONS: Final = "__schema_annotations__"
"""The name under which a module has what schemas say."""
KINDS: Final = {"class": "a data contract", "open": "an open enumeration", "flags": "flags", "enum": "an enumeration"}
"""What the docstring of a generated class calls it."""
EVIDENCE: Final = "Evidence ("
"""How a paragraph of such a docstring begins that tells why a contract is believed."""


def with_what_is_said(
    contracts: DataContractSet, sources: Iterable[Any], types: Mapping[QName, type]
) -> DataContractSet:
    """Return the contracts of ``sources`` with the documentation that these and the classes of ``types`` have."""
    modules = (sys.modules.get(each.__module__) for each in types.values())
    said = annotated(contracts, [*_annotations(sources), *_annotations(modules)])
    classes = {name: cls for name, cls in types.items() if cls is not KeyValuePair}
    documented = {name: _with_docstring(said[name], cls, said) for name, cls in classes.items()}
    changed = [documented.get(each.name, each) for each in said]
    travelling = (said.operations, said.missing, said.refusals, said.components, said.annotations)
    return DataContractSet(changed, said.elements.values(), *travelling)


def _annotations(sources: Iterable[Any]) -> Iterator[SchemaAnnotation]:
    for source in sources:
        for module in parts_of(source):
            yield from vars(module).get(ANNOTATIONS, ())


def _with_docstring(contract: DataContract, cls: type, contracts: DataContractSet) -> DataContract:
    """Return a contract with what the docstring of its class says, unless the schema's own words are there."""
    text = _docstring(contract, cls)
    if not text or _squeezed(text) == _squeezed(*said_of_class(contract, contracts)):
        return contract
    others = [each for each in contract.annotation.user_information if each.place or each.language]
    documentation = [Documentation(text), *others]
    said = Annotation(documentation=documentation, appinfo=contract.annotation.application_information)
    return evolve(contract, annotation=said)


def _docstring(contract: DataContract, cls: type) -> str:
    """Return the docstring of a class without what the generator says by itself: what it is, and why."""
    spec = declared_spec(cls)
    text = None if spec is None else vars(spec.origin or cls).get("__doc__")
    if not isinstance(text, str):  # there is none, or python -OO left it out
        return ""
    lines = inspect.cleandoc(text).splitlines()
    if lines and _is_summary(lines[0], class_name(contract.name.name)):
        del lines[0]
    paragraphs = ["\n".join(some) for is_text, some in groupby(lines, lambda line: bool(line.strip())) if is_text]
    return "\n\n".join(each for each in paragraphs if not each.startswith(EVIDENCE))


def _is_summary(line: str, name: str) -> bool:
    """Tell whether a line is the sentence with which the docstring of a generated class begins."""
    kinds = "|".join(KINDS.values())
    names = re.escape(name)
    sentence = rf"{names}, (({kinds})( of .*| held by .*)?|held by .*)\.|({kinds})\."
    return re.fullmatch(sentence, line, flags=re.IGNORECASE) is not None


def _squeezed(*texts: str) -> str:
    """Return texts without any white space: docstrings are laid out anew."""
    return "".join("".join(text.split()) for text in texts)
