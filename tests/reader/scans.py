"""Papers set by typst, and scans of them: pictures with the noise of a scanner."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence

import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops, ImageFilter

from chancery.reader.formats import tesseract

needs_tesseract = pytest.mark.skipif(
    bool(tesseract.missing()) and os.environ.get("CI") != "true",
    reason=f"Tesseract with Vietnamese is absent: {tesseract.INSTALL}",
)
_MARKUP = re.compile(r"([\\#$*_`<>@\[\]=+\-/~'\"])")
_PAPER = """
#set page(paper: "a4", margin: (x: 2.5cm, y: 2cm))
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi", hyphenate: false)
#set par(justify: true, spacing: 1em)
"""


def pdf(text: str, also: str = "") -> bytes:
    """A paper with a paragraph for each line that is not blank; ``also`` is typst of its own."""
    return typst.compile(_source(text, also))


def picture(text: str, also: str = "", *, dpi: int = 200) -> Image.Image:
    """The first page as a clean picture in colour."""
    png = typst.compile(_source(text, also), format="png", ppi=dpi)
    first = png if isinstance(png, bytes) else png[0]
    return Image.open(io.BytesIO(first)).convert("RGB")


def _source(text: str, also: str) -> bytes:
    paragraphs = [_MARKUP.sub(r"\\\1", line) for line in text.splitlines() if line.strip()]
    return (_PAPER + also + "\n\n".join(paragraphs)).encode()


def scanned(paper: bytes, *, dpi: int = 200) -> bytes:
    """A PDF of the pictures of a PDF's pages, a little blurred and speckled."""
    document = pypdfium2.PdfDocument(paper)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return as_pdf([noisy(page) for page in pages], dpi=dpi)


def noisy(image: Image.Image) -> Image.Image:
    """As a scanner of an office sees it."""
    grain = Image.effect_noise(image.size, 18)
    return ImageChops.add(image.filter(ImageFilter.GaussianBlur(0.6)), grain, 1, -128)


def as_pdf(pages: Sequence[Image.Image], *, dpi: int = 200) -> bytes:
    """Pictures as the pages of a PDF."""
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return held.getvalue()


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """The file of a picture."""
    held = io.BytesIO()
    image.save(held, kind, **how)
    return held.getvalue()


def joined(*files: bytes) -> bytes:
    """The pages of several PDF as one."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    held = io.BytesIO()
    whole.save(held)
    return held.getvalue()
