"""What is made once of a class, and kept on it."""

from __future__ import annotations

import pickle
import typing

import pytest

import dcxml
from dcxml import InvalidDataContractError, data_contract, data_member
from dcxml.binding.introspect import describe, member_attributes
from dcxml.binding.kept import kept_on


@data_contract(name="Base", namespace="urn:kept")
class Base:
    text: str | None = data_member("Text", default=None)


@data_contract(name="Derived", namespace="urn:kept")
class Derived(Base):
    next: Derived | None = data_member("Next", default=None)


def test_a_class_is_asked_for_its_annotations_once(monkeypatch):
    before = describe(Derived)

    def refuse(*_arguments, **_settings):
        raise AssertionError("asked again")

    monkeypatch.setattr(typing, "get_type_hints", refuse)
    assert before == describe(Derived)
    assert [before.type] == [each.name for each in describe(list[Derived]).contracts.depth_first(before.type)][:1]


def test_what_is_kept_is_of_the_class_itself_and_not_of_another_that_has_its_attributes():
    made = []
    for cls in (Base, Derived, type("Copied", (), dict(vars(Base) | {"__slots__": ()}))):
        assert cls is kept_on(cls, "__own__", lambda cls=cls: made.append(cls) or cls)
        assert cls is kept_on(cls, "__own__", lambda cls=cls: made.append(cls) or cls)
    assert ["Base", "Derived", "Copied"] == [cls.__name__ for cls in made]


def test_a_class_that_is_not_complete_is_asked_again():
    scope = {"data_contract": data_contract, "data_member": data_member, "__name__": "of_its_own"}
    exec("@data_contract(name='Early', namespace='urn:kept')\nclass Early:\n    late: 'Late' = data_member()", scope)  # noqa: S102 - a module that is not yet whole
    early = scope["Early"]
    with pytest.raises(InvalidDataContractError, match="Late"):
        describe(early)
    early.__annotations__["late"] = Base
    assert ["late"] == [each.attribute for each in member_attributes(early)]
    assert "{urn:kept}Base" in [each.name.clark for each in describe(early).contracts]


def test_what_is_kept_stays_behind_where_a_class_is_pickled_by_value():
    describe(Derived)
    assert {None} == {
        pickle.loads(pickle.dumps(vars(Derived)[name]))  # noqa: S301 - made here
        for name in ("__dcxml_members__", "__dcxml_contract__")
    }


def test_a_sample_and_its_document_share_a_codec():
    dcxml.sample(Derived)
    kept = vars(Derived)["__dcxml_codec__"]
    dcxml.dumps(dcxml.sample(Derived), Derived)
    assert kept is vars(Derived)["__dcxml_codec__"]
