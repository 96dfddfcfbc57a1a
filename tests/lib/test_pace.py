"""Counting together: threads and processes of one machine."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from chancery.lib.pace import count


def test_each_call_counts_once_and_a_later_span_begins_anew(tmp_path):
    assert [count(tmp_path / "pace", "api-7", 3) for _call in range(3)] == [1, 2, 3]
    assert count(tmp_path / "pace", "api-70", 3) == 1
    os.utime(tmp_path / "pace/api-7.3", (1, 1))
    assert count(tmp_path / "pace", "api-7", 4) == 1
    assert sorted(p.name for p in (tmp_path / "pace").iterdir()) == ["api-7.4", "api-70.3"]


def test_a_name_leads_out_of_the_folder_to_nowhere(tmp_path):
    assert count(tmp_path / "pace", "../::1/x", 1) == 1
    assert [p.name for p in (tmp_path / "pace").iterdir()] == ["-----1-x.1"]


def test_nothing_is_lost_between_threads(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _n: count(tmp_path / "pace", "a", 1), range(200)))
    assert max(told) == 200
    assert all(number >= rank for rank, number in enumerate(sorted(told), 1))


def test_another_process_goes_on_from_the_same_count(tmp_path):
    count(tmp_path, "a", 1)
    words = "import sys,pathlib;from chancery.lib.pace import count;print(count(pathlib.Path(sys.argv[1]), 'a', 1))"
    done = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2"
