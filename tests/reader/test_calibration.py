"""The confidence of a finding: counted, drawn towards the rule's guess, on its side of the line."""

from __future__ import annotations

import pytest

from chancery.reader.records.calibration import confidence_of, shipped_counts
from chancery.reader.records.table import BEFORE_POSITIONS, VIETNAMESE

KEY = ("TASK", "is_assigned", 0.9)


def test_a_rule_never_seen_keeps_its_guess() -> None:
    assert confidence_of(KEY, {}) == 0.9


def test_a_rule_often_right_is_surer_than_its_guess_and_often_wrong_less_sure() -> None:
    assert confidence_of(KEY, {KEY: (40, 40)}) > 0.95
    assert confidence_of(KEY, {KEY: (20, 40)}) < 0.6


def test_the_more_was_counted_the_less_the_guess_weighs() -> None:
    few, many = confidence_of(KEY, {KEY: (2, 4)}), confidence_of(KEY, {KEY: (50, 100)})
    assert 0.9 > few > many


@pytest.mark.parametrize(("guess", "counts"), [(0.55, (0, 40)), (0.4, (40, 40))])
def test_sure_findings_stay_sure_and_candidates_candidates(
    guess: float, counts: tuple[int, int]
) -> None:
    key = ("TASK", "rule", guess)
    assert (confidence_of(key, {key: counts}) >= 0.5) == (guess >= 0.5)


def test_what_is_counted_are_rules_that_exist() -> None:
    counted = {rule for _, rule, _ in shipped_counts()}
    named = {row.rule.__name__ for row in (*BEFORE_POSITIONS.rows, *VIETNAMESE.rows)}
    assert len(counted & named) > 20
    assert all(0 <= right <= found for right, found in shipped_counts().values())
