"""The promises of `dcxml.strategies`, held against three judges: libxml2, xmlschema and the .NET runtime.

Apart from the others, for any number of documents: ``python -m tests.promises --documents 50000``.
"""
