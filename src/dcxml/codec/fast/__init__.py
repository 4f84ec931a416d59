"""The fast lane: documents exactly as .NET writes them, read and written without an XML library.

Whatever is not so is declined, and takes the way that all the rest of the codec is; nothing here refuses a document.
"""
