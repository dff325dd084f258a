"""Recognise documents that are evidence, by what is in them, and read what they say.

A document goes through four rooms: a carrier (``markdown``, ``markup``, ``data_files``) makes an
outline of it; ``recognise`` tells its kind by title, headings and fields; ``judge`` finds the
sections its kind asks for (``forms``, with the words in ``vocabulary``) and whether they have
substance (``substance``); ``collect`` puts it at its place. Croissant and bills of materials have
rooms of their own.
"""

from .collect import SCANNERS, documents, read_as
from .document import Document, DocumentKind, Documents, Quality, Section

__all__ = [
    "SCANNERS",
    "Document",
    "DocumentKind",
    "Documents",
    "Quality",
    "Section",
    "documents",
    "read_as",
]
