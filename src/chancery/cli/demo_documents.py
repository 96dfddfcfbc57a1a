"""The papers of the demo, dated around today.

``demo/documents.yaml`` lists them, ``demo/documents/`` holds their texts. Each paper has a day of
its own, counted from today; everything in it counts from that day (see ``demo_dates``). A paper
whose day would be a Saturday or Sunday was signed on the Friday before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from chancery.cli.demo_dates import PlaceholderError, fill, resolve
from chancery.cli.demo_docx import render_docx
from chancery.lib.errors import ChanceryError

DEMO = Path(__file__).resolve().parents[1] / "demo"
Sensitivity = Literal["public", "internal", "restricted"]
_KEYS = {"name", "text", "published", "unit", "added_by", "sensitivity", "language", "title"}


class DemoError(ChanceryError):
    """The demo's own files do not fit together: the message names file, cause and remedy."""


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """One paper as it would come in: a file with its name and bytes, and who brings it.

    ``unit`` and ``restricted_to`` are unit ids of the pack, ``added_by`` a key of people.yaml.
    """

    name: str
    data: bytes
    published: date
    unit: str
    added_by: str
    sensitivity: Sensitivity
    restricted_to: tuple[str, ...]
    language: Literal["vi", "en"]
    title: str


def demo_documents(today: date, *, folder: Path = DEMO) -> tuple[DemoDocument, ...]:
    """Every paper of the demo, oldest first; the same ``today`` gives the same bytes."""
    papers = (_document(entry, today, folder) for entry in _entries(folder))
    return tuple(sorted(papers, key=lambda paper: (paper.published, paper.name)))


def demo_quote(quote: str, document: DemoDocument) -> str:
    """A quote of story.yaml as it stands in ``document``: its placeholders count from its day."""
    return fill(quote, document.published, source=f"story.yaml, {document.name}")


def _entries(folder: Path) -> list[Mapping[str, Any]]:
    manifest = folder / "documents.yaml"
    if not manifest.is_file():
        raise DemoError(
            f"{manifest.name} is missing: install Chancery again, the demo ships with it"
        )
    entries: list[Mapping[str, Any]] = yaml.safe_load(manifest.read_text("utf-8"))["documents"]
    for at, entry in enumerate(entries, start=1):
        absent = _KEYS - set(entry)
        if absent:
            raise DemoError(
                f"{manifest.name}, document {at} ({entry.get('name', 'without name')}): add"
                f" {', '.join(sorted(absent))}"
            )
        if entry["sensitivity"] not in get_args(Sensitivity):
            raise DemoError(
                f"{manifest.name}, {entry['name']}: sensitivity is '{entry['sensitivity']}': write"
                f" one of {', '.join(get_args(Sensitivity))}"
            )
    return entries


def _document(entry: Mapping[str, Any], today: date, folder: Path) -> DemoDocument:
    published = _published(entry, today)
    title = fill(entry["title"], published, source=f"documents.yaml, title of {entry['name']}")
    return DemoDocument(
        name=entry["name"],
        data=_render(entry, title, published, folder),
        published=published,
        unit=entry["unit"],
        added_by=entry["added_by"],
        sensitivity=entry["sensitivity"],
        restricted_to=tuple(entry.get("restricted_to", ())),
        language=entry["language"],
        title=title,
    )


def _published(entry: Mapping[str, Any], today: date) -> date:
    """The paper's day: fixed where the manifest has a date, else counted from today."""
    if isinstance(entry["published"], date):
        return entry["published"]
    try:
        day = resolve(entry["published"], today)
    except PlaceholderError as error:
        raise PlaceholderError(f"documents.yaml, published of {entry['name']}: {error}") from None
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _render(entry: Mapping[str, Any], title: str, published: date, folder: Path) -> bytes:
    source = folder / "documents" / str(entry["text"])
    if not source.is_file():
        raise DemoError(
            f"documents.yaml, {entry['name']}: there is no documents/{entry['text']}: add the file"
            " or correct its name"
        )
    if source.suffix == ".pdf":
        return source.read_bytes()
    text = fill(source.read_text("utf-8"), published, source=f"documents/{entry['text']}")
    if Path(entry["name"]).suffix == ".docx":
        return render_docx(
            text, title=title, published=published, source=f"documents/{entry['text']}"
        )
    return text.encode()
