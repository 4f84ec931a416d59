"""What is found in a large document, piece by piece, is what is found in its tree, in the same order."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import starmap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.octets import HeldOctets
from dcxml.pruned_parse import NotParsedError
from dcxml.qname import SERIALIZATION, XS, XSI, QName
from dcxml.validation.all_findings import findings_in as validate
from dcxml.validation.large_acceptance import is_large_certainly_right
from dcxml.validation.streaming import streamed_findings
from dcxml.validation.survey import Grain
from support.damaged_documents import damaged
from support.drawn_documents import contracts_with_a_document
from support.shop import CONTRACTS, LINES, order, prices

FINE = Grain(1, 1, 0)
"""Each item of a collection but the first is looked at alone."""
MODULE = sys.modules[validate.__module__]
GRAINS = [FINE, Grain(1, 1, 1), Grain(1, 150, 0), Grain(60, 1, 0)]
steady = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def octets_of(document):
    return document.encode() if isinstance(document, str) else document


def streamed(document, contracts, grain=FINE):
    """Return what is found in pieces; None where the document has to be in memory."""
    try:
        return list(streamed_findings(HeldOctets(octets_of(document)), contracts, file="a.xml", grain=grain))
    except NotParsedError:
        return None


def check(document, contracts, grain=FINE):
    """Hold a document to the law; tell whether it was taken in pieces."""
    found = streamed(document, contracts, grain)
    if found is None:
        return False
    assert list(validate(octets_of(document), contracts, file="a.xml")) == found
    return True


NODES = DataContractSet(
    [
        ClassDataContract(
            name=QName("urn:n", "Graph"),
            members=(
                DataMember(name="First", type=QName("urn:n", "Node"), is_nillable=True),
                DataMember(name="Nodes", type=QName("urn:n", "ArrayOfNode"), is_nillable=True),
                DataMember(name="Table", type=QName("urn:n", "Table"), is_nillable=True),
                DataMember(name="Zero", type=QName("urn:n", "Node"), is_nillable=True),
            ),
        ),
        ClassDataContract(
            name=QName("urn:n", "Node"),
            is_reference=True,
            members=(DataMember(name="Next", type=QName("urn:n", "Node"), is_nillable=True),),
        ),
        CollectionDataContract(
            name=QName("urn:n", "ArrayOfNode"),
            item_name="Node",
            item_type=QName("urn:n", "Node"),
            is_item_nillable=True,
            is_reference=True,
        ),
        CollectionDataContract(
            name=QName("urn:n", "Table"),
            item_name="Entry",
            key=DataMember(name="Key", type=QName(XS, "int"), is_nillable=False),
            value=DataMember(name="Value", type=QName("urn:n", "Node"), is_nillable=True),
        ),
    ]
)
"""Objects that are shared between items, members before and behind them, and values of a dictionary."""


def graph(*parts):
    return f'<Graph xmlns="urn:n" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}">{"".join(parts)}</Graph>'


ENTRY = "<Entry><Key>{}</Key><Value {}/></Entry>"
GRAPH = graph(
    '<First z:Id="a"/>',
    '<Nodes z:Id="all"><Node z:Id="b"><Next z:Ref="a"/></Node><Node z:Ref="b"/>',
    '<Node z:Id="c"/><Node i:nil="true"/></Nodes>',
    "<Table>",
    *starmap(ENTRY.format, [(1, 'z:Ref="a"'), (2, 'z:Id="d"'), (3, 'z:Ref="c"')]),
    '</Table><Zero z:Ref="d"/>',
)
ORDER = order(
    "<Codes><Code>0</Code><Code>255</Code><Code>7</Code></Codes>",
    LINES.format("<Line><Count>2</Count></Line>\n<Line><Count>3</Count><Price>1.50</Price></Line>"),
    prices(("a", 1), ("b", 2), ("c", 3)),
)


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(ORDER, id="without faults"),
        pytest.param("\ufeff" + ORDER, id="with a byte order mark"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>\r\n' + ORDER.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param(ORDER.replace("\n", ""), id="in one line"),
        pytest.param(ORDER.replace(">3<", ">x<"), id="a wrong text in the last item"),
        pytest.param(ORDER.replace("<Code>", "text<Code>"), id="text before each item"),
        pytest.param(ORDER.replace("</Code>", "</Code><![CDATA[te]]>xt<!-- -->"), id="text behind each item"),
        pytest.param(ORDER.replace("<Code>7", "é<Bad/><Code>x"), id="a stranger among items"),
        pytest.param(ORDER.replace("<Code>0", "<Bad/><Code>0").replace(">7<", ' a="">x<'), id="a stranger before them"),
        pytest.param(ORDER.replace("Code>", "Coded>"), id="nothing but strangers"),
        pytest.param(ORDER.replace("a:Key>c<", "a:Key>a<"), id="a key twice"),
        pytest.param(ORDER.replace("<a:Key>c</a:Key>", '<a:Key i:nil="true"/>'), id="a null key"),
        pytest.param(ORDER.replace("<Line>", '<Line xmlns="urn:other">'), id="items in a namespace of none"),
        pytest.param(ORDER.replace("<Line>", '<Line xmlns="urn:base">'), id="items in a namespace of others"),
        pytest.param(ORDER.replace("urn:shop", "urn:other"), id="everything in a wrong namespace"),
        pytest.param(ORDER.replace("<Number>1</Number>", ""), id="a required member missing"),
        pytest.param(ORDER.replace("<Number>1", "<Number>x"), id="a fault in front"),
        pytest.param(
            ORDER.replace("</Order>", "<Codes><Code>x</Code><Code>y</Code></Codes></Order>"), id="a list twice"
        ),
        pytest.param(ORDER.replace("<Codes", "<State>x</State><Codes"), id="a member out of order"),
        pytest.param(ORDER.replace("<Code>7", "<?p 1?><Code>7<?q?>").replace("</Codes>", "</Codes><?r?>"), id="<?p?>"),
        pytest.param(ORDER.replace("<Codes>", "<Codes><?p?>\n<?q?>").replace("</Codes>", "<?p?></Codes>"), id="<?q?>"),
        pytest.param("<?p?>\n" + ORDER + "<?q?>", id="instructions around"),
        pytest.param(ORDER.replace("Order", "Odder"), id="an unknown root"),
        pytest.param(ORDER.replace("Order", "Odder").replace("<Code>7", "<?p?><Code>7"), id="an unknown root, <?p?>"),
        pytest.param(ORDER.replace("<Codes>", '<Codes i:nil="true">'), id="a nil list with content"),
        pytest.param(ORDER.replace("</Codes>", ""), id="not well-formed"),
        pytest.param(ORDER[:-9], id="cut off"),
        pytest.param("<!DOCTYPE a>" + ORDER, id="a document type"),
        pytest.param('<?xml version="1.1"?>' + ORDER, id="XML 1.1"),
        pytest.param('<?xml version="1.0" encoding="latin1"?>' + ORDER, id="another encoding"),
        pytest.param(ORDER.replace("<Code>7", "<Code>&foo;"), id="an unknown entity"),
        pytest.param(ORDER.replace("<Code>7", "<Code>&#1;"), id="a character of no document"),
        pytest.param(ORDER.replace("<Line>", '<Line a="">'), id="an attribute on each item"),
        pytest.param(ORDER.replace("<Code>", '<Code i:type="x:byte">'), id="a type on each item"),
        *(
            pytest.param(
                f'<s:Envelope xmlns:s="{soap}"><s:Header><a/></s:Header><s:Body>{body}</s:Body></s:Envelope>',
                id=f"{name} in SOAP {soap[-10:]}",
            )
            for soap in ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
            for name, body in {
                "one": ORDER,
                "two": ORDER + ORDER.replace(">7<", ">x<"),
                "a wrong one": "<a/>" + ORDER,
            }.items()
        ),
    ],
)
def test_findings_are_those_of_the_tree(document, grain):
    check(document, CONTRACTS, grain)


def test_what_documents_mostly_are_is_taken_in_pieces():
    for document in (ORDER, ORDER.replace(">3<", ">x<"), ORDER.replace("Order", "Odder"), ORDER[:-9]):
        assert streamed(document, CONTRACTS) is not None
    assert streamed(GRAPH, NODES) == []


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<Next", "<Next", id="right"),
        pytest.param('z:Ref="a"', 'z:Ref="d"', id="forward, out of an item and into one"),
        pytest.param('<First z:Id="a"/>', '<First z:Ref="c"/>', id="forward, from in front"),
        pytest.param('<Node z:Ref="b"/>', '<Node z:Ref="e"/>', id="dangling"),
        pytest.param('z:Id="c"', 'z:Id="a"', id="an identity of a member again"),
        pytest.param('z:Id="c"', 'z:Id="b"', id="an identity of an item again"),
        pytest.param('z:Id="d"', 'z:Id="c"', id="an identity of another list again"),
        pytest.param('<Zero z:Ref="d"/>', '<Zero z:Id="c"/>', id="an identity again, behind"),
        pytest.param('z:Id="all"', 'z:Id="a"', id="an identity on the list again"),
        pytest.param('<Zero z:Ref="d"/>', '<Zero z:Ref="all"/>', id="a reference to a list"),
        pytest.param("<Key>3", "<Key>1", id="a key again"),
        pytest.param("<Key>3", "<Key>x", id="no key"),
    ],
)
def test_identities_and_keys_reach_from_piece_to_piece(old, new, grain):
    assert check(GRAPH.replace(old, new), NODES, grain)


@pytest.mark.no_cover
@settings(steady, max_examples=300)
@given(document=damaged(ORDER, [contract.name.clark for contract in CONTRACTS], most=3), grain=st.sampled_from(GRAINS))
def test_a_damaged_order_has_the_findings_of_its_tree(document, grain):
    check(document, CONTRACTS, grain)


@pytest.mark.no_cover
@settings(steady, max_examples=300)
@given(document=damaged(GRAPH, ["{urn:n}Node", "{urn:n}ArrayOfNode"], most=3), grain=st.sampled_from(GRAINS))
def test_a_damaged_graph_has_the_findings_of_its_tree(document, grain):
    check(document, NODES, grain)


PLACES = [at for at in range(1, len(GRAPH)) if GRAPH[at] == "<" and GRAPH[at - 1] == ">"]


@pytest.mark.parametrize("at", PLACES)
def test_a_text_anywhere_is_told_where_the_tree_tells_it(at):
    inserted = GRAPH[:at] + "text" + GRAPH[at:]
    for place in [each for each in range(1, len(inserted)) if inserted[each] == "<"]:
        check(inserted[:place] + "<?p?>" + inserted[place:], NODES)


@pytest.mark.no_cover
@settings(steady, max_examples=30)
@given(data=st.data(), grain=st.sampled_from(GRAINS))
def test_damaged_documents_of_drawn_contracts_have_the_findings_of_their_trees(data, grain):
    contracts, document = data.draw(contracts_with_a_document())
    check(document, contracts, grain)
    types = [contract.name.clark for contract in contracts]
    for _ in range(3):
        check(data.draw(damaged(document, types)), contracts, grain)


@pytest.mark.parametrize("source", ["path", "file", "bytes", "bytearray", "unbuffered file"])
def test_a_large_document_is_taken_from_wherever_it_is(tmp_path, monkeypatch, source):
    monkeypatch.setattr(MODULE, "LARGE", 0)
    monkeypatch.setattr("dcxml.validation.streaming.GRAIN", FINE)
    monkeypatch.setattr(MODULE, "parse_document", None)  # which makes the tree
    document = octets_of(ORDER.replace(">3<", ">x<"))
    path = tmp_path / "order.xml"
    path.write_bytes(document)
    with path.open("rb", buffering=0 if source == "unbuffered file" else -1) as file:
        given = {"path": path, "bytes": document, "bytearray": bytearray(document)}.get(source, file)
        assert ["lines[2].count", "prices['c']"] == [finding.member for finding in validate(given, CONTRACTS)]


@pytest.mark.parametrize("document", [ORDER.replace(">3<", ">x<"), ORDER.encode("utf-16"), ORDER[:-9]])
def test_a_small_document_and_one_that_is_not_cut_are_taken_from_wherever_they_are(tmp_path, monkeypatch, document):
    path = tmp_path / "order.xml"
    path.write_bytes(octets_of(document))
    for large in (0, 1 << 23):
        monkeypatch.setattr(MODULE, "LARGE", large)
        expected = list(validate(path.read_bytes(), CONTRACTS))
        with path.open("rb") as file, path.open(newline="", encoding="latin1") as text:
            assert expected == list(validate(path, CONTRACTS))
            assert expected == list(validate(file, CONTRACTS))
            if isinstance(document, str):
                assert expected == list(validate(text, CONTRACTS))
            file.seek(1)
            assert ["DC001"] == [finding.code for finding in validate(file, CONTRACTS)]


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(validate(tmp_path / "none.xml", CONTRACTS))


def test_findings_come_before_the_rest_is_looked_at(monkeypatch):
    read = []
    monkeypatch.setattr(HeldOctets, "read", lambda self, begin, end: read.append(end) or self.held[begin:end])
    lines = "<Line><Count>x</Count></Line>" * 50
    findings = streamed_findings(HeldOctets(octets_of(order(LINES.format(lines)))), CONTRACTS, file=None, grain=FINE)
    assert "lines[1].count" == next(findings).member
    passes = len(read)
    assert 49 == len(list(findings))
    assert len(read) - passes >= 48


MEASURED = """
import resource, sys
from pathlib import Path
import dcxml
from support.long_order import CONTRACTS, written
path = Path(sys.argv[1])
written(path, int(sys.argv[2]), sys.argv[3])
codes = [finding.code for finding in dcxml.validate(path, CONTRACTS)]
print(len(codes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the module resource is there on POSIX alone")
@pytest.mark.parametrize(("kind", "count"), [("right", 0), ("wrong", 3)])
def test_memory_does_not_grow_with_the_document(tmp_path, kind, count):
    peaks = []
    for megabytes in (9, 64):
        command = [sys.executable, "-c", MEASURED, str(tmp_path / "order.xml"), str(megabytes << 20), kind]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path]))}
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
        found, peak = map(int, run.stdout.split())
        assert count == found
        peaks.append(peak / (1024 if sys.platform != "darwin" else 1 << 20))
    assert peaks[1] - peaks[0] < 16, peaks


@pytest.mark.parametrize("place", range(-4, 16))
def test_a_large_document_is_not_certainly_right_with_a_name_that_dotnet_refuses(place):
    """The stretches in which a document is read may end in the midst of a tag, of a value in it, or of a character."""
    line = "<State xmlns:a='urn:a' xmlns:{}='urn:b'>Open</State>"
    begin = len(order("@").encode().partition(b"@")[0]) + len(line.partition("{")[0])
    blank = "\n" * ((1 << 18) - begin - place)
    for name, is_right in (("b", True), ("b\u0370", False)):
        octets = order(blank + line.format(name)).encode()
        assert is_right == is_large_certainly_right(HeldOctets(octets), 0, CONTRACTS)
        assert ([] if is_right else ["DC001"]) == [finding.code for finding in validate(octets, CONTRACTS)]
