"""How well the reader reads: findings against gold annotations, by type and by field.

Precision, recall and F1 over required annotations and sure findings, exact and overlapping
(intersection over half of the longer span). Optional and nested annotations are neutral, and so
is a finding of a type that the gold names as its second choice. The rules of the count are those
of reading/guideline.md; a test compares the numbers with the ministry's own script.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from chancery.lib.errors import ChanceryError
from chancery.reader.contract import as_json
from chancery.reader.model import RECORDS, SURE, Language
from chancery.reader.reading import read

Json = dict[str, Any]
Predict = Callable[[str, Json], list[Json]]
"""From a text's words and its gold to the findings, as ``chancery read --json`` has them."""

MODES = ("exact", "overlap")
SCORED_MENTIONS = (
    "PERSON",
    "ORG",
    "COUNTRY",
    "BLOC",
    "PLACE",
    "DATE",
    "QUANTITY",
    "AGREEMENT",
    "EVENT",
    "RELATION",
)
"""In the order of the table. Titles, groups, sectors, areas and documents are not scored yet."""

SCORED = RECORDS + SCORED_MENTIONS


class ScoringError(ChanceryError):
    """A gold folder that cannot be scored: which file, and what to do."""


@dataclass
class Tally:
    """All counts over the documents scored so far."""

    spans: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    broken: list[str] = field(default_factory=list)
    documents: int = 0


def score_reader(gold_dir: Path, text_dir: Path) -> Json:
    """Read each text of the gold and score what the reader finds."""
    return score(gold_dir, read_for_gold, text_dir)


def score(gold_dir: Path, predictions: Path | Predict, text_dir: Path) -> Json:
    """Score a folder of readings (one line of JSON each), or a function that reads.

    Raises ScoringError where ``gold_dir`` holds no gold or a file of it is no JSON.
    """
    texts = {p.stem: p for p in text_dir.rglob("*.txt")}
    tally = Tally()
    for path in sorted(gold_dir.glob("*.json")):
        gold = _loaded(path)
        found = _predicted(path.stem, gold, predictions, texts.get(path.stem), tally)
        tally.documents += 1
        _count_spans(gold["annotations"], found, tally)
        _count_fields(gold["annotations"], found, tally)
    if not tally.documents:
        raise ScoringError(
            f"{gold_dir}: no gold files (*.json) there; name the folder that holds them"
        )
    return _result(tally)


def read_for_gold(text: str, gold: Json) -> list[Json]:
    """What the reader finds, given the day that the gold gives."""
    day = gold.get("published") or gold.get("reference_date")
    language: Language | None = gold.get("language")
    reading = read(
        text, published=date.fromisoformat(day[:10]) if day else None, language=language
    )
    found: list[Json] = as_json(reading, file="", sha256="")["findings"]
    return found


def as_lines(result: Json) -> str:
    """The result as people read it: one line per type, then the fields, then what is broken."""
    lines = []
    for kind, modes in result["by_type"].items():
        shares = (
            f"{mode}: P {v['p']:.2f} R {v['r']:.2f} F1 {v['f1']:.2f} (tp {v['tp']} fp {v['fp']} fn {v['fn']})"
            for mode, v in modes.items()
        )
        lines.append(f"{kind:12s} " + "   ".join(shares))
    for name, c in result["fields"].items():
        lines.append(f"{name:14s} {c['right']} of {c['n']} ({c['share']:.2f})")
    return "\n".join([*lines, *(f"broken: {line}" for line in result["broken"])])


# Documents -----------------------------------------------------------------------------------


def _loaded(path: Path) -> Json:
    try:
        gold: Json = json.loads(path.read_text(encoding="utf-8"))
        gold["annotations"], gold["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ScoringError(
            f"{path}: not a gold file ({error}); see reading/guideline.md"
        ) from error
    return gold


def _predicted(
    stem: str, gold: Json, predictions: Path | Predict, text_path: Path | None, tally: Tally
) -> list[Json]:
    """The findings of one document; what is broken in them goes to the tally."""
    if isinstance(predictions, Path):
        found = _from_file(predictions / f"{stem}.json")
        if found is None:
            tally.broken.append(f"{stem}: no prediction")
            return []
    else:
        found = None
    if text_path is None:
        tally.broken.append(f"{stem}: no text")
        return found or []
    raw = text_path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != gold["sha256"]:
        tally.broken.append(f"{stem}: the text has another hash than the gold")
    text = raw.decode("utf-8")
    if found is None and not isinstance(predictions, Path):
        found = predictions(text, gold)
    findings = found or []
    bad = sum(_is_bad(finding, text) for finding in findings)
    if bad:
        tally.broken.append(f"{stem}: {bad} findings whose quote is not in the text at its place")
    return findings


def _from_file(path: Path) -> list[Json] | None:
    if not path.exists() or not (lines := path.read_text(encoding="utf-8").strip()):
        return None
    findings: list[Json] = json.loads(lines.splitlines()[0])["findings"]
    return findings


def _is_bad(finding: Json, text: str) -> bool:
    start, end = finding["start"], finding["end"]
    return bool(end <= start or finding.get("quote", text[start:end]) != text[start:end])


# Spans ---------------------------------------------------------------------------------------


def hits(finding: Json, gold: Json, mode: str) -> bool:
    """Whether the finding is the annotation, or one of its other spans: exactly, or mostly."""
    start, end = finding["start"], finding["end"]
    spans = [(gold["start"], gold["end"]), *(tuple(s) for s in gold.get("alt_spans", []))]
    if mode == "exact":
        return (start, end) in spans
    return any(min(end, e) - max(start, s) > 0.5 * max(end - start, e - s) for s, e in spans)


def is_neutral(gold: Json) -> bool:
    """Optional and nested annotations count neither for nor against."""
    return bool(gold.get("optional") or gold.get("nested"))


def second_choices(gold: Json) -> set[str]:
    """The types that the gold would excuse."""
    one = {gold["alt_type"]} if gold.get("alt_type") else set()
    return one | set(gold.get("alt_types", []))


def _count_spans(annotations: list[Json], findings: list[Json], tally: Tally) -> None:
    sure = [f for f in findings if f.get("confidence", 1.0) >= SURE]
    for kind in SCORED:
        wanted = [a for a in annotations if a["type"] == kind]
        got = sorted((f for f in sure if f["type"].upper() == kind), key=lambda f: int(f["start"]))
        for mode in MODES:
            used = _count_found(kind, got, wanted, annotations, tally.spans[kind, mode], mode)
            tally.spans[kind, mode]["fn"] += sum(
                _is_missed(gold, sure) for i, gold in enumerate(wanted) if i not in used
            )


def _count_found(
    kind: str,
    got: Iterable[Json],
    wanted: list[Json],
    annotations: list[Json],
    counts: Counter[str],
    mode: str,
) -> set[int]:
    """Count what was found, right or wrong; the places in ``wanted`` that are spoken for."""
    used: set[int] = set()
    for finding in got:
        match = next(
            (i for i, a in enumerate(wanted) if i not in used and hits(finding, a, mode)), None
        )
        if match is not None:
            used.add(match)
            counts["tp"] += not is_neutral(wanted[match])
            continue
        if any(is_neutral(a) and hits(finding, a, "overlap") for a in wanted):
            continue
        members = set(_members(finding, wanted))
        used |= members
        excused = bool(members) or (kind in RECORDS and _is_excused(kind, finding, annotations))
        counts["fp"] += not excused
    return used


def _members(finding: Json, wanted: list[Json]) -> Iterator[int]:
    """Annotations that a part stands for ('split_ok'), or that one span merges ('merge_ok')."""
    for i, gold in enumerate(wanted):
        within = gold["start"] <= finding["start"] and finding["end"] <= gold["end"]
        merges = gold.get("merge_ok") and _merges(finding, gold, wanted)
        if merges or (gold.get("split_ok") and within):
            yield i


def _merges(finding: Json, gold: Json, wanted: list[Json]) -> bool:
    """A finding may stand for a whole group, and for no more than that."""
    group = [a for a in wanted if a.get("merge_ok") == gold["merge_ok"]]
    first, last = min(a["start"] for a in group), max(a["end"] for a in group)
    covers = finding["start"] <= gold["start"] and gold["end"] <= finding["end"]
    return bool(covers and first - 40 <= finding["start"] and finding["end"] <= last + 40)


def _is_excused(kind: str, finding: Json, annotations: list[Json]) -> bool:
    """A topic or position taken for a record, or the gold's second choice."""
    return any(
        (a["type"] in ("TOPIC", "POSITION") or kind in second_choices(a))
        and hits(finding, a, "overlap")
        for a in annotations
    )


def _is_missed(gold: Json, sure: list[Json]) -> bool:
    if is_neutral(gold):
        return False
    choices = second_choices(gold)
    return not any(f["type"].upper() in choices and hits(f, gold, "overlap") for f in sure)


# Fields --------------------------------------------------------------------------------------


def _count_fields(annotations: list[Json], findings: list[Json], tally: Tally) -> None:
    sure = [f for f in findings if f.get("confidence", 1.0) >= SURE]
    for gold in annotations:
        if is_neutral(gold):
            continue
        if gold["type"] in ("TASK", "COMMITMENT", "DATE"):
            _count_field(gold, sure, tally.fields)
        if gold["type"] in ("TASK", "COMMITMENT"):
            missed = tally.fields["nothing missed"]
            missed["n"] += 1
            missed["right"] += any(_covers(f, gold) for f in findings)


def _count_field(gold: Json, sure: list[Json], fields: Mapping[str, Counter[str]]) -> None:
    kind = gold["type"]
    mode = "exact" if kind == "DATE" else "overlap"
    found = next((f for f in sure if f["type"].upper() == kind and hits(f, gold, mode)), None)
    if found is None:
        return
    got = found.get("fields") or {}
    if kind == "TASK" and gold.get("assignee"):
        right = any(_same_name(_folded(gold["assignee"]), n) for n in _names(got.get("lead")))
        _add(fields["task lead"], right=right)
    if kind == "DATE" and gold.get("value"):
        values = {str(gold["value"]), *map(str, gold.get("alt_values", []))}
        _add(fields["date value"], right=_day(got.get("value")) in values)
    if kind != "DATE":
        want, day = str(gold.get("deadline") or ""), _day(got.get("deadline"))
        if want or day:
            _add(fields["deadline"], right=bool(want) and day[:10] == want)


def _add(counts: Counter[str], *, right: bool) -> None:
    counts["n"] += 1
    counts["right"] += right


def _covers(finding: Json, gold: Json) -> bool:
    """A record of any type that is the annotation, or holds it without being much longer."""
    if finding["type"].upper() not in RECORDS:
        return False
    if hits(finding, gold, "overlap"):
        return True
    inside = finding["start"] <= gold["start"] and gold["end"] <= finding["end"]
    return bool(inside and finding["end"] - finding["start"] <= 3 * (gold["end"] - gold["start"]))


def _folded(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value or "")).casefold().split())


def _names(value: object) -> Iterator[str]:
    """All ways in which a lead is named: as written and canonical, one or a list."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (_folded(one[k]) for k in ("canonical", "text", "name") if one.get(k))
        elif one:
            yield _folded(one)


def _day(value: object) -> str:
    return str((value.get("value") if isinstance(value, dict) else value) or "")


def _same_name(want: str, got: str) -> bool:
    if want == got:
        return True
    near = min(len(want), len(got)) >= 0.6 * max(len(want), len(got))
    return near and (want in got or got in want)


# Result --------------------------------------------------------------------------------------


def _result(tally: Tally) -> Json:
    table = {
        kind: {mode: shares(tally.spans[kind, mode]) for mode in MODES}
        for kind in SCORED
        if any((tally.spans[kind, "exact"] + tally.spans[kind, "overlap"]).values())
    }
    groups = (("records", RECORDS), ("mentions", SCORED_MENTIONS), ("all", SCORED))
    for name, kinds in groups:
        table[name] = {mode: shares(_total(tally, kinds, mode)) for mode in MODES}
    fields = {
        name: {"right": c["right"], "n": c["n"], "share": round(c["right"] / c["n"], 3)}
        for name, c in tally.fields.items()
        if c["n"]
    }
    return {
        "documents": tally.documents,
        "broken": tally.broken,
        "by_type": table,
        "fields": fields,
    }


def _total(tally: Tally, kinds: Iterable[str], mode: str) -> Counter[str]:
    return sum((tally.spans[kind, mode] for kind in kinds), Counter())


def shares(counts: Mapping[str, int]) -> Json:
    """Counts with precision, recall and F1, to three places."""
    tp, fp, fn = counts.get("tp", 0), counts.get("fp", 0), counts.get("fn", 0)
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"tp": tp, "fp": fp, "fn": fn, "p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3)}
