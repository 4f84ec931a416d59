"""Documents are found where they are named: files, folders, patterns and stdin, one by one and in a steady order."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import islice
from pathlib import Path

import click
import pytest

from dcxml.cli.discovery.documents import Discovery, Source, find_documents
from dcxml.cli.discovery.path_patterns import PathPatterns

GIT = shutil.which("git")
FILES = [
    ".git/config.xml",
    ".hidden/a.xml",
    ".hidden.xml",
    "a.xml",
    "b.txt",
    "in/b.XML",
    "in/c.xml",
    "in/deep/d.xml",
    "node_modules/e.xml",
    "out/f.xml",
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<a/>", "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*names, **settings):
    return [source.name.replace(os.sep, "/") for source in find_documents(names, Discovery(**settings))]


ALL = [".hidden.xml", "a.xml", "in/c.xml", "in/deep/d.xml", "out/f.xml"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["a.xml", "b.txt"], ["a.xml", "b.txt"], id="files, whatever their names"),
        pytest.param(["."], ALL, id="a folder with all below it"),
        pytest.param(["in", "a.xml", "out/"], ["in/c.xml", "in/deep/d.xml", "a.xml", "out/f.xml"], id="in their order"),
        pytest.param(["in/*.xml"], ["in/c.xml"], id="a pattern"),
        pytest.param(
            ["**/*.xml"], ["a.xml", "in/c.xml", "in/deep/d.xml", "node_modules/e.xml", "out/f.xml"], id="deep"
        ),
        pytest.param(["i?", "o*"], ["in/c.xml", "in/deep/d.xml", "out/f.xml"], id="patterns of folders"),
        pytest.param([".hidden"], [".hidden/a.xml"], id="a hidden folder that is named"),
        pytest.param(["-"], ["stdin"], id="stdin"),
    ],
)
def test_names_stand_for_documents(names, expected):
    assert expected == found(*names)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({"include": ["*.txt", "in/*.xml"]}, ["b.txt", "in/c.xml"], id="included"),
        pytest.param({"include": ["*.[xX][mM][lL]"]}, sorted([*ALL, "in/b.XML"]), id="included by a class"),
        pytest.param({"exclude": [(".", ["in/"])]}, [".hidden.xml", "a.xml", "out/f.xml"], id="a folder excluded"),
        pytest.param({"exclude": [("in", ["/deep"])]}, [*ALL[:3], "out/f.xml"], id="by the patterns of another folder"),
        pytest.param({"exclude": [(".", ["*.xml", "!a.xml"])]}, ["a.xml"], id="all but one"),
    ],
)
def test_patterns_choose_what_is_looked_at_in_folders(settings, expected):
    include = PathPatterns.of(settings.get("include", ["*.xml"]))
    exclude = tuple((folder, PathPatterns.of(patterns)) for folder, patterns in settings.get("exclude", []))
    assert expected == found(".", include=include, exclude=exclude)
    assert ["in/c.xml"] == found("in/c.xml", include=include, exclude=exclude), "a named file is always looked at"


@pytest.mark.parametrize("name", ["[a].xml", "a*.xml"])
def test_a_file_with_the_name_of_a_pattern_is_that_file(name):
    Path(name).write_text("<a/>", "utf-8")
    assert [name] == found(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("empty", "the folder holds no document to check", id="an empty folder"),
        pytest.param("*.doc", "no file matches this pattern", id="a pattern without a match"),
    ],
)
def test_what_stands_for_nothing_is_told(name, reason):
    (source,) = find_documents([name], Discovery())
    assert (name, reason) == (source.name, str(source.error))


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_looked_at(monkeypatch):
    scan = os.scandir

    def refuse(path):
        if os.path.basename(path) == "deep":  # noqa: PTH119 - as the program names it
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    sources = list(find_documents(["in", "out"], Discovery()))
    assert [None, 13, None] == [getattr(source.error, "errno", None) for source in sources]


def test_links_to_files_are_followed_and_circles_of_folders_are_not(folder):
    (folder / "out" / "up").symlink_to(folder)
    (folder / "out" / "g.xml").symlink_to(folder / "a.xml")
    assert ["out/f.xml", "out/g.xml"] == found("out")


def test_links_to_nothing_cannot_be_read(folder):
    (folder / "out" / "gone.xml").symlink_to("absent.xml")
    (folder / "out" / "gone").symlink_to("absent")
    (folder / "out" / "self.xml").symlink_to("self.xml")
    errors = {source.name: str(source.error) for source in find_documents(["out"], Discovery()) if source.error}
    assert {
        "out/gone.xml": "this is a link, and what it leads to is not there; allowed: a link to a file that can be read",
        "out/self.xml": "this is a link, and it leads in a circle; allowed: a link to a file that can be read",
    } == errors
    assert ["out/f.xml"] == found("out", exclude=((".", PathPatterns.of(["gone.xml", "self.xml"])),))


def test_pipes_are_read_where_they_are_named_only(folder):
    os.mkfifo(folder / "out" / "pipe.xml")
    assert ["out/f.xml"] == found("out")
    assert ["out/pipe.xml"] == found("out/pipe.xml")


def test_stdin_has_the_name_that_is_given_and_is_read_once():
    assert [Source("orders/a.xml", "-")] == list(find_documents(["-"], Discovery(stdin_name="orders/a.xml")))
    with pytest.raises(click.UsageError, match="once only"):
        find_documents(["-", "-"], Discovery())


def test_names_come_one_by_one(monkeypatch):
    scan, scanned = os.scandir, []
    monkeypatch.setattr(os, "scandir", lambda path: scanned.append(path) or scan(path))
    assert ["in/c.xml"] == [
        each.name.replace(os.sep, "/") for each in islice(find_documents(["in", "out"], Discovery()), 1)
    ]
    assert ["in"] == scanned


def ignoring(folder, **files):
    for name, lines in files.items():
        (folder / name.replace("__", "/") / ".gitignore").write_text("\n".join(lines), "utf-8")


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_git_passes_over_the_same_files(folder):
    shutil.rmtree(folder / ".git")
    subprocess.run([GIT, "init", "-q"], check=True)  # noqa: S603 - git, found above
    (folder / ".git" / "info" / "exclude").write_text("a.xml\n", "utf-8")
    ignoring(folder, **{"": ["/in/*", "!in/deep/", "out/f.*"], "in__deep": ["*.xml", "!d.xml"], "out": ["!f.xml"]})
    command = [GIT, "-c", "core.excludesFile=", "ls-files", "--others", "--exclude-standard", "*.xml"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - as above
    expected = [name for name in listed if not name.startswith((".hidden/", "node_modules/"))]
    assert expected == found(".")
    assert ["in/deep/d.xml"] == found("in")


def test_files_that_git_ignores_are_passed_over(folder):
    ignoring(folder, **{"": ["out/", "d.xml"], "in__deep": ["!d.xml"]})
    assert [".hidden.xml", "a.xml", "in/c.xml", "in/deep/d.xml"] == found(".")
    assert ALL == found(".", gitignore=False)
    assert ["in/deep/d.xml"] == found("in/deep"), "the files of folders above count"
    assert ["out/f.xml"] == found("out"), "a folder that is named is looked at"
    shutil.rmtree(folder / ".git")
    assert ALL == [*found("."), "out/f.xml"]  # what is in no repository has its own files of patterns
