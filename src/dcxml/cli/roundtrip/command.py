"""``dcxml roundtrip``: derive or load contracts, decode, encode, and compare with the bytes that were there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click
from attrs import frozen

import dcxml
from dcxml.cli.console.coded_line import coded_line
from dcxml.cli.console.files import open_sources
from dcxml.cli.console.output import counted, styled, tell
from dcxml.cli.contracts.chosen_root import with_dialect
from dcxml.cli.contracts.schemas import load_schemas
from dcxml.cli.exit_codes import ExitCode
from dcxml.cli.roundtrip.comparison import difference, wire_text
from dcxml.cli.settings.common_options import with_schemas
from dcxml.derivation.find import find_samples
from dcxml.derivation.page import read_page
from dcxml.derivation.sample import preserves_references, read_sample
from dcxml.qname import QName
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from dcxml import DataContractSet

__all__ = ["roundtrip"]


@frozen
class _Sample:
    """A document to send round: the file and line it stands at, and its text."""

    file: str
    line: int
    data: str | bytes


@frozen
class _Ways:
    """How the documents may have been written: in one of the dialects, by a generation of .NET."""

    dialects: Sequence[dcxml.Dialect]
    float_text: dcxml.FloatText


@click.command(short_help="Decode and encode documented samples, and compare the bytes.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@with_schemas(". Default: derived from the documents")
@with_dialect(
    "How the document was written: xmlwriter (Web API, MVC) or text (WCF); default: either.",
    default=None,
)
@click.option(
    "--float-text",
    type=click.Choice([generation.value for generation in dcxml.FloatText]),
    default=dcxml.FloatText.NET_5.value,
    show_default=True,
    help="Which .NET wrote the floating point numbers.",
)
def roundtrip(files: tuple[str, ...], schemas: tuple[str, ...], dialect: str | None, float_text: str) -> int:
    """Send the samples in each FILE, a help page or an XML document (- is stdin), through decode and encode.

    The bytes are compared with those that were there, insignificant white space aside. Exit code 0 where all are
    identical, 1 where a document is not valid or not the same, with the difference.
    """
    contracts, samples = _load(files, schemas) if schemas else _derive(files)
    _tell_contracts(contracts, "loaded" if schemas else "derived", documents=len(samples))
    binding = dcxml.build_classes(contracts)
    ways = _Ways([dcxml.Dialect(dialect)] if dialect else list(dcxml.Dialect), dcxml.FloatText(float_text))
    codes = [_send_round(sample, contracts, binding, ways) for sample in samples]
    return max(codes, default=ExitCode.NOTHING_FOUND)


def _derive(files: Sequence[str]) -> tuple[DataContractSet, list[_Sample]]:
    derivation = dcxml.derive_contracts(*open_sources(files))
    return derivation.contracts, [_Sample(each.file, each.line, each.xml) for each in derivation.documents]


def _load(files: Sequence[str], schemas: Sequence[str]) -> tuple[DataContractSet, list[_Sample]]:
    """Read the schemas, and the documents as they are; of a help page, its samples."""
    contracts = load_schemas(schemas)
    samples = []
    for source in open_sources(files):
        page = read_page(source)
        if page.octets is not None:
            samples.append(_Sample(page.file, 1, page.octets))
        else:
            found = [document for each in find_samples(page) for document in read_sample(each)]
            samples += [_Sample(each.document.file, each.document.line, each.document.xml) for each in found]
    return contracts, samples


def _tell_contracts(contracts: DataContractSet, verb: str, *, documents: int) -> None:
    """Print what there is to work with: the contracts of each namespace, and their members."""
    namespaces: Counter[str] = Counter()
    members: Counter[str] = Counter()
    for contract in contracts:
        namespaces[contract.name.namespace] += 1
        members[contract.name.namespace] += len(getattr(contract, "members", ()))
    tell(
        f"{verb:<10}{counted(len(contracts), 'contract')} in {counted(len(namespaces), 'namespace')}"
        f" for {counted(documents, 'document')}"
    )
    for namespace, count in namespaces.items():
        tell(
            f"{'':<10}{namespace or '(no namespace)'}: {counted(count, 'contract')},"
            f" {counted(members[namespace], 'member')}"
        )


def _send_round(sample: _Sample, contracts: DataContractSet, binding: Mapping[str, Any], ways: _Ways) -> ExitCode:
    """Validate, decode, encode and compare one document; print each step."""
    tell(f"{sample.file}:{sample.line}")
    preserves = _is_preserving(sample.data)
    if preserves:
        tell(f"{'validated':<10}not: no schema describes PreserveObjectReferences, with which this was written")
    elif findings := _tell_findings(sample, contracts):
        tell(f"{'validated':<10}{counted(findings, 'finding')}")
        return ExitCode.FOUND
    else:
        tell(f"{'validated':<10}no findings")
    root = parse_document(sample.data)
    annotation = binding[str(root.tag)]
    known = [binding[contract.name.clark] for contract in contracts if contract.name.clark in binding]
    serializers = {
        each: dcxml.DataContractSerializer(
            annotation,
            dialect=each,
            known_types=known,
            preserve_object_references=preserves,
            float_text=ways.float_text,
        )
        for each in ways.dialects
    }
    value = serializers[ways.dialects[0]].loads(sample.data)
    count = sum(1 for _ in root.iter("*")) - 1
    tell(f"{'decoded':<10}{QName.from_clark(str(root.tag)).name}, {counted(count, 'element')}")
    expected = wire_text(sample.data)
    written = {each: wire_text(serializer.dumps(value)) for each, serializer in serializers.items()}
    for dialect, actual in written.items():
        if actual == expected:
            tell(f"{'wrote':<10}{dialect.value}, {len(actual.encode()):,} bytes, {styled('identical', fg='green')}")
            return ExitCode.NOTHING_FOUND
    _tell_difference(sample, expected, written)
    return ExitCode.FOUND


def _is_preserving(data: str | bytes) -> bool:
    """Tell whether ``PreserveObjectReferences`` was set for a document; one that is no XML is for the validator."""
    try:
        return preserves_references(parse_document(data))
    except dcxml.DecodeError:
        return False


def _tell_findings(sample: _Sample, contracts: DataContractSet) -> int:
    """Print what validation finds, and count it."""
    count = 0
    for finding in dcxml.validate(sample.data, contracts, file=sample.file):
        count += 1
        tell(coded_line(finding, finding.code, color="red"))
    return count


def _tell_difference(sample: _Sample, expected: str, written: Mapping[dcxml.Dialect, str]) -> None:
    """Print how the nearest dialect differs."""
    found = {
        dialect: list(difference(expected, actual, names=(sample.file, f"dcxml, dialect {dialect.value}")))
        for dialect, actual in written.items()
    }
    dialect = min(found, key=lambda each: len(found[each]))
    tell(f"{'wrote':<10}{dialect.value}, {len(written[dialect].encode()):,} bytes, {styled('not identical', fg='red')}")
    for line in found[dialect]:
        color = {"+": "green", "-": "red"}.get(line[:1])
        tell(styled(line, fg=color) if color else line)
