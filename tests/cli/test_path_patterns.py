"""Patterns of paths mean what gitignore(5) says; git itself is asked where it is installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcxml.cli.discovery.path_patterns import PathPatterns, relative_path

GIT = shutil.which("git")

ROWS = [
    # patterns, path, whether it is covered
    pytest.param(["*.xml"], "a/b.xml", True, id="a name at any depth"),
    pytest.param(["/*.xml"], "a/b.xml", False, id="a name in the folder itself only"),
    pytest.param(["a/*.xml"], "a/b.xml", True, id="a path"),
    pytest.param(["a/*.xml"], "c/a/b.xml", False, id="a path begins at the folder"),
    pytest.param(["a"], "c/a/b.xml", True, id="what is in a folder"),
    pytest.param(["a/"], "a", False, id="a file where a folder is meant"),
    pytest.param(["**/a/b.xml"], "a/b.xml", True, id="stars for no folder"),
    pytest.param(["a/**/b.xml"], "a/b.xml", True, id="stars for no folder between"),
    pytest.param(["a/**/b.xml"], "a/c/d/b.xml", True, id="stars for two folders"),
    pytest.param(["a/**"], "a/c/b.xml", True, id="stars for all below"),
    pytest.param(["a/**"], "a", False, id="not for the folder"),
    pytest.param(["**"], "../other/b.xml", True, id="stars for everything"),
    pytest.param(["*.xml", "!b.xml"], "b.xml", False, id="taken back"),
    pytest.param(["!b.xml", "*.xml"], "b.xml", True, id="the last decides"),
    pytest.param(["a/", "!a/b.xml"], "a/b.xml", True, id="not taken back where the folder is matched"),
    pytest.param([r"\#a"], "#a", True, id="an escaped comment"),
    pytest.param(["#a"], "#a", False, id="a comment"),
    pytest.param(["[!a-c].xml"], "d.xml", True, id="a class turned round"),
    pytest.param(["[a-"], "[a-", False, id="a class without an end"),
    pytest.param(["[z-a]"], "z", True, id="a range that goes down is its first character"),
    pytest.param(["[z-a]"], "a", False, id="and not its last"),
    pytest.param(["[]a]"], "]", True, id="a bracket in brackets"),
    pytest.param(["[a^]"], "^", True, id="a caret in brackets"),
    pytest.param([r"[\]]"], "]", True, id="an escaped bracket in brackets"),
    pytest.param(["[a-]"], "-", True, id="a hyphen in brackets"),
    pytest.param(["a?b"], "a/b", False, id="a question mark is no slash"),
    pytest.param(["a "], "a", True, id="blanks at the end"),
]


@pytest.mark.parametrize(("lines", "path", "is_covered"), ROWS)
def test_a_path_is_covered_as_gitignore_says(lines, path, is_covered):
    assert is_covered == PathPatterns.of(lines).cover(path)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """An empty repository, for git to be asked in."""
    if GIT is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run([GIT, "init", "-q"], cwd=folder, check=True)  # noqa: S603 - git, found above
    return folder


def git_covers(repository, lines, paths):
    """Return those of the paths that git ignores."""
    (repository / ".gitignore").write_text("\n".join(lines) + "\n", "utf-8")
    asked = subprocess.run(  # noqa: S603 - git, found above
        [GIT, "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=repository,
        input="\0".join(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode in (0, 1), asked.stderr
    return {path for path in asked.stdout.split("\0") if path}


@pytest.mark.parametrize(("lines", "path", "is_covered"), [row for row in ROWS if "../" not in row.values[1]])
def test_git_says_the_same_of_the_cases(repository, lines, path, is_covered):
    assert is_covered == (path in git_covers(repository, lines, [path]))


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "*",
        "?",
        "**",
        "/",
        "/",
        "[ab]",
        "[!a]",
        "[^b]",
        "[b-a]",
        "[]*]",
        "\\a",
        "\\*",
        "[[:alpha:]]",
        "!",
        " ",
    ],
)
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=4)
PATHS = ["a", "b", "ab", "aa", "a*", "a/a", "a/b", "b/a", "b/ab", "a/b/a", "a/a/b/b", "b/b/ab"]


@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_git_says_the_same_of_drawn_patterns(repository, lines):
    patterns = PathPatterns.of(lines)
    assert git_covers(repository, lines, PATHS) == {path for path in PATHS if patterns.cover(path)}


def test_a_path_is_named_from_a_folder(tmp_path):
    assert "a/b.xml" == relative_path(str(tmp_path / "a" / "b.xml"), str(tmp_path))
    assert "../b.xml" == relative_path(str(tmp_path / "b.xml"), str(tmp_path / "a"))
