"""A whole round of 40 commitments over 8 units, every way of answering; all that the product counts
is worked out a second time here, from the plan below and nothing else.
"""

import io
from datetime import date

import pytest
from django.utils import translation
from docx import Document as Docx

from chancery.register.models import Commitment
from chancery.work.actions import reviews_judging as judging
from chancery.work.actions import reviews_minutes as minutes
from chancery.work.errors import StateError
from chancery.work.models import Review, ReviewReply, Task
from chancery.work.origins import Origin, origins_of_task
from chancery.work.reviews import queries
from chancery.work.reviews.measured import (
    agenda_of,
    figures_of,
    keys_behind,
    previous_of,
    proposals_of,
)
from chancery.work.reviews.minutes import agenda_paper, minutes_paper
from chancery.work.reviews.values import (
    DecisionValues,
    MinutesValues,
    VerdictValues,
)
from tests.work import rounds
from tests.work.rounds import (
    FIRST_NEW,
    JUDGED,
    ORDER,
    PLANS,
    Plan,
    days,
    expected,
    expected_proposal,
    item,
    on,
    quang,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def played(standing) -> tuple[int, int]:
    """Both rounds, played once for all tests here."""
    with translation.override("en"):
        rounds.ground()
        return rounds.first_round().pk, rounds.second_round().pk


@pytest.fixture
def first_round(played):
    return Review.objects.get(pk=played[0])


@pytest.fixture
def second_round(played):
    return Review.objects.get(pk=played[1])


def test_the_first_round_moved_dates_and_kept_the_old_ones(first_round):
    for plan in PLANS:
        commitment = Commitment.objects.get(text=plan.text)
        extended = plan.extended and plan.way != "silent"
        wanted = FIRST_NEW if extended else date(2026, 8, 31) if plan.extended else plan.due
        assert (commitment.state, commitment.due) == ("continued", wanted)
        if extended:
            assert item(first_round, plan).due == date(2026, 8, 31)


@pytest.fixture
def silent_as_planned():
    """Of those who never answered nobody's date moved: the plan says so too."""
    return [
        plan if not (plan.extended and plan.way == "silent")
        else Plan(plan.at, plan.unit, plan.way, date(2026, 8, 31), plan.standing)
        for plan in PLANS
    ]  # fmt: skip


@pytest.mark.parametrize("by", ["unit", "partner", "sector", "driver"])
def test_every_figure_of_the_round_is_what_the_plan_says(second_round, silent_as_planned, by):
    keys = {
        "unit": lambda plan: plan.unit,
        "partner": lambda plan: plan.partner,
        "sector": lambda plan: plan.sector,
        "driver": lambda plan: "new" if plan.sector == "semiconductors" else "traditional",
    }
    with on(JUDGED):
        found = figures_of(quang(), second_round, by)
        assert dict(found.total.counts) == expected(silent_as_planned, JUDGED)
        assert {line.key for line in found.lines} == set(map(keys[by], silent_as_planned))
        for line in found.lines:
            some = [plan for plan in silent_as_planned if keys[by](plan) == line.key]
            assert dict(line.counts) == expected(some, JUDGED), line.key
            assert line.days == days(some), line.key
            for name, number in line.counts.items():
                rows = keys_behind(quang(), second_round, f"{by}~{line.key}~{name}")
                assert len(rows) == number


def test_every_verdict_proposed_is_what_the_plan_says(second_round):
    with on(JUDGED):
        found = proposals_of(quang(), second_round)
    for plan in PLANS:
        one = found[item(second_round, plan).pk]
        assert (one.verdict, str(one.why)) == expected_proposal(plan), plan
        assert one.new_due == (plan.new_due if plan.answered else None)


def test_the_agenda_holds_the_exceptions_in_order(second_round, silent_as_planned):
    wanted = [
        (expected_proposal(plan)[1], plan)
        for plan in silent_as_planned
        if expected_proposal(plan)[1] in ORDER
    ]
    wanted.sort(key=lambda pair: (ORDER.index(pair[0]), pair[1].due, pair[1].at))
    with on(JUDGED):
        found = agenda_of(quang(), second_round)
        assert [str(point.why) for point in found] == [why for why, _plan in wanted]
        texts = {
            one.pk: one.commitment.text for one in second_round.items.select_related("commitment")
        }
        assert [texts[point.facts.pk] for point in found] == [plan.text for _why, plan in wanted]
        paper = Docx(io.BytesIO(agenda_paper(quang(), second_round)))
    tables = [table for table in paper.tables if len(table.columns) == 7]
    rows = [row.cells[2].text for table in tables for row in table.rows]
    assert [text for text in rows if text.startswith("Cam kết số")] == [p.text for _w, p in wanted]


def test_who_is_silent_is_computed_unit_by_unit(second_round):
    for one in queries.calls_of(quang(), second_round):
        mine = [plan for plan in PLANS if plan.unit == one.call.unit_id]
        silent = sum(not plan.answered for plan in mine)
        assert one.silent == silent, one.call.unit_id
        assert one.call.urged == (1 if silent else 0)


def test_what_each_way_said_stands_as_it_was_said(second_round):
    for plan in PLANS:
        reply = ReviewReply.objects.filter(item=item(second_round, plan), unit=plan.unit).first()
        if plan.way == "silent":
            assert reply is None
            continue
        assert (reply.state == "approved") == plan.approved
        assert reply.on_behalf == (plan.way in {"behalf", "letter"})
        for name in ("standing", "progress", "verdict", "new_due", "done_on"):
            assert getattr(reply, name) == getattr(plan.values, name), (plan, name)
        if plan.way == "letter":
            assert reply.quote.endswith(f"tiến độ {plan.at}.")


@pytest.fixture
def judged(second_round):
    """Plain ones in one act, the others one by one as their units propose; silence goes on."""
    with on(JUDGED):
        judging.give_plain_verdicts(review=second_round, by=quang())
        for plan in PLANS:
            one = item(second_round, plan)
            if one.verdict:
                continue
            verdict = expected_proposal(plan)[0] or "continue"
            values = VerdictValues(
                verdict,
                new_due=plan.new_due if verdict == "continue" and plan.answered else None,
                new_text="Nội dung mới" if verdict == "amend" else "",
                reason="Theo đề nghị của cơ quan chủ trì",
            )
            judging.give_verdict(item=one, values=values, by=quang())
    return second_round


STATE = {
    "done": "done", "continue": "continued", "amend": "amended", "stop": "stopped",
    "hand_up": "handed_up",
}  # fmt: skip


def test_plain_verdicts_are_one_act_and_can_be_taken_back(second_round):
    plain = [plan for plan in PLANS if expected_proposal(plan)[1] not in ORDER]
    with on(JUDGED):
        run = judging.give_plain_verdicts(review=second_round, by=quang())
        assert second_round.items.exclude(verdict="").count() == len(plain)
        one = item(second_round, plain[0])
        judging.give_verdict(item=one, values=VerdictValues("done"), by=quang())
        back = judging.take_back_plain(review=second_round, run=run, by=quang())
        assert back == len(plain) - 1
        assert second_round.items.exclude(verdict="").get() == one
        with pytest.raises(StateError):
            judging.take_back_plain(review=second_round, run=run, by=quang())


def test_concluding_puts_every_verdict_into_force_and_can_be_taken_back(judged, first_round):
    before = dict(Commitment.objects.values_list("text", "state"))
    dues = dict(Commitment.objects.values_list("text", "due"))
    with on(JUDGED):
        judging.conclude(review=judged, by=quang())
        for plan in PLANS:
            proposed = expected_proposal(plan)[0] or "continue"
            found = item(judged, plan) if proposed != "amend" else None
            row = found.commitment if found else Commitment.objects.get(text="Nội dung mới")
            moved = proposed == "continue" and plan.answered and plan.new_due
            assert row.state == STATE[proposed], plan
            assert row.due == (plan.new_due if moved else dues[plan.text])
        # The dates that this round gave are no second ones of its own, nor of the round before.
        judged.refresh_from_db()
        twice = [plan for plan in PLANS if expected_proposal(plan)[1] == "delayed_twice"]
        whys = [point.why for point in agenda_of(quang(), judged)]
        assert whys.count("delayed_twice") == len(twice)
        assert "delayed_twice" not in {p.why for p in agenda_of(quang(), first_round)}
        touched = item(judged, PLANS[0]).commitment
        touched.version += 1
        touched.save()
        judging.take_back_conclusion(review=judged, reason="Nhầm kỳ", by=quang())
    after = dict(Commitment.objects.values_list("text", "state"))
    assert {t: s for t, s in after.items() if t != PLANS[0].text} == {
        t: s for t, s in before.items() if t != PLANS[0].text
    }
    assert dict(Commitment.objects.values_list("text", "due")) == dues
    assert judged.items.filter(applied_version__isnull=False).count() == 0


def test_nothing_is_concluded_while_a_verdict_is_missing(second_round):
    with on(JUDGED), pytest.raises(StateError):
        judging.conclude(review=second_round, by=quang())
    assert not Commitment.objects.filter(state="done").exists()


def test_minutes_hand_out_the_decisions_and_close_the_way_back(judged):
    with on(JUDGED):
        judging.conclude(review=judged, by=quang())
        judged.refresh_from_db()
        values = MinutesValues(
            JUDGED, "Phó Thủ tướng", "Bộ Công Thương\nBộ Tài chính", "Thống nhất", "12/BB"
        )
        minutes.write_minutes(review=judged, values=values, version=judged.version, by=quang())
        one = item(judged, PLANS[0])
        for lead, about in (("moit", one.pk), ("province-lang-son", None), (None, None)):
            said = DecisionValues(f"Giao {lead}", lead, date(2027, 1, 15), about)
            minutes.add_decision(review=judged, values=said, by=quang())
        minutes.issue_minutes(review=judged, by=quang())
        judged.refresh_from_db()
        paper = Docx(io.BytesIO(minutes_paper(quang(), judged)))
        tasks = Task.objects.filter(review_decision__review=judged).order_by("lead")
        assert [(task.lead_id, task.assigner_id) for task in tasks] == [
            ("moit", "sc-economic-diplomacy"),
            ("province-lang-son", "sc-economic-diplomacy"),
        ]
        assert tasks[0].commitment == one.commitment
        assert judged.reference in tasks[0].issuer_text
        assert origins_of_task(quang(), tasks[0].pk) == [Origin("review", judged)]
        with pytest.raises(StateError):
            judging.take_back_conclusion(review=judged, reason="Muộn", by=quang())
        with pytest.raises(StateError):
            minutes.issue_minutes(review=judged, by=quang())
    text = " ".join(p.text for p in paper.paragraphs)
    assert "BIÊN BẢN" in text
    assert "Thống nhất" in text


def test_the_round_before_is_found_and_the_acts_of_the_secretariat_are_counted(
    judged, first_round
):
    exceptions = sum(expected_proposal(plan)[1] in ORDER for plan in PLANS)
    assert previous_of(quang(), judged) == first_round
    with on(JUDGED):
        judging.conclude(review=judged, by=quang())
    assert queries.acts_of_secretariat(judged) == {
        "add": 1, "open": 1, "call": 1, "urge": 1, "close": 1, "judge": 1, "verdicts": 1,
        "verdict": exceptions, "enter_sheet": 1, "enter_letter": 1, "conclude": 1,
    }  # fmt: skip
