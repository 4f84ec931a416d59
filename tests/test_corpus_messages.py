"""Real services of others: a message of each operation is made, is valid by the service's schemas, and opens equal.

They stand beside the repository, or where DCXML_CORPUS says; without them this test says so and passes.
"""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, settings

import dcxml
from dcxml import soap
from dcxml.strategies import instances
from support.corpus import CORPUS, SETS, UNREADABLE, binding_of, contracts_of, name_of, number

# By the number a set's first file begins with, and why; docs/conformance.md has the same list.
WITHOUT_SCHEMA = {"027": "the schemas of its messages are not among the files"}

ONE = settings(database=None, deadline=None, derandomize=True, max_examples=1, phases=[Phase.generate])


SERVICES = [
    files for files in SETS if number(files) not in UNREADABLE and any(file.suffix == ".wsdl" for file in files)
]


@pytest.mark.parametrize("files", SERVICES or [None], ids=name_of)
def test_messages_of_real_services_are_valid_and_come_back(files):
    if files is None:
        print(f"no services in {CORPUS}: nothing to send")  # noqa: T201 - to be seen with -s
        return
    contracts, classes = contracts_of(files), binding_of(files)
    names, declared = {}, {each.description: each for each in classes.operations}
    assert set(contracts.operations) == declared.keys()
    for operation in contracts.operations:
        names |= dict.fromkeys((operation.request, operation.response), operation)
    names.pop(None, None)
    absent = {name for name in names if name.clark not in classes}
    assert not absent or number(files) in WITHOUT_SCHEMA
    for name, operation in names.items():
        if name in absent:
            continue
        cls = classes[name.clark]
        body = find(instances(cls), lambda _: True, settings=ONE)
        for each in (operation, declared[operation]):  # with the headers that the binding demands
            usual = soap.envelope(body, cls, operation=each)
            demanded = name == operation.request and bool(operation.addressing)
            assert demanded == (b"<a:MessageID>" in usual.data)
            assert [] == list(dcxml.validate(usual.data, contracts))
            assert dcxml.identical(body, soap.open_envelope(usual.data, classes, operation=each).body)
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
