"""What ``chancery read`` does with one file, on the worker's side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from chancery.cli.read import Outcome, Wanted
from chancery.lib.errors import ChanceryError
from chancery.lib.limits import Limits
from chancery.reader import read
from chancery.reader.contract import as_json
from chancery.reader.formats import Extracted, extract, read_file
from chancery.reader.formats.told import told_of
from chancery.reader.secrecy import marking


def answers_for(path: str, wanted: Wanted, limits: Limits) -> tuple[Outcome, ...]:
    """Read one file, and what came with it if it is a mail; trouble comes back as a line."""
    try:
        data = read_file(path, limits=limits)
    except ChanceryError as error:
        return (Outcome(path, error=str(error)),)
    return tuple(_answers(data, path, wanted, limits, limits.mail_depth))


def _answers(
    data: bytes, path: str, wanted: Wanted, limits: Limits, depth: int
) -> Iterator[Outcome]:
    try:
        extracted = extract(data, Path(path).name, limits=limits)
        yield _answer(data, path, extracted, wanted)
    except ChanceryError as error:
        yield Outcome(path, error=str(error))
        return
    for attachment in extracted.attachments:
        inner = f"{path}/{attachment.name}"
        if depth:
            yield from _answers(attachment.data, inner, wanted, limits, depth - 1)
        else:
            yield Outcome(inner, error="mails lie too deep inside each other; read it by itself")


def _answer(data: bytes, path: str, extracted: Extracted, wanted: Wanted) -> Outcome:
    mark = marking(extracted.everything)
    if mark is not None:
        return Outcome(path, error=f"refused: it bears the mark of secrecy '{mark.word}'")
    published = wanted.published or extracted.published
    reading = read(extracted.text, published=published, language=wanted.language)
    sha256 = hashlib.sha256(data).hexdigest()
    answer = as_json(reading, file=path, sha256=sha256, with_text=wanted.with_text)
    answer["document"] |= told_of(extracted)
    return Outcome(path, answer)
