"""Measures: each figure beside the same one counted over rows in plain Python."""

from datetime import date
from statistics import median
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.register import actions as register
from chancery.register.models import Commitment
from chancery.work import actions as work
from chancery.work.actions import reviews as rounds
from chancery.work.actions import reviews_judging as judging
from chancery.work.actions import reviews_replying as replying
from chancery.work.measures import delivery, extensions, responses
from chancery.work.measures.periods import quarter_days, span_days
from chancery.work.models import Extension, Proposal, Task
from chancery.work.reviews.values import ReplyValues, VerdictValues
from tests import make

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def at(day):
    return mock.patch.object(timezone, "now", return_value=make.moment(day))


def stated(found, state, day, reason="Đã xong"):
    with at(day):
        return register.set_commitment_state(
            commitment=found, state=state, reason=reason, by=make.viewer(make.lan())
        )


@pytest.fixture
def register_of_2026():
    """One of each outcome and more, on several partners, sectors and units."""
    with at("2026-01-05"):
        make.sectors()
        agreement = make.agreement().pk
        due = date(2026, 3, 31)
        made = {
            "kept": make.commitment(due=due, lead="moit", sectors=("trade",), agreement=agreement),
            "late": make.commitment(due=due, lead="moit", parties=("KR", "JP", "VN")),
            "coming": make.commitment(due=date(2026, 9, 1), sectors=("trade", "semiconductors")),
            "overdue": make.commitment(due=date(2026, 5, 19), lead="mof"),
            "undated": make.commitment(lead="moit", sectors=("semiconductors",)),
            "undated_done": make.commitment(parties=("AU", "VN")),
            "stopped": make.commitment(due=due, parties=("VN",)),
            "superseded": make.commitment(due=due),
            "next_year": make.commitment(due=date(2027, 1, 1), lead="moit"),
        }
        make.commitment(due=due, keeping=make.guard(sensitivity="restricted"), lead="mof")
    stated(made["kept"], "done", "2026-03-31")
    stated(made["late"], "done", "2026-04-01")
    stated(made["undated_done"], "done", "2026-04-02")
    stated(made["stopped"], "stopped", "2026-04-02")
    stated(made["superseded"], "superseded", "2026-04-02")
    with at("2026-05-20"):
        yield made


def counted_by_hand(rows, today):
    """Outcome by outcome, from the rows and history."""
    found = {}
    for row in rows:
        said = Event.objects.filter(
            kind="commitment", key=str(row.pk), action="commitment.state"
        ).last()
        if row.state == "stopped":
            outcome = "stopped"
        elif row.state == "done":
            is_late = row.due and timezone.localdate(said.at) > row.due
            outcome = "late" if is_late else "delivered"
        elif row.due is None:
            outcome = "no_date"
        else:
            outcome = "overdue" if row.due < today else "on_the_way"
        found.setdefault(outcome, set()).add(row.pk)
    return found


def keys_by_hand(row, by):
    others = [side.partner_id for side in row.sides.all() if side.partner_id != "VN"]
    return {
        "partner": others,
        "sector": [sector.pk for sector in row.sectors.all()],
        "driver": list({sector.driver for sector in row.sectors.all()}),
        "unit": [row.lead_id or ""],
        "quarter": [
            f"{(row.due or date(2026, 1, 5)).year}-{((row.due or date(2026, 1, 5)).month + 2) // 3}"
        ],
    }[by] or [""]


@pytest.mark.parametrize("by", delivery.BY)
def test_delivery_is_what_a_count_over_the_rows_gives(register_of_2026, by):
    who, today = make.viewer(make.lan()), date(2026, 5, 20)
    rows = [
        row
        for row in Commitment.objects.exclude(state="superseded")
        if row.due is None or row.due.year == 2026
    ]
    outcomes = counted_by_hand(rows, today)
    lines, total = delivery.delivery_by(who, by, YEAR)
    for outcome in delivery.Delivery.values:
        assert total.counts[outcome] == len(outcomes.get(outcome, ())), outcome
    assert total.counts["signed"] == sum(row.agreement_id is not None for row in rows) == 1
    keys = {key for row in rows for key in keys_by_hand(row, by)}
    assert {line.key for line in lines} == keys
    for line in lines:
        of_line = {row.pk for row in rows if line.key in keys_by_hand(row, by)}
        assert line.total == len(of_line)
        for measure, number in line.counts.items():
            asked = {"by": by, "key": line.key or "-", "measure": measure, "period": YEAR}
            behind = {row.pk for row in delivery.rows_behind(who, **asked)}
            assert len(behind) == number
            if measure in outcomes:
                assert behind == of_line & outcomes[measure]
    assert total.in_time == pytest.approx(2 / 5)  # two in time, one late, two overdue
    assert total.delivered == pytest.approx(3 / 5)


def test_who_may_not_know_of_a_commitment_does_not_count_it(register_of_2026):
    whole = delivery.delivery_by(make.viewer(make.lan()), "unit")[1].total
    assert delivery.delivery_by(make.viewer(make.tuan()), "unit")[1].total < whole
    assert delivery.delivery_by(make.viewer(make.khoa()), "unit")[1].total == 0


def test_the_day_that_the_lead_named_in_a_review_decides_whether_it_was_late():
    lan, due = make.viewer(make.lan()), date(2026, 3, 20)
    with at("2026-03-02"):
        made = [make.commitment(due=due, lead="moit") for _each in range(3)]
        round_ = make.called(make.review(reply_by=date(2026, 3, 20)))
    days = {made[0].pk: date(2026, 3, 19), made[1].pk: date(2026, 3, 21), made[2].pk: None}
    with at("2026-03-23"):
        for item in round_.items.all():
            values = ReplyValues("done", progress="Xong", done_on=days[item.commitment_id])
            replying.put_reply(item=item, unit="moit", values=values, by=make.viewer(make.son()))
        replying.approve_replies(review=round_, unit="moit", by=make.viewer(make.binh()))
        rounds.close_replies(review=round_, by=lan)
        rounds.begin_verdicts(review=round_, by=lan)
    with at("2026-04-27"):
        judging.give_plain_verdicts(review=round_, by=lan)
        for item in round_.items.filter(verdict=""):
            judging.give_verdict(item=item, values=VerdictValues("done"), by=lan)
        judging.conclude(review=round_, by=lan)
    found = {row.pk: (row.outcome, row.done_on) for row in delivery.judged(lan)}
    assert found == {
        made[0].pk: ("delivered", date(2026, 3, 19)),
        made[1].pk: ("late", date(2026, 3, 21)),
        made[2].pk: ("late", date(2026, 3, 23)),  # no day named: that of the reply
    }
    waits = responses.responses(lan, YEAR)[1].waits["review"]
    assert dict(waits.days) == {15: 3}  # three weeks from the call to the first approval
    assert responses.rows_behind(lan, "review", "moit", YEAR).count() == 3


def test_the_waits_are_counted_as_a_sorted_list_gives_them():
    for days in ([3], [1, 2], [5, 1, 9], list(range(1, 11)), [4, 4, 4, 20], list(range(23))):
        waits = responses.Waits({day: days.count(day) for day in days})
        assert waits.median == median(days)
        ordered = sorted(days)
        assert waits.most == next(
            day for place, day in enumerate(ordered, 1) if place >= 0.9 * len(days) - 1e-9
        )
    assert (responses.Waits().median, responses.Waits().most) == (None, None)


def test_answers_take_the_working_days_between_question_and_answer():
    with at("2026-03-02"):  # a Monday
        quick, slow = make.task(due=date(2026, 6, 1)), make.task(due=date(2026, 6, 1))
        asked = make.proposal()
    quick = make.moved(quick, "accept", at=make.moment("2026-03-03"))
    slow = make.moved(slow, "accept", at=make.moment("2026-03-09"))
    make.moved(quick, "submit", at=make.moment("2026-03-10"))
    quick = make.moved(Task.objects.get(pk=quick.pk), "approve", at=make.moment("2026-03-12"))
    with at("2026-03-16"):
        to = {"moit": make.binh, "mofa-economic": make.minh}[asked.to_unit_id]
        work.decline_proposal(proposal=asked, answer="Chưa đủ điều kiện", by=make.viewer(to()))
        extension = work.ask_extension(
            task=slow, due=date(2026, 7, 1), reason="Chờ đối tác", by=make.viewer(make.binh())
        )
    with at("2026-03-18"):
        work.decide_extension(extension=extension, granted=True, by=make.viewer(make.quang()))
    who = make.viewer(make.quang())
    lines, total = responses.responses(who, YEAR)
    units = {line.key: line.waits for line in lines}
    assert dict(units["moit"]["acceptance"].days) == {1: 1, 5: 1}
    assert units["moit"]["acceptance"].median == 3
    assert units["moit"]["acceptance"].most == 5
    assert dict(units["pm"]["approval"].days) == {2: 1}
    assert dict(units["pm"]["extension"].days) == {2: 1}
    assert dict(units[asked.to_unit_id]["proposal"].days) == {10: 1}
    for line in (*lines, total):
        for kind, waits in line.waits.items():
            behind = responses.rows_behind(who, kind, line.key, YEAR)
            assert behind.count() == waits.count, (line.key, kind)
    assert responses.responses(who, span_days("last_year", date(2026, 5, 1)))[0] == []
    assert Proposal.objects.get(pk=asked.pk).answered_at == make.moment("2026-03-16")


def test_extensions_are_counted_by_the_unit_that_asked():
    with at("2026-03-02"):
        tasks = [make.moved(make.task(due=date(2026, 6, 1)), "accept") for _each in range(3)]
        by, boss = make.viewer(make.binh()), make.viewer(make.quang())
        made = [
            work.ask_extension(task=task, due=date(2026, 6, 11), reason="Chờ", by=by)
            for task in tasks
        ]
        work.decide_extension(extension=made[0], granted=True, by=boss)
        work.decide_extension(extension=made[1], granted=False, answer="Không", by=boss)
        earlier = make.moved(make.task(due=date(2026, 6, 1)), "accept")
        work.ask_extension(task=earlier, due=date(2026, 5, 1), reason="Sớm hơn", by=by)
    lines, total = extensions.extensions_by_unit(boss, YEAR)
    assert [(line.key, line.total, line.days) for line in lines] == [("moit", 3, 10)]
    assert total.counts == {"open": 1, "granted": 1, "declined": 1, "withdrawn": 0}
    assert total.granted == 0.5
    assert Extension.objects.count() == 4
    nothing = extensions.extensions_by_unit(make.viewer(make.oanh()), YEAR)[1]
    assert (nothing.total, nothing.granted) == (0, None)
    assert extensions.extensions_by_unit(boss, (None, date(2026, 3, 1)))[0] == []
    assert extensions.extensions_by_unit(boss, (date.min, date.max))[1] == total


def test_quarters_and_spans_end_on_their_last_day():
    assert quarter_days("2026-1") == (date(2026, 1, 1), date(2026, 3, 31))
    assert quarter_days("2026-4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert span_days("last_quarter", date(2026, 1, 9)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert span_days("year", date(2026, 1, 9)) == YEAR
    assert span_days("ever", date(2026, 1, 9)) == (None, None)
    with pytest.raises(ValueError, match="2026-5"):
        quarter_days("2026-5")
