"""Run the guides of docs, and write what their code prints beneath it.

A guide is a page with the line RUN. Its blocks of Python run in their order in one namespace, from the
folder of the checkout; a block of text right after one of Python is what it prints. `make guides`
writes these anew; tests/test_guides.py compares.
"""

import contextlib
import io
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = "<!-- run: tools/guides.py -->"
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n.*?^```\n)?", re.MULTILINE | re.DOTALL)


def guides():
    """The pages that are run."""
    pages = sorted((ROOT / "docs").rglob("*.md"))
    return [page for page in pages if RUN in page.read_text("utf-8")]


def told_anew(page):
    """The text of a page with what its code prints now."""
    names = {"__name__": "__main__"}

    def run(block):
        line = text.count("\n", 0, block.start(1))
        code = compile(
            "\n" * line + block[1], str(page), "exec"
        )  # errors name the line of the page
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(code, names)  # noqa: S102 - the page is ours
        lines = "\n".join(line.rstrip() for line in told.getvalue().strip("\n").split("\n"))
        shown = f"\n```text\n{lines}\n```\n" if lines else ""
        return f"```python\n{block[1]}```\n{shown}"

    text = page.read_text("utf-8")
    with contextlib.chdir(ROOT):
        return BLOCK.sub(run, text)


if __name__ == "__main__":
    for one in guides():
        one.write_text(told_anew(one), encoding="utf-8")
