"""An order of any length, of long lines, with or without a few that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "urn:long"
INT, STRING = QName(XS, "int"), QName(XS, "string")
CONTRACTS = DataContractSet(
    [
        ClassDataContract(
            name=QName(NAMESPACE, "Order"),
            members=(
                DataMember(name="Lines", type=QName(NAMESPACE, "Lines"), is_nillable=True),
                DataMember(name="Note", type=STRING, is_nillable=True),
            ),
        ),
        CollectionDataContract(name=QName(NAMESPACE, "Lines"), item_name="Line", item_type=QName(NAMESPACE, "Line")),
        ClassDataContract(
            name=QName(NAMESPACE, "Line"),
            members=(
                DataMember(name="Count", type=INT, is_nillable=False),
                DataMember(name="Words", type=STRING, is_nillable=True),
            ),
        ),
    ]
)


def written(path: Path, size: int, kind: str) -> None:
    """Write an order of a size in octets at least; of kind "wrong", three of its lines are."""
    words = "some words " * 180
    line = f"<Line><Count>{{}}</Count><Words>{words}</Words></Line>\n".format
    right = line(7) * 100
    with path.open("w", encoding="utf-8") as file:
        file.write(f'<Order xmlns="{NAMESPACE}"><Lines>')
        for number in range(0, size, len(right)):
            is_wrong = kind == "wrong" and number in (0, len(right), 5 * len(right))
            file.write(line("x") + right if is_wrong else right)
        file.write("</Lines><Note>end</Note></Order>")
