"""``chancery score GOLD_DIR TEXT_DIR``: how well the reader reads."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from chancery.reader.scoring import as_lines, score_reader

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("score")
@click.argument("gold_dir", type=FOLDER)
@click.argument("text_dir", type=FOLDER)
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def command(gold_dir: Path, text_dir: Path, as_object: bool) -> None:
    """Precision, recall and F1 by type over GOLD_DIR, whose texts lie in TEXT_DIR."""
    result = score_reader(gold_dir, text_dir)
    click.echo(json.dumps(result, ensure_ascii=False) if as_object else as_lines(result))
    sys.exit(1 if result["broken"] else 0)
