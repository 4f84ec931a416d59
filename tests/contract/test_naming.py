"""Names by .NET's rules, against what the runtime said of 191 CLR types."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from dcxml.contract.implied import implied_contract
from dcxml.contract.model import CollectionDataContract, DataMember, GenericArgument, GenericType
from dcxml.contract.naming import (
    GenericSplit,
    array_name,
    decode_local_name,
    dictionary_name,
    encode_local_name,
    generic_definition,
    generic_digest,
    generic_name,
    generic_type_name,
    is_digest_of,
    is_name_of,
    is_ncname,
    key_value_name,
    key_value_pair_name,
    nullable_name,
    root_name,
    split_generic_name,
)
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, DATA_CONTRACT, SERIALIZATION, XS, QName, clr_namespace

CASES = Path(__file__).parents[1] / "data" / "dotnet-cases.jsonl"
ROWS = [
    row
    for line in CASES.read_text(encoding="utf-8").split("\n")
    if line and (row := json.loads(line))["kind"] == "name"
]

# --- what a CLR type's attributes say; all else follows from its name -----------------------------------------------

BUILT_IN = {
    **{f"System.{clr}": QName(XS, xs) for clr, xs in {
        "Boolean": "boolean", "SByte": "byte", "Byte": "unsignedByte", "Int16": "short", "UInt16": "unsignedShort",
        "Int32": "int", "UInt32": "unsignedInt", "Int64": "long", "UInt64": "unsignedLong", "Single": "float",
        "Double": "double", "Decimal": "decimal", "String": "string", "DateTime": "dateTime", "Uri": "anyURI",
        "Object": "anyType", "Enum": "anyType", "ValueType": "anyType",
    }.items()},
    "System.Xml.XmlQualifiedName": QName(XS, "QName"),
    "ILookupLike": QName(XS, "anyType"),  # an interface that is no collection
    "System.Char": QName(SERIALIZATION, "char"),
    "System.Guid": QName(SERIALIZATION, "guid"),
    "System.TimeSpan": QName(SERIALIZATION, "duration"),
}  # fmt: skip
VALUE_TYPES = {
    "System.Int32", "System.Boolean", "System.DateTime", "System.Guid", "System.DateTimeOffset",
    "System.DayOfWeek", "N.En", "N.Str",
}  # fmt: skip

NAMES = {  # [DataContract(Name=…)] and [CollectionDataContract(Name=…)]
    "N.Nm`1": "Nm_{0}_{#}", "N.Nm0`1": "Nm0_{0}", "N.NmFixed`1": "NmFixed", "N.NmHash`1": "NmHash{#}",
    "N.NmRev`2": "NmRev_{1}_{0}{#}", "N.Odd": "na me-1:x.y/é", "N.Coll2": "CN", "N.CollG`1": "CG_{0}",
}  # fmt: skip
NAMESPACES = {  # [DataContract(Namespace=…)], and [assembly: ContractNamespace] where it is honoured
    "N.X": "urn:x", "N.Empty": "", "N.Pad": "  urn:pad  ", "N.NotUri": "not a uri", "N.Coll2": "urn:c",
    "N.Mapped.MX": "urn:mapped", "N.Mapped.MPoco": "urn:mapped", "N.Mapped.MOwn": "urn:own",
}  # fmt: skip
LISTS = {  # generic collections without [CollectionDataContract]: the item is their argument
    *(f"System.Collections.Generic.{name}`1" for name in (
        "List", "IList", "IEnumerable", "ICollection", "HashSet", "LinkedList")),
    "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ObservableCollection`1",
}  # fmt: skip
LISTS_OF = {
    **dict.fromkeys(("System.Collections.ArrayList", "System.Collections.IEnumerable", "System.Collections.IList",
                     "System.Array", "System.Collections.Specialized.NameValueCollection"), "System.Object"),
    "N.PlainList": "System.Int32",
}  # fmt: skip
DICTIONARIES = {
    *(f"System.Collections.Generic.{name}`2" for name in ("Dictionary", "IDictionary", "SortedDictionary")),
    "System.Collections.Concurrent.ConcurrentDictionary`2",
}  # fmt: skip
DICTIONARIES_OF = {
    **dict.fromkeys(("System.Collections.Hashtable", "System.Collections.IDictionary",
                     "System.Collections.SortedList"), ("System.Object", "System.Object")),
    "N.PlainDic": ("System.String", "N.X"),
    "System.Dynamic.ExpandoObject": ("System.String", "System.Object"),
}  # fmt: skip
WITHOUT_ROOT = {"System.Xml.XmlElement", "System.Xml.Linq.XElement"}  # IXmlSerializable whose schema is any
ROOTS = {"System.Data.DataSet": QName("", "DataSet")}  # [XmlRoot]
SAID_TO_BE_SAME = {"System.Enum", "System.ValueType"}  # the exporter's answer for them, though they are xs:anyType
REFUSED = {  # what the runtime refuses has no name; what is checked is that the rules give it no name either
    "System.Int32[,]": "Multi-dimensional arrays are not supported.",
    "System.Net.IPAddress": "cannot be serialized",
}
NOT_SERIALIZABLE = {"System.Net.IPAddress"}


@frozen
class Clr:
    """A CLR type by its name: definition, arguments, and the ranks of the arrays of it."""

    definition: str
    arguments: tuple[Clr, ...] = ()
    ranks: tuple[str, ...] = field(default=())


def parse(text: str) -> Clr:
    clr, rest = parse_prefix(text)
    assert rest == ""
    return clr


def parse_prefix(text: str) -> tuple[Clr, str]:
    name = re.match(r"[^\[\],]+", text)
    assert name is not None
    rest = text[name.end() :]
    arguments: list[Clr] = []
    if "`" in name[0]:
        rest = rest.removeprefix("[")
        while True:
            argument, rest = parse_prefix(rest)
            arguments.append(argument)
            if not rest.startswith(","):
                break
            rest = rest[1:]
        rest = rest.removeprefix("]")
    ranks: list[str] = []
    while (rank := re.match(r"\[,*\]", rest)) is not None:
        ranks.append(rank[0])
        rest = rest[rank.end() :]
    return Clr(name[0], tuple(arguments), tuple(ranks)), rest


def contract_name(clr: Clr) -> QName:  # noqa: C901, PLR0911 - one line for each rule
    """Return the contract's name of a CLR type, or raise where .NET refuses the type."""
    if clr.ranks:
        if clr.ranks[0] != "[]":  # the outermost rank is written first
            raise InvalidDataContractError("Multi-dimensional arrays are not supported.")
        item = Clr(clr.definition, clr.arguments, clr.ranks[1:])
        return QName(XS, "base64Binary") if item == Clr("System.Byte") else list_name(item)
    if clr.definition in NOT_SERIALIZABLE:
        raise InvalidDataContractError("cannot be serialized")
    if clr.definition == "System.Nullable`1":
        return contract_name(clr.arguments[0])
    if clr.definition in BUILT_IN:
        return BUILT_IN[clr.definition]
    if clr.definition in LISTS:
        return list_name(clr.arguments[0])
    if clr.definition in LISTS_OF:
        return list_name(parse(LISTS_OF[clr.definition]))
    if clr.definition in DICTIONARIES:
        return dictionary_name(*map(argument_name, clr.arguments))
    if clr.definition in DICTIONARIES_OF:
        return dictionary_name(*(argument_name(parse(each)) for each in DICTIONARIES_OF[clr.definition]))
    if clr.definition == "System.Collections.Generic.KeyValuePair`2":
        return key_value_pair_name(*map(argument_name, clr.arguments))
    return own_name(clr)


def own_name(clr: Clr) -> QName:
    clr_ns, _, nested = clr.definition.rpartition(".") if "." in clr.definition else ("", "", clr.definition)
    levels = [level.partition("`") for level in nested.split("+")]
    counts = tuple(int(count or 0) for _, _, count in levels)
    local = ".".join(name for name, _, _ in levels)
    namespace = NAMESPACES.get(clr.definition, clr_namespace(clr_ns))
    if not clr.arguments:
        return QName(namespace, encode_local_name(NAMES.get(clr.definition, local)))
    definition = NAMES.get(clr.definition, generic_definition(local, len(clr.arguments)))
    return QName(namespace, generic_name(definition, [argument_name(a) for a in clr.arguments], counts=counts))


def argument_name(clr: Clr) -> QName:
    return (
        nullable_name(contract_name(clr))
        if clr.definition == "System.Nullable`1" and not clr.ranks
        else contract_name(clr)
    )


def list_name(item: Clr) -> QName:
    is_nullable = item.definition == "System.Nullable`1" and not item.ranks
    return array_name(contract_name(item), is_item_nullable_value_type=is_nullable)


def expected_root(row: dict[str, str], name: QName) -> QName | None:
    if row["root"] == "(no root)":
        return None
    return name if row["root"] == "same" else QName.from_clark(row["root"].removeprefix("{}"))


@pytest.mark.parametrize("row", ROWS, ids=[row["clr_type"] for row in ROWS])
def test_a_clr_type_has_the_contract_name_and_the_root_that_the_runtime_gives_it(row):
    clr = parse(row["clr_type"])
    if row["error"] is not None:
        assert REFUSED[row["clr_type"]] in row["error"]
        with pytest.raises(InvalidDataContractError, match=re.escape(REFUSED[row["clr_type"]])):
            contract_name(clr)
        return
    name = contract_name(clr)
    assert QName(row["ns"], row["name"]) == name
    if row["clr_type"] in WITHOUT_ROOT:
        assert row["root"] == "(no root)"
    elif row["clr_type"] in ROOTS:
        assert expected_root(row, name) == ROOTS[row["clr_type"]]
    elif row["clr_type"] in SAID_TO_BE_SAME:
        assert row["root"] == "same"
    else:
        assert expected_root(row, name) == root_name(name)


def test_every_name_row_of_the_runtime_is_judged():
    assert len(ROWS) == 191
    assert len({row["clr_type"] for row in ROWS}) == 191
    assert {row["clr_type"] for row in ROWS if row["error"]} == set(REFUSED)


# --- encoded names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        pytest.param("Order", "Order", id="an NCName stays"),
        pytest.param("", "", id="nothing stays nothing"),
        pytest.param("m b", "m_x0020_b", id="space"),
        pytest.param("1x", "_x0031_x", id="digit first"),
        pytest.param("a:b", "a_x003A_b", id="colon"),
        pytest.param("-a", "_x002D_a", id="hyphen first"),
        pytest.param("a$b", "a_x0024_b", id="dollar"),
        pytest.param("é漢\U0001f600", "é漢_x0001F600_", id="beyond the BMP"),
        pytest.param("_x0020_", "_x0020_", id="an NCName that looks encoded stays"),
        pytest.param("_x0020_ b", "_x005F_x0020__x0020_b", id="what looks encoded is escaped where another char is"),
        pytest.param("a_x0020_x0041_ b", "a_x005F_x0020_x005F_x0041__x0020_b", id="two that share an underscore"),
        pytest.param("_x00200041_ b", "_x005F_x00200041__x0020_b", id="eight digits"),
        pytest.param("_x002_ b", "_x002__x0020_b", id="three digits are nothing special"),
        pytest.param("<Auto>k__BackingField", "_x003C_Auto_x003E_k__BackingField", id="a backing field"),
        pytest.param("\ud800a", "_xD800_a", id="a lone surrogate"),
        pytest.param("Ա\u0132", "Ա_x0132_", id="a name character of the fifth edition only"),
    ],
)
def test_a_local_name_is_encoded_as_xml_convert_does(text, encoded):
    assert encoded == encode_local_name(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("m_x0020_b", "m b", id="space"),
        pytest.param("_X0020_", " ", id="capital x"),
        pytest.param("_x00e9_", "é", id="small digits"),
        pytest.param("_x0001F600_", "\U0001f600", id="eight digits"),
        pytest.param("_xD83D__xDE00_", "\U0001f600", id="the halves of a pair"),
        pytest.param("_x00110000_", "_x00110000_", id="beyond Unicode"),
        pytest.param("a_x0020_x0041_", "a x0041_", id="an underscore is used once"),
        pytest.param("_x005F_x0020_", "_x0020_", id="an escaped escape"),
    ],
)
def test_an_encoded_name_is_decoded_as_xml_convert_does(name, text):
    assert text == decode_local_name(name)


@given(st.text(min_size=1))
def test_what_is_encoded_is_an_ncname_and_decodes_to_the_text(text):
    encoded = encode_local_name(text)
    assert is_ncname(encoded)
    if not is_ncname(text):
        assert text == decode_local_name(encoded)


# --- generic names --------------------------------------------------------------------------------------------------

MODELS = clr_namespace("CMT.UP.Web.Models")
N = clr_namespace("N")


def test_the_digest_is_of_namespaces_and_parameter_counts_only():
    assert generic_digest([MODELS]) == "xuv6Fhnt"
    assert generic_digest([XS], counts=(0, 1)) == "RvdAXEcW"
    assert is_digest_of("xuv6Fhnt", [MODELS])
    assert not is_digest_of("xuv6Fhnt", [N])


@pytest.mark.parametrize("definition", ["A{0", "A{"], ids=["digit", "nothing"])
def test_a_brace_that_is_not_closed_is_refused(definition):
    with pytest.raises(InvalidDataContractError, match="is not closed"):
        generic_name(definition, [QName(XS, "int")])


@pytest.mark.parametrize("definition", ["A{1}", "A{}", "A{x}", "A{-1}", "A{٣}"])
def test_a_parameter_that_is_not_there_is_refused(definition):
    with pytest.raises(InvalidDataContractError, match="is no parameter of the generic name; it may use"):
        generic_name(definition, [QName(XS, "int")])


CALENDAR_ROOT = "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt"


def test_a_generic_name_is_split_by_the_namespace_its_digest_fits():
    split = GenericSplit("AuthenticatedInput", "CalendarAppointmentWrongModel", "xuv6Fhnt", (MODELS,), (1,))
    assert (split,) == split_generic_name(CALENDAR_ROOT, [N, MODELS, clr_namespace("CMT.UP")])


def test_a_generic_name_is_not_split_where_no_namespace_fits():
    assert split_generic_name(CALENDAR_ROOT, [N]) == ()


@pytest.mark.parametrize(
    ("name", "splits"),
    [
        pytest.param("GeOfint", (GenericSplit("Ge", "int", "", (), (1,)),), id="built in, no digest"),
        pytest.param("Ge2Ofintstring", (GenericSplit("Ge2", "intstring", "", (), (2,)),), id="two built-in"),
        pytest.param("A.GOfintRvdAXEcW", (GenericSplit("A.G", "int", "RvdAXEcW", (XS,), (0, 1)),), id="nested"),
        pytest.param("Ge.InOfintk9wYX3t0", (GenericSplit("Ge.In", "int", "k9wYX3t0", (XS,), (1, 0)),), id="in generic"),
        pytest.param("Ge2OfintAtQk3cf51", (GenericSplit("Ge2", "intA", "tQk3cf51", (XS, N), (2,)),), id="mixed"),
        pytest.param("GeOfAsgiS_Sulo", (GenericSplit("Ge", "A", "sgiS_Sulo", (N,), (1,)),), id="an escaped slash"),
        pytest.param("GeOfXx", (), id="neither built in nor a digest"),
        pytest.param("Of", (), id="nothing around"),
        pytest.param("Ofint", (), id="no base"),
        pytest.param("A.GOfint", (), id="a nested type has a digest"),
        pytest.param("GOfRvdAXEcW", (), id="a digest alone"),
        pytest.param("a.b.c.d.e.fOfXRvdAXEcW", (), id="nested deeper than is looked for"),
    ],
)
def test_a_generic_name_is_split_in_every_way_that_fits(name, splits):
    assert splits == split_generic_name(name, [N])


@given(
    st.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True),
    st.lists(
        st.tuples(st.sampled_from([N, MODELS, "", "urn:x"]), st.sampled_from(["Day", "M", "OrderOfint"])),
        min_size=1,
        max_size=2,
    ),
)
def test_what_is_joined_can_be_split(base, arguments):
    names = [QName(*argument) for argument in arguments]
    name = generic_name(generic_definition(base, len(names)), names)
    joined = "".join(argument.name for argument in names)
    splits = split_generic_name(name, [N, MODELS, "", "urn:x"])
    assert (base, joined, tuple(n.namespace for n in names)) in [(s.base, s.arguments, s.namespaces) for s in splits]


# --- contracts made from a name -------------------------------------------------------------------------------------


def a(name: str) -> QName:
    return QName(ARRAYS, name)


def pairs(name: str) -> QName:
    return QName(clr_namespace("System.Collections.Generic"), name)


INT, STRING, GUID = QName(XS, "int"), QName(XS, "string"), QName(SERIALIZATION, "guid")


@pytest.mark.parametrize(
    ("name", "item", "is_nillable"),
    [
        pytest.param("ArrayOfint", INT, False, id="value type"),
        pytest.param("ArrayOfstring", STRING, True, id="reference type"),
        pytest.param("ArrayOfguid", GUID, False, id="of the Serialization schema"),
        pytest.param("ArrayOfanyType", QName(XS, "anyType"), True, id="objects"),
        pytest.param("ArrayOfArrayOfint", a("ArrayOfint"), True, id="jagged"),
        pytest.param("ArrayOfArrayOfKeyValueOfstringint", a("ArrayOfKeyValueOfstringint"), True, id="of dictionaries"),
    ],
)
def test_a_list_is_implied_by_its_name(name, item, is_nillable):
    contract = CollectionDataContract(name=a(name), item_name=item.name, item_type=item, is_item_nillable=is_nillable)
    assert contract == implied_contract(a(name))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param(STRING, INT, id="built in"),
        pytest.param(GUID, QName(XS, "dateTime"), id="value types"),
        pytest.param(STRING, a("ArrayOfstring"), id="of lists"),
        pytest.param(STRING, a("ArrayOfKeyValueOfstringint"), id="of dictionaries"),
        pytest.param(a("ArrayOfArrayOfint"), STRING, id="a list as key"),
        pytest.param(
            INT, dictionary_name(INT, dictionary_name(GUID, a("ArrayOfint"))), id="dictionaries in dictionaries"
        ),
    ],
)
def test_a_dictionary_is_implied_by_its_name(key, value):
    value_types = {INT, GUID, QName(XS, "dateTime")}
    contract = CollectionDataContract(
        name=dictionary_name(key, value),
        item_name=key_value_name(key, value),
        key=DataMember(name="Key", type=key, is_nillable=key not in value_types, is_required=True),
        value=DataMember(name="Value", type=value, is_nillable=value not in value_types, is_required=True),
    )
    assert contract == implied_contract(dictionary_name(key, value))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(QName("urn:x", "ArrayOfint"), id="another namespace"),
        pytest.param(a("ArrayOfDay"), id="no built-in item"),
        pytest.param(a("ArrayOfArrayOfDay"), id="no built-in item inside"),
        pytest.param(a("ArrayOfArrayOfKeyValueOfDayint"), id="no built-in key inside"),
        pytest.param(a("int"), id="no list"),
        pytest.param(a("ArrayOf"), id="of nothing"),
        pytest.param(a("ArrayOfKeyValueOf"), id="a dictionary of nothing"),
        pytest.param(a("ArrayOfKeyValueOfstring"), id="a dictionary of keys only"),
        pytest.param(a("ArrayOfKeyValueOfstringDay"), id="no built-in value"),
        pytest.param(a("ArrayOfKeyValueOfstringArrayOfstring"), id="the digest is missing"),
        pytest.param(a("ArrayOfKeyValueOfstringArrayOfstringtQk3cf51"), id="the digest is of other namespaces"),
        pytest.param(a("ArrayOf" + "KeyValueOfint" * 5000), id="a hostile dictionary"),
        pytest.param(a("ArrayOf" * 5000 + "Day"), id="a hostile list"),
        pytest.param(QName(clr_namespace("System"), "ArrayOfNullableOfint"), id="of the System namespace"),
        pytest.param(a("KeyValuePairOfstringint"), id="a pair of another namespace"),
        pytest.param(pairs("KeyValueOfstringint"), id="an item of a dictionary"),
        pytest.param(pairs("KeyValuePairOfstring"), id="a pair of a key only"),
        pytest.param(pairs("KeyValuePairOfstringDay"), id="a pair of no built-in value"),
        pytest.param(pairs("ArrayOfint"), id="a list of the pairs' namespace"),
        pytest.param(pairs("KeyValuePairOfint" * 5000), id="a hostile pair"),
        pytest.param(pairs("ArrayOf" * 5000 + "KeyValuePairOfintDay"), id="a hostile list of pairs"),
    ],
)
def test_no_other_name_implies_a_contract(name):
    assert implied_contract(name) is None


def test_the_global_namespace_has_nothing_after_the_base():
    assert clr_namespace("") == DATA_CONTRACT


AN_INT, AN_ORDER = GenericArgument("int", XS), GenericArgument("Order", clr_namespace("N"))
A_NULLABLE = GenericArgument("NullableOf{0}{#}", clr_namespace("System"), (AN_INT,))
NESTED = GenericArgument("int", XS, nested_level=1)
GENERIC = {
    "GeOfint": GenericType("GeOf{0}{#}", "urn:t", (AN_INT,)),
    "GeOfOrdersgiS_Sulo": GenericType("GeOf{0}{#}", "urn:t", (AN_ORDER,)),
    "GeOfNullableOfint5F2dSckg": GenericType("GeOf{0}{#}", "urn:t", (A_NULLABLE,)),
    "GeOfGeOfintsgiS_Sulo": GenericType(
        "GeOf{0}{#}", "urn:t", (GenericArgument("GeOf{0}{#}", clr_namespace("N"), (AN_INT,)),)
    ),
    "A.GOfintRvdAXEcW": GenericType("A.GOf{0}{#}", "urn:t", (NESTED,)),
    "Fixed": GenericType("Fixed", "urn:t", (AN_INT,)),
}


@pytest.mark.parametrize(("name", "generic"), GENERIC.items(), ids=GENERIC)
def test_a_definition_and_its_arguments_tell_the_name(name, generic):
    assert name == generic_type_name(generic)
    assert is_name_of(name, generic)
    assert not is_name_of(f"{name}x", generic)


def test_a_name_may_fit_any_nesting():
    assert is_name_of("Ge.InOfintk9wYX3t0", GenericType("Ge.InOf{0}{#}", "urn:t", (AN_INT,)))


def test_no_name_fits_what_is_no_definition():
    assert not is_name_of("GeOf{0", GenericType("GeOf{0", "urn:t", (AN_INT,)))
