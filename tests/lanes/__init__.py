"""The fast lane against the other way, on as many documents and values as there is time for.

The lane declines, or gives what the other way gives; that is all it may do.
"""
