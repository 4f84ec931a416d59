"""A hints file overrules what is inferred; what leads nowhere in it is an error that says what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcxml.contract import ClassDataContract, CollectionDataContract, EnumDataContract, GenericArgument
from dcxml.contract.naming import generic_digest
from dcxml.derivation import derive_contracts
from dcxml.errors import DerivationError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace

XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
N = "urn:n"
CALENDAR = Path(__file__).parents[2] / "schemas" / "calendar"
PAIRS = clr_namespace("System.Collections.Generic")
ROOT = f"AOfModel{generic_digest(('urn:m',))}"
SAMPLE = f"""<{ROOT} xmlns="{N}" {XSI}>
<Fee>1</Fee>
<Ids xmlns:a="{ARRAYS}"><a:int>1</a:int><a:int>2</a:int></Ids>
<Items><Item><X>1</X></Item><Item><X>2</X></Item></Items>
<Later i:nil="true"/>
<Map xmlns:a="{ARRAYS}"><a:KeyValueOfstringint><a:Key>k v</a:Key><a:Value>1</a:Value></a:KeyValueOfstringint></Map>
<One><U>true</U></One>
<P xmlns:m="urn:m"><m:Id>1</m:Id></P>
<Pair xmlns:p="{PAIRS}"><p:key>a b</p:key><p:value>2</p:value></Pair>
<State>Open</State>
<Text>sample string 3</Text>
<Two><U>true</U></Two>
</{ROOT}>"""


@pytest.fixture
def derive(tmp_path):
    def run(hints: str, sample: str = SAMPLE):
        (tmp_path / "sample.xml").write_text(sample, "utf-8")
        (tmp_path / "hints.toml").write_text(hints, "utf-8")
        return derive_contracts(tmp_path / "sample.xml", hints=tmp_path / "hints.toml")

    return run


def member(derivation, name: str, contract: QName | None = None):
    members = derivation.contracts[contract or QName(N, ROOT)].members
    return next(each for each in members if each.name == name)


TYPES = {
    "built-in": ("Fee", "xs:decimal", QName(XS, "decimal"), False),
    "built-in of the Serialization schema": ("State", "xs:string", QName(XS, "string"), True),
    "Clark name": ("Fee", f"{{{XS}}}long", QName(XS, "long"), False),
    "contract": ("Two", "Item", QName(N, "Item"), True),
    "Arrays, not seen": ("Later", "ArrayOfstring", QName(ARRAYS, "ArrayOfstring"), True),
    "Arrays, by Clark name": ("Later", f"{{{ARRAYS}}}ArrayOfguid", QName(ARRAYS, "ArrayOfguid"), True),
    "what was nil stays nillable": ("Later", "ser:guid", QName(SERIALIZATION, "guid"), True),
    "the same": ("Text", "xs:string", QName(XS, "string"), True),
}


@pytest.mark.parametrize(("name", "text", "expected"), [(n, t, e) for n, t, *e in TYPES.values()], ids=TYPES)
@pytest.mark.parametrize("path", [f"/{ROOT}/", f"{ROOT}.", f"{{{N}}}{ROOT}."], ids=["path", "short", "Clark"])
def test_a_hint_sets_a_member_s_type(derive, path, name, text, expected):
    found = member(derive(f'[members."{path}{name}"]\ntype = "{text}"\n'), name)
    assert expected == [found.type, found.is_nillable]
    assert found.annotation.evidence[-1].rule == "hint"


def test_a_hint_sets_nillable_required_and_documentation(derive):
    hints = f'[members."{ROOT}.Fee"]\nnillable = true\nrequired = true\ndocumentation = "What it costs."\n'
    found = member(derive(hints), "Fee")
    assert (found.is_nillable, found.is_required, found.annotation.documentation) == (True, True, "What it costs.")


def test_documentation_alone_is_no_evidence(derive):
    found = member(derive(f'[members."{ROOT}.Text"]\ndocumentation = "Words."\n'), "Text")
    assert [each.rule for each in found.annotation.evidence] == ["help page"]


def test_a_hint_is_a_fact_with_its_line_in_the_hints_file(derive, tmp_path):
    derivation = derive(f'# a comment\n[members."{ROOT}.Fee"]\ntype = "xs:long"\n')
    fact = next(each for each in derivation.evidence if each.evidence.rule == "hint")
    assert (QName(N, ROOT), "Fee", f"{tmp_path / 'hints.toml'}:2") == (fact.contract, fact.member, fact.place)


def test_a_hint_sets_an_item_s_type(derive):
    derivation = derive(f'[members."/{ROOT}/Ids/int"]\nnillable = true\n')
    contract = derivation.contracts[QName(ARRAYS, "ArrayOfint")]
    assert isinstance(contract, CollectionDataContract)
    assert (QName(XS, "int"), True) == (contract.item_type, contract.is_item_nillable)


def test_a_hint_reaches_through_a_list_s_items(derive):
    found = member(derive(f'[members."/{ROOT}/Items/Item/X"]\ntype = "xs:long"\n'), "X", QName(N, "Item"))
    assert QName(XS, "long") == found.type


@pytest.mark.parametrize("path", [f"/{ROOT}/Map/Value", "ArrayOfKeyValueOfstringint.Value"], ids=["path", "short"])
def test_a_hint_sets_a_dictionary_s_value(derive, path):
    contract = derive(f'[members."{path}"]\ntype = "xs:long"\n').contracts[QName(ARRAYS, "ArrayOfKeyValueOfstringint")]
    assert (QName(XS, "string"), QName(XS, "long")) == (contract.key.type, contract.value.type)


def test_a_hint_reaches_a_base_class_s_member(derive):
    sample = f'<D xmlns="{N}"><b:One xmlns:b="urn:b">1</b:One><Two>1</Two></D>'
    found = member(derive('[members."/D/One"]\ntype = "xs:long"\n', sample), "One", QName("urn:b", "DBase"))
    assert QName(XS, "long") == found.type


def test_contracts_of_equal_shape_are_kept_apart_by_a_hint(derive):
    assert QName(N, "One") == member(derive(""), "Two").type
    assert QName(N, "Two") == member(derive(f'[members."{ROOT}.Two"]\nseparate = true\n'), "Two").type


@pytest.mark.parametrize("other", ["Item", f"{ROOT}.P"], ids=["shown contract", "member"])
def test_contracts_are_taken_for_one_by_a_hint(derive, other):
    sample = SAMPLE.replace("<One><U>true</U></One>", "<One><X>2</X></One>")
    if other != "Item":
        sample = SAMPLE.replace("<One><U>true</U></One>", '<One xmlns:m="urn:m"><m:Name>x y</m:Name></One>')
        sample = sample.replace(ROOT, "Plain")
        other = "Plain.P"
    root = "Plain" if other == "Plain.P" else ROOT
    derivation = derive(f'[members."{root}.One"]\nsame_as = "{other}"\n', sample)
    expected = QName(N, "Item") if other == "Item" else QName("urn:m", "P")
    assert expected == member(derivation, "One", QName(N, root)).type


def test_a_shape_that_only_a_name_shows_may_be_another_member_s(derive):
    sample = f'<A xmlns="{N}" {XSI}><L><S i:nil="true"/><S i:nil="true"/></L><T><X>1</X></T></A>'
    contracts = derive('[members."A.T"]\nsame_as = "S"\n', sample).contracts
    assert [each.name for each in contracts[QName(N, "S")].members] == ["X"]


def test_a_contract_is_renamed_everywhere(derive):
    derivation = derive(
        '[contracts.One]\nrename = "Use"\n[contracts.Model]\nrename = "{urn:new}Person"\n'
        '[contracts.Item]\nrename = "Thing"\n[contracts.State]\nrename = "Phase"\n'
    )
    assert {"Use", "Phase"} == {member(derivation, name).type.name for name in ("One", "Two", "State")}
    assert QName("urn:new", "Person") == member(derivation, "P").type
    assert (GenericArgument("Person", "urn:new"),) == derivation.contracts[QName(N, ROOT)].generic.arguments
    assert QName(N, "Thing") == derivation.contracts[QName(N, "ArrayOfItem")].item_type
    assert not {"One", "Item", "State"} & {name.name for name in derivation.contracts.contracts}
    assert not {"One", "Item", "State"} & {fact.contract.name for fact in derivation.evidence}


def test_a_renamed_value_type_is_renamed_in_a_dictionary_a_base_and_a_global_element(derive):
    digest = generic_digest((XS, N))
    sample = (
        f'<A xmlns="{N}" {XSI}><L><S><Id>1</Id></S><S i:type="C"><Id>1</Id><R>1</R></S></L><M xmlns:a="{ARRAYS}">'
        f"<a:KeyValueOfintS{digest}><a:Key>1</a:Key><a:Value><Id>3</Id></a:Value></a:KeyValueOfintS{digest}></M></A>"
    )
    contracts = derive('[contracts.S]\nrename = "T"\n', sample).contracts
    assert QName(N, "T") == contracts[QName(N, "C")].base
    assert QName(N, "T") == contracts[QName(ARRAYS, f"ArrayOfKeyValueOfintS{digest}")].value.type


ENUMERATIONS = {
    "texts": ('members = ["Open", "Shut"]', [("Open", 0), ("Shut", 1)], False, False),
    "numbers": ("members = {Shut = 5, Open = 7}", [("Shut", 5), ("Open", 7)], False, False),
    "flags": ('members = ["Open", "Shut", "Lost"]\nflags = true', [("Open", 1), ("Shut", 2), ("Lost", 4)], True, False),
    "flags of what was seen": ("flags = true", [("Open", 1)], True, True),
}


@pytest.mark.parametrize(("hint", "members", "flags", "is_open"), ENUMERATIONS.values(), ids=ENUMERATIONS)
def test_an_enumeration_is_closed_by_its_members(derive, hint, members, flags, is_open):
    contract = derive(f"[contracts.State]\n{hint}\n").contracts[QName(N, "State")]
    assert isinstance(contract, EnumDataContract)
    assert members == [(each.name, each.value) for each in contract.members]
    assert (flags, is_open) == (contract.is_flags, contract.is_open)


def test_a_contract_is_documented(derive):
    contract = derive('[contracts.Item]\ndocumentation = "A thing."\n').contracts[QName(N, "Item")]
    assert isinstance(contract, ClassDataContract)
    assert contract.annotation.documentation == "A thing."


def test_a_contract_to_which_nothing_leads_any_longer_is_left_out(derive):
    assert QName(N, "State") not in derive(f'[members."{ROOT}.State"]\ntype = "xs:string"\n').contracts


BAD = {
    "not TOML": ("[members\n", 1, ["not TOML"]),
    "not TOML, further down": ("[members]\n\nx = = 1", 3, ["not TOML"]),
    "table": ("\n[membres]\n", 2, ["'membres' is not a hint", "allowed: members, contracts"]),
    "no tables": ("members = 1", 1, ["members is not a table of tables", "a member's path"]),
    "no tables of contracts": ('[contracts]\nA = "B"', 1, ["contracts is not a table of tables", "a contract's name"]),
    "key": (f'[members."{ROOT}.Fee"]\ntyp = "x"', 1, ["'typ' is not a hint", "allowed: type, nillable"]),
    "value": (f'[members."{ROOT}.Fee"]\nnillable = "yes"', 1, ["nillable = 'yes'", "allowed: true or false"]),
    "number for a member": ("[contracts.State]\nmembers = [1]", 1, ["State: 1 is not a member", "a list of texts"]),
    "text for a number": ('[contracts.State]\nmembers = {Open = "x"}', 1, ["'Open' = 'x' is not a member"]),
    "root": ('[members."/Nowhere/Fee"]\nnillable = true', 1, ["'Nowhere' is not a root", f"allowed: /{ROOT}/"]),
    "no member": (f'\n[members."/{ROOT}"]\nnillable = true', 2, ["it names no member"]),
    "member": (f'[members."{ROOT}.Fees"]\nnillable = true', 1, [f"{ROOT} has no 'Fees'", "allowed: Fee, Ids, Items"]),
    "below a built-in": (f'[members."/{ROOT}/Fee/X"]\nnillable = true', 1, ["int has no 'X'", "allowed: nothing"]),
    "dictionary's item": (
        f'[members."/{ROOT}/Map/KeyValueOfstringint"]\nnillable = true',
        1,
        ["is a dictionary's item", f"allowed: /{ROOT}/Map/KeyValueOfstringint/Key"],
    ),
    "contract": ('[contracts.Sate]\nrename = "X"', 1, ["'Sate' is not a contract", f"allowed: {ROOT}, "]),
    "type": (
        f'[members."{ROOT}.Fee"]\ntype = "money"',
        1,
        ["the type 'money' is not known", "xs:decimal", "a contract's"],
    ),
    "type of no prefix": (f'[members."{ROOT}.Fee"]\ntype = "q:int"', 1, ["the type 'q:int' is not known"]),
    "type that cannot read": (
        f'[members."{ROOT}.Text"]\ntype = "xs:int"',
        1,
        ["'sample string 3' is not xs:int", "allowed: a type that reads every text"],
    ),
    "type without elements": (f'[members."{ROOT}.One"]\ntype = "xs:int"', 1, ["it has elements", "a contract's name"]),
    "separate what is one": (f'[members."{ROOT}.Fee"]\nseparate = true', 1, ["no contract with members", "a class"]),
    "same as a list": (f'[members."{ROOT}.One"]\nsame_as = "{ROOT}.Ids"', 1, ["no contract with members"]),
    "members for a class": (
        '[contracts.Item]\nmembers = ["A"]',
        1,
        ["it is not an enumeration", "allowed: members and flags"],
    ),
    "members without what was seen": ('[contracts.State]\nmembers = ["A"]', 1, ["the samples show 'Open'", "allowed:"]),
    "rename to no name": ('[contracts.Item]\nrename = "a b"', 1, ["'a b' is not an XML name", "allowed:"]),
    "rename to another's name": ('[contracts.Item]\nrename = "State"', 1, ["is another contract's name", "allowed:"]),
}


@pytest.mark.parametrize(("hints", "line", "parts"), BAD.values(), ids=BAD)
def test_a_hint_that_leads_nowhere_is_an_error(derive, tmp_path, hints, line, parts):
    with pytest.raises(DerivationError) as caught:
        derive(hints)
    assert (str(tmp_path / "hints.toml"), line) == (caught.value.file, caught.value.line)
    assert [part for part in parts if part not in str(caught.value)] == []


def test_a_name_of_two_contracts_is_ambiguous(derive):
    sample = f'<A xmlns="{N}"><A xmlns:m="urn:m"><m:X>1</m:X></A></A>'
    with pytest.raises(DerivationError, match=r"'A' is more than one contract; allowed: \{urn:n\}A, \{urn:m\}A"):
        derive('[contracts.A]\nrename = "B"\n', sample)
    assert QName("urn:m", "B") in derive('[contracts."{urn:m}A"]\nrename = "B"\n', sample).contracts


def test_a_long_list_of_what_is_allowed_is_cut(tmp_path):
    (tmp_path / "hints.toml").write_text('[contracts.Sate]\nrename = "X"\n', "utf-8")
    with pytest.raises(DerivationError, match=r"'Sate' is not a contract; allowed: AuthenticatedInput.* and \d+ more$"):
        derive_contracts(CALENDAR / "page.txt", hints=tmp_path / "hints.toml")


def test_a_hints_file_that_is_not_there_is_named(tmp_path):
    (tmp_path / "sample.xml").write_text(SAMPLE, "utf-8")
    with pytest.raises(DerivationError, match=r"none\.toml: the hints file cannot be read \(No such file"):
        derive_contracts(tmp_path / "sample.xml", hints=tmp_path / "none.toml")


def test_a_hints_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "sample.xml").write_text(SAMPLE, "utf-8")
    (tmp_path / "hints.toml").write_bytes(b"\xff")
    with pytest.raises(DerivationError, match=r"the hints file cannot be read"):
        derive_contracts(tmp_path / "sample.xml", hints=tmp_path / "hints.toml")


@pytest.mark.parametrize("hints", [f"a = {'9' * 5_000}", f"a = {'[' * 3_000}"], ids=["digits", "nesting"])
def test_a_hints_file_beyond_what_python_reads_is_named(tmp_path, hints):
    (tmp_path / "sample.xml").write_text(SAMPLE, "utf-8")
    (tmp_path / "hints.toml").write_text(hints, "utf-8")
    with pytest.raises(DerivationError, match=r"hints\.toml: not TOML"):
        derive_contracts(tmp_path / "sample.xml", hints=tmp_path / "hints.toml")


def test_a_number_of_many_digits_is_no_running_number(tmp_path):
    digits = "9" * 5_000
    sample = f'<A xmlns="{N}"><B>sample string 1</B><C>{digits}</C></A>'
    (tmp_path / "sample.xml").write_text(sample, "utf-8")
    assert QName(N, "A") in derive_contracts(tmp_path / "sample.xml").contracts
