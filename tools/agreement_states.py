"""Write docs/reference/agreement-states.md from the table of stages: `python tools/docs.py`."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
django.setup()  # the table's words are those of the models

from chancery.register.agreements.stages import NEXT, START  # noqa: E402
from chancery.register.models import Stage  # noqa: E402

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "agreement-states.md"

HEAD = """# Stages of an agreement

<!-- Written by tools/agreement_states.py from chancery.register.agreements.stages.NEXT: change the table, not this page. -->

A register may begin anywhere: what nobody recorded of the time before is left out, what it says must
follow. A stage on a day ahead is planned, and reached by itself when that day comes. A day may be a
year or a month; only what cannot be otherwise is out of order. Who holds the record, who leads it and
the person in charge record a stage, put its day right, or take it back with a reason.
"""


def page() -> str:
    """The whole page as text."""
    parts = [HEAD]
    for kind, title in (("treaty", "Treaty"), ("arrangement", "Arrangement")):
        parts += [f"## {title}", "", *_diagram(kind), "", *_table(kind), ""]
    return "\n".join(parts)


def _diagram(kind: str) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    for before, after in NEXT[kind].items():
        source = "[*]" if before == START else before
        lines += [f"    {source} --> {stage.value}" for stage in after]
        lines += [] if after else [f"    {source} --> [*]"]
    return [*lines, "```"]


def _table(kind: str) -> list[str]:
    lines = ["| from | to |", "|---|---|"]
    for before in ("", *Stage.values):
        if before in NEXT[kind]:
            after = ", ".join(stage.value for stage in NEXT[kind][before])
            lines.append(f"| {before or 'nothing recorded'} | {after or 'nowhere: an end'} |")
    return lines


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
