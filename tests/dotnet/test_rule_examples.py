"""The examples on the pages about rules before the judge: .NET reads those that the page says it reads."""

from __future__ import annotations

import pytest

from dcxml.qname import QName
from dcxml.reporting.explanations import EXPLANATIONS
from support import dotnet
from support.shared_nodes import CONTRACTS as NODES
from support.shop import CONTRACTS, in_shop
from support.wcf_messages import Message, read_message

pytestmark = pytest.mark.dotnet

HOLDER, ORDER = QName("urn:h", "Holder"), in_shop("Order")
CODES = pytest.mark.parametrize("code", [code for code, each in EXPLANATIONS.items() if each.wrong])


@pytest.fixture(scope="module")
def reads():
    """Return whether .NET reads a document of the contracts of the pages."""
    nodes = dotnet.clr_types(NODES, known_types=[QName("urn:d", "Derived"), QName("urn:n", "Node")])
    orders = dotnet.clr_types(CONTRACTS, known_types=[ORDER, in_shop("Line")])

    def read(document):
        if "Envelope" in document:
            return read_message(orders, document.encode(), ORDER) is not Message.REFUSED
        types, root = (nodes, HOLDER) if "<Holder" in document else (orders, ORDER)
        return types.read(document.encode(), root).is_accepted

    return read


@CODES
def test_net_reads_the_wrong_example_where_the_rule_says_so(reads, code):
    assert EXPLANATIONS[code].rule.facts.readable == reads(EXPLANATIONS[code].wrong)


@CODES
def test_net_reads_the_right_example(reads, code):
    assert reads(EXPLANATIONS[code].right)
