"""Real services of others: a message of each operation is made, is valid by the service's schemas, and opens equal.

They stand beside the repository, or where DCXML_CORPUS says; without them this test says so and passes.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import Phase, find, settings

import dcxml
from dcxml import soap
from dcxml.strategies import instances

CORPUS = Path(os.environ.get("DCXML_CORPUS") or Path(__file__).parents[1].parent / "shared" / "corpus")
INDEX = CORPUS / "INDEX.tsv"
SEPARATE = ("CoreWCF/CoreWCF",)
"""Repositories in whose folder each file is a service by itself."""

# By the number a set's first file begins with, and why; docs/conformance.md has the same list.
UNREADABLE = {"041": "two services that both define the port type IUserRemoteService, each its own way"}
WITHOUT_SCHEMA = {"027": "the schemas of its messages are not among the files"}

ONE = settings(database=None, deadline=None, derandomize=True, max_examples=1, phases=[Phase.generate])


def services():
    """Return the sets of files that have a WSDL: those of one folder of one repository."""
    groups = {}
    with INDEX.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] in ("xsd", "wsdl"):
                folder = row["path"] if row["source repo"] in SEPARATE else str(PurePosixPath(row["path"]).parent)
                groups.setdefault((row["source repo"], folder), []).append(CORPUS / row["file"])
    return [files for files in groups.values() if any(file.suffix == ".wsdl" for file in files)]


SERVICES = [files for files in services() if files[0].name[:3] not in UNREADABLE] if INDEX.exists() else []


@pytest.mark.parametrize("files", SERVICES or [None], ids=lambda files: files[0].name if files else "no corpus here")
def test_messages_of_real_services_are_valid_and_come_back(files):
    if files is None:
        print(f"no services in {CORPUS}: nothing to send")  # noqa: T201 - to be seen with -s
        return
    contracts = dcxml.read_schemas(*files)
    classes = dcxml.build_classes(contracts)
    names, declared = {}, {each.description: each for each in classes.operations}
    assert set(contracts.operations) == declared.keys()
    for operation in contracts.operations:
        names |= dict.fromkeys((operation.request, operation.response), operation)
    names.pop(None, None)
    absent = {name for name in names if name.clark not in classes}
    assert not absent or files[0].name[:3] in WITHOUT_SCHEMA
    for name, operation in names.items():
        if name in absent:
            continue
        cls = classes[name.clark]
        body = find(instances(cls), lambda _: True, settings=ONE)
        message = soap.envelope(body, cls, operation=operation, addressing=False)
        assert message == soap.envelope(body, cls, operation=declared[operation], addressing=False)
        assert [] == list(dcxml.validate(message.data, contracts))
        opened = soap.open_envelope(message.data, classes, operation=operation)
        assert dcxml.identical(body, opened.body)
        of_module = soap.open_envelope(message.data, classes.module, operation=operation)
        assert dcxml.identical(body, of_module.body)
        if name == operation.request:  # what is asked is found without being told; an answer may be of its class too
            assert message == soap.envelope(body, operation=declared[operation], addressing=False)
        of_operation = soap.open_envelope(message.data, operation=declared[operation])
        assert dcxml.identical(body, of_operation.body)
