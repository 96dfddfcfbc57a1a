"""What is known again on a set of our own sentences: python -m benchmarks.alike

Each record of ``alike_set.yaml`` is said again, said otherwise, and reported on. Counted: how often it
is the first proposed, with the right bearing; and how many of 100 findings that are about no record
of the register get a proposal (sentences of the same partners on other matters, and each statement
once its own record is taken out). Half a was looked at while the rules were made, half b was not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.measuring import keep
from chancery.intake.alike.scoring import Bearing, Known, Statement, likenesses, weights_of
from chancery.intake.alike.traits import traits_of

SET = Path(__file__).with_name("alike_set.yaml")
NAMES = (  # of partners and of units that lead: as the product takes them from its tables
    "Việt Nam", "Nhật Bản", "Hàn Quốc", "Ô-xtrây-li-a", "Australia", "Ấn Độ", "Đan Mạch", "Pháp",
    "Trung Quốc", "Phi-líp-pin", "Ma-lai-xi-a", "Đức", "Xinh-ga-po", "Hà Lan",
    "Bộ Thông tin và Truyền thông", "Bộ Kế hoạch và Đầu tư", "Bộ Công Thương", "Bộ Tài chính",
    "Đại sứ quán Việt Nam tại Đức", "Bộ Giao thông vận tải",
)  # fmt: skip


class Case(NamedTuple):
    """A statement, the record it is about, what it does to it."""

    statement: Statement
    record: str
    bearing: Bearing
    half: str


def main(*, verbose: bool = False) -> None:
    """Measure both halves and keep the figures."""
    held = yaml.safe_load(SET.read_text(encoding="utf-8"))
    known = {row["id"]: _known(n, row) for n, row in enumerate(held["records"])}
    weights = weights_of(known.values(), NAMES)
    cases = list(_cases(held["records"]))
    figures: dict[str, Any] = {"records": len(known)}
    for half in "ab":
        for bearing in (Bearing.REPEATS, Bearing.CHANGES, Bearing.FULFILS):
            asked = [case for case in cases if (case.half, case.bearing) == (half, bearing)]
            right = [c for c in asked if _is_right(c, known.values(), weights, verbose=verbose)]
            figures[f"{half}_{bearing.name.lower()}_first"] = f"{len(right)} of {len(asked)}"
    others = [_statement(kind, text, [p] if p else []) for kind, p, text in held["unrelated"]]
    false = [s for s in others if _told(s, likenesses(s, known.values(), weights), verbose)]
    orphans = [c for c in cases if _orphaned(c, known, weights, verbose=verbose)]
    figures["unrelated_with_a_proposal"] = f"{len(false)} of {len(others)}"
    figures["orphans_with_a_proposal"] = f"{len(orphans)} of {len(cases)}"
    total = len(others) + len(cases)
    figures["false_proposals_per_100"] = round(100 * (len(false) + len(orphans)) / total, 1)
    keep("alike", figures)


def _cases(records: Iterable[dict[str, Any]]) -> Iterator[Case]:
    for row in records:
        kind = row["kind"].upper()
        changed, due = row["changes"]
        said = {
            Bearing.REPEATS: (kind, row["repeats"], row["due"]),
            Bearing.CHANGES: (kind, changed, due),
            Bearing.FULFILS: ("RESULT", row["fulfils"], None),
        }
        for bearing, (of, text, day) in said.items():
            statement = _statement(of, text, row["partners"], due=day, lead=row.get("lead"))
            yield Case(statement, row["id"], bearing, row["half"])


def _statement(
    kind: str, text: str, partners: list[str], due: Any = None, lead: str | None = None
) -> Statement:
    leads = frozenset({lead} if lead and kind == "TASK" else ())
    return Statement(kind, text, traits_of(text), frozenset(partners), leads=leads, due=due)


def _known(number: int, row: dict[str, Any]) -> Known:
    return Known(
        kind=row["kind"],
        key=number,
        reference=row["id"],
        text=row["text"],
        traits=traits_of(row["text"]),
        partners=frozenset(row["partners"]),
        lead=row.get("lead"),
        due=row["due"],
    )


def _is_right(
    case: Case, known: Iterable[Known], weights: dict[str, float], *, verbose: bool
) -> bool:
    found = likenesses(case.statement, known, weights)
    first = found[0] if found else None
    right = bool(first and (first.known.reference, first.bearing) == (case.record, case.bearing))
    if verbose and not right and case.half == "a":
        print(case.record, case.bearing, case.statement.text, first, sep=" | ")
    return right


def _orphaned(
    case: Case, known: dict[str, Known], weights: dict[str, float], *, verbose: bool
) -> bool:
    rest = [record for key, record in known.items() if key != case.record]
    return _told(case.statement, likenesses(case.statement, rest, weights), verbose)


def _told(statement: Statement, found: list[Any], verbose: bool) -> bool:
    if verbose and found:
        print("false", statement.text, found[0], sep=" | ")
    return bool(found)


if __name__ == "__main__":
    main(verbose="--verbose" in sys.argv)
