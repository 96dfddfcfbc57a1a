"""``chancery export labels``: what persons decided about findings, for measuring the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.workspace import WorkspaceError, open_workspace, workspace_option

if TYPE_CHECKING:
    from chancery.documents.models import Document


@click.group("export")
def command() -> None:
    """Write what the workspace holds into files."""


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
