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

from chancery.lib.progress import tell
from chancery.reader.formats.model import Doubt, Recognised, Span
from chancery.reader.formats.ocr_repair import repaired
from chancery.reader.formats.pdf_layout import VIETNAMESE_LETTER, Line, Page
from chancery.reader.formats.tesseract import (
    ENGLISH,
    SCATTERED,
    VIETNAMESE,
    Seen,
    Task,
    turned,
    words,
)

DOUBTFUL_BELOW = 70
_UPRIGHT_FROM = 75
"""Mean confidence from which nobody asks whether the page lies on its side."""
_INK = 15
"""So much darker than the paper is ink, looked at from so far that grain is not seen."""
_FROM_AFAR = 8
_MARGIN = 40
_FEW_WORDS = 5
_MARKED_AT_MOST = 0.08
"""Of an English page read as Vietnamese two letters in a hundred bear a mark, of a Vietnamese 25."""
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


def recognised(pictures: Iterable[Picture], task: Task, *, of: int) -> Iterator[Sight]:
    """All ``of`` pages in their order, a few side by side; pictures are asked for only when due."""
    waiting, done = iter(pictures), 0
    tell(done, of)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while due := list(itertools.islice(waiting, AT_ONCE)):
            for seen in threads.map(lambda picture: sight(picture, task), due):
                done += 1
                tell(done, of)
                yield seen


def sight(picture: Picture, task: Task) -> Sight:
    """One page, turned upright where it lies on its side and that is sure."""
    own = Task(task.name, picture.page, task.limits)
    image, degrees = picture.image, 0
    seen = _words(image, picture.dpi, own)
    if len(seen) < _FEW_WORDS or _mean(seen) < _UPRIGHT_FROM:
        image, degrees, seen = _upright(picture, seen, own)
    seen = _in_its_language(image, picture.dpi, seen, own)
    seen = repaired(seen, image, vietnamese=_is_vietnamese(seen))
    lines = tuple(_lines(seen, image.height, picture.dpi))
    asides = (
        *map(without_marks, _apart(seen)),
        *red_words(Picture(image, picture.page, picture.dpi), own),
    )
    page = Page(lines, image.width * _POINTS / picture.dpi)
    return Sight(page, picture.page, seen, degrees, asides)


def _words(
    image: Image.Image, dpi: int, task: Task, *, language: str = VIETNAMESE
) -> tuple[Seen, ...]:
    """The words of a page. Where most of it is bare, only the rest is looked at: on bare paper
    Tesseract takes a minute to see words in the grain."""
    box = _inked(image)
    if box is None:
        return ()
    left, top, right, bottom = box
    if (right - left) * (bottom - top) * 2 > image.width * image.height:
        return words(_png(image), dpi, task, language=language)
    seen = words(_png(image.crop(box)), dpi, task, language=language)
    return tuple(word.moved(left, top) for word in seen)


def _inked(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The part of a page on which something stands; None where nothing does."""
    small = image.convert("L").reduce(_FROM_AFAR)
    paper = median(small.tobytes())
    box = small.point(lambda level: 255 if level < paper - _INK else 0).getbbox()
    if box is None:
        return None
    left, top, right, bottom = (side * _FROM_AFAR for side in box)
    return (
        max(left - _MARGIN, 0),
        max(top - _MARGIN, 0),
        min(right + _MARGIN, image.width),
        min(bottom + _MARGIN, image.height),
    )


def _upright(
    picture: Picture, seen: tuple[Seen, ...], task: Task
) -> tuple[Image.Image, int, tuple[Seen, ...]]:
    degrees = 0
    if _inked(picture.image):
        degrees = turned(_png(picture.image), picture.dpi, task)
    if not degrees:
        return picture.image, 0, seen
    image = picture.image.rotate(-degrees, expand=True)
    again = _words(image, picture.dpi, task)
    better = _mean(again) * len(again) > _mean(seen) * len(seen)
    return (image, degrees, again) if better else (picture.image, 0, seen)


def _in_its_language(
    image: Image.Image, dpi: int, seen: tuple[Seen, ...], task: Task
) -> tuple[Seen, ...]:
    """Read again as English, where hardly a letter bears a Vietnamese mark and that is surer."""
    if _is_vietnamese(seen):
        return seen
    again = _words(image, dpi, task, language=ENGLISH)
    return again if _mean(again) * len(again) > _mean(seen) * len(seen) * 0.98 else seen


def _is_vietnamese(seen: Sequence[Seen]) -> bool:
    letters = sum(c.isalpha() for word in seen for c in word.text)
    marked = sum(len(VIETNAMESE_LETTER.findall(word.text)) for word in seen)
    return marked > letters * _MARKED_AT_MOST


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


def red_words(picture: Picture, task: Task, *, whole: bool = False) -> Iterator[str]:
    """Words in red in the upper half of the first page, read alone and a little turned.

    ``whole`` for a picture that is no page.
    """
    stamp = _red_ink(picture.image, whole=whole) if picture.page == 1 else None
    if stamp is None or min(stamp.size) * _STAMP_PART < picture.dpi:
        return
    for slant in _SLANTS:
        framed = Image.new("L", (stamp.width + 2 * _FRAME, stamp.height + 2 * _FRAME), 255)
        framed.paste(stamp, (_FRAME, _FRAME))
        upright = framed.rotate(slant, expand=True, fillcolor=255, resample=_SMOOTH)
        found = words(_png(upright), picture.dpi, task, layout=SCATTERED)
        for _, group in itertools.groupby(found, key=lambda word: word.line[0]):
            yield without_marks(" ".join(word.text for word in group))


def without_marks(text: str) -> str:
    """Bare letters: on a stamp the marks are what is recognised worst ("TỎI MÂT")."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def scattered_lines(image: Image.Image, dpi: int, task: Task) -> Iterator[str]:
    """Words on a picture that is no page, a line for each piece."""
    found = words(_png(image), dpi, task, layout=SCATTERED)
    for _, group in itertools.groupby(found, key=lambda word: word.line):
        yield " ".join(word.text for word in group)


def _red_ink(image: Image.Image, *, whole: bool) -> Image.Image | None:
    """What is red in the upper half of a coloured page, black on white, cut out."""
    if image.mode != "RGB":
        return None
    height = image.height if whole else image.height // 2
    red, green, blue = image.crop((0, 0, image.width, height)).split()
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
