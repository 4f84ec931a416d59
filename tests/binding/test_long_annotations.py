"""Annotations that are too long for a line are split as the formatter does it, in modules and in packages."""

# ruff: noqa: S603 - the command is written here

from __future__ import annotations

import subprocess
import sys

import pytest

import dcxml
from dcxml.binding.package_source import render_package
from dcxml.binding.parts import Part, dictionary_contract, list_contract, pair_contract
from dcxml.binding.source import render_module
from dcxml.contract import ClassDataContract, DataContractSet, DataMember, GlobalElement
from dcxml.qname import SERIALIZATION, XS, QName
from support.packages import write_package

NS = "urn:long"
TEXT = Part(name=QName(XS, "string"), is_value_type=False)
GUID = Part(name=QName(SERIALIZATION, "guid"), is_value_type=True)
LENGTHS = range(20, 92, 6)


class Shape:
    """A collection of classes, and all the contracts that it is made of."""

    def __init__(self, length):
        self.contracts = []
        self.long = self._class("L" * length)
        self.short = self._class("S" * (length // 2))
        self.struct = self._class("V" * length, is_value_type=True, is_nullable=True)

    def _class(self, local, *, is_value_type=False, is_nullable=False):
        self.contracts.append(ClassDataContract(name=QName(NS, local), is_value_type=is_value_type))
        return Part(name=QName(NS, local), is_value_type=is_value_type, is_nullable=is_nullable)

    def list(self, item):
        return self._made(list_contract(item))

    def dict(self, key, value):
        return self._made(dictionary_contract(key, value))

    def pair(self, key, value):
        return self._made(pair_contract(key, value))

    def _made(self, contract):
        self.contracts.append(contract)
        is_value_type = isinstance(contract, ClassDataContract)
        return Part(name=contract.name, is_value_type=is_value_type, generic=getattr(contract, "generic", None))


SHAPES = {
    "a list": lambda of: of.list(of.long),
    "a list of values that may be null": lambda of: of.list(of.struct),
    "a list of lists": lambda of: of.list(of.list(of.long)),
    "a list of lists of lists": lambda of: of.list(of.list(of.list(of.long))),
    "a dictionary of texts": lambda of: of.dict(TEXT, of.long),
    "a dictionary of two classes": lambda of: of.dict(of.long, of.short),
    "a dictionary of lists": lambda of: of.dict(of.long, of.list(of.short)),
    "a list of dictionaries": lambda of: of.list(of.dict(of.short, of.long)),
    "a pair of pairs": lambda of: of.pair(of.pair(GUID, of.pair(GUID, of.short)), of.pair(GUID, of.long)),
    "a dictionary of pairs": lambda of: of.dict(TEXT, of.pair(of.long, of.short)),
}


@pytest.mark.parametrize("place", ["alias", "element", "member"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_collection_is_split_as_the_formatter_does_it(shape, place, tmp_path):
    for length in LENGTHS:
        made = Shape(length)
        root = shape(made).name
        elements = [GlobalElement(name=QName(NS, "Root"), type=root)] if place == "element" else []
        member = DataMember(name="Held", type=root, is_required=True)
        holders = [ClassDataContract(name=QName(NS, "Holder"), members=(member,))] if place == "member" else []
        contracts = DataContractSet([*made.contracts, *holders], elements)
        assert contracts == dcxml.contracts_of(dcxml.build_classes(contracts))
        (tmp_path / f"module_{length}.py").write_text(render_module(contracts), encoding="utf-8")
        write_package(render_package(contracts), tmp_path / f"package_{length}")

    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=120", "--diff", str(tmp_path)]
    assert "" == subprocess.run(command, capture_output=True, text=True, check=False).stdout
