"""How many pages of a file have to be recognised: asked before it is known who waits how long."""

from __future__ import annotations

import importlib
import io
import warnings
from dataclasses import replace

from chancery.reader.formats import recognise
from chancery.reader.formats.model import FormatError, Limits

_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError)


def may_be_pictures(data: bytes, name: str) -> bool:
    """Whether a file is of a kind that may hold many pages to recognise; by its first bytes."""
    try:
        kind = recognise.media_type(data, name)
    except FormatError:
        return False
    return kind in (recognise.PDF, recognise.TIFF, recognise.EML)


def pictured_pages(data: bytes, name: str, limits: Limits) -> int:
    """Pages that are pictures, those in the attachments of a mail included; nothing is recognised.

    FormatError where the file cannot be opened. A DOCX of pictures counts none.
    """
    kind = recognise.media_type(data, name)
    if kind == recognise.PDF:
        return int(
            importlib.import_module("chancery.reader.formats.pdf").pictured(data, name, limits)
        )
    if kind == recognise.TIFF:
        return _frames(data)
    if kind in (recognise.PNG, recognise.JPEG):
        return 1
    if kind == recognise.EML and limits.mail_depth:
        return _of_mail(data, name, limits)
    return 0


def _of_mail(data: bytes, name: str, limits: Limits) -> int:
    mail = importlib.import_module("chancery.reader.formats.mail")
    inner = replace(limits, mail_depth=limits.mail_depth - 1)
    pages = 0
    for attachment in mail.read(data, name, limits).attachments:
        try:
            pages += pictured_pages(attachment.data, attachment.name, inner)
        except FormatError:
            continue
    return pages


def _frames(data: bytes) -> int:
    image = importlib.import_module("PIL.Image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with image.open(io.BytesIO(data), formats=("TIFF",)) as opened:
                return int(getattr(opened, "n_frames", 1))
    except _DAMAGED:
        return 0
