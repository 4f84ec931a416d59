"""Fuzzing: documents with what is expected of them, services that they are sent to, and the smallest that fails.

Prints nothing. Hypothesis is loaded where documents are made, and not by what sends them.
"""

from dcxml.fuzzing.documents import FuzzedDocument, Judge, covering_documents, fuzzed_documents, is_invalid
from dcxml.fuzzing.judgement import Failure, judge_answer
from dcxml.fuzzing.manifest import MANIFEST, document_name, manifest_line
from dcxml.fuzzing.reproduction import reproduction_test
from dcxml.fuzzing.service import Answer, Service, Trouble
from dcxml.fuzzing.shrinking import MOST_TRIES, shrink

__all__ = [
    "MANIFEST",
    "MOST_TRIES",
    "Answer",
    "Failure",
    "FuzzedDocument",
    "Judge",
    "Service",
    "Trouble",
    "covering_documents",
    "document_name",
    "fuzzed_documents",
    "is_invalid",
    "judge_answer",
    "manifest_line",
    "reproduction_test",
    "shrink",
]
