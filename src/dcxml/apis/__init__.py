"""Modules of documented APIs, generated from the schemas in ``schemas/``; nothing in the library imports them."""
