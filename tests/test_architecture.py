"""The rooms of dcxml, what each may import, and that nothing else is imported: type-only and late imports count."""

from __future__ import annotations

import ast
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

import dcxml

PACKAGE = Path(dcxml.__file__).parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__", "cli", "apis", "pytest_plugin"),
    ("__init__",),
    (
        *("arguments", "serializer", "one_call", "streaming", "bulk", "checking", "testing", "soap", "strategies"),
        *("fuzzing", "arrow"),
    ),
    ("reporting", "validation", "fixing"),
    ("codec", "comparison", "sampling", "drift", "diagram"),
    ("binding", "derivation", "xsd"),
    ("contract",),
    ("lexical",),
    (
        *("codegen", "document_encoding", "document_end", "errors", "files", "near_names", "octets", "parts"),
        *("pruned_parse", "qname", "quoting", "stand_ins", "xmlio"),
    ),
)
"""From the roof to the ground; an arrow may only point down. ``__init__`` is the package's own face."""

PERMISSIONS: Mapping[tuple[str, str], str] = {
    ("__main__", "cli"): "python -m dcxml is the command line",
    ("fixing", "validation"): "what is put right is what validation finds",
    ("reporting", "validation"): "what is told is what validation finds",
    ("testing", "checking"): "an instance is valid where it can be written",
    ("checking", "serializer"): "what is told of a value is what dumps refuses",
    ("sampling", "codec"): "what is sampled can be written: the plan of its classes, facets held, defaults left out",
    ("serializer", "arguments"): "what callers give is checked before it is used",
    ("one_call", "serializer"): "each call makes a serializer with the settings it is given",
    ("streaming", "arguments"): "what callers give is checked before it is used",
    ("streaming", "serializer"): "documents in pieces have the settings of whole ones",
    ("arrow", "serializer"): "a row is what a document is, of the same codec",
    ("bulk", "arguments"): "what callers give is checked before it is used",
    ("bulk", "serializer"): "each of many files is read as one alone",
    ("soap", "arguments"): "what callers give is checked before it is used",
    ("soap", "serializer"): "a body is read and written as a document is",
    ("fuzzing", "one_call"): "the samples that are mutated are documents",
    ("fuzzing", "strategies"): "documents are drawn, and mutated by the catalogue",
    ("strategies", "serializer"): "the documents drawn are those that dumps writes",
    ("xmlio", "quoting"): "declarations are written by hand",
    ("errors", "near_names"): "an error about a name says which may have been meant",
    ("parts", "errors"): "a reference to an entity is refused",
    ("parts", "xmlio"): "a part with comments is parsed once more, by the rules of documents",
    ("stand_ins", "errors"): "a document that leaves no character to stand in is refused",
    ("pruned_parse", "octets"): "a document is read by stretches",
    ("pruned_parse", "xmlio"): "a document that is not kept is parsed by the rules of all",
    ("xmlio", "document_encoding"): "documents are parsed in UTF-8",
    ("xmlio", "document_end"): "what .NET does not look at is not parsed",
    ("xmlio", "errors"): "what is not XML is told in dcxml's own words",
    ("xmlio", "stand_ins"): "a document that libxml2 refuses for its characters alone is parsed with others",
}
"""Arrows between siblings, each with its reason."""

COMMAND_LINE: tuple[tuple[str, ...], ...] = (
    ("program",),
    (
        *("convert", "derive", "describe", "diff", "explain", "fix", "fuzz", "generate", "roundtrip", "sample"),
        "validate",
    ),
    ("operations",),
    ("contracts",),
    ("settings",),
    ("discovery",),
    ("console",),
    ("exit_codes",),
)
"""The same inside ``cli``: commands do not know each other, and what they share does not know them."""

THIRD_PARTY: Mapping[str, frozenset[str]] = {
    "annotated_types": frozenset({"binding"}),
    "click": frozenset({"cli"}),
    "elementpath": frozenset({"sampling"}),
    "hypothesis": frozenset({"strategies"}),
    "pyarrow": frozenset({"arrow"}),
    "pytest": frozenset({"pytest_plugin"}),
    "xmlschema": frozenset({"xsd"}),
}
"""The one door to each library that not everybody pays for; attrs and lxml are open to all."""


@frozen
class Import:
    """A module that imports another, and where."""

    importer: str
    imported: str
    line: int


def modules_of(package: Path) -> dict[str, Path]:
    """Return the modules of a package by their names below it; a package is named as its ``__init__``."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return found


def imports_of(package: Path) -> Iterator[Import]:
    """Yield every import statement of a package, its modules named below the package, others by their full name."""
    modules = modules_of(package)
    for name, path in modules.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for target in _targets(node, package.name, name, is_package=path.name == "__init__.py"):
                yield Import(name, _inside(target, package.name, modules), node.lineno)


def _targets(node: ast.AST, root: str, module: str, *, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        here = [root, *(() if module == "__init__" else module.split("."))]
        up = node.level - (1 if is_package else 0)
        base = ".".join(here[: len(here) - up] + ([node.module] if node.module else []))
    return [f"{base}.{alias.name}" for alias in node.names]


def _inside(target: str, root: str, modules: Mapping[str, Path]) -> str:
    """Return the module that ``target`` (a module, or a name in one) leads to."""
    if target != root and not target.startswith(f"{root}."):
        return target
    parts = target.split(".")[1:]
    while parts and ".".join(parts) not in modules:
        parts.pop()
    return ".".join(parts) or "__init__"


def room_of(module: str) -> str:
    """Return the room of a module: the first step of its name."""
    return module.split(".", maxsplit=1)[0]


def misplaced(package: Path) -> list[str]:
    """Return a sentence for each module without a room, and each arrow that does not point down."""
    height = {room: -level for level, rooms in enumerate(LAYERS) for room in rooms}
    modules = modules_of(package)
    sentences = [f"{name}: its room is in no layer" for name in modules if room_of(name) not in height]
    for arrow in imports_of(package):
        source, target = room_of(arrow.importer), room_of(arrow.imported)
        if source not in height:
            continue
        if arrow.imported not in modules:
            doors = THIRD_PARTY.get(target)
            if doors is not None and source not in doors:
                sentences.append(f"{arrow.importer}:{arrow.line} imports {target}, open to {', '.join(sorted(doors))}")
        elif source != target and height[target] >= height[source] and (source, target) not in PERMISSIONS:
            direction = "sideways" if height[target] == height[source] else "upwards"
            sentences.append(f"{arrow.importer}:{arrow.line} imports {arrow.imported}, {direction}")
    return sentences


def misplaced_in_command_line(package: Path) -> list[str]:
    """Return a sentence for each module of ``cli`` without a room there, and each arrow that does not point down."""
    height = {room: -level for level, rooms in enumerate(COMMAND_LINE) for room in rooms}
    inside = {name: name.split(".")[1] for name in modules_of(package) if name.startswith("cli.")}
    sentences = [f"{name}: its room is in no layer" for name, room in inside.items() if room not in height]
    for arrow in imports_of(package):
        source, target = inside.get(arrow.importer), inside.get(arrow.imported)
        if source is None or target is None or source == target or source not in height:
            continue
        if height.get(target, 0) >= height[source]:
            sentences.append(f"{arrow.importer}:{arrow.line} imports {arrow.imported}, not below it")
    return sentences


def unused(package: Path) -> list[str]:
    """Return a sentence for each row of the tables that nothing needs: a room, a permission, a door."""
    modules = modules_of(package)
    rooms = {".".join(name.split(".")[:steps]) for name in modules for steps in (1, 2)}
    placed = [room for layer in LAYERS for room in layer] + [f"cli.{room}" for layer in COMMAND_LINE for room in layer]
    arrows = {(room_of(arrow.importer), room_of(arrow.imported)) for arrow in imports_of(package)}
    allowed = [*PERMISSIONS, *((room, library) for library, doors in THIRD_PARTY.items() for room in sorted(doors))]
    return [
        *(f"{room}: a layer has it, and there is no such room" for room in placed if room not in rooms),
        *(
            f"{source} may import {target}, and does not"
            for source, target in allowed
            if (source, target) not in arrows
        ),
    ]


def circle(package: Path) -> list[str]:
    """Return the modules of one import circle, the first one again at the end; empty where there is none."""
    modules = modules_of(package)
    arrows: dict[str, set[str]] = {name: set() for name in modules}
    for arrow in imports_of(package):
        if arrow.imported in modules and arrow.imported != arrow.importer:
            arrows[arrow.importer].add(arrow.imported)
    done: set[str] = set()
    for start in arrows:
        path = _walk(start, arrows, done, [])
        if path:
            return path
    return []


def _walk(name: str, arrows: Mapping[str, set[str]], done: set[str], path: list[str]) -> list[str]:
    if name in path:
        return [*path[path.index(name) :], name]
    if name in done:
        return []
    for target in sorted(arrows[name]):
        found = _walk(target, arrows, done, [*path, name])
        if found:
            return found
    done.add(name)
    return []


def test_every_import_of_dcxml_points_down():
    assert [] == misplaced(PACKAGE)


def test_every_import_of_the_command_line_points_down():
    assert [] == misplaced_in_command_line(PACKAGE)


def test_every_room_permission_and_door_is_used():
    assert [] == unused(PACKAGE)


def test_no_module_of_dcxml_imports_itself_through_others():
    assert [] == circle(PACKAGE)


def test_the_check_sees_the_package_it_judges():
    arrows = {(arrow.importer, arrow.imported) for arrow in imports_of(PACKAGE)}
    assert {
        ("xmlio.parsing", "errors"),
        ("contract.contract_set", "contract.model"),
        ("contract.model", "qname"),
    } <= arrows


def test_each_room_stands_in_one_layer_and_each_permission_is_between_siblings():
    rooms = [room for layer in LAYERS for room in layer]
    assert sorted(set(rooms)) == sorted(rooms)
    for (source, target), reason in PERMISSIONS.items():
        assert any({source, target} <= set(layer) for layer in LAYERS), (source, target)
        assert reason


@pytest.fixture
def package(tmp_path):
    """A made-up package: ``package({"contract/model.py": "import …"})``."""

    def write(sources: Mapping[str, str]) -> Path:
        root = tmp_path / "dcxml"
        for name, source in {"__init__.py": "", **sources}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.parent != root:
                (path.parent / "__init__.py").touch()
            path.write_text(textwrap.dedent(source), "utf-8")
        return root

    return write


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param(
            {"contract/model.py": "from dcxml.codec import decoder", "codec/decoder.py": ""},
            "contract.model:1 imports codec.decoder, upwards",
            id="upwards",
        ),
        pytest.param(
            {"xsd/importer.py": "import dcxml.binding.names", "binding/names.py": ""},
            "xsd.importer:1 imports binding.names, sideways",
            id="sideways",
        ),
        pytest.param(
            {"lexical/table.py": "def late():\n    from dcxml import loads"},
            "lexical.table:2 imports __init__, upwards",
            id="in a function, from the face",
        ),
        pytest.param(
            {
                "qname.py": """
                    from typing import TYPE_CHECKING
                    if TYPE_CHECKING:
                        from .contract.model import DataMember
                """,
                "contract/model.py": "",
            },
            "qname:4 imports contract.model, upwards",
            id="type-only, relative",
        ),
        pytest.param(
            {"contract/naming.py": "from ..codec.decoder import decode", "codec/decoder.py": ""},
            "contract.naming:1 imports codec.decoder, upwards",
            id="two levels up, relative",
        ),
        pytest.param(
            {"codec/__init__.py": "from ..validation import rules", "validation/rules.py": ""},
            "codec:1 imports validation.rules, upwards",
            id="relative, in a package's own face",
        ),
        pytest.param({"attic/boxes.py": ""}, "attic.boxes: its room is in no layer", id="unknown room"),
        pytest.param(
            {"codec/decoder.py": "import xmlschema"},
            "codec.decoder:1 imports xmlschema, open to xsd",
            id="a library through the wrong door",
        ),
    ],
)
def test_an_arrow_that_does_not_point_down_is_reported(package, sources, expected):
    assert expected in misplaced(package(sources))


def test_what_nothing_needs_is_reported(package):
    found = unused(package({"xmlio.py": "from dcxml.errors import E", "errors.py": "E = 1", "xsd/a.py": "import lxml"}))
    assert "xmlio may import quoting, and does not" in found
    assert "xmlio may import errors, and does not" not in found
    assert "xsd may import xmlschema, and does not" in found
    assert "lexical: a layer has it, and there is no such room" in found
    assert "cli.fuzz: a layer has it, and there is no such room" in found
    assert not any(sentence.startswith(("xsd:", "errors:")) for sentence in found)


def test_commands_that_know_each_other_are_reported(package):
    sources = {"cli/fix/command.py": "from dcxml.cli.validate import run", "cli/validate/run.py": "", "cli/new.py": ""}
    expected = ["cli.new: its room is in no layer", "cli.fix.command:1 imports cli.validate.run, not below it"]
    assert expected == misplaced_in_command_line(package(sources))


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param({"codec/a.py": "from dcxml.contract import b", "contract/b.py": ""}, id="down"),
        pytest.param({"xmlio.py": "from dcxml.errors import E", "errors.py": "E = 1"}, id="permitted"),
        pytest.param({"codec/a.py": "from . import b", "codec/b.py": "import lxml.etree"}, id="inside a room"),
        pytest.param({"apis/a.py": "from dcxml import loads"}, id="an API module uses the face"),
    ],
)
def test_an_arrow_that_points_down_passes(package, sources):
    assert [] == misplaced(package(sources))


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param({"a.py": "from dcxml import b", "b.py": "import dcxml.a"}, id="of two"),
        pytest.param(
            {
                "x/a.py": "from .b import one",
                "x/b.py": "def late():\n    from dcxml.x.c import two",
                "x/c.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dcxml.x.a import three",
            },
            id="of three, late and type-only",
        ),
        pytest.param({"x/__init__.py": "from dcxml.x import a", "x/a.py": "from dcxml.x import name"}, id="of a face"),
    ],
)
def test_a_circle_is_found(package, sources):
    root = package(sources)
    found = circle(root)
    assert found[0] == found[-1]
    assert len(found) > 2
    arrows = {(arrow.importer, arrow.imported) for arrow in imports_of(root)}
    assert set(pairwise(found)) <= arrows


def test_what_has_no_circle_has_none(package):
    assert [] == circle(package({"a.py": "from dcxml import b, c", "b.py": "from dcxml import c", "c.py": ""}))
