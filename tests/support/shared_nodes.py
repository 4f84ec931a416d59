"""Contracts with IsReference, and what holders of their objects contain: right, or wrong by one rule."""

from __future__ import annotations

import dcxml
from dcxml import Int, contracts_of, data_contract, data_member


@data_contract(name="Node", namespace="urn:n", is_reference=True)
class Node:
    id: Int = data_member("Id", default=0)
    next: Node | None = data_member("Next", default=None)


@data_contract(name="Derived", namespace="urn:d")
class Derived(Node):
    pass


@data_contract(name="Other", namespace="urn:h", is_reference=True)
class Other:
    pass


@data_contract(name="Plain", namespace="urn:h")
class Plain:
    pass


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    a: Node | None = data_member("A", default=None)
    b: Node | None = data_member("B", default=None)
    o: object | None = data_member("O", default=None)
    other: Other | None = data_member("Other", default=None)
    plain: Plain | None = data_member("Plain", default=None)


CONTRACTS = contracts_of(Holder, Derived)
SERIALIZER = dcxml.DataContractSerializer(Holder, unknown="forbid", known_types=[Node, Derived, Other, Plain])

CASES = {  # content, the code of the finding, what its sentence says
    "shared": ('<A z:Id="x"><n:Id>1</n:Id></A><B z:Ref="x"/>', None, None),
    "derived": ('<A z:Id="x" i:type="d:Derived"/><B z:Ref="x"/><O z:Ref="x"/>', None, None),
    "cycle": ('<A z:Id="x"><n:Next z:Ref="x"/></A>', None, None),
    "an object of a derived class": ('<O z:Id="x" i:type="d:Derived"/>', None, None),
    "no identity": ("<A/><B/>", None, None),
    "nil beside a reference": ('<A z:Id="x"/><B z:Ref="x" i:nil="true"/>', None, None),
    "forward": ('<A z:Ref="x"/><B z:Id="x"/>', "DC028", "A has the z:Ref 'x', which no earlier object has as its z:Id"),
    "dangling object": ('<O z:Ref="x"/>', "DC013", "O has the z:Ref 'x', which no earlier object has as its z:Id"),
    "twice": ('<A z:Id="x"/><B z:Id="x"/>', "DC029", "B has the z:Id 'x' of an earlier element"),
    "twice, once null": (
        '<A z:Id="x" i:nil="true"/><B z:Id="x"/>',
        "DC029",
        "B has the z:Id 'x' of an earlier element",
    ),
    "to null": (
        '<A z:Id="x" i:nil="true"/><B z:Ref="x"/>',
        "DC013",
        "B has the z:Ref 'x', which no earlier object has",
    ),
    "a number": ('<A z:Id="1"/>', "DC041", "A: z:Id is '1', which is not a name"),
    "empty": ('<A z:Id="x"/><B z:Ref=""/>', "DC041", "B: z:Ref is '', which is not a name"),
    "with content": ('<A z:Id="x"/><B z:Ref="x"><n:Id>1</n:Id></B>', "DC041", "B refers to 'x' and must be empty"),
    "another class": ('<A z:Id="x"/><Other z:Ref="x"/>', "DC041", "Other refers to 'x', Node, where Other is declared"),
    "id on a plain class": (
        '<Plain z:Id="x"/>',
        "DC041",
        "Plain has z:Id, but no contract with IsReference stands here",
    ),
    "reference on a plain class": ('<A z:Id="x"/><Plain z:Ref="x"/>', "DC041", "Plain has z:Ref, but no contract"),
}
