"""Accuracy, speed, growth and memory of the reader, and its peers in the same run.

    python -m benchmarks.reading GOLD_DIR TEXT_DIR [--peers PYTHON]

Accuracy is what ``chancery score`` prints. Speed is processor time on one core; each text is read
several times and the best run counts, because what else the machine does is no matter of ours.
The peers are no dependency of Chancery: make an environment with ``pip install underthesea pyvi``
and name its interpreter with ``--peers``. They read the Vietnamese texts, and names (persons,
bodies, countries and places as one) are counted the same way for both.

The budget: 200 documents of 3,400 characters per second and core, 100 times underthesea, linear
in length to 2 MB, under 200 MB.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measuring import keep
from chancery.reader import read, scoring
from chancery.reader.language import language_of

DOCUMENT = 3_400
RUNS = 15
LENGTHS = (20_000, 200_000, 2_000_000)
BUDGET = {"documents_per_second": 200, "times_underthesea": 100, "megabytes": 200}
LOC = {"COUNTRY": "LOC", "PLACE": "LOC"}
NAMES = ("PERSON", "ORG", "LOC")

Span = tuple[str, int, int]


def main() -> None:
    """Print and keep all figures."""
    options = _options()
    result = scoring.score_reader(options.gold, options.texts)
    print(scoring.as_lines(result))
    paths = sorted(options.texts.rglob("*.txt"))
    sources = {path.stem: path.read_bytes().decode() for path in paths}
    figures = {
        "documents_per_second": round(speed(sources.values())),
        "growth": growth("\n\n".join(sources.values())),
        "peers": beside_peers(options.gold, sources, options.peers),
        "f1_exact": {k: result["by_type"][k]["exact"]["f1"] for k in ("records", "mentions")},
        "budget": BUDGET,
    }
    keep("reading", figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The reader beside its budget and its peers.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--peers", default=sys.executable, help="Python with underthesea and pyvi")
    return parser.parse_args()


def speed(sources: Iterable[str]) -> float:
    """Documents of 3,400 characters per second of processor time."""
    texts = list(sources)
    seconds = sum(best(partial(read, text)) for text in texts)
    return sum(map(len, texts)) / DOCUMENT / seconds


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Least processor time of several runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


# Growth ------------------------------------------------------------------------------------------


def growth(text: str) -> list[dict[str, Any]]:
    """Seconds and memory by length, each length in a process of its own."""
    context = multiprocessing.get_context("spawn")
    rows: list[dict[str, Any]] = []
    for length in LENGTHS:
        with context.Pool(1) as pool:
            seconds, megabytes = pool.apply(read_once, (text, length))
        row = {"characters": length, "seconds": round(seconds, 2), "megabytes": megabytes}
        if rows:
            row["times_longer"] = round(seconds / rows[-1]["seconds"], 1)
        rows.append(row)
    return rows


def read_once(text: str, length: int) -> tuple[float, int]:
    """Processor seconds for so many characters of the texts, and the process's greatest memory."""
    read(text[:DOCUMENT])
    long = (text * (length // len(text) + 1))[:length]
    seconds = best(partial(read, long), 3 if length < LENGTHS[-1] else 1)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# Peers -------------------------------------------------------------------------------------------


def beside_peers(gold_dir: Path, sources: dict[str, str], python: str) -> dict[str, Any]:
    """Speed and F1 of names on the Vietnamese texts; says so where a peer is not installed."""
    texts = {stem: t for stem, t in sources.items() if language_of(t) == "vi"}
    script = Path(__file__).with_name("reading_peers.py")
    done = subprocess.run(
        [python, str(script)], input=json.dumps(list(texts.values())), text=True,
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    answers = json.loads(done.stdout.splitlines()[-1])
    gold = [_gold_names(gold_dir / f"{stem}.json") for stem in texts]
    pages = sum(map(len, texts.values())) / DOCUMENT
    ours = speed(texts.values())
    rows: dict[str, Any] = {
        "chancery": {
            "documents_per_second": round(ours, 1),
            **_f1(gold, map(_our_names, texts.values())),
        }
    }
    for peer in ("underthesea", "pyvi"):
        answer = answers.get(peer)
        if answer is None:
            print(f"{peer}: not installed for {python}; give --peers an interpreter that has it")
            rows[peer] = "not installed"
            continue
        theirs = pages / answer["seconds"]
        row = {"version": answer["version"], "documents_per_second": round(theirs, 2)}
        row["chancery_is_times_faster"] = round(ours / theirs, 1)
        named = answer["names"]
        rows[peer] = row | (_f1(gold, [{tuple(n) for n in doc} for doc in named]) if named else {})
    return rows


def _our_names(text: str) -> set[Span]:
    sure = (f for f in read(text).mentions if f.confidence >= 0.5)
    return {(LOC.get(f.type, f.type), f.start, f.end) for f in sure}


def _gold_names(path: Path) -> tuple[set[Span], set[Span]]:
    """Names that must be found, and those that may: optional, nested, other spans of one."""
    must: set[Span] = set()
    may: set[Span] = set()
    for a in json.loads(path.read_text(encoding="utf-8"))["annotations"]:
        kind = LOC.get(a["type"], a["type"])
        neutral = a.get("optional") or a.get("nested")
        (may if neutral else must).add((kind, a["start"], a["end"]))
        may |= {(kind, start, end) for start, end in a.get("alt_spans", ())}
    return must, may


def _f1(gold: list[tuple[set[Span], set[Span]]], found: Iterable[set[Span]]) -> dict[str, float]:
    """Exact F1 by kind of name."""
    pairs = list(zip(gold, found, strict=True))
    return {f"f1_{kind.lower()}": round(_f1_of(kind, pairs), 3) for kind in NAMES}


def _f1_of(kind: str, pairs: list[tuple[tuple[set[Span], set[Span]], set[Span]]]) -> float:
    right = wrong = missed = 0
    for (must, may), found in pairs:
        wanted = {s for s in must if s[0] == kind}
        got = {s for s in found if s[0] == kind}
        right += len(wanted & got)
        wrong += len(got - wanted - may)
        missed += len(wanted - got)
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


if __name__ == "__main__":
    main()
