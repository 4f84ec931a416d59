"""Objects with an identity: in members, items, values and anyType, in themselves and in each other."""

from __future__ import annotations

from dcxml import Int, data_contract, data_member

__all__ = ["KNOWN", "Boss", "Link", "Links", "Note", "Person", "Team"]


@data_contract(name="Person", namespace="urn:people", is_reference=True)
class Person:
    friends: list[Person | None] | None = data_member("Friends", default=None)
    name: str | None = data_member("Name", default=None)
    partner: Person | None = data_member("Partner", default=None)


@data_contract(name="Boss", namespace="urn:bosses", is_reference=True)
class Boss(Person):
    rank: Int = data_member("Rank", default=0, emit_default_value=False)


@data_contract(name="Note", namespace="urn:people", is_reference=True)
class Note:
    """A class of which an object may be empty."""

    about: Person | None = data_member("About", default=None, emit_default_value=False)


@data_contract(name="Team", namespace="urn:people")
class Team:
    anything: object | None = data_member("Anything", default=None)
    boss: Boss | None = data_member("Boss", default=None)
    by_name: dict[str, Person | None] | None = data_member("ByName", default=None)
    first: Person | None = data_member("First", default=None, emit_default_value=False)
    members: list[Person | None] | None = data_member("Members", default=None)
    notes: list[Note] | None = data_member("Notes", default=None)
    things: list[object | None] | None = data_member("Things", default=None)


@data_contract(name="Link", namespace="urn:links", is_reference=True)
class Link:
    label: str | None = data_member("Label", default=None)
    next: Link | None = data_member("Next", default=None)


@data_contract(name="Links", namespace="urn:links")
class Links:
    anything: object | None = data_member("Anything", default=None)
    by_key: dict[Int, Link] | None = data_member("ByKey", default=None)
    first: Link | None = data_member("First", default=None)
    last: Link | None = data_member("Last", default=None)


KNOWN = (Boss,)
"""What a serializer has to be told of."""
