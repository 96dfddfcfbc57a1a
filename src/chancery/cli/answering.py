"""What ``chancery read`` does with one file, on the worker's side."""

from __future__ import annotations

import hashlib
from pathlib import Path

from chancery.cli.read import Outcome, Wanted
from chancery.lib.errors import ChanceryError
from chancery.lib.limits import Limits
from chancery.reader import read
from chancery.reader.contract import as_json
from chancery.reader.formats import extract, read_file
from chancery.reader.formats.told import told_of
from chancery.reader.secrecy import marking


def answer_for(path: str, wanted: Wanted, limits: Limits) -> Outcome:
    """Read one file; outside trouble comes back as a line, never as a traceback."""
    try:
        data = read_file(path, limits=limits)
        extracted = extract(data, Path(path).name, limits=limits)
        mark = marking(extracted.everything)
        if mark is not None:
            return Outcome(path, error=f"refused: it bears the mark of secrecy '{mark.word}'")
        reading = read(
            extracted.text,
            published=wanted.published or extracted.published,
            language=wanted.language,
        )
    except ChanceryError as error:
        return Outcome(path, error=str(error))
    sha256 = hashlib.sha256(data).hexdigest()
    answer = as_json(reading, file=path, sha256=sha256, with_text=wanted.with_text)
    answer["document"] |= told_of(extracted)
    return Outcome(path, answer)
