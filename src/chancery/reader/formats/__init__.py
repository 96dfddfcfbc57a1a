"""Text out of files: TXT, HTML, DOCX, PDF, mail, scans. What cannot be read is refused in clear words.

>>> extract("Hai bên nhất trí.".encode(), "ghi-chep.txt").text
'Hai bên nhất trí.'

To add a format: a module here with ``read(data, name, limits) -> Extracted``, a line in
``recognise`` that knows its content, a line in ``_READERS``, a section in
``docs/reference/formats.md``.
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from chancery.lib.limits import UPLOAD
from chancery.reader.formats import recognise
from chancery.reader.formats.model import Extracted, FormatError, Limits, shown, size

__all__ = ["Extracted", "FormatError", "Limits", "check_size", "extract", "read_file"]

_DEFAULT = Limits()
# Modules by name: a run over text files must not wait for the libraries of the other formats.
_READERS = {
    recognise.PLAIN: "plain",
    recognise.HTML: "html",
    recognise.DOCX: "docx",
    recognise.PDF: "pdf",
    recognise.EML: "mail",
    recognise.PNG: "picture",
    recognise.JPEG: "picture",
    recognise.TIFF: "picture",
}
_Read = Callable[[bytes, str, Limits], Extracted]


def extract(data: bytes, name: str, *, limits: Limits = _DEFAULT) -> Extracted:
    """Text of a file whose name is ``name``; FormatError names file, cause and remedy.

    The content decides what it is, the name only where the content leaves it open.
    """
    check_size(len(data), name, limits)
    found = recognise.media_type(data, name)
    module = importlib.import_module(f"{__name__}.{_READERS[found]}")
    with warnings.catch_warnings():
        # The libraries' own deprecations are no news for the person whose file is read.
        warnings.simplefilter("ignore")
        extracted = cast(_Read, module.read)(data, name, limits)
    warning = recognise.warning_of_name(found, name)
    return replace(extracted, warnings=(warning, *extracted.warnings)) if warning else extracted


def read_file(path: str | os.PathLike[str], *, limits: Limits = _DEFAULT) -> bytes:
    """Bytes of a file, its size checked before it is read; FormatError where that cannot be."""
    place = Path(path)
    name = shown(str(place))
    try:
        if place.is_dir():
            raise FormatError(name, "absent", "it is a folder", "Name the files in it")
        if place.exists() and not place.is_file():
            raise FormatError(name, "absent", "it is not a file", "Name a document's file")
        with place.open("rb") as file:
            check_size(os.fstat(file.fileno()).st_size, name, limits)
            data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreachable(name, error) from None
    check_size(len(data), name, limits)
    return data


def check_size(found: int, name: str, limits: Limits) -> None:
    """Refuse a file beyond the limit of bytes."""
    if found > limits.file_bytes:
        raise FormatError(
            name,
            "too_large",
            f"it has {size(found)}, more than the {size(limits.file_bytes)} that one file may have",
            "Split it, or take large pictures out of it",
            UPLOAD,
        )


def _unreachable(name: str, error: Exception) -> FormatError:
    if isinstance(error, FileNotFoundError):
        return FormatError(name, "absent", "there is no such file", "Check the path and the name")
    if isinstance(error, PermissionError):
        remedy = "Ask for the right to read it, or copy it to a place of your own"
        return FormatError(name, "absent", "you may not read it", remedy)
    said = (
        error.strerror if isinstance(error, OSError) else None
    ) or "the path is not a valid one"
    return FormatError(name, "absent", f"it cannot be opened ({said})", "Check the path and disk")
