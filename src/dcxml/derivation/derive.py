"""Derive data contracts from pages and samples: find, read, infer, apply the hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract import DataContractSet
from dcxml.derivation.find import find_samples
from dcxml.derivation.hints import Hints, read_hints
from dcxml.derivation.infer import infer_contracts
from dcxml.derivation.overrule import apply_hints, regroup
from dcxml.derivation.page import read_page
from dcxml.derivation.result import Derivation
from dcxml.derivation.sample import read_sample
from dcxml.derivation.tables import apply_tables, find_tables
from dcxml.errors import DerivationError

if TYPE_CHECKING:
    from dcxml.derivation.source import Source

__all__ = ["derive_contracts"]


def derive_contracts(*paths: Source, hints: Source | None = None) -> Derivation:
    """Return the data contracts of the samples in help pages (text, HTML, Markdown) and XML files.

    Samples of one contract are merged. ``hints`` is a TOML file that overrules what is inferred. A type is inferred
    only where .NET would write every text seen as it is; each fact carries its evidence.

    :raises DerivationError: where a file has no sample, a sample is damaged or not a data contract's XML, samples
        contradict each other, or a hint leads nowhere; with file and line.
    """
    if not paths:
        reason = "no file is given; allowed: one or more help pages or XML samples"
        raise DerivationError(reason)
    pages = [read_page(path) for path in paths]
    samples = [sample for page in pages for found in find_samples(page) for sample in read_sample(found)]
    tables = [table for page in pages for table in find_tables(page)]
    wanted = Hints() if hints is None else read_hints(hints)
    roots = [sample.root for sample in samples]
    inference = infer_contracts(roots)
    if wanted.regroups:
        groups = regroup(wanted, inference)
        inference = infer_contracts(roots, joined=groups.joined, named=groups.named, separate=groups.separate)
    inference = apply_tables(inference, tables)
    contracts, elements, facts = apply_hints(wanted, inference)
    return Derivation(
        contracts=DataContractSet(contracts, elements),
        evidence=facts,
        documents=tuple(sample.document for sample in samples),
        roots=tuple(inference.observation.roots),
    )
