"""Scanned pages as pictures: PNG, JPEG, TIFF with one page or many."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from chancery.lib.limits import PAGES, Limits
from chancery.reader.formats import recognise
from chancery.reader.formats.model import Extracted, FormatError, check_length, count
from chancery.reader.formats.ocr import Picture, Sight, recognised
from chancery.reader.formats.pdf_layout import arrange
from chancery.reader.formats.tesseract import Task, check_installed

RECOGNISED = (
    "Its words were recognised on pictures and may be wrong: compare them with the original."
)
_PAPER_INCHES = 11.69
_HONEST_DPI = range(100, 1201)
_NEAR = 0.2
_KINDS = {
    "PNG": recognise.PNG,
    "JPEG": recognise.JPEG,
    "MPO": recognise.JPEG,
    "TIFF": recognise.TIFF,
}
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError)
_DAMAGED_TOO = (struct.error, OverflowError, AttributeError, UnidentifiedImageError, RuntimeError)


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The words recognised on the pages of a picture; without Tesseract it is refused."""
    check_installed(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of sizes that are checked here
        kind, sights = _sights(data, name, limits)
    arranged = arrange([seen.page for seen in sights])
    if not any(character.isalnum() for character in arranged.text):
        raise FormatError(
            name,
            "scanned",
            "no letters were recognised on the picture",
            "Scan it anew, straight and at 200 dpi or more, or add a file with text",
        )
    check_length(arranged.text, name, limits)
    asides = tuple(aside for seen in sights for aside in seen.asides)
    return Extracted(
        arranged.text,
        arranged.pages,
        kind,
        left_out=(*arranged.left_out, *asides),
        recognised=tuple(
            seen.told(arranged.text, span)
            for seen, span in zip(sights, arranged.pages, strict=True)
        ),
        warnings=(RECOGNISED,),
    )


def read_all(pictures: Iterable[bytes], name: str, limits: Limits) -> Extracted | None:
    """The words of several pictures one after another, a page each; None where none has words."""
    whole: Extracted | None = None
    for data in pictures:
        try:
            page = read(data, name, limits)
        except FormatError as error:
            if error.trouble not in ("scanned", "broken"):
                raise
            continue
        whole = page if whole is None else _joined(whole, page)
    return whole


def _joined(first: Extracted, second: Extracted) -> Extracted:
    start, before = len(first.text) + 1, len(first.pages)
    (*pages, (last, _)) = first.pages
    return replace(
        first,
        text=f"{first.text}\n{second.text}",
        pages=(*pages, (last, start), *((a + start, b + start) for a, b in second.pages)),
        left_out=(*first.left_out, *second.left_out),
        recognised=(*first.recognised, *(page.moved(before, start) for page in second.recognised)),
    )


def _sights(data: bytes, name: str, limits: Limits) -> tuple[str, list[Sight]]:
    try:
        Image.MAX_IMAGE_PIXELS = None
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            frames = getattr(image, "n_frames", 1)
            if frames > limits.pages:
                cause = f"it has {count(frames)} pages, more than the {count(limits.pages)} that one document may have"
                raise FormatError(name, "too_large", cause, "Split it into several files", PAGES)
            pages = _pages(image, name, limits)
            sights = list(recognised(pages, Task(name, 1, limits), of=frames))
            return _KINDS[image.format or "PNG"], sights
    except (*_DAMAGED, *_DAMAGED_TOO) as error:
        if isinstance(error, FormatError):
            raise
        cause = f"it is a damaged or cut-off picture ({type(error).__name__})"
        remedy = "Open it in a picture program and save it anew, or get it again"
        raise FormatError(name, "broken", cause, remedy) from None


def _pages(image: Image.Image, name: str, limits: Limits) -> Iterator[Picture]:
    for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
        _check_pixels(frame, name, limits)
        dpi = _resolution(frame)
        yield Picture(_fitting(opaque(frame), dpi, limits.ocr_dpi), number, limits.ocr_dpi)


def _check_pixels(frame: Image.Image, name: str, limits: Limits) -> None:
    pixels = frame.width * frame.height
    if pixels > limits.pixels:
        cause = f"it has {count(pixels)} points, more than the {count(limits.pixels)} that one picture may have"
        raise FormatError(
            name, "too_large", cause, "Scan it anew at 300 dpi, or cut it into pages"
        )


def opaque(frame: Image.Image) -> Image.Image:
    """Upright as the camera meant it, on white paper, grey or in colour."""
    whole = ImageOps.exif_transpose(frame) or frame
    if whole.mode in ("1", "L"):
        return whole.convert("L")
    if whole.mode.startswith(("I", "F")):
        return whole.point(lambda level: level / 256).convert("L")
    coloured = whole.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured).convert("RGB")


def _resolution(frame: Image.Image) -> float:
    """Points an inch: as the file says where that is likely, else as if it were a page."""
    said = frame.info.get("dpi")
    if isinstance(said, tuple) and said and int(said[0]) in _HONEST_DPI:
        return float(said[0])
    return max(frame.size) / _PAPER_INCHES


def _fitting(image: Image.Image, dpi: float, wanted: int) -> Image.Image:
    scale = wanted / max(dpi, 1.0)
    if abs(scale - 1) < _NEAR:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS)
