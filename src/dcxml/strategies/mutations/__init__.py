"""Mutations: what can go wrong with a document, in one labelled table, and applied to a valid one.

Each row says what XML Schema and .NET make of it, and which finding there is. Nothing here draws: the cases of a
document are always the same.
"""

from dcxml.strategies.mutations.catalogue import MUTATIONS, mutations
from dcxml.strategies.mutations.model import AppliedMutation, Case, Effect, Label, Mutation

__all__ = ["MUTATIONS", "AppliedMutation", "Case", "Effect", "Label", "Mutation", "mutations"]
