"""Time of ``chancery add`` for 200 documents: python -m benchmarks.adding TEXT_DIR

The texts are varied by a line each, so that none is a duplicate. Processor time of the command,
which reads, stores and writes history for each document, with the start of Python included.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.measuring import keep

DOCUMENTS = 200
MAKE = """
import sys
from pathlib import Path
from chancery.cli.workspace import open_workspace
open_workspace(Path(sys.argv[1]), make=True)
from chancery.partners.actions import load_partners
from chancery.people.actions import add_user, give_post, load_units
from chancery.people.queries import country_pack
load_partners(pack=country_pack(), by="system")
load_units(pack=country_pack(), by="system")
ha = add_user(username="ha", full_name="Hà", password="a-long-enough-word", by="system")
give_post(user=ha, unit="mofa-economic", role="clerk", by="system")
"""


def main(texts: Path) -> None:
    """Add them to a fresh workspace and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        papers, workspace = Path(folder) / "papers", Path(folder) / "workspace"
        characters = _write(papers, texts)
        subprocess.run([sys.executable, "-c", MAKE, str(workspace)], check=True)
        before, started = _processor_time(), time.monotonic()
        command = [sys.executable, "-m", "chancery", "add", str(papers), "--by", "ha", "--json"]
        done = subprocess.run(
            [*command, "--workspace", str(workspace)], check=True, capture_output=True
        )
        seconds, processor = time.monotonic() - started, _processor_time() - before
    outcomes = [json.loads(line)["outcome"] for line in done.stdout.splitlines()]
    assert outcomes == ["added"] * DOCUMENTS, outcomes
    keep(
        "adding",
        {
            "documents": DOCUMENTS,
            "characters": characters,
            "seconds": round(seconds, 1),
            "processor_seconds": round(processor, 1),
            "documents_per_processor_second": round(DOCUMENTS / processor, 1),
        },
    )


def _write(papers: Path, texts: Path) -> int:
    papers.mkdir()
    characters = 0
    for number, source in enumerate(islice(cycle(sorted(texts.rglob("*.txt"))), DOCUMENTS)):
        text = f"{source.read_text(encoding='utf-8').rstrip()}\n\nBản lưu số {number}.\n"
        (papers / f"{number:03}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    os.environ.setdefault("LANG", "C.UTF-8")
    main(Path(sys.argv[1]))
