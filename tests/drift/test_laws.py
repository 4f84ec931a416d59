"""Whatever a document of one side meets at the other has been announced: drawn pairs, judged by all."""

from __future__ import annotations

import os
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from attrs import frozen
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from lxml import etree

from dcxml import (
    DataContractSerializer,
    DataContractSet,
    DecodeError,
    EncodeError,
    InvalidDataContractError,
    SchemaError,
    build_classes,
)
from dcxml.contract import ClassDataContract, SimpleDataContract
from dcxml.drift import Outcome, Party, diff_contracts
from dcxml.strategies import documents, instances
from dcxml.validation.schema_verdict import compiled_schema
from support import dotnet
from support.contract_changes import contract_pairs
from support.contract_sets import contract_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.drift import Change
    from dcxml.qname import QName

steady = settings(
    max_examples=int(os.environ.get("DRIFT_EXAMPLES", "60")),
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@frozen
class Judgement:
    """What is said of a document: by .NET's reader, by the strict one, by the schema; None where it is not asked."""

    refused: str | None
    not_strict: str | None
    invalid: str | None


def judge(data: bytes, contracts: DataContractSet, root: QName) -> Judgement:
    annotation = build_classes(contracts)[root.clark]
    refused = not_strict = invalid = None
    for mode in ("dotnet", "strict"):
        try:
            DataContractSerializer(annotation, mode=mode).loads(data)
        except DecodeError as error:
            refused, not_strict = (str(error), not_strict) if mode == "dotnet" else (refused, str(error))
    try:
        schema = compiled_schema(contracts).schema
    except SchemaError:  # members of one name in a base and a derived class, which no schema can have
        return Judgement(refused, not_strict, None)
    if not schema.validate(etree.fromstring(data)):
        invalid = schema.error_log[0].message
    return Judgement(refused, not_strict, invalid)


def announced(changes: list[Change], party: Party) -> set[Outcome]:
    return {change.effects.on(party) for change in changes}


def common_roots(writer: DataContractSet, reader: DataContractSet) -> list[QName]:
    """Return the root elements that both sides have."""
    elements = [name for name in writer.elements if name in reader.elements]
    return [*elements, *(contract.name for contract in writer if contract.name in reader)]


def drawn(data: st.DataObject, contracts: DataContractSet, root: QName) -> bytes | None:
    """Draw a document; None where no instance is finite, no schema has the facets, or a value cannot be written."""
    try:
        document: bytes = data.draw(documents(contracts, root, spelled=False))
    except (InvalidDataContractError, EncodeError):
        return None
    return document


def compiles(contracts: DataContractSet) -> bool:
    """Tell whether the set can be made classes of; a struct that holds itself cannot."""
    try:
        build_classes(contracts)
    except InvalidDataContractError:
        return False
    return True


@steady
@given(pair=contract_pairs(), data=st.data())
def test_what_is_refused_or_lost_has_been_announced(pair, data):
    old, new = pair
    if not (compiles(old) and compiles(new)):
        return
    changes = list(diff_contracts(old, new))
    note("\n".join(f"{change} {change.effects}" for change in changes))
    for writer, reader, reading, schema in (
        (old, new, Party.NEW_READER, Party.NEW_SCHEMA),
        (new, old, Party.OLD_READER, Party.OLD_SCHEMA),
    ):
        roots = common_roots(writer, reader)
        if not roots:
            continue
        root = data.draw(st.sampled_from(roots))
        document = drawn(data, writer, root)
        if document is None:
            continue
        own = judge(document, writer, root)
        if own.not_strict or own.invalid:  # the root of a type without a global element, say
            continue
        judged = judge(document, reader, root)
        note(f"{reading}: {document.decode()} {judged}")
        by_reader, by_schema = announced(changes, reading), announced(changes, schema)
        if judged.refused:
            assert Outcome.REFUSED in by_reader
        if judged.not_strict:
            assert by_reader - {Outcome.UNHARMED} or Outcome.REFUSED in by_schema
        if judged.invalid:
            assert Outcome.REFUSED in by_schema


@steady
@given(pair=contract_pairs(most=5), data=st.data())
def test_what_is_refused_of_derived_objects_has_been_announced(pair, data):
    """A derived object stands at the root of its base; both sides know all of their classes."""
    old, new = pair
    if not (compiles(old) and compiles(new)):
        return
    changes = list(diff_contracts(old, new))
    for writer, reader, party in ((old, new, Party.NEW_READER), (new, old, Party.OLD_READER)):
        derived = [c for c in writer if isinstance(c, ClassDataContract) and c.base is not None and c.base in reader]
        if not derived:
            continue
        contract = data.draw(st.sampled_from(derived))
        ours, theirs = build_classes(writer), build_classes(reader)
        try:
            value = data.draw(instances(ours.annotation_of(contract.name)))
        except InvalidDataContractError:
            continue
        known = ours.annotation_of(contract.name)
        try:
            document = DataContractSerializer(ours.annotation_of(contract.base), known_types=[known]).dumps(value)
        except EncodeError:  # i:type cannot name a class in no namespace
            continue
        classes = [theirs.annotation_of(c.name) for c in reader if isinstance(c, ClassDataContract)]
        serializer = DataContractSerializer(theirs.annotation_of(contract.base), mode="dotnet", known_types=classes)
        note("\n".join(f"{change} {change.effects}" for change in changes) + f"\n{party} {document.decode()}")
        try:
            serializer.loads(document)
        except DecodeError as error:
            note(str(error))
            assert Outcome.REFUSED in announced(changes, party)


@steady
@given(pair=contract_pairs(), data=st.data())
def test_where_no_loss_is_announced_all_that_is_known_is_read(pair, data):
    """What is read and written again has all elements of the document but those that only its own side knows."""
    old, new = pair
    if not (compiles(old) and compiles(new)):
        return
    changes = list(diff_contracts(old, new))
    skipped = {change.member for change in changes if change.member}
    for writer, reader, party in ((old, new, Party.NEW_READER), (new, old, Party.OLD_READER)):
        roots = common_roots(writer, reader)
        if announced(changes, party) - {Outcome.UNHARMED} or not roots:
            continue
        root = data.draw(st.sampled_from(roots))
        document = drawn(data, writer, root)
        if document is None:
            continue
        serializer = DataContractSerializer(build_classes(reader)[root.clark], mode="dotnet", unknown="ignore")
        try:
            again = serializer.dumps(serializer.loads(document))
        except EncodeError:  # .NET reads what facets do not allow, and defaults that are not written
            continue
        note(f"{changes}\n{document.decode()}\n{again.decode()}")
        assert [] == list(lost(etree.fromstring(document), etree.fromstring(again), skipped))


def lost(before: etree._Element, after: etree._Element, skipped: set[str]) -> Iterator[str]:
    """Yield what of a document is not in another, but for elements that may be skipped."""
    children = list(after)
    if not len(before) and not len(after) and not same_text(before.text, after.text):
        yield f"{before.tag}: {before.text!r} is {after.text!r}"
    for child in before:
        if children and child.tag == children[0].tag:
            yield from lost(child, children.pop(0), skipped)
        elif etree.QName(child).localname not in skipped:
            yield str(child.tag)
    yield from (f"{child.tag} is new" for child in children)


def same_text(before: str | None, after: str | None) -> bool:
    """Compare texts as numbers where they are, and flags as sets."""
    if (before or "") == (after or "") or sorted((before or "").split()) == sorted((after or "").split()):
        return True
    try:
        return Decimal(before or "") == Decimal(after or "")
    except InvalidOperation:
        return False


@steady
@given(contracts=contract_sets(), data=st.data())
def test_equal_sets_have_no_changes(contracts, data):
    again = DataContractSet(data.draw(st.permutations(list(contracts))), contracts.elements.values())
    assert [] == list(diff_contracts(contracts, again))


@steady
@given(pair=contract_pairs(for_clr=False))
def test_sets_that_differ_have_changes_and_they_are_the_same_every_time(pair):
    old, new = pair
    changes = list(diff_contracts(old, new))
    assert (old == new) == (not changes)
    assert changes == list(diff_contracts(old, new))
    assert bool(changes) == bool(list(diff_contracts(new, old)))


@settings(steady, max_examples=int(os.environ.get("DRIFT_DOTNET", "15")))
@given(pair=contract_pairs(most=3), data=st.data())
def test_what_the_runtime_refuses_has_been_announced(pair, data):
    dotnet.require()
    old, new = pair
    if not (compiles(old) and compiles(new)):
        return
    changes = list(diff_contracts(old, new))
    note("\n".join(f"{change} {change.effects}" for change in changes))
    for writer, reader, party in ((old, new, Party.NEW_READER), (new, old, Party.OLD_READER)):
        # A simple type is its base to .NET, which has a root element of its own.
        roots = [
            name
            for name in common_roots(writer, reader)
            if not isinstance(writer.contracts.get(name), SimpleDataContract)
        ]
        if not roots:
            continue
        root = data.draw(st.sampled_from(roots))
        document = drawn(data, writer, root)
        if document is None:
            continue
        try:
            with dotnet.dotnet_errors():
                types = dotnet.clr_types(reader)
            verdict = types.read(document, root)
        except (ValueError, dotnet.DotnetError):  # no CLR type can be this: a struct in a pair in itself, say
            continue
        note(f"{party}: {document.decode()} {verdict}")
        assert verdict or Outcome.REFUSED in announced(changes, party)
