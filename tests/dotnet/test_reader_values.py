"""Simple values: their attributes, their text in pieces, nil and empty.

Each table has what stands in the element and what .NET reads of it, which the runtime confirms.
"""

from __future__ import annotations

import pytest

from support.reader_types import REFUSED, Access, Color, Thing, document, read_by_dcxml, read_by_dotnet

# Enumerations: exact text; flags are parted by U+0020 alone.
ENUMERATIONS = {
    "Color ok": ("<Color>Red</Color>", {}),
    "Color nil": ('<Color i:nil="true"/>', REFUSED),
    "Color nil content": ('<Color i:nil="true">Red</Color>', REFUSED),
    "Color nil bad content": ('<Color i:nil="true">???</Color>', REFUSED),
    "Color nil child": ('<Color i:nil="true"><f:x/></Color>', REFUSED),
    "Color nil 1": ('<Color i:nil="1"/>', REFUSED),
    "Color nil 0": ('<Color i:nil="0">Red</Color>', {}),
    "Color nil spaced": ('<Color i:nil=" true "/>', REFUSED),
    "Color nil spaced false": ('<Color i:nil="&#10;false&#9;">Red</Color>', {}),
    "Color nil TRUE": ('<Color i:nil="TRUE"/>', REFUSED),
    "Color nil empty": ('<Color i:nil=""/>', REFUSED),
    "Color nil yes": ('<Color i:nil="yes">Red</Color>', REFUSED),
    "Color empty": ("<Color/>", REFUSED),
    "Color empty pair": ("<Color></Color>", REFUSED),
    "Color spaces": ("<Color>  </Color>", REFUSED),
    "Color around": ("<Color> Red </Color>", REFUSED),
    "Color tab": ("<Color>\tRed\n</Color>", REFUSED),
    "Color nbsp": ("<Color>&#160;Red</Color>", REFUSED),
    "Color split": ("<Color>R<!--c--><![CDATA[ed]]></Color>", {}),
    "Color ref": ("<Color>&#82;ed</Color>", {}),
    "Color child": ("<Color>Red<f:x/></Color>", REFUSED),
    "Color child only": ("<Color><f:x/></Color>", REFUSED),
    "Color type wrong": ('<Color i:type="x:long">Red</Color>', REFUSED),
    "Color type unknown": ('<Color i:type="d:Unknown">Red</Color>', REFUSED),
    "Color type undecl": ('<Color i:type="n:int">Red</Color>', REFUSED),
    "Color type empty": ('<Color i:type="">Red</Color>', {}),
    "Color nil and type": ('<Color i:nil="true" i:type="d:D"/>', REFUSED),
    "Color id": ('<Color s:Id="1">Red</Color>', REFUSED),
    "Color ref attr": ('<Color s:Ref="1">Red</Color>', REFUSED),
    "Color id empty": ('<Color s:Id="">Red</Color>', REFUSED),
    "Color upper": ("<Color>RED</Color>", REFUSED),
    "enum number": ("<Color>0</Color>", REFUSED),
    "enum spaced": ("<Color>deep blue</Color>", {"color": Color.DEEP_BLUE}),
    "enum double": ("<Color>twice  spaced</Color>", {"color": Color.TWICE}),
    "enum single": ("<Color>twice spaced</Color>", REFUSED),
    "enum prefix": ("<Color>Re</Color>", REFUSED),
    "flags 'Read Write'": ("<Access>Read Write</Access>", {"access": Access.BOTH}),
    "flags 'Write Read'": ("<Access>Write Read</Access>", {"access": Access.BOTH}),
    "flags 'Read  Write'": ("<Access>Read  Write</Access>", {"access": Access.BOTH}),
    "flags ' Read '": ("<Access> Read </Access>", {"access": Access.READ}),
    "flags ' '": ("<Access> </Access>", {}),
    "flags ''": ("<Access></Access>", {}),
    "flags 'Read Read'": ("<Access>Read Read</Access>", {"access": Access.READ}),
    "flags 'Both'": ("<Access>Both</Access>", {"access": Access.BOTH}),
    "flags 'Both Read'": ("<Access>Both Read</Access>", {"access": Access.BOTH}),
    "flags 'Read&#9;Write'": ("<Access>Read&#9;Write</Access>", REFUSED),
    "flags 'Read\\nWrite'": ("<Access>Read\nWrite</Access>", REFUSED),
    "flags '&#10;Read'": ("<Access>&#10;Read</Access>", REFUSED),
    "flags '1'": ("<Access>1</Access>", REFUSED),
    "flags '3'": ("<Access>3</Access>", REFUSED),
    "flags '0'": ("<Access>0</Access>", REFUSED),
    "flags 'Read,Write'": ("<Access>Read,Write</Access>", REFUSED),
    "flags 'read'": ("<Access>read</Access>", REFUSED),
    "flags 'Read Nope'": ("<Access>Read Nope</Access>", REFUSED),
    "flags 'Own Both'": ("<Access>Own Both</Access>", {"access": Access.OWN | Access.BOTH}),
    "flags 'Read&#160;Write'": ("<Access>Read&#160;Write</Access>", REFUSED),
}


@pytest.mark.parametrize(("content", "expected"), ENUMERATIONS.values(), ids=ENUMERATIONS)
def test_reads_enumerations(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), ENUMERATIONS.values(), ids=ENUMERATIONS)
def test_dotnet_reads_enumerations(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# An Int32: i:type is not looked at.
NUMBER = {
    "ok": ("<Number>5</Number>", {"number": 5}),
    "nil": ('<Number i:nil="true"/>', REFUSED),
    "nil content": ('<Number i:nil="true">5</Number>', REFUSED),
    "nil bad content": ('<Number i:nil="true">???</Number>', REFUSED),
    "nil child": ('<Number i:nil="true"><f:x/></Number>', REFUSED),
    "nil 1": ('<Number i:nil="1"/>', REFUSED),
    "nil 0": ('<Number i:nil="0">5</Number>', {"number": 5}),
    "nil spaced": ('<Number i:nil=" true "/>', REFUSED),
    "nil spaced false": ('<Number i:nil="&#10;false&#9;">5</Number>', {"number": 5}),
    "nil TRUE": ('<Number i:nil="TRUE"/>', REFUSED),
    "nil empty": ('<Number i:nil=""/>', REFUSED),
    "nil yes": ('<Number i:nil="yes">5</Number>', REFUSED),
    "empty": ("<Number/>", REFUSED),
    "empty pair": ("<Number></Number>", REFUSED),
    "spaces": ("<Number>  </Number>", REFUSED),
    "around": ("<Number> 5 </Number>", {"number": 5}),
    "tab": ("<Number>\t5\n</Number>", {"number": 5}),
    "nbsp": ("<Number>&#160;5</Number>", REFUSED),
    "split": ("<Number>5<!--c--><![CDATA[]]></Number>", {"number": 5}),
    "ref": ("<Number>&#53;</Number>", {"number": 5}),
    "child": ("<Number>5<f:x/></Number>", REFUSED),
    "child only": ("<Number><f:x/></Number>", REFUSED),
    "pi": ("<Number>5<?p?></Number>", REFUSED),
    "type wrong": ('<Number i:type="x:long">5</Number>', {"number": 5}),
    "type unknown": ('<Number i:type="d:Unknown">5</Number>', {"number": 5}),
    "type undecl": ('<Number i:type="n:int">5</Number>', {"number": 5}),
    "type empty": ('<Number i:type="">5</Number>', {"number": 5}),
    "nil and type": ('<Number i:nil="true" i:type="d:D"/>', REFUSED),
    "attr": ('<Number k="v" f:k="v">5</Number>', {"number": 5}),
    "space": ('<Number xml:space="preserve" xml:lang="x">5</Number>', {"number": 5}),
    "schemaLocation": ('<Number i:schemaLocation="a b">5</Number>', {"number": 5}),
    "id": ('<Number s:Id="1">5</Number>', REFUSED),
    "ref attr": ('<Number s:Ref="1">5</Number>', REFUSED),
    "id empty": ('<Number s:Id="">5</Number>', REFUSED),
    "upper": ("<Number>5</Number>", {"number": 5}),
}


@pytest.mark.parametrize(("content", "expected"), NUMBER.values(), ids=NUMBER)
def test_reads_a_number(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), NUMBER.values(), ids=NUMBER)
def test_dotnet_reads_a_number(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# A Nullable<Int32>: empty is not nil.
NULLABLE = {
    "ok": ("<Maybe>5</Maybe>", {"maybe": 5}),
    "nil": ('<Maybe i:nil="true"/>', {}),
    "nil content": ('<Maybe i:nil="true">5</Maybe>', {}),
    "nil bad content": ('<Maybe i:nil="true">???</Maybe>', {}),
    "nil child": ('<Maybe i:nil="true"><f:x/></Maybe>', {}),
    "nil 1": ('<Maybe i:nil="1"/>', {}),
    "nil 0": ('<Maybe i:nil="0">5</Maybe>', {"maybe": 5}),
    "nil spaced": ('<Maybe i:nil=" true "/>', {}),
    "nil spaced false": ('<Maybe i:nil="&#10;false&#9;">5</Maybe>', {"maybe": 5}),
    "nil TRUE": ('<Maybe i:nil="TRUE"/>', REFUSED),
    "nil empty": ('<Maybe i:nil=""/>', REFUSED),
    "nil yes": ('<Maybe i:nil="yes">5</Maybe>', REFUSED),
    "empty": ("<Maybe/>", REFUSED),
    "empty pair": ("<Maybe></Maybe>", REFUSED),
    "spaces": ("<Maybe>  </Maybe>", REFUSED),
    "around": ("<Maybe> 5 </Maybe>", {"maybe": 5}),
    "tab": ("<Maybe>\t5\n</Maybe>", {"maybe": 5}),
    "nbsp": ("<Maybe>&#160;5</Maybe>", REFUSED),
    "split": ("<Maybe>5<!--c--><![CDATA[]]></Maybe>", {"maybe": 5}),
    "ref": ("<Maybe>&#53;</Maybe>", {"maybe": 5}),
    "child": ("<Maybe>5<f:x/></Maybe>", REFUSED),
    "child only": ("<Maybe><f:x/></Maybe>", REFUSED),
    "pi": ("<Maybe>5<?p?></Maybe>", REFUSED),
    "type wrong": ('<Maybe i:type="x:long">5</Maybe>', {"maybe": 5}),
    "type unknown": ('<Maybe i:type="d:Unknown">5</Maybe>', {"maybe": 5}),
    "type undecl": ('<Maybe i:type="n:int">5</Maybe>', {"maybe": 5}),
    "type empty": ('<Maybe i:type="">5</Maybe>', {"maybe": 5}),
    "nil and type": ('<Maybe i:nil="true" i:type="d:D"/>', {}),
    "attr": ('<Maybe k="v" f:k="v">5</Maybe>', {"maybe": 5}),
    "space": ('<Maybe xml:space="preserve" xml:lang="x">5</Maybe>', {"maybe": 5}),
    "schemaLocation": ('<Maybe i:schemaLocation="a b">5</Maybe>', {"maybe": 5}),
    "id": ('<Maybe s:Id="1">5</Maybe>', REFUSED),
    "ref attr": ('<Maybe s:Ref="1">5</Maybe>', REFUSED),
    "id empty": ('<Maybe s:Id="">5</Maybe>', REFUSED),
    "upper": ("<Maybe>5</Maybe>", {"maybe": 5}),
}


@pytest.mark.parametrize(("content", "expected"), NULLABLE.values(), ids=NULLABLE)
def test_reads_a_nullable_number(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), NULLABLE.values(), ids=NULLABLE)
def test_dotnet_reads_a_nullable_number(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)


# A string: nil, empty, and white space, which is kept.
STRING = {
    "ok": ("<Text>q</Text>", {"text": "q"}),
    "nil": ('<Text i:nil="true"/>', {}),
    "nil content": ('<Text i:nil="true">q</Text>', {}),
    "nil bad content": ('<Text i:nil="true">???</Text>', {}),
    "nil child": ('<Text i:nil="true"><f:x/></Text>', {}),
    "nil 1": ('<Text i:nil="1"/>', {}),
    "nil 0": ('<Text i:nil="0">q</Text>', {"text": "q"}),
    "nil spaced": ('<Text i:nil=" true "/>', {}),
    "nil spaced false": ('<Text i:nil="&#10;false&#9;">q</Text>', {"text": "q"}),
    "nil TRUE": ('<Text i:nil="TRUE"/>', REFUSED),
    "nil empty": ('<Text i:nil=""/>', REFUSED),
    "nil yes": ('<Text i:nil="yes">q</Text>', REFUSED),
    "empty": ("<Text/>", {"text": ""}),
    "empty pair": ("<Text></Text>", {"text": ""}),
    "spaces": ("<Text>  </Text>", {"text": "  "}),
    "around": ("<Text> q </Text>", {"text": " q "}),
    "tab": ("<Text>\tq\n</Text>", {"text": "\tq\n"}),
    "nbsp": ("<Text>&#160;q</Text>", {"text": "\xa0q"}),
    "split": ("<Text>q<!--c--><![CDATA[]]></Text>", {"text": "q"}),
    "ref": ("<Text>&#113;</Text>", {"text": "q"}),
    "child": ("<Text>q<f:x/></Text>", REFUSED),
    "child only": ("<Text><f:x/></Text>", REFUSED),
    "pi": ("<Text>q<?p?></Text>", REFUSED),
    "type wrong": ('<Text i:type="x:long">q</Text>', {"text": "q"}),
    "type unknown": ('<Text i:type="d:Unknown">q</Text>', {"text": "q"}),
    "type undecl": ('<Text i:type="n:int">q</Text>', {"text": "q"}),
    "type empty": ('<Text i:type="">q</Text>', {"text": "q"}),
    "nil and type": ('<Text i:nil="true" i:type="d:D"/>', {}),
    "attr": ('<Text k="v" f:k="v">q</Text>', {"text": "q"}),
    "space": ('<Text xml:space="preserve" xml:lang="x">q</Text>', {"text": "q"}),
    "schemaLocation": ('<Text i:schemaLocation="a b">q</Text>', {"text": "q"}),
    "upper": ("<Text>Q</Text>", {"text": "Q"}),
}


@pytest.mark.parametrize(("content", "expected"), STRING.values(), ids=STRING)
def test_reads_a_string(content, expected):
    assert expected == read_by_dcxml(document(content, Thing), Thing)


@pytest.mark.dotnet
@pytest.mark.parametrize(("content", "expected"), STRING.values(), ids=STRING)
def test_dotnet_reads_a_string(content, expected):
    assert expected == read_by_dotnet(document(content, Thing), Thing)
