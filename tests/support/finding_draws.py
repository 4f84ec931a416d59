"""Findings drawn with Hypothesis: any text in them, hostile text often."""

from __future__ import annotations

from hypothesis import strategies as st

from dcxml.reporting import CheckedDocument, Tally, reporter
from dcxml.validation import RULES, Facts, Finding, Related, Severity

HOSTILE = (
    "\x1b[31m\x1b]0;title\x07",
    "\r\n::error::injected",
    "\n::stop-commands::x",
    "##[error]injected",
    "%0A::error::x",
    "a,line=1::b",
    "\u202e\u2066bidi\u2069",
    "\u2028\u2029\x85\x9b31m",
    "]]><failure>&amp;<!--",
    "\x00\ufffe\uffff",
    "\udc80",
    "{0} [text](1) {urn:x}Name",
    "e\u0301 日本語 \U0001f600 \U000e0041",
    "\t\tx",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=8)
NUMBERS = st.integers(1, 12) | st.integers(1, 10**9)


@st.composite
def places(draw):
    """Draw the fields of a place: all that a finding may leave unknown is unknown at times, the end never first."""
    line = draw(st.none() | NUMBERS)
    column = None if line is None else draw(st.none() | NUMBERS)
    if column is None or draw(st.booleans()):
        return {"line": line, "column": column}
    height, width, size, offset = (draw(st.integers(0, 40)) for _ in range(4))
    return {
        "line": line,
        "column": column,
        "offset": offset,
        "end_line": line + height,
        "end_column": draw(NUMBERS) if height else column + width,
        "end_offset": offset + size,
    }


@st.composite
def findings(draw, texts):
    """Draw a finding of some rule whose texts are any of those given: drawing each anew would take its time."""
    text, optional = st.sampled_from(texts), st.sampled_from([None, *texts])
    rule, place, other = draw(st.sampled_from(list(RULES.values()))), draw(places()), draw(places())
    is_so = st.booleans()
    facts = Facts(
        schema_valid=draw(is_so),
        readable=draw(is_so),
        canonical=draw(is_so),
        lossless=draw(is_so),
        reads_as=draw(optional),
    )
    related = Related(message=draw(text), path=draw(text), line=other["line"], column=other["column"])
    return Finding(
        code=rule.code,
        name=rule.name,
        message=draw(text),
        facts=facts,
        severity=draw(st.sampled_from(Severity)),
        path=draw(text),
        xpath=draw(text),
        namespaces={draw(text): draw(text)} if draw(is_so) else {},
        member=draw(optional),
        found=draw(optional),
        expected=draw(optional),
        related=(related,) if draw(is_so) else (),
        **place,
    )


@st.composite
def documents(draw, texts):
    """Draw a document, or none, in some encoding; the places of findings need not be in it."""
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(draw(st.lists(st.sampled_from(texts), max_size=4)))
    return draw(
        st.sampled_from(
            [None, text, *(text.encode(name, "replace") for name in ("utf-8", "utf-8-sig", "utf-16", "latin-1"))]
        )
    )


@st.composite
def runs(draw):
    """Draw the documents of a run, checked."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=6))
    return [
        CheckedDocument(
            file=draw(st.sampled_from(texts)),
            findings=tuple(draw(st.lists(findings(texts), max_size=3))),
            data=draw(documents(texts)),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]


def report(name, run, **settings):
    """Return the whole report of a run."""
    told, tally = reporter(name, **settings), Tally()
    pieces = [*told.begin()]
    for checked in run:
        tally.add(checked)
        pieces += told.document(checked)
    return "".join([*pieces, *told.end(tally.summary())])
