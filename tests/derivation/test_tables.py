"""A help page's tables add types and documentation to the contracts whose members they list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dcxml.contract import ClassDataContract, EnumDataContract
from dcxml.derivation import derive_contracts
from dcxml.qname import QName, clr_namespace

# The third-party corpus stands beside the repository, or where DCXML_CORPUS says; without it that test passes.
CORPUS = Path(os.environ.get("DCXML_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus")
N = "urn:n"


def page(rows: str, content: str, header: str = "| Name | Description | Type | Additional information |") -> str:
    return f'{header}\n|---|:--:|---|---|\n{rows}\n\napplication/xml\n<A xmlns="{N}">{content}</A>\n'


@pytest.fixture
def derive(tmp_path):
    def run(text: str, name: str = "p.md"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return derive_contracts(path)

    return run


TYPES = {
    "decimal number": ("3", "decimal"),
    "unsigned integer": ("3", "unsignedInt"),
    "byte": ("64", "unsignedByte"),
    "signed byte": ("64", "byte"),
    "character": ("65", "char"),
    "integer": ("3", "int"),
    "string": ("Boston", "string"),
}


@pytest.mark.parametrize(("word", "text", "type_"), [(word, *row) for word, row in TYPES.items()], ids=TYPES)
def test_the_table_s_word_tells_more_than_the_text(derive, word, text, type_):
    derivation = derive(page(f"| B | What \\| it is. | {word} | Required |", f"<B>{text}</B>"))
    (member,) = derivation.contracts[QName(N, "A")].members
    assert (type_, "What | it is.", False) == (member.type.name, member.annotation.documentation, member.is_required)
    assert not any(isinstance(each, EnumDataContract) for each in derivation.contracts)
    told = [fact.place.rpartition(":")[2] for fact in derivation.evidence if fact.evidence.rule == "table"]
    assert ([] if type_ == "int" else ["3"]) == told


NOTHING = {
    "a byte that is none": (page("| B | | byte | |", "<B>3000</B>"), "int"),
    "a text that is a date": (page("| B | | string | |", "<B>2025-12-15T00:00:00</B>"), "dateTime"),
    "another class": (page("| C | | decimal number | |", "<B>3</B>"), "int"),
    "no column for the type": (page("| B | decimal number |", "<B>3</B>", "| Name | Description |"), "int"),
    "a row that is too short": (page("| B |", "<B>3</B>"), "int"),
    "an enumeration by its name": (page("| B | | State | |", "<B>Open</B>"), "B"),
}


@pytest.mark.parametrize(("text", "type_"), NOTHING.values(), ids=NOTHING)
def test_a_table_costs_no_byte_and_speaks_of_its_own_members_alone(derive, text, type_):
    (member,) = derive(text).contracts[QName(N, "A")].members
    assert type_ == member.type.name


def test_a_nullable_stays_nillable(derive):
    rows = "| B | | decimal number | |\n| C | | integer | |"
    contract = derive(page(rows, "<B>1</B><C>1</C>")).contracts[QName(N, "A")]
    assert [("decimal", True), ("int", True)] == [(m.type.name, m.is_nillable) for m in contract.members]


def test_a_table_in_html_is_read(derive):
    heads = "<tr><th>Name</th><th>Description</th><th>Type</th></tr>"
    cells = "<tr><td>B</td><td><p>Words.</p></td><td>byte</td></tr>"
    table = f"<table>{heads}\n{cells}</table>"
    html = (
        f"<html>{table}</table><h4>text/xml</h4><pre>&lt;A xmlns='{N}'&gt;&lt;B&gt;64&lt;/B&gt;&lt;/A&gt;</pre></html>"
    )
    (member,) = derive(html, "p.html").contracts[QName(N, "A")].members
    assert ("unsignedByte", "Words.") == (member.type.name, member.annotation.documentation)


def test_a_real_page_s_table_documents_its_contract():
    path = CORPUS / "helppages" / "004_higherlogic__POST-api-v2.0-Authentication-Login.html"
    if not path.exists():
        return  # no corpus here
    name = QName(clr_namespace("HigherLogic.API.Models.Enterprise"), "LoginCredentials")
    contract = derive_contracts(path).contracts[name]
    assert isinstance(contract, ClassDataContract)
    expected = {"Password": "Password of user logging in.", "Username": "Username of user logging in."}
    assert expected == {member.name: member.annotation.documentation for member in contract.members}
