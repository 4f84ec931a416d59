"""Differential testing that never ends: contract sets made at random, as Python classes and as CLR types, compared.

``python -m tests.differential --minutes N`` runs as long as one likes; the tests in here run a few thousand examples.
One example is one value or one document of one contract set, compared in one dialect.
"""
