"""What stages each kind may go through: every set of them against a table said a second time."""

from datetime import date
from itertools import combinations

import pytest
from django.utils import translation

from chancery.register.agreements.stages import NEXT, check_stages, may_follow, reached
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Stage
from tools import agreement_states

EARLY = ("proposed", "negotiating")


def makes_a_life(kind, stages):
    """The same said as an official would, without the table."""
    has = set(stages)
    if kind == "arrangement" and "ratified" in has:
        return False
    if {"expired", "terminated"} <= has:
        return False
    bound = has & {"signed", "ratified", "in_force"}
    if "in_force" in has and has & set(EARLY) and not has & {"signed", "ratified"}:
        return False  # what was negotiated was signed or ratified before it took effect
    if "ratified" in has and "proposed" in has and not has & {"negotiating", "signed"}:
        return False
    if "expired" in has:
        takes_effect = {"in_force"} if kind == "treaty" else {"in_force", "signed"}
        return bool(has & takes_effect)
    return "terminated" not in has or (
        bool(has - {"terminated"}) and bool(bound or has & set(EARLY))
    )


def fits(kind, stages):
    try:
        check_stages(kind, tuple((stage, "") for stage in stages))
    except InvalidValuesError:
        return False
    return True


@pytest.mark.parametrize("kind", ["treaty", "arrangement"])
@pytest.mark.parametrize("number", range(len(Stage) + 1))
def test_every_set_of_stages_is_taken_or_refused_as_an_official_would(kind, number):
    for stages in combinations(Stage.values, number):
        assert fits(kind, stages) is makes_a_life(kind, stages), (kind, stages)


@pytest.mark.parametrize(
    ("kind", "stages", "said"),
    [
        (
            "arrangement",
            [("signed", "2024"), ("ratified", "2025")],
            "An arrangement is not ratified",
        ),
        (
            "treaty",
            [("signed", "2024"), ("expired", "2025")],
            "comes to “ratified”, “in force” or",
        ),
        ("treaty", [("negotiating", ""), ("in_force", "")], "record the stage between them"),
        ("treaty", [("terminated", "2024")], "The first stage of a treaty is"),
        ("treaty", [("in_force", ""), ("expired", ""), ("terminated", "")], "It ends once"),
        ("treaty", [("signed", "2025-03"), ("in_force", "2025-02-28")], "put one of the two days"),
        ("treaty", [("signed", "2025"), ("signed", "2026")], "Each stage is reached once."),
        ("treaty", [("signed", "2025-02-30")], "is not a day"),
        ("treaty", [("rumoured", "")], "unknown: rumoured"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(kind, stages, said):
    with translation.override("en"), pytest.raises(InvalidValuesError) as told:
        check_stages(kind, tuple(stages))
    assert list(told.value.by_field) == ["stages"]
    assert said in str(told.value)


@pytest.mark.parametrize(
    "stages",
    [
        [("signed", "2025"), ("in_force", "2025-01-01")],  # the same year may hold both
        [("signed", "2025-06"), ("in_force", "2025")],
        [("signed", ""), ("in_force", "1999")],
        [("in_force", "2026-01-01"), ("signed", "2025-12-31")],  # however they are listed
    ],
)
def test_days_that_may_be_right_are_taken(stages):
    check_stages("treaty", tuple(stages))


@pytest.mark.parametrize("kind", ["treaty", "arrangement"])
def test_what_is_offered_next_is_what_would_be_taken(kind):
    for number in range(len(Stage)):
        for stages in combinations(Stage.values, number):
            said = tuple((stage, "") for stage in stages)
            if fits(kind, stages):
                offered = may_follow(kind, said)
                assert offered == [
                    s for s in Stage if s not in stages and fits(kind, (*stages, s))
                ]


def test_the_table_names_every_stage_of_each_kind_once():
    assert set(NEXT["treaty"]) == {"", *Stage.values}
    assert set(NEXT["arrangement"]) == {"", *Stage.values} - {"ratified"}


def test_a_stage_is_reached_from_the_first_day_that_it_may_have_come():
    said = (("in_force", "2027"), ("signed", "2026-11"), ("proposed", ""))
    assert list(reached(said, date(2026, 11, 22))) == ["proposed", "signed"]
    assert list(reached(said, date(2026, 10, 31))) == ["proposed"]
    assert list(reached(said, date(2027, 1, 1))) == ["proposed", "signed", "in_force"]


def test_the_page_of_the_reference_says_what_the_table_says():
    assert agreement_states.PAGE.read_text("utf-8") == agreement_states.page(), (
        "run python tools/docs.py"
    )
