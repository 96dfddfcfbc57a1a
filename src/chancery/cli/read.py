"""``chancery read FILE...``: text in, findings out, no database."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from chancery.lib.errors import ChanceryError
from chancery.reader import read
from chancery.reader.contract import as_json
from chancery.reader.formats import extract, read_file
from chancery.reader.secrecy import marking

ORDER = ("COMMITMENT", "TASK", "REQUEST", "SHORTCOMING", "RESULT")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options ask for."""

    published: date | None
    language: Any
    with_text: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's answer, or the reason why there is none."""

    path: str
    answer: dict[str, Any] | None = None
    error: str = ""


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_lines", is_flag=True, help="One line of JSON per file.")
@click.option("--text", "with_text", is_flag=True, help="Print the text that offsets point into.")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Language, where it is known.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"]),
    help="Day of publication, YYYY-MM-DD: dates without a year are read from it.",
)
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes."
)
def command(
    files: tuple[Path, ...],
    as_lines: bool,
    with_text: bool,
    lang: str | None,
    published: datetime | None,
    jobs: int,
) -> None:
    """Find commitments, tasks, requests, shortcomings and results, and the names, dates and
    figures in them. Reads TXT, HTML, DOCX and PDF; keeps nothing."""
    wanted = Wanted(published.date() if published else None, lang, with_text)
    failed = 0
    for outcome in _progress(_outcomes(files, wanted, jobs), len(files)):
        if outcome.answer is None:
            failed += 1
            click.echo(f"{outcome.path}: {outcome.error}", err=True)
        elif as_lines:
            click.echo(json.dumps(outcome.answer, ensure_ascii=False))
        else:
            click.echo(_for_people(outcome.answer))
    sys.exit(1 if failed else 0)


def answer_for(path: Path, wanted: Wanted) -> Outcome:
    """Read one file; outside trouble comes back as a line, never as a traceback."""
    try:
        data = read_file(path)
        extracted = extract(data, path.name)
        mark = marking(extracted.everything)
        if mark is not None:
            return Outcome(str(path), error=f"refused: it bears the mark of secrecy '{mark.word}'")
        reading = read(
            extracted.text,
            published=wanted.published or extracted.published,
            language=wanted.language,
        )
    except ChanceryError as error:
        return Outcome(str(path), error=str(error))
    sha256 = hashlib.sha256(data).hexdigest()
    answer = as_json(reading, file=str(path), sha256=sha256, with_text=wanted.with_text)
    answer["document"] |= {"encoding": extracted.encoding, "warnings": list(extracted.warnings)}
    return Outcome(str(path), answer)


def _outcomes(files: tuple[Path, ...], wanted: Wanted, jobs: int) -> Iterator[Outcome]:
    one = partial(answer_for, wanted=wanted)
    if jobs == 1 or len(files) == 1:
        yield from map(one, files)
        return
    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        yield from pool.map(one, files, chunksize=4)


def _progress(outcomes: Iterator[Outcome], length: int) -> Iterable[Outcome]:
    """A bar on stderr where a person waits there and stdout goes elsewhere."""
    if length < 20 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, length=length, label="Reading", file=sys.stderr) as bar:
        yield from bar


def _for_people(answer: dict[str, Any]) -> str:
    document = answer["document"]
    lines = [
        click.style(document["title"] or document["file"], bold=True),
        _header_line(document),
    ]
    lines += [click.style(f"  ! {said}", dim=True) for said in document["warnings"]]
    if "text" in document:
        lines += ["", document["text"], ""]
    for record_type in ORDER:
        found = [f for f in answer["findings"] if f["type"] == record_type]
        if found:
            lines.append(click.style(f"{record_type} ({len(found)})", bold=True))
            lines += [_finding_line(f) for f in found]
    names = sum(f["type"] not in ORDER for f in answer["findings"])
    lines.append(f"and {names} names, dates and figures (--json lists them)")
    return "\n".join(lines) + "\n"


def _header_line(document: dict[str, Any]) -> str:
    issuer = (document.get("issuer") or {}).get("text")
    parts = [document["kind"].replace("_", " "), document["language"], document["number"], issuer]
    return " · ".join(part for part in [*parts, document["published"]] if part)


def _finding_line(found: dict[str, Any]) -> str:
    fields = found["fields"]
    extra = []
    if leads := [n["canonical"] for n in fields.get("lead") or []]:
        extra.append("lead: " + ", ".join(leads))
    if parties := [p["code"] or p["text"] for p in fields.get("parties") or []]:
        extra.append("parties: " + ", ".join(parties))
    if deadline := (fields.get("deadline") or {}).get("value"):
        extra.append("by " + deadline)
    quote = " ".join(found["quote"].split())
    doubt = "" if found["confidence"] >= 0.5 else "?"
    return f"  {found['start']:>6} {doubt}{quote}" + (f"  [{'; '.join(extra)}]" if extra else "")
