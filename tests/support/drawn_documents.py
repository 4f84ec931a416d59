"""Contract sets and documents of them, drawn together."""

from __future__ import annotations

from hypothesis import assume, reject
from hypothesis import strategies as st

import dcxml
from dcxml.contract import ClassDataContract
from dcxml.errors import DcxmlError, SchemaError
from dcxml.strategies import instances
from dcxml.validation.schema_verdict import compiled_schema
from support.contract_sets import contract_sets

__all__ = ["contracts_with_a_document"]


@st.composite
def contracts_with_a_document(draw):
    """Draw a contract set that has a schema, and a document of one of its classes as dcxml writes it."""
    contracts = draw(contract_sets(annotations=False, hostile=False))
    try:
        compiled_schema(contracts)
    except SchemaError:
        reject()
    binding = dcxml.build_classes(contracts)
    classes = [contract.name.clark for contract in contracts if isinstance(contract, ClassDataContract)]
    assume(classes)
    annotation = binding[draw(st.sampled_from(classes))]
    try:
        data = dcxml.dumps(draw(instances(annotation)), annotation)
    except DcxmlError:
        reject()
    return contracts, data
