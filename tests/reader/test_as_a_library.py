"""The reader by itself, as a program that is not Chancery uses it."""

import re
import subprocess
import sys

from tests.shared import ROOT

PAGE = ROOT / "docs/how-to/use-the-reader.md"
BARE = (
    "import sys\n"
    "for name in ('django', 'ninja', 'chancery.people', 'chancery.site'):\n"
    "    sys.modules[name] = None  # as where it is not installed\n"
)


def bare(script):
    done = subprocess.run(
        [sys.executable, "-P", "-c", BARE + script],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_of_the_page_runs_where_nothing_else_is_installed():
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    told = bare(example)
    assert told.startswith("TASK ")
    assert "led by ['Vụ Châu Âu']" in told
    assert "by 2026-06-30" in told
    assert "COMMITMENT " in told


def test_files_are_read_where_nothing_else_is_installed():
    script = (
        "from chancery.reader import read\n"
        "from chancery.reader.formats import extract\n"
        "text = extract('Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.'.encode(), 'a.txt').text\n"
        "print(read(text).records[0].type)\n"
    )
    assert bare(script).strip() == "COMMITMENT"
