"""Pages of a PDF that are pictures: which they are, and their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import pypdfium2
from PIL.Image import Image
from pypdfium2 import raw

from chancery.lib.limits import Limits
from chancery.reader.formats.pdf_layout import Line

UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
UNMAPPED_AT_MOST = 0.2
_FEW_CHARACTERS = 100
_MOST_OF_PAGE = 0.5
_POINTS = 72
_PIXELS_AT_MOST = 40_000_000
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_IMAGE)


def is_picture(page: pypdfium2.PdfPage, lines: Sequence[Line]) -> bool:
    """Must the words of this page be recognised?

    Where it has none and something is drawn on it; where it has few and a picture covers it, as on
    a scan with a stamped number; where its fonts do not say their letters.
    """
    text = "".join(line.text for line in lines)
    if not text.strip():
        return any(True for _ in page.get_objects(filter=_DRAWN, max_depth=4))
    if len(UNMAPPED.findall(text)) > len(text) * UNMAPPED_AT_MOST:
        return True
    return len(text) < _FEW_CHARACTERS and _is_covered(page)


def rendered(
    document: pypdfium2.PdfDocument, numbers: Iterable[int], limits: Limits
) -> Iterator[tuple[int, Image, int]]:
    """Number, picture and resolution of pages; the first in colour, where stamps are red."""
    for number in numbers:
        with closing(document[number]) as page:
            scale = limits.ocr_dpi / _POINTS
            room = _PIXELS_AT_MOST / max(page.get_width() * page.get_height(), 1.0)
            scale = min(scale, room**0.5)
            image = page.render(scale=scale, grayscale=number > 0).to_pil()
        yield number, image, max(round(scale * _POINTS), 1)


def holds_picture(page: pypdfium2.PdfPage) -> bool:
    """Is there a picture on it, which may be a stamp?"""
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
    return any(True for _ in pictures)


def _is_covered(page: pypdfium2.PdfPage) -> bool:
    whole = page.get_width() * page.get_height()
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > whole * _MOST_OF_PAGE:
            return True
    return False
