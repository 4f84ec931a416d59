"""Collections, dictionaries and pairs: which elements are items, and what is skipped or refused.

Each table has what stands in the element and what .NET reads of it, which the runtime confirms.
"""

from __future__ import annotations

import pytest

from dcxml import KeyValuePair
from support.reader_types import PLAIN, REFUSED, B, Color, D, Point, Thing, document, read_by_dcxml, read_by_dotnet

E, K, V = "r:KeyValueOfstringint", "<r:Key>k</r:Key>", "<r:Value>1</r:Value>"
P, PK, PV = "g:KeyValuePairOfstringint", "<g:key>k</g:key>", "<g:value>1</g:value>"
POINT, FIVES = "<t:Point><x>1</x></t:Point>", "<r:ArrayOfint><r:int>5</r:int></r:ArrayOfint>"
Q = "<r:string>q</r:string>"

# A list of strings: what is not an item is skipped.
TEXTS = {
    "two": (f"<Texts>{Q}{Q}</Texts>", {"texts": ["q", "q"]}),
    "foreign between": (f"<Texts>{Q}<f:x/>{Q}</Texts>", {"texts": ["q", "q"]}),
    "foreign first": (f"<Texts><f:x/>{Q}</Texts>", {"texts": ["q"]}),
    "foreign last": (f"<Texts>{Q}<f:x/></Texts>", {"texts": ["q"]}),
    "foreign only": ("<Texts><f:x/></Texts>", {"texts": []}),
    "foreign deep": (f"<Texts><f:x>{Q}</f:x></Texts>", {"texts": []}),
    "wrong ns": ("<Texts><f:string>q</f:string></Texts>", {"texts": []}),
    "wrong case": ("<Texts><r:STRING>q</r:STRING></Texts>", {"texts": []}),
    "foreign bogus nil": ('<Texts><f:x i:nil="bogus"/></Texts>', REFUSED),
    "foreign bogus nil nested": ('<Texts><f:x><f:y i:nil="bogus"/></f:x></Texts>', {"texts": []}),
    "foreign empty id": ('<Texts><f:x s:Id=""/></Texts>', REFUSED),
    "foreign bogus nil after": (f'<Texts>{Q}<f:x i:nil="bogus"/></Texts>', REFUSED),
    "text": ("<Texts>text</Texts>", REFUSED),
    "text after": (f"<Texts>{Q}text</Texts>", REFUSED),
    "text between": (f"<Texts>{Q}t{Q}</Texts>", REFUSED),
    "cdata space": (f"<Texts><![CDATA[ ]]>{Q}</Texts>", {"texts": ["q"]}),
    "charref space": (f"<Texts>&#32;{Q}&#9;</Texts>", {"texts": ["q"]}),
    "nil item": ('<Texts><r:string i:nil="true"/></Texts>', {"texts": [None]}),
    "nil false": ('<Texts><r:string i:nil="false">q</r:string></Texts>', {"texts": ["q"]}),
    "empty item": ("<Texts><r:string/></Texts>", {"texts": [""]}),
    "nil content": ('<Texts><r:string i:nil="true">q</r:string></Texts>', {"texts": [None]}),
    "nil": ('<Texts i:nil="true"/>', {}),
    "nil with items": (f'<Texts i:nil="true">{Q}</Texts>', {}),
    "nil 0": ('<Texts i:nil="0"/>', {"texts": []}),
    "empty": ("<Texts/>", {"texts": []}),
    "spaces": ("<Texts> \n </Texts>", {"texts": []}),
    "comments": (
        "<Texts><!--a--><r:string>q</r:string><!--b--><r:string>q</r:string><!--c--></Texts>",
        {"texts": ["q", "q"]},
    ),
    "pi": ("<Texts><?p?></Texts>", REFUSED),
    "pi after": (f"<Texts>{Q}<?p?></Texts>", REFUSED),
    "item attr": ('<Texts><r:string k="v">q</r:string></Texts>', {"texts": ["q"]}),
    "item type own": ('<Texts><r:string i:type="x:int">q</r:string></Texts>', {"texts": ["q"]}),
    "item type undeclared": ('<Texts><r:string i:type="nope:int">q</r:string></Texts>', {"texts": ["q"]}),
    "type own": (f'<Texts i:type="r:ArrayOfstring">{Q}</Texts>', {"texts": ["q"]}),
    "type other": (f'<Texts i:type="r:ArrayOflong">{Q}</Texts>', REFUSED),
    "type known": ('<Texts i:type="o:Other"/>', REFUSED),
    "type undecl": ('<Texts i:type="n:Other"/>', REFUSED),
    "type anyType": (f'<Texts i:type="x:anyType">{Q}</Texts>', REFUSED),
    "type int": ('<Texts i:type="x:int">5</Texts>', REFUSED),
    "size": ('<Texts s:Size="1"/>', {"texts": []}),
    "attr": ('<Texts k="v"/>', {"texts": []}),
    "bogus": ('<Texts i:nil="bogus"/>', REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), TEXTS.values(), ids=TEXTS)
def test_reads_the_items_of_a_collection(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), TEXTS.values(), ids=TEXTS)
def test_dotnet_reads_the_items_of_a_collection(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# Lists of numbers: a value type is never nil.
NUMBERS = {
    "two": ("<Ints><r:int>5</r:int><r:int>5</r:int></Ints>", {"ints": [5, 5]}),
    "foreign bogus nil": ('<Ints><f:x i:nil="bogus"/></Ints>', REFUSED),
    "foreign empty id": ('<Ints><f:x s:Id=""/></Ints>', REFUSED),
    "foreign bogus nil after": ('<Ints><r:int>5</r:int><f:x i:nil="bogus"/></Ints>', REFUSED),
    "text": ("<Ints>text</Ints>", REFUSED),
    "text after": ("<Ints><r:int>5</r:int>text</Ints>", REFUSED),
    "text between": ("<Ints><r:int>5</r:int>t<r:int>5</r:int></Ints>", REFUSED),
    "nil item": ('<Ints><r:int i:nil="true"/></Ints>', REFUSED),
    "nil false": ('<Ints><r:int i:nil="false">5</r:int></Ints>', {"ints": [5]}),
    "empty item": ("<Ints><r:int/></Ints>", REFUSED),
    "nil content": ('<Ints><r:int i:nil="true">5</r:int></Ints>', {"ints": [5]}),
    "nil": ('<Ints i:nil="true"/>', {}),
    "nil with items": ('<Ints i:nil="true"><r:int>5</r:int></Ints>', {}),
    "nil 0": ('<Ints i:nil="0"/>', {"ints": []}),
    "empty": ("<Ints/>", {"ints": []}),
    "item attr": ('<Ints><r:int k="v">5</r:int></Ints>', {"ints": [5]}),
    "item type own": ('<Ints><r:int i:type="x:int">5</r:int></Ints>', {"ints": [5]}),
    "item type undeclared": ('<Ints><r:int i:type="nope:int">5</r:int></Ints>', {"ints": [5]}),
    "type own": ('<Ints i:type="r:ArrayOfint"><r:int>5</r:int></Ints>', {"ints": [5]}),
    "type other": ('<Ints i:type="r:ArrayOflong"><r:int>5</r:int></Ints>', REFUSED),
    "type known": ('<Ints i:type="o:Other"/>', REFUSED),
    "type undecl": ('<Ints i:type="n:Other"/>', REFUSED),
    "type anyType": ('<Ints i:type="x:anyType"><r:int>5</r:int></Ints>', REFUSED),
    "type int": ('<Ints i:type="x:int">5</Ints>', REFUSED),
    "size": ('<Ints s:Size="1"/>', {"ints": []}),
    "attr": ('<Ints k="v"/>', {"ints": []}),
    "bogus": ('<Ints i:nil="bogus"/>', REFUSED),
    "item ws": ("<Ints><r:int> 5 </r:int></Ints>", {"ints": [5]}),
    "item child": ("<Ints><r:int>5<f:x/></r:int></Ints>", REFUSED),
    "Holes foreign between": ("<Holes><r:int>5</r:int><f:x/><r:int>5</r:int></Holes>", {"holes": []}),
    "Holes nil item": ('<Holes><r:int i:nil="true"/></Holes>', {"holes": []}),
    "Holes empty item": ("<Holes><r:int/></Holes>", {"holes": []}),
    "Shorts foreign between": ("<Shorts><r:short>5</r:short><f:x/><r:short>5</r:short></Shorts>", {"shorts": [5, 5]}),
    "Shorts nil item": ('<Shorts><r:short i:nil="true"/></Shorts>', REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_reads_the_items_of_numbers(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_dotnet_reads_the_items_of_numbers(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# Lists of classes, structs, enumerations, objects and lists.
OBJECTS = {
    "Bases two": ("<Bases><b:B><b:a>1</b:a></b:B><b:B><b:a>1</b:a></b:B></Bases>", {"bases": [B(a=1), B(a=1)]}),
    "Bases wrong ns": ("<Bases><f:B><b:a>1</b:a></f:B></Bases>", {"bases": []}),
    "Bases text": ("<Bases>text</Bases>", REFUSED),
    "Bases nil item": ('<Bases><b:B i:nil="true"/></Bases>', {"bases": [None]}),
    "Bases nil content": ('<Bases><b:B i:nil="true"><b:a>1</b:a></b:B></Bases>', {"bases": [None]}),
    "Bases type known": ('<Bases i:type="o:Other"/>', REFUSED),
    "Bases derived": ('<Bases><b:B i:type="d:D"><d:b>2</d:b></b:B></Bases>', {"bases": [D(b=2)]}),
    "Points two": (
        "<Points><t:Point><x>1</x></t:Point><t:Point><x>1</x></t:Point></Points>",
        {"points": [Point(x=1), Point(x=1)]},
    ),
    "Points foreign between": (
        "<Points><t:Point><x>1</x></t:Point><f:x/><t:Point><x>1</x></t:Point></Points>",
        {"points": [Point(x=1), Point(x=1)]},
    ),
    "Points nil item": ('<Points><t:Point i:nil="true"/></Points>', REFUSED),
    "Points nil false": ('<Points><t:Point i:nil="false"><x>1</x></t:Point></Points>', {"points": [Point(x=1)]}),
    "Colors two": ("<Colors><t:Color>Red</t:Color><t:Color>Red</t:Color></Colors>", {"colors": [Color.RED, Color.RED]}),
    "Colors nil item": ('<Colors><t:Color i:nil="true"/></Colors>', REFUSED),
    "Colors empty item": ("<Colors><t:Color/></Colors>", REFUSED),
    "Colors item type own": ('<Colors><t:Color i:type="x:int">Red</t:Color></Colors>', REFUSED),
    "Colors item type undeclared": ('<Colors><t:Color i:type="nope:int">Red</t:Color></Colors>', REFUSED),
    "Colors bad": ("<Colors><Color>Green</Color></Colors>", REFUSED),
    "Objects two": ("<Objects><r:anyType></r:anyType><r:anyType></r:anyType></Objects>", {"objects": [PLAIN, PLAIN]}),
    "Objects nil item": ('<Objects><r:anyType i:nil="true"/></Objects>', {"objects": [None]}),
    "Objects typed": ('<Objects><r:anyType i:type="x:int">1</r:anyType></Objects>', {"objects": [1]}),
    "Lists two": (
        "<Lists><r:ArrayOfint><r:int>5</r:int></r:ArrayOfint><r:ArrayOfint><r:int>5</r:int></r:ArrayOfint></Lists>",
        {"lists": [[5], [5]]},
    ),
    "Lists foreign between": (
        "<Lists><r:ArrayOfint><r:int>5</r:int></r:ArrayOfint><f:x/><r:ArrayOfint><r:int>5</r:int></r:ArrayOfint></Lists>",
        {"lists": [[5], [5]]},
    ),
    "Lists nil item": ('<Lists><r:ArrayOfint i:nil="true"/></Lists>', {"lists": [None]}),
    "Lists empty item": ("<Lists><r:ArrayOfint/></Lists>", {"lists": [[]]}),
}


@pytest.mark.parametrize(("content", "expected"), OBJECTS.values(), ids=OBJECTS)
def test_reads_items_of_other_kinds(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), OBJECTS.values(), ids=OBJECTS)
def test_dotnet_reads_items_of_other_kinds(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# Dictionaries: key, then value, both required; no attribute of an entry is read.
ENTRIES = {
    "two": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint><r:KeyValueOfstringint><r:Key>l</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1, "l": 1}},
    ),
    "order": (
        "<Map><r:KeyValueOfstringint><r:Value>1</r:Value><r:Key>k</r:Key></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "no value": (f"<Map><{E}>{K}</{E}></Map>", REFUSED),
    "no key": (f"<Map><{E}>{V}</{E}></Map>", REFUSED),
    "none": (f"<Map><{E}></{E}></Map>", REFUSED),
    "dup": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "dup key in entry": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1}},
    ),
    "dup value in entry": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value><r:Value>2</r:Value></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1}},
    ),
    "null key": (
        '<Map><r:KeyValueOfstringint><r:Key i:nil="true"/><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        REFUSED,
    ),
    "empty key": (
        "<Map><r:KeyValueOfstringint><r:Key/><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        {"map": {"": 1}},
    ),
    "null value": (
        '<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value i:nil="true"/></r:KeyValueOfstringint></Map>',
        REFUSED,
    ),
    "empty value": (f"<Map><{E}>{K}<r:Value/></{E}></Map>", REFUSED),
    "foreign item": (
        "<Map><f:x/><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1}},
    ),
    "foreign item after": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint><f:x/></Map>",
        {"map": {"k": 1}},
    ),
    "foreign item bogus": (
        f'<Map><f:x i:nil="bogus"/><{E}>{K}{V}</{E}></Map>',
        REFUSED,
    ),
    "foreign in entry": (
        "<Map><r:KeyValueOfstringint><f:x/><r:Key>k</r:Key><f:x/><r:Value>1</r:Value><f:x/></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1}},
    ),
    "foreign in entry bogus": (
        f'<Map><{E}><f:x i:nil="bogus"/>{K}{V}</{E}></Map>',
        REFUSED,
    ),
    "text": ("<Map>t</Map>", REFUSED),
    "text in entry": (
        "<Map><r:KeyValueOfstringint>t<r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "text in entry mid": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key>t<r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "text in entry end": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value>t</r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "key lower": (
        "<Map><r:KeyValueOfstringint><r:key>k</r:key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "value ns": (
        "<Map><r:KeyValueOfstringint><r:Key>k</r:Key><f:Value>1</f:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "nil entry": (f'<Map><{E} i:nil="true"/></Map>', REFUSED),
    "nil false entry": (
        '<Map><r:KeyValueOfstringint i:nil="false"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "entry type": (
        '<Map><r:KeyValueOfstringint i:type="b:B"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "entry type undecl": (
        '<Map><r:KeyValueOfstringint i:type="n:B"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "entry attr": (
        '<Map><r:KeyValueOfstringint k="1"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "entry bogus": (
        '<Map><r:KeyValueOfstringint i:nil="bogus"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "entry nil content": (
        '<Map><r:KeyValueOfstringint i:nil="true"><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "key attr": (
        '<Map><r:KeyValueOfstringint><r:Key k="v">k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "key type": (
        '<Map><r:KeyValueOfstringint><r:Key i:type="x:int">k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>',
        {"map": {"k": 1}},
    ),
    "wrong item ns": (
        "<Map><f:KeyValueOfstringint><r:Key>k</r:Key><r:Value>1</r:Value></f:KeyValueOfstringint></Map>",
        {"map": {}},
    ),
    "nil map": ('<Map i:nil="true"/>', {}),
    "empty": ("<Map/>", {"map": {}}),
    "comments": (
        "<Map><!--c--><r:KeyValueOfstringint><!--c--><r:Key>k</r:Key><!--c--><r:Value>1</r:Value><!--c--></r:KeyValueOfstringint></Map>",
        {"map": {"k": 1}},
    ),
    "pi": (
        "<Map><r:KeyValueOfstringint><?p?><r:Key>k</r:Key><r:Value>1</r:Value></r:KeyValueOfstringint></Map>",
        REFUSED,
    ),
    "type own": (
        f'<Map i:type="r:ArrayOfKeyValueOfstringint"><{E}>{K}{V}</{E}></Map>',
        {"map": {"k": 1}},
    ),
    "table": (
        "<Table><r:KeyValueOfintBX5vCPuGm><r:Key>1</r:Key><r:Value/></r:KeyValueOfintBX5vCPuGm></Table>",
        {"table": {}},
    ),
}


@pytest.mark.parametrize(("content", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_reads_the_entries_of_a_dictionary(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_dotnet_reads_the_entries_of_a_dictionary(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# KeyValuePair: a struct whose two members are required, as its schema says.
PAIRS = {
    "pair": (f"<Pair>{PK}{PV}</Pair>", {"pair": KeyValuePair(key="k", value=1)}),
    "pair no key": (f"<Pair>{PV}</Pair>", REFUSED),
    "pair no value": (f"<Pair>{PK}</Pair>", REFUSED),
    "pair empty": ("<Pair/>", REFUSED),
    "pair nil": ('<Pair i:nil="true"/>', {}),
    "pair order": (f"<Pair>{PV}{PK}</Pair>", REFUSED),
    "pair foreign": (
        "<Pair><f:x/><g:key>k</g:key><f:x/><g:value>1</g:value></Pair>",
        {"pair": KeyValuePair(key="k", value=1)},
    ),
    "pair dup": (
        "<Pair><g:key>k</g:key><g:key>k</g:key><g:value>1</g:value></Pair>",
        {"pair": KeyValuePair(key="k", value=1)},
    ),
    "pair nil key": (
        '<Pair><g:key i:nil="true"/><g:value>1</g:value></Pair>',
        {"pair": KeyValuePair(key=None, value=1)},
    ),
    "pair text": (f"<Pair>t{PK}</Pair>", REFUSED),
    "pair type": (f'<Pair i:type="b:B">{PK}{PV}</Pair>', REFUSED),
    "pair type undeclared": (f'<Pair i:type="n:B">{PK}{PV}</Pair>', REFUSED),
    "pair type own": (
        '<Pair i:type="g:KeyValuePairOfstringint"><g:key>k</g:key><g:value>1</g:value></Pair>',
        {"pair": KeyValuePair(key="k", value=1)},
    ),
    "pair wrong ns": ("<Pair><key>k</key></Pair>", REFUSED),
    "pair nil value": (f'<Pair>{PK}<g:value i:nil="true"/></Pair>', REFUSED),
    "pairs": (
        "<Pairs><g:KeyValuePairOfstringint><g:key>k</g:key><g:value>1</g:value></g:KeyValuePairOfstringint><g:KeyValuePairOfstringint/></Pairs>",
        REFUSED,
    ),
    "pairs nil item": (f'<Pairs><{P} i:nil="true"/></Pairs>', REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), PAIRS.values(), ids=PAIRS)
def test_reads_pairs(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), PAIRS.values(), ids=PAIRS)
def test_dotnet_reads_pairs(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)
