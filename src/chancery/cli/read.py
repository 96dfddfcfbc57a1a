"""``chancery read FILE...``: text in, findings out, no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from chancery.lib.apart import ApartError, Workers
from chancery.lib.limits import Limits, from_environment

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
    figures in them. Reads TXT, HTML, DOCX, PDF, mail with its attachments, and scans; keeps
    nothing."""
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


def _outcomes(files: tuple[Path, ...], wanted: Wanted, jobs: int) -> Iterator[Outcome]:
    """In workers, held to the limits: a file that hangs or crashes costs its own line only."""
    limits = from_environment()
    workers = Workers(at_once=jobs, spare=jobs)
    one = partial(_ask, workers, wanted, limits)
    try:
        if jobs == 1 or len(files) == 1:
            yield from chain.from_iterable(map(one, files))
            return
        with ThreadPoolExecutor(min(jobs, len(files))) as threads:
            yield from chain.from_iterable(threads.map(one, files))
    finally:
        workers.close()


def _ask(workers: Workers, wanted: Wanted, limits: Limits, path: Path) -> tuple[Outcome, ...]:
    # Both of what one file is bounded in, taking its text out and reading it, are done in one call.
    bounds = replace(limits.bounds, seconds=2 * limits.seconds)
    try:
        outcomes: tuple[Outcome, ...] = workers.call(
            "chancery.cli.answering:answers_for",
            str(path),
            wanted,
            limits,
            bounds=bounds,
            classes=(Outcome,),
        )
    except ApartError as error:
        from chancery.reader.apart import refusal  # noqa: PLC0415 - slow, and hardly ever needed

        return (Outcome(str(path), error=str(refusal(error, path.name, limits))),)
    return outcomes


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
