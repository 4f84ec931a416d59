"""``dcxml validate`` keeps the contracts of schemas on disk: by content, safe against damage, others and each other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import dcxml
from dcxml.cli import main
from dcxml.cli.contracts import cache as contract_cache
from dcxml.cli.contracts.cache import cache_folder, read_cached_schemas
from dcxml.contract.serialized import text_of_contracts

CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("DCXML_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def schemas(tmp_path):
    return Path(shutil.copytree(CALENDAR, tmp_path / "schemas"))


def forbid_reading(monkeypatch):
    def refuse(*_paths, **_settings):
        raise AssertionError

    monkeypatch.setattr(dcxml, "read_schemas", refuse)


def test_the_second_time_the_contracts_come_from_disk_as_they_were(cache, schemas, monkeypatch):
    first = read_cached_schemas([schemas])
    assert [".json"] == [file.suffix for file in cache.iterdir()]
    forbid_reading(monkeypatch)
    again = read_cached_schemas([schemas])
    assert first == again
    assert text_of_contracts(first) == text_of_contracts(again)


def test_a_schema_that_changes_is_read_anew(cache, schemas):
    before = read_cached_schemas([schemas])
    file = schemas / "CMT.UP.xsd"
    file.write_text(file.read_text().replace('name="AppContextId"', 'name="AppContext"'))
    after = read_cached_schemas([schemas])
    assert before != after
    assert dcxml.read_schemas(schemas) == after
    assert 2 == len(list(cache.iterdir()))


@pytest.mark.usefixtures("cache")
def test_a_schema_that_comes_to_a_folder_is_read(schemas):
    read_cached_schemas([schemas])
    (schemas / "more.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:more"'
        ' elementFormDefault="qualified">'
        '<xs:complexType name="More"><xs:sequence/></xs:complexType></xs:schema>'
    )
    assert "{urn:more}More" in read_cached_schemas([schemas])


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe", None], ids=["empty", "text", "octets", "cut"])
def test_a_damaged_file_is_read_anew_and_put_right(cache, schemas, damage):
    first = read_cached_schemas([schemas])
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:-100] if damage is None else damage)
    assert first == read_cached_schemas([schemas])
    assert good == file.read_bytes()


def test_a_changed_word_is_not_believed(cache, schemas):
    first = read_cached_schemas([schemas])
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes().replace(b"AppContextId", b"AppContextIs"))
    assert first == read_cached_schemas([schemas])


@pytest.mark.skipif(os.name != "posix", reason="modes say nothing here")
def test_a_folder_in_which_others_may_write_is_not_used(cache, schemas):
    cache.mkdir()
    cache.chmod(0o777)
    read_cached_schemas([schemas])
    assert [] == list(cache.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="modes say nothing here")
def test_the_folder_is_made_for_its_owner_alone(cache, schemas):
    read_cached_schemas([schemas])
    assert 0o700 == cache.stat().st_mode & 0o777


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch, schemas):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DCXML_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert dcxml.read_schemas(schemas) == read_cached_schemas([schemas])


def test_no_more_than_so_many_files_are_kept(cache, schemas, monkeypatch):
    monkeypatch.setattr(contract_cache, "_MOST_FILES", 2)
    for number in range(4):
        (schemas / "CMT.UP.xsd").write_text((schemas / "CMT.UP.xsd").read_text() + f"<!-- {number} -->")
        read_cached_schemas([schemas])
    assert 2 == len(list(cache.iterdir()))


def test_several_at_once_do_not_disturb_each_other(cache, schemas):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: read_cached_schemas([schemas]), range(8)))
    assert all(each == found[0] for each in found)
    assert 1 == len(list(cache.iterdir()))


def test_schemas_that_cannot_be_read_are_an_error_as_ever(cache, tmp_path):
    with pytest.raises(dcxml.SchemaError):
        read_cached_schemas([tmp_path / "nothing"])
    assert not cache.exists()


def test_the_command_can_do_without(cache, capsys):
    command = ["validate", str(CALENDAR / "sample.xml"), "--schema", str(CALENDAR)]
    assert 0 == main([*command, "--no-cache"])
    assert not cache.exists()
    assert 0 == main(command)
    assert cache.exists()
    capsys.readouterr()


def test_where_the_folder_is(monkeypatch, tmp_path):
    monkeypatch.delenv("DCXML_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert tmp_path / "dcxml" == cache_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path / ".cache" / "dcxml" == cache_folder()


@pytest.mark.usefixtures("cache")
def test_a_warm_start_loads_neither_xmlschema_nor_the_network(schemas):
    read_cached_schemas([schemas])
    code = (
        "import sys; from dcxml.cli import main;"
        f"code = main(['validate', {str(CALENDAR / 'sample.xml')!r}, '--schema', {str(schemas)!r}]);"
        "print(code, [name for name in ('xmlschema', 'ssl', 'email') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert run.stdout == "0 []\n"
