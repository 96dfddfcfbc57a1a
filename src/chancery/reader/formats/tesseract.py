"""Tesseract, the program that recognises letters: is it there, and what does it see on a picture."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace

from chancery.lib.limits import OCR_SECONDS, Limits
from chancery.reader.formats.model import FormatError

VIETNAMESE, ENGLISH = "vie", "eng"
NEEDED = (VIETNAMESE, ENGLISH)
INSTALL = "apt install tesseract-ocr tesseract-ocr-vie"
_TURNED = re.compile(rb"Rotate: (\d+)")
_SURE = re.compile(rb"Orientation confidence: ([\d.]+)")
_SURE_ENOUGH = 2.0
_WORD_LEVEL = "5"
PAGE, SCATTERED = "4", "11"
"""Layouts: paragraphs, tables and columns from top to bottom; words that stand anywhere."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word on a picture: confidence from 0 to 100, its box in pixels, and its line."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, str, str]

    def moved(self, right: int, down: int) -> Seen:
        """The same word on a larger picture, of which this one was cut out."""
        return replace(
            self,
            left=self.left + right,
            top=self.top + down,
            right=self.right + right,
            bottom=self.bottom + down,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What a picture is looked at for: whose it is in messages, and how long it may take."""

    name: str
    page: int
    limits: Limits


def missing() -> tuple[str, ...]:
    """What is not installed: ``tesseract`` itself, or the languages that it lacks."""
    program = shutil.which("tesseract")
    if program is None:
        return ("tesseract",)
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, fixed words
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ("tesseract",)
    languages = {line.strip() for line in done.stdout.splitlines()}
    return tuple(language for language in NEEDED if language not in languages)


def check_installed(name: str) -> None:
    """Refuse a picture where nothing can read it."""
    if lacking := missing():
        raise FormatError(
            name,
            "no_ocr",
            f"its pages are pictures, and what recognises letters is not installed ({', '.join(lacking)})",
            f"Install it ({INSTALL}), or add a file with text",
        )


def words(
    picture: bytes, dpi: int, task: Task, *, language: str = VIETNAMESE, layout: str = PAGE
) -> tuple[Seen, ...]:
    """The words of a picture (PNG) in reading order.

    Of one language only: asked for both, Tesseract takes the English reading of many a Vietnamese
    word, without its marks.
    """
    table = _run(picture, ["--dpi", str(dpi), "--psm", layout, "tsv"], task, language)
    rows = csv.DictReader(
        table.decode("utf-8", "replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    seen = (_seen(row) for row in rows if row.get("level") == _WORD_LEVEL)
    return tuple(word for word in seen if word.text)


def turned(picture: bytes, dpi: int, task: Task) -> int:
    """By how many degrees a picture must be turned clockwise; 0 where that is not sure."""
    said = _run(picture, ["--dpi", str(dpi), "--psm", "0"], task, "osd")
    degrees, sure = _TURNED.search(said), _SURE.search(said)
    if not degrees or not sure or float(sure.group(1)) < _SURE_ENOUGH:
        return 0
    return int(degrees.group(1)) % 360


def _seen(row: dict[str, str]) -> Seen:
    left, top = int(row["left"]), int(row["top"])
    return Seen(
        text=(row["text"] or "").strip(),
        confidence=max(0.0, float(row["conf"])),
        left=left,
        top=top,
        right=left + int(row["width"]),
        bottom=top + int(row["height"]),
        line=(row["block_num"], row["par_num"], row["line_num"]),
    )


def _run(picture: bytes, options: list[str], task: Task, language: str) -> bytes:
    """What the program prints; nothing where it finds nothing that it can work on."""
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, fixed words
            [
                shutil.which("tesseract") or "tesseract",
                "stdin",
                "stdout",
                "-l",
                language,
                *options,
            ],
            input=picture,
            capture_output=True,
            check=False,
            timeout=task.limits.ocr_seconds or None,
            # One thread a page: pages are recognised side by side, which is faster.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise FormatError(
            task.name,
            "too_slow",
            f"recognising the letters of its page {task.page} took longer than the "
            f"{task.limits.ocr_seconds} seconds that one page may take",
            "Scan it anew in black and white, or leave the page out",
            OCR_SECONDS,
        ) from None
    return done.stdout
