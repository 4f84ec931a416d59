"""Contracts as attrs classes: declare them, inspect them, write them as source, build them live."""
