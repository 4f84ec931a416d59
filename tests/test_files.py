"""Documents loaded from files and dumped into them: whole or not at all, and errors that name the file."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pytest

import dcxml
from dcxml import DecodeError, EncodeError, Int, data_contract, data_member


@data_contract(name="Note", namespace="urn:n")
class Note:
    number: Int = data_member("Number", default=0)


DOCUMENT = b'<Note xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:n"><Number>7</Number></Note>'
TEXT = DOCUMENT.decode()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(lambda: "note.xml", id="a name"),
        pytest.param(lambda: Path("note.xml"), id="a path"),
        pytest.param(lambda: io.BytesIO(DOCUMENT), id="an open file"),
        pytest.param(lambda: io.StringIO(TEXT), id="an open file of text"),
    ],
)
def test_a_document_is_loaded_from_a_file(source):
    Path("note.xml").write_bytes(DOCUMENT)
    assert Note(number=7) == dcxml.load(source(), Note)


def test_a_document_is_dumped_into_a_file():
    target = io.BytesIO()
    dcxml.dump(Note(number=7), target)
    dcxml.dump(Note(number=7), "name.xml")
    dcxml.dump(Note(number=7), Path("path.xml"))
    dcxml.dump([7], "list.xml", list[Int])
    assert DOCUMENT == target.getvalue() == Path("name.xml").read_bytes() == Path("path.xml").read_bytes()
    assert [7] == dcxml.load("list.xml", list[Int])


def test_a_fault_of_a_file_names_the_file():
    Path("bad.xml").write_bytes(DOCUMENT.replace(b"7", b"seven"))
    with pytest.raises(DecodeError, match=r"^bad\.xml: Number: 'seven' is not xs:int \(/Note/Number, line 1\)$"):
        dcxml.load("bad.xml", Note)


def test_an_object_that_cannot_be_written_leaves_the_file_as_it_was(folder):
    Path("note.xml").write_text("before")
    with pytest.raises(EncodeError, match="'seven' is not an int"):
        dcxml.dump(Note(number="seven"), "note.xml")
    assert "before" == Path("note.xml").read_text()
    assert ["note.xml"] == [path.name for path in folder.iterdir()]


def test_a_file_that_cannot_be_replaced_leaves_the_file_as_it_was(folder, monkeypatch):
    Path("note.xml").write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device", "another name")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match=r"No space left on device: 'note\.xml'"):
        dcxml.dump(Note(), "note.xml")
    assert "before" == Path("note.xml").read_text()
    assert ["note.xml"] == [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("folder", IsADirectoryError, id="a folder"),
        pytest.param("absent/note.xml", FileNotFoundError, id="in a folder that is not there"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(target, expected):
    Path("folder").mkdir()
    with pytest.raises(expected) as caught:
        dcxml.dump(Note(), target)
    assert target == caught.value.filename
    assert caught.value.filename2 is None


def test_a_file_keeps_its_mode_and_a_new_one_follows_the_mask():
    Path("kept.xml").touch()
    Path("kept.xml").chmod(0o640)
    before = os.umask(0o022)
    try:
        for name in ("kept.xml", "new.xml"):
            dcxml.dump(Note(), name)
    finally:
        os.umask(before)
    assert [0o640, 0o644] == [stat.S_IMODE(Path(name).stat().st_mode) for name in ("kept.xml", "new.xml")]


def test_a_new_name_may_be_as_long_as_a_name_may_be():
    name = "n" * 251 + ".xml"
    dcxml.dump(Note(), name)
    assert Path(name).exists()


def test_what_is_no_regular_file_is_written_to_and_stays():
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    for name in ("pipe", "link"):
        read = []
        reader = threading.Thread(target=lambda read=read: read.append(Path("pipe").read_bytes()), daemon=True)
        reader.start()
        dcxml.dump(Note(number=7), name)
        reader.join(5)
        assert [DOCUMENT] == read
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
    assert Path("link").is_symlink()


def test_a_source_that_is_no_document_is_no_bytes_to_guess_at():
    for source in (5, Path("note.xml"), None):
        with pytest.raises(TypeError):
            dcxml.loads(source, Note)


def test_an_object_of_no_contract_tells_what_dumps_takes():
    with pytest.raises(TypeError, match=r"a Path|a PosixPath|a WindowsPath"):
        dcxml.dump(Path("note.xml"), "out.xml")
    with pytest.raises(TypeError, match="a number of spaces"):
        dcxml.dumps(Note(), indent="  ")
