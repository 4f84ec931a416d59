"""dcxml in pytest: XML files as tests, payloads that are valid, differences by member, golden files.

pytest loads it by itself (entry point ``pytest11``; ``-p no:dcxml`` leaves it out). Until something is asked of it,
nothing else of dcxml is loaded.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from dcxml.contract import DataContractSet

__all__ = ["assert_same", "assert_valid"]

_contracts: Final = pytest.StashKey["DataContractSet"]()
_are_wrong: Final = pytest.StashKey[bool]()
_XML: Final = re.compile(r"\s*<[^!].*http://www\.w3\.org/2001/XMLSchema-instance", re.DOTALL)
"""What looks like a document of the serializer, whose root declares this namespace."""
_MOST: Final = 50
"""The differences that an assertion shows."""


def assert_valid(data: Any, contracts: Any, *, ignore: Collection[str] = (), file: str | None = None) -> None:
    """Fail where something is found in a payload; `dcxml.testing.assert_valid` says more."""
    __tracebackhide__ = True
    from dcxml import testing  # noqa: PLC0415 - a test run that asks nothing pays nothing

    testing.assert_valid(data, contracts, ignore=ignore, file=file)


def assert_same(left: Any, right: Any) -> None:
    """Fail where two payloads do not say the same; `dcxml.testing.assert_same` says more."""
    __tracebackhide__ = True
    from dcxml import testing  # noqa: PLC0415 - as above

    testing.assert_same(left, right)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings: which files are tests, by which schemas, and whether golden files are written anew."""
    parser.addini(
        "dcxml_files", "Glob patterns of XML files, below the root folder, each of them a test.", type="linelist"
    )
    parser.addini("dcxml_schema", "XSDs, WSDLs or folders of them that dcxml_files have to be valid for.", type="paths")
    parser.addini("dcxml_ignore", "Codes of findings that are let pass in dcxml_files.", type="args")
    group = parser.getgroup("dcxml", "payloads of .NET's DataContractSerializer")
    group.addoption("--dcxml-update", action="store_true", help="Write the files of dcxml_golden anew.")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker of XML files; refuse files without a schema."""
    config.addinivalue_line("markers", "dcxml: an XML file that has to be valid for dcxml_schema (dcxml_files)")
    if config.getini("dcxml_files") and not config.getini("dcxml_schema"):
        raise pytest.UsageError("dcxml_files needs dcxml_schema: an XSD or WSDL, or a folder of them")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the XML files that ``dcxml_files`` names."""
    patterns = parent.config.getini("dcxml_files")
    if not patterns or not file_path.is_relative_to(parent.config.rootpath):
        return None
    name = file_path.relative_to(parent.config.rootpath).as_posix()
    return XmlFile.from_parent(parent, path=file_path) if any(fnmatch(name, each) for each in patterns) else None


class XmlFile(pytest.File):
    """An XML file that is a test."""

    def collect(self) -> Iterable[pytest.Item]:
        """Yield the one test of a file; where the schemas cannot be read, the first file tells it for all.

        :raises pytest.Collector.CollectError: with what is wrong with them.
        """
        from dcxml.errors import DcxmlError  # noqa: PLC0415 - as above

        if self.config.stash.get(_are_wrong, False):
            return
        try:
            _session_contracts(self.config)
        except (DcxmlError, OSError) as error:
            self.config.stash[_are_wrong] = True
            raise self.CollectError(f"dcxml_schema: {error}") from None
        yield ValidPayload.from_parent(self, name="valid")


class ValidPayload(pytest.Item):
    """The test that a file is valid for the contracts of ``dcxml_schema``, and that .NET loses nothing of it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.add_marker("dcxml")

    def runtest(self) -> None:
        """Read the schemas, once in a session, and look for findings."""
        name = self.path.relative_to(self.config.rootpath).as_posix()
        assert_valid(self.path, _session_contracts(self.config), ignore=self.config.getini("dcxml_ignore"), file=name)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the findings, and what is wrong with a schema or a file; of anything else where it came up."""
        from dcxml.errors import DcxmlError  # noqa: PLC0415 - as above

        if isinstance(excinfo.value, AssertionError | DcxmlError | OSError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the file and the name of the test."""
        return self.path, None, f"{self.path.name} is valid"


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Say where two instances of a contract, or two documents, differ."""
    del config
    if op != "==":
        return None
    if hasattr(type(left), "__contract_members__") and type(left) is type(right):
        from dcxml.comparison import value_differences  # noqa: PLC0415 - as above

        name = type(left).__name__
        return _told(f"{name} == {name}", value_differences(left, right))
    if isinstance(left, bytes | str) and isinstance(right, bytes | str) and type(left) is type(right):
        return _documents(left, right)
    return None


def _documents(left: bytes | str, right: bytes | str) -> list[str] | None:
    texts = [each if isinstance(each, str) else each.decode("utf-8", "replace") for each in (left, right)]
    if not all(map(_XML.match, texts)):
        return None
    from dcxml.comparison import document_differences  # noqa: PLC0415 - as above
    from dcxml.errors import DcxmlError  # noqa: PLC0415 - as above

    try:
        lines = _told("two documents", document_differences(left, right))
    except DcxmlError:
        return None
    if len(lines) > 1:
        return lines
    at = next(
        (index for index, pair in enumerate(zip(*texts, strict=False)) if pair[0] != pair[1]), min(map(len, texts))
    )
    around = [repr(text[max(0, at - 20) : at + 40]) for text in texts]
    return [*lines[:1], "both say the same, spelled in two ways:", *(f"  {each}" for each in around)]


def _told(head: str, differences: Iterable[object]) -> list[str]:
    found = [*islice(differences, _MOST + 1)]
    more = ["  … and more"] if len(found) > _MOST else []
    return [head, *([""] if found else []), *(f"  {each}" for each in found[:_MOST]), *more]


@pytest.fixture(scope="session")
def dcxml_contracts(pytestconfig: pytest.Config) -> DataContractSet:
    """Return the contracts of ``dcxml_schema``, read once in a session."""
    return _session_contracts(pytestconfig)


@pytest.fixture
def dcxml_assert_valid(pytestconfig: pytest.Config) -> Callable[..., None]:
    """Return `assert_valid`, which takes the contracts of ``dcxml_schema`` where none are given."""

    def check(data: Any, contracts: Any = None, **settings: Any) -> None:
        __tracebackhide__ = True
        assert_valid(data, _session_contracts(pytestconfig) if contracts is None else contracts, **settings)

    return check


@pytest.fixture
def dcxml_golden(request: pytest.FixtureRequest) -> Callable[[bytes | str, str], None]:
    """Return a function that holds a payload to a file beside the test, byte for byte; ``--dcxml-update`` writes it."""

    def hold(data: bytes | str, name: str) -> None:
        __tracebackhide__ = True
        file = request.path.parent / name
        held = data.encode() if isinstance(data, str) else data
        if request.config.getoption("dcxml_update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(held)
            return
        if not file.exists():
            pytest.fail(f"there is no {name} beside the test; pytest --dcxml-update writes it", pytrace=False)
        expected = file.read_bytes()
        if held != expected:
            lines = _documents(held, expected) or ["the payload is another than the file"]
            pytest.fail("\n".join([f"{name}: {lines[0]} differ (payload != file)", *lines[1:]]), pytrace=False)

    return hold


def _session_contracts(config: pytest.Config) -> DataContractSet:
    """Return the contracts of ``dcxml_schema``.

    :raises pytest.UsageError: where the setting is empty.
    """
    if _contracts not in config.stash:
        import dcxml  # noqa: PLC0415 - as above

        schemas = config.getini("dcxml_schema")
        if not schemas:
            raise pytest.UsageError("dcxml_schema is not set: an XSD or WSDL, or a folder of them")
        config.stash[_contracts] = dcxml.read_schemas(*schemas)
    return config.stash[_contracts]
