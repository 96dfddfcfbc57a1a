"""Next steps of cases: told before their day and after it, by data, once each."""

from datetime import date
from unittest import mock

import pytest
from django.utils import timezone

from chancery.lib.definitions import DefinitionError
from chancery.notices.models import Notice
from chancery.register.models import Interaction, Obstacle
from chancery.work import reminder_rules
from chancery.work.digest import CASE_PAGES
from chancery.work.models import StepTold
from tests import make
from tests.web.pages import page, words
from tests.work.test_round_reminders import morning

pytestmark = pytest.mark.django_db


def told():
    rows = StepTold.objects.order_by("made_at", "to__username")
    return [(str(r.made_at.date()), r.to.username, r.rule) for r in rows]


@pytest.fixture
def obstacle():
    """Of moit (son, binh); the next step is planned for Monday the 7th of December."""
    make.ground()
    for person in (make.lan, make.son, make.binh):
        person()
    made = make.obstacle(text="Kiểm dịch bưởi")
    step = {"next_step": "Gọi cho cơ quan kiểm dịch", "next_step_on": date(2026, 12, 7)}
    Obstacle.objects.filter(pk=made.pk).update(lead="moit", **step)
    return made


def test_a_step_is_told_the_working_day_before_and_again_while_it_is_late(obstacle, client):
    for day in ("2026-12-03", "2026-12-04", "2026-12-04", "2026-12-07"):
        morning(day)
    before = [("2026-12-04", who, "step-in-1") for who in ("binh", "son")]
    assert told() == before
    letter = Notice.objects.get(to=make.son(), kind="digest")
    assert CASE_PAGES["obstacle"].format(obstacle.pk) in letter.body
    assert "bưởi" not in letter.body  # mail is no safe channel
    assert "Kiểm dịch bưởi" in words(client, make.son(), "/notices/")
    Obstacle.objects.filter(pk=obstacle.pk).update(person=make.son())
    for day in ("2026-12-08", "2026-12-09", "2026-12-15", "2026-12-15"):
        morning(day)
    late = [("2026-12-08", "son", "step-late"), ("2026-12-15", "son", "step-late")]
    assert told() == [*before, *late]
    Obstacle.objects.filter(pk=obstacle.pk).update(state="given_up")
    morning("2026-12-30")
    assert len(told()) == 4


def test_days_off_are_caught_up_with_what_holds_now_and_a_moved_step_tells_anew(obstacle):
    Obstacle.objects.filter(pk=obstacle.pk).update(person=make.son())
    morning("2026-12-18")
    assert [rule for *_rest, rule in told()] == ["step-late"]
    Obstacle.objects.filter(pk=obstacle.pk).update(next_step_on=date(2026, 12, 22))
    morning("2026-12-21")
    assert told()[1:] == [("2026-12-21", "son", "step-in-1")]


def test_today_shows_a_step_within_five_working_days_and_a_late_one(obstacle, client):
    for day, tone in (("2026-11-27", None), ("2026-11-30", "amber"), ("2026-12-08", "red")):
        with mock.patch.object(timezone, "now", return_value=make.moment(day, 3)):
            shown = page(client, make.son(), "/").context["morning"].watched
            found = page(client, make.son(), "/obstacles/?timing=step_due&whose=mine")
            assert ("Kiểm dịch bưởi" in found.content.decode()) == (tone is not None)
        assert [one.tone for one in shown if one.key == "obstacles"] == ([tone] if tone else [])


def test_the_unit_that_takes_the_step_of_an_interaction_is_told_ahead_once(client):
    make.ground()
    for person in (make.lan, make.son, make.binh):
        person()
    step = {"next_step": "Gửi hồ sơ", "next_step_on": date(2026, 12, 7), "next_unit": "moit"}
    met = make.interaction(**step)
    for day in ("2026-12-03", "2026-12-04", "2026-12-04", "2026-12-07", "2026-12-08"):
        morning(day)
    ahead = [("2026-12-04", who, "step-in-1") for who in ("binh", "son")]
    assert told() == ahead
    letter = Notice.objects.get(to=make.son(), kind="digest")
    assert CASE_PAGES["interaction"].format(met.pk) in letter.body
    assert "bưởi" not in letter.body  # mail is no safe channel
    assert "Mở cửa thị trường bưởi" in words(client, make.son(), "/notices/")
    Interaction.objects.filter(pk=met.pk).update(next_step_on=date(2026, 12, 10))
    morning("2026-12-09")
    assert told()[2:] == [("2026-12-09", who, "step-in-1") for who in ("binh", "son")]


def test_a_rule_of_steps_reminds_those_of_the_case_alone(workspace):
    place = workspace.root / "definitions" / "reminders.yaml"
    place.parent.mkdir(exist_ok=True)
    head = 'morning: "07:00"\nweekly_on: monday\nrules:\n'
    place.write_text(head + "  - {name: a, event: step, before: 2, to: [assigner]}\n", "utf-8")
    with pytest.raises(DefinitionError, match="doers, heads"):
        reminder_rules.plan()
