"""From the picture of a page to its lines: recognised upright, doubtful words noted.

A secrecy stamp is red, framed and aslant, and often stands beside the number: what may be one is
given on a line of its own to the check for marks (``asides``), and the red of the first page is
looked at alone, turned a few degrees each way.
"""

from __future__ import annotations

import io
import itertools
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles

from PIL import Image, ImageChops

from chancery.reader.formats.model import Doubt, Recognised, Span
from chancery.reader.formats.pdf_layout import Line, Page
from chancery.reader.formats.tesseract import Seen, Task, turned, words

DOUBTFUL_BELOW = 70
_UPRIGHT_FROM = 75
"""Mean confidence from which nobody asks whether the page lies on its side."""
_FEW_WORDS = 5
_WIDE_GAP = 2.0
_STAMP_WORDS = 4
_POINTS = 72
_RED_FROM = 60
_STAMP_PART = 10
"""Red lower than a tenth of an inch is a speck."""
_FRAME = 30
_SMOOTH = Image.Resampling.BICUBIC
_SLANTS = (0, 8, -8, 16, -16)
AT_ONCE = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page (grey or colour), its number from 1 on, and its resolution."""

    image: Image.Image
    page: int
    dpi: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What was recognised on a page."""

    page: Page
    number: int
    words: tuple[Seen, ...]
    turned: int
    asides: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """The mean over its words, from 0 to 100; 0 for a page without."""
        return _mean(self.words)

    def told(self, text: str, span: Span) -> Recognised:
        """How sure the page is, with the doubtful words at their places in the whole text."""
        doubts = tuple(_doubts(self.words, text, span))
        return Recognised(self.number, round(self.confidence), self.turned, doubts)


def recognised(pictures: Iterable[Picture], task: Task) -> Iterator[Sight]:
    """All pages in their order, a few side by side; pictures are asked for only when due."""
    waiting = iter(pictures)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while due := list(itertools.islice(waiting, AT_ONCE)):
            yield from threads.map(lambda picture: sight(picture, task), due)


def sight(picture: Picture, task: Task) -> Sight:
    """One page, turned upright where it lies on its side and that is sure."""
    own = Task(task.name, picture.page, task.limits)
    image, degrees = picture.image, 0
    png = _png(image)
    seen = words(png, picture.dpi, own)
    if len(seen) < _FEW_WORDS or _mean(seen) < _UPRIGHT_FROM:
        image, degrees, seen = _upright(picture, png, seen, own)
    lines = tuple(_lines(seen, image.height, picture.dpi))
    asides = (
        *map(without_marks, _apart(seen)),
        *red_words(Picture(image, picture.page, picture.dpi), own),
    )
    page = Page(lines, image.width * _POINTS / picture.dpi)
    return Sight(page, picture.page, seen, degrees, asides)


def _upright(
    picture: Picture, png: bytes, seen: tuple[Seen, ...], task: Task
) -> tuple[Image.Image, int, tuple[Seen, ...]]:
    degrees = turned(png, picture.dpi, task)
    if not degrees:
        return picture.image, 0, seen
    image = picture.image.rotate(-degrees, expand=True)
    again = words(_png(image), picture.dpi, task)
    better = _mean(again) * len(again) > _mean(seen) * len(seen)
    return (image, degrees, again) if better else (picture.image, 0, seen)


def _png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    grey = image if image.mode in ("L", "1") else image.convert("L")
    grey.save(held, "PNG", compress_level=1)
    return held.getvalue()


def _mean(seen: Sequence[Seen]) -> float:
    return sum(word.confidence for word in seen) / len(seen) if seen else 0.0


def _lines(seen: Iterable[Seen], height: int, dpi: int) -> Iterator[Line]:
    """Lines as a PDF has them: places in points, heights from the foot of the page."""
    scale = _POINTS / dpi
    for _, group in itertools.groupby(seen, key=lambda word: word.line):
        line = list(group)
        if any(c.isalnum() for word in line for c in word.text):
            yield Line(
                " ".join(word.text for word in line),
                line[0].left * scale,
                line[-1].right * scale,
                (height - _baseline(line)) * scale,
            )


def _baseline(line: Sequence[Seen]) -> float:
    """Where the letters stand: words that reach lower have a tail or a dot below."""
    feet = [word.bottom for word in line if any(c.isalnum() for c in word.text)]
    return quantiles(feet, n=4)[0] if len(feet) > 1 else float(feet[0])


def _apart(seen: Sequence[Seen]) -> Iterator[str]:
    """Short pieces in capitals that stand apart on their line, as a stamp does."""
    for _, group in itertools.groupby(seen, key=lambda word: word.line):
        for piece in _pieces(list(group)):
            text = " ".join(piece)
            if len(piece) <= _STAMP_WORDS and text.isupper():
                yield text


def _pieces(line: Sequence[Seen]) -> Iterator[list[str]]:
    """The words of a line, parted at wide gaps."""
    tall = median(word.bottom - word.top for word in line)
    piece = [line[0].text]
    for before, word in itertools.pairwise(line):
        if word.left - before.right > tall * _WIDE_GAP:
            yield piece
            piece = []
        piece.append(word.text)
    yield piece


def red_words(picture: Picture, task: Task) -> Iterator[str]:
    """Words in red in the upper half of the first page, read alone and a little turned."""
    stamp = _red_ink(picture.image) if picture.page == 1 else None
    if stamp is None or min(stamp.size) * _STAMP_PART < picture.dpi:
        return
    for slant in _SLANTS:
        framed = Image.new("L", (stamp.width + 2 * _FRAME, stamp.height + 2 * _FRAME), 255)
        framed.paste(stamp, (_FRAME, _FRAME))
        upright = framed.rotate(slant, expand=True, fillcolor=255, resample=_SMOOTH)
        found = words(_png(upright), picture.dpi, task, scattered=True)
        for _, group in itertools.groupby(found, key=lambda word: word.line[0]):
            yield without_marks(" ".join(word.text for word in group))


def without_marks(text: str) -> str:
    """Bare letters: on a stamp the marks are what is recognised worst ("TỎI MÂT")."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _red_ink(image: Image.Image) -> Image.Image | None:
    """What is red in the upper half of a coloured page, black on white, cut out."""
    if image.mode != "RGB":
        return None
    red, green, blue = image.crop((0, 0, image.width, image.height // 2)).split()
    ink = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    ink = ink.point(lambda level: 255 if level > _RED_FROM else 0)
    box = ink.getbbox()
    return ImageChops.invert(ink.crop(box)) if box else None


def _doubts(seen: Iterable[Seen], text: str, span: Span) -> Iterator[Doubt]:
    """The doubtful words at their places, found one after another; those left out are not told."""
    place, end = span
    for word in seen:
        found = text.find(word.text, place, end)
        # A word that was joined or left out must not carry the search far away.
        if 0 <= found <= place + 400:
            place = found + len(word.text)
            if word.confidence < DOUBTFUL_BELOW:
                yield Doubt(found, place, round(word.confidence))
