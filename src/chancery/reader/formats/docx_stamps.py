"""Words on the pictures of a DOCX that has words of its own: a stamp, perhaps.

Only the check for marks of secrecy sees them. A picture with few words is one; of one with many
the lines are given as they are.
"""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Iterable, Iterator

from PIL import Image

from chancery.lib.limits import Limits
from chancery.reader.formats.ocr import Picture, red_words, scattered_lines, without_marks
from chancery.reader.formats.picture import opaque
from chancery.reader.formats.tesseract import Task, missing

_AT_MOST, _AS_FIGURES = 8, 3
"""Pictures that are looked at as a stamp, each in a second, and as a whole, each in two or three: a
stamp stands on the first page."""
_STAMPS, _FIGURE = (90, 160), 1600
"""Heights of a stamp of one line and of two: its letters are then some forty points high, which is
what can be read best. In a larger picture, by its longest side, a stamp may be a part."""
_SMOOTH = Image.Resampling.BICUBIC
_SHORTEST = 30
_DPI = 200
_STAMP_WORDS = 6
_SLANTS = (0, 8, -8)
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError)


def words_of_stamps(pictures: Iterable[bytes], name: str, limits: Limits) -> Iterator[str]:
    """Lines that may be marks; none where nothing recognises letters here."""
    if missing():
        return
    task = Task(name, 1, limits)
    for nth, data in enumerate(itertools.islice(pictures, _AT_MOST)):
        image = _opened(data, limits)
        if image is None:
            continue
        for height in _STAMPS:
            yield from _words(_scaled(image, height / min(image.size)), task, _SLANTS)
        if nth < _AS_FIGURES and min(image.size) > 2 * max(_STAMPS):
            scale = min(_FIGURE / max(image.size), 1.0)
            yield from _words(_scaled(image, scale), task, _SLANTS[:1])


def _words(image: Image.Image, task: Task, slants: Iterable[int]) -> Iterator[str]:
    yield from red_words(Picture(image, 1, _DPI), task, whole=True)
    for slant in slants:
        turned = image.rotate(slant, expand=True, fillcolor="white", resample=_SMOOTH)
        lines = list(scattered_lines(turned, _DPI, task))
        yield from lines
        if sum(len(line.split()) for line in lines) <= _STAMP_WORDS:
            yield from map(without_marks, (*lines, " ".join(lines)))


def _opened(data: bytes, limits: Limits) -> Image.Image | None:
    """The picture in colour; None for rules, dots, and what is damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as opened:
                if min(opened.size) < _SHORTEST or opened.width * opened.height > limits.pixels:
                    return None
                return opaque(opened).convert("RGB")
    except _DAMAGED:
        return None


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS)
