"""``chancery export``: tasks as the official sheet; decided findings, for measuring the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.importing import as_option, viewer_named
from chancery.cli.workspace import WorkspaceError, open_workspace, workspace_option

if TYPE_CHECKING:
    from chancery.documents.models import Document


@click.group("export")
def command() -> None:
    """Write what the workspace holds into files."""


@command.command("tasks")
@workspace_option
@as_option
@click.option("--official", is_flag=True, required=True, help="The official 25 columns (XLSX).")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write."
)
def tasks(folder: Path, name: str | None, official: bool, out: Path) -> None:
    """Write the tasks that a person may know of as the official tracking sheet.

    What goes out comes back through ``chancery import tasks``: unchanged with nothing to do, filled
    in with each change, and with the conflicts where something was changed here meanwhile.
    """
    open_workspace(folder)
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from chancery.work import access  # noqa: PLC0415
    from chancery.work.sheets.base import new_stamp  # noqa: PLC0415
    from chancery.work.sheets.official import official_rows, unit_names  # noqa: PLC0415
    from chancery.work.sheets.workbook import official_book  # noqa: PLC0415

    viewer = viewer_named(name)
    rows = access.tasks(viewer).order_by("reference")
    total, most = rows.count(), settings.EXPORT_ROWS
    note = f"{most} / {total}" if total > most else ""
    about = [("Người xuất", viewer.user.full_name)]
    told = official_rows(rows[:most], viewer, unit_names())
    stamp = new_stamp()
    file, number = official_book(told, about, note, stamp)
    try:
        out.write_bytes(file.getvalue())
    except OSError as error:
        raise WorkspaceError(f"{out}: cannot be written: {error.strerror}") from error
    _tell_official(viewer.key, number, stamp.key, is_capped=bool(note))
    said = (
        f" Only the first {most} of {total}: CHANCERY_EXPORT_ROWS sets how many." if note else ""
    )
    click.echo(f"{number} tasks are in {out}.{said}")


def _tell_official(by: str, number: int, sheet: str, *, is_capped: bool) -> None:
    from django.db import transaction  # noqa: PLC0415 - needs Django

    from chancery.history.actions import record  # noqa: PLC0415

    changes = {"rows": [None, number], "capped": [None, is_capped], "format": [None, "official"]}
    changes["sheet"] = [None, sheet]
    with transaction.atomic():
        record(by=by, action="export.official", kind="export", key="tasks", changes=changes)


@command.command("labels")
@workspace_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write into; it must be empty or not be there yet.",
)
@click.option("--unfinished", is_flag=True, help="Documents of which some findings wait, too.")
@click.option("--restricted", is_flag=True, help="Documents for named units, too.")
def labels(folder: Path, out: Path, unfinished: bool, restricted: bool) -> None:
    """Write decided findings as gold annotations, with the texts that they point into.

    What was accepted or corrected is an annotation, what was refused a distractor. Measure the
    reader against them with ``chancery score OUT/gold OUT/texts``. The texts are the documents'
    own: keep the folder where only those get at it who may read them.
    """
    if out.exists() and any(out.iterdir()):
        raise WorkspaceError(f"{out}: there is something in this folder: name an empty one")
    open_workspace(folder)
    from chancery.readings.labels import labelled  # noqa: PLC0415 - needs Django

    rows = labelled(unfinished=unfinished, restricted=restricted)
    number = rows.count()
    if not number:
        begun = labelled(unfinished=True, restricted=restricted).count()
        click.echo(
            "No document is decided yet: confirm or refuse its findings in the inbox, then export."
            + (f" {begun} are begun: --unfinished takes them too." if begun else "")
        )
        return
    annotations = 0
    with click.progressbar(rows.iterator(chunk_size=50), length=number, label="Writing") as bar:
        for document in bar:
            annotations += _write(document, out)
    _tell_history(out, number, annotations, restricted=restricted)
    click.echo(
        f"{number} documents with {annotations} decisions are in {out}. "
        f"Measure: chancery score {out / 'gold'} {out / 'texts'}"
    )


def _write(document: Document, out: Path) -> int:
    from chancery.readings.labels import gold_of  # noqa: PLC0415 - needs Django

    name = f"document-{document.pk:06d}"
    gold = gold_of(document, f"{name}.txt")
    for place in ("gold", "texts"):
        (out / place).mkdir(parents=True, exist_ok=True)
    (out / "texts" / f"{name}.txt").write_bytes(document.source_text.text.encode())
    answer = json.dumps(gold, ensure_ascii=False, indent=1)
    (out / "gold" / f"{name}.json").write_text(answer, encoding="utf-8")
    return len(gold["annotations"])


def _tell_history(out: Path, documents: int, annotations: int, *, restricted: bool) -> None:
    from django.db import transaction  # noqa: PLC0415 - needs Django

    from chancery.history.actions import record  # noqa: PLC0415

    changes = {
        "rows": [None, documents],
        "decisions": [None, annotations],
        "restricted": [None, restricted],
    }
    with transaction.atomic():
        record(
            by="system",
            action="export.labels",
            kind="export",
            key="labels",
            changes=changes,
            label=str(out),
        )
