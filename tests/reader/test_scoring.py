"""Our own score prints what the shared script prints."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chancery.reader.scoring import (
    ScoringError,
    as_lines,
    hits,
    read_for_gold,
    score,
    score_reader,
)
from tests.shared import SHARED, needs_shared

READING = SHARED / "reading"
TEXT = "Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026. Năm 2025, kim ngạch đạt 5 tỷ USD."


def finding(start: int, end: int, **rest: Any) -> dict[str, Any]:
    return {"type": "COMMITMENT", "start": start, "end": end, "confidence": 0.9} | rest


def answer(found: list[dict[str, Any]], text: str, gold: dict[str, Any]) -> list[dict[str, Any]]:
    del text, gold
    return found


def folder(tmp_path: Path, annotations: list[dict[str, Any]]) -> tuple[Path, Path]:
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    (texts / "one.txt").write_text(TEXT, encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    content = {"sha256": sha256, "annotations": annotations}
    (gold / "one.json").write_text(json.dumps(content), encoding="utf-8")
    return gold, texts


@needs_shared
def test_it_prints_the_numbers_of_the_shared_script(tmp_path: Path) -> None:
    texts = {p.stem: p for p in (READING / "texts").rglob("*.txt")}
    for path in (READING / "gold").glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = read_for_gold(texts[path.stem].read_bytes().decode("utf-8"), gold)
        line = json.dumps({"findings": found}, ensure_ascii=False)
        (tmp_path / path.name).write_text(line, encoding="utf-8")
    script = [sys.executable, str(READING / "score.py"), str(READING / "gold"), str(tmp_path)]
    theirs = subprocess.run(
        [*script, str(READING / "texts")], capture_output=True, text=True, check=True
    ).stdout
    ours = score(READING / "gold", tmp_path, READING / "texts")
    assert as_lines(ours).split("\n") == theirs.rstrip("\n").split("\n")
    assert score_reader(READING / "gold", READING / "texts") == ours


@needs_shared
def test_the_development_set_is_read_well_enough() -> None:
    result = score_reader(READING / "gold", READING / "texts")
    assert not result["broken"]
    assert result["by_type"]["records"]["overlap"]["f1"] >= 0.9
    assert result["fields"]["task lead"]["share"] >= 0.9
    assert result["fields"]["deadline"]["share"] >= 0.85
    assert result["fields"]["nothing missed"]["share"] >= 0.95


def test_a_finding_hits_where_half_of_the_longer_span_is_common() -> None:
    gold = {"start": 0, "end": 10}
    assert hits(finding(0, 10), gold, "exact")
    assert hits(finding(0, 16), gold, "overlap")
    assert not hits(finding(0, 20), gold, "overlap")
    assert hits(finding(30, 35), gold | {"alt_spans": [[30, 35]]}, "exact")


def test_optional_annotations_are_neutral(tmp_path: Path) -> None:
    wanted = {"type": "COMMITMENT", "start": 0, "end": 49}
    gold, texts = folder(tmp_path, [wanted | {"optional": True}])
    for found in ([], [finding(0, 49)]):
        result = score(gold, partial(answer, found), texts)
        assert not any(result["by_type"]["records"]["overlap"][k] for k in ("tp", "fp", "fn"))


def test_one_span_may_stand_for_a_group_and_parts_for_a_whole(tmp_path: Path) -> None:
    group = [
        {"type": "COMMITMENT", "start": 0, "end": 24, "merge_ok": "A"},
        {"type": "COMMITMENT", "start": 25, "end": 49, "merge_ok": "A"},
        {"type": "RESULT", "start": 51, "end": 84, "split_ok": True},
    ]
    gold, texts = folder(tmp_path, group)
    found = [finding(0, 49), finding(51, 60, type="RESULT"), finding(60, 84, type="RESULT")]
    result = score(gold, lambda text, gold: found, texts)
    assert result["by_type"]["records"]["overlap"]["fp"] == 0
    assert result["by_type"]["records"]["overlap"]["fn"] == 0


def test_candidates_count_only_for_what_is_missed(tmp_path: Path) -> None:
    gold, texts = folder(tmp_path, [{"type": "COMMITMENT", "start": 0, "end": 49}])
    result = score(gold, lambda text, gold: [finding(0, 49, confidence=0.3)], texts)
    assert result["by_type"]["records"]["overlap"]["fn"] == 1
    assert result["fields"]["nothing missed"]["right"] == 1


def test_a_wrong_hash_a_false_quote_and_a_missing_text_are_told(tmp_path: Path) -> None:
    gold, texts = folder(tmp_path, [])
    false = score(gold, lambda text, gold: [finding(0, 5, quote="nein!")], texts)
    assert false["broken"] == ["one: 1 findings whose quote is not in the text at its place"]
    (texts / "one.txt").write_text("anders", encoding="utf-8")
    assert "another hash" in score(gold, lambda text, gold: [], texts)["broken"][0]
    (texts / "one.txt").unlink()
    assert score(gold, lambda text, gold: [], texts)["broken"] == ["one: no text"]
    assert score(gold, tmp_path, texts)["broken"] == ["one: no prediction"]


def test_a_folder_without_gold_says_so(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="no gold files"):
        score_reader(tmp_path, tmp_path)
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ScoringError, match="not a gold file"):
        score_reader(tmp_path, tmp_path)
