""".NET reads each kind of sample of every contract and global element of real schemas.

The files stand beside the repository, or where DCXML_CORPUS says; without them the orders' alone are read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import dcxml
from dcxml.contract import ClassDataContract
from dcxml.contract.model import DATA_SET, DATA_TABLE
from dcxml.sampling import KINDS
from support import dotnet
from support.corpus import READ, binding_of, contracts_of, name_of

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]
ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
MOST = 80
"""The roots of one set that are judged."""
ITS_OWN_DATA = {DATA_SET, DATA_TABLE}
""".NET's reader looks at the schema inside, of which a contract says nothing."""


@pytest.mark.parametrize("files", [(ORDERS,), *READ], ids=name_of)
def test_dotnet_reads_each_kind_of_sample(files):
    dotnet.require()
    contracts = contracts_of(files)
    if not ITS_OWN_DATA.isdisjoint(contracts.contracts):
        return
    classes = [each.name for each in contracts if isinstance(each, ClassDataContract)]
    types = dotnet.clr_types(contracts, known_types=classes)
    binding = binding_of(files)
    for root in list(dict.fromkeys([*contracts.elements, *classes]))[:MOST]:
        annotation = binding[root.clark]
        for kind in KINDS:
            data = dcxml.dumps(dcxml.sample(annotation, kind), annotation)
            verdict = types.read(data, root)
            assert verdict, (kind, data, verdict.message)
