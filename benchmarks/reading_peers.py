"""What underthesea and pyvi make of the same texts, and how long they take.

Run by ``benchmarks/reading.py`` under an interpreter that has them; imports nothing of ours. Reads
a JSON list of texts on standard input, prints one JSON object: by peer, the least processor
seconds for all texts, and the names found ([type, start, end] by text; pyvi tags no names).
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Callable
from importlib import metadata
from typing import Any

RUNS = 2
KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def main() -> None:
    """Each peer over all texts."""
    texts = json.load(sys.stdin)
    found = {name: _measured(name, work, texts) for name, work in PEERS.items()}
    print(json.dumps({name: result for name, result in found.items() if result}))


def _measured(name: str, work: Callable[[str], Any], texts: list[str]) -> dict[str, Any] | None:
    try:
        version = metadata.version(name)
        work("Hà Nội.")
    except (ImportError, metadata.PackageNotFoundError):
        return None
    seconds, answers = [], []
    for _ in range(RUNS):
        start = time.process_time()
        answers = [work(text) for text in texts]
        seconds.append(time.process_time() - start)
    names = [_placed(t, a) for t, a in zip(texts, answers, strict=True)] if answers[0] else None
    return {"version": version, "seconds": min(seconds), "names": names}


def _underthesea(text: str) -> list[tuple[str, str]]:
    """Words with their tags of names ('B-PER')."""
    tagged = importlib.import_module("underthesea").ner(text)
    return [(word, tag) for word, *_, tag in tagged]


def _pyvi(text: str) -> None:
    """Words and parts of speech: pyvi has no names."""
    peer = importlib.import_module("pyvi")
    words = importlib.import_module(f"{peer.__name__}.ViTokenizer").ViTokenizer.tokenize(text)
    importlib.import_module(f"{peer.__name__}.ViPosTagger").ViPosTagger.postagging(words)


def _placed(text: str, tagged: list[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """The names with their places: the tagger gives words without offsets."""
    names: list[tuple[str, int, int]] = []
    at = 0
    for word, tag in tagged:
        found = re.compile(r"\s+".join(map(re.escape, word.split()))).search(text, at)
        if found is None:
            continue
        at = found.end()
        kind = KINDS.get(tag[2:])
        if kind and tag.startswith("I-") and names and names[-1][0] == kind:
            names[-1] = (kind, names[-1][1], found.end())
        elif kind:
            names.append((kind, *found.span()))
    return names


PEERS: dict[str, Callable[[str], Any]] = {"underthesea": _underthesea, "pyvi": _pyvi}

if __name__ == "__main__":
    main()
