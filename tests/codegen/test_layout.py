"""Members of every length are laid out as the formatter lays them out."""

from __future__ import annotations

import subprocess
import sys

from dcxml.codegen.layout import LINE_LENGTH, call, lay_out_annotated

ANNOTATIONS = [
    "KeyValuePair[str, list[bool | None]]",
    "dict[str, list[int | None]] | None",
    "list[A] | None",
    "KeyValuePair[dict[UUID, UnsignedByte | None], OrderOfNameArrayOfKeyValueOfguidNullableOfunsignedByteGOBf0pnW]",
    "OrderOfNameArrayOfKeyValueOfguidNullableOf",
]
VALUES = [
    call("data_member", '"V"', "default=None"),
    call("data_member", '"V"', "factory=lambda: KeyValuePair(None, None)", "emit_default_value=False"),
    call("data_member", f'"{"x" * 60}"', "factory=lambda: Pair(None, None)", "is_required=True", "is_nillable=False"),
]


def test_members_of_every_length_stay_as_they_are_laid_out():
    lines = ["class Members:"]
    for annotation in ANNOTATIONS:
        for value in VALUES:
            for length in range(1, 118):
                member = [*lay_out_annotated("x" * length, annotation, value, margin=4)]
                if not any("fmt: skip" in line for line in member):
                    lines.extend(f"    {line}" for line in member)
    source = "\n".join(lines) + "\n"
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=120", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    assert source == done.stdout


def test_an_annotation_that_has_room_alone_is_split_where_it_has_none_beside_the_value():
    annotation = f"dict[str, {'x' * (LINE_LENGTH - len('name: dict[str, ]'))}]"
    value = call("data_member", "a", "b")
    lines = list(lay_out_annotated("name", annotation, value))
    compile("\n".join(lines), "lines", "exec")
    assert lines[0] == "name: dict["
