"""What belongs to the records of one level: rounds, meetings, programmes, plans, letters."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from chancery.people.actions import make_token
from chancery.work import actions as work
from chancery.work.actions import consultations_drafting as drafting
from chancery.work.actions import consultations_replying as consulting
from chancery.work.actions import meetings_preparing as preparing
from chancery.work.actions import monthly, plans, programme_targets, programmes
from chancery.work.actions.reviews_replying import put_reply
from chancery.work.meetings.values import ItemValues
from chancery.work.models import Escalation, MeetingDecision, UrgedTask, Urging
from chancery.work.plans.values import LineValues
from chancery.work.programmes.values import FigureValues, PartValues
from chancery.work.reviews.values import ReplyValues
from tests import make
from tests.web.house.knowing import word
from tests.web.house.people import HOLDER, LEVELS, NAMED
from tests.web.house.world import World


def review(level: str):
    """A round of the desk that asks moit about the commitments made so far; son has replied."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    round_ = make.called(make.review(text=word("review", level), keeping=keeping))
    item = round_.items.select_related("review").get(number=1)
    values = ReplyValues("on_track", progress="Đang làm")
    put_reply(item=item, unit="moit", values=values, by=make.viewer(make.son()))
    return round_


def planned(world: World, level: str) -> None:
    """A plan that waits for the desk's head, tied to records of the level, and a report it sent."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    at = LEVELS.index(level)
    ties = tuple(world.records[kind, level].reference for kind in ("task", "activity"))
    world.records["training", level] = make.training(keeping=keeping, text=word("training", level))
    plan = make.plan(
        keeping=keeping,
        period=("q1", "q2", "q3")[at],
        text=word("workplan", level),
        line=LineValues("Việc của đơn vị", at * 3 + 1, at * 3 + 2, records=ties),
    )
    world.records["workplan", level] = plans.move_plan(
        plan=plan, move="submit", by=make.viewer(make.lan())
    )
    report = make.monthly_report(date(2026, 8 + at, 1), keeping=keeping)
    for move, by in (("submit", make.lan), ("approve", make.minh), ("send", make.lan)):
        report = monthly.move_report(report=report, move=move, by=make.viewer(by()))
    report.text = word("monthlyreport", level)
    report.save(update_fields=["text"])
    world.records["monthlyreport", level] = report


def programme(world: World, level: str) -> dict[str, object]:
    """A programme of moit's that the desk keeps, a part on which the task hangs, a target."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    found = make.programme(text=word("programme", level), keeping=keeping)
    world.records["programme", level] = found
    by = make.viewer(make.lan())
    part = programmes.add_part(programme=found, values=PartValues("Mục tiêu"), by=by)
    part.tasks.add(world.records["task", level])
    part.commitments.add(world.records["commitment", level])
    target = programme_targets.add_target(programme=found, values=make.target_values(), by=by)
    values = FigureValues(date(2026, 1, 5), Decimal(101), "Niên giám")
    figure = programme_targets.add_figure(target=target, values=values, by=by)
    return {"objective": part, "target": target, "figure": figure}


def meeting(world: World, level: str) -> dict[str, object]:
    """A meeting of the desk with moit that was held, its one item and what was decided about it."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    found = make.meeting(text=word("meeting", level), keeping=keeping, day=timezone.localdate())
    by = make.viewer(make.lan())
    item = preparing.add_item(meeting=found, values=ItemValues("Việc chung"), by=by)
    found.refresh_from_db()
    world.records["meeting", level] = make.held(found)
    one = found.participants.get()
    ruling = MeetingDecision.objects.create(meeting=found, item=item, text="Giao")
    return {"participant": one, "item": item, "ruling": ruling}


def consulted(world: World, level: str) -> dict[str, object]:
    """A question of the desk to moit, which asks for more time."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    one = make.consulted(keeping=keeping, text=word("consultation", level))
    world.records["consultation", level] = one.consultation
    world.records["advice", level] = make.submitted(
        make.advice(keeping=keeping, text=word("advice", level))
    )
    due = timezone.localdate() + timedelta(days=40)
    son = make.viewer(make.son())
    time = consulting.ask_time(asked=one, due=due, reason="Chờ số liệu", by=son)
    paper = make.document(held_by="moit", sensitivity=level)
    letter = drafting.bring_draft(asked=one, paper=paper, by=son)
    return {"asked": one, "time": time, "draft": letter}


def went_up(world: World, level: str) -> None:
    """What was reported beyond the ministry's authority, and a letter that urges about the task."""
    task = world.records["task", level]
    quang, day = make.quang(), date(2026, 3, 2)
    world.records["escalation", level] = Escalation.objects.create(
        reference=f"BC-2026-900{LEVELS.index(level)}",
        task=task,
        trigger="authority",
        rung="committee",
        to_unit_id="sc-economic-diplomacy",
        since=day,
        text=word("escalation", level),
        from_unit_id="moit",
        raised_by=make.binh(),
        raised_at=timezone.now(),
        raised_on=day,
        due=day,
    )
    letter = Urging.objects.create(
        reference=f"DD-2026-900{LEVELS.index(level)}",
        by_unit_id="pm",
        to_unit_id="moit",
        opening=word("urging", level),
        closing="Đề nghị báo cáo",
        reply_by=day,
        sent_by=quang,
        sent_at=timezone.now(),
        sent_on=day,
    )
    world.records["urging", level] = letter
    world.lines[level] = UrgedTask.objects.create(
        urging=letter, task=task, trigger="overdue", since=day, days_late=3
    )


def said(task, commitment) -> dict[str, object]:
    """What the lead unit has asked and drafted, and what the desk remarked, by its name in addresses."""
    lan, son = make.viewer(make.lan()), make.viewer(make.son())
    work.move(task=task, move="accept", by=son)
    day, words = timezone.localdate(), "Đang làm"
    return {
        "progress": work.report_progress(
            task=task, period=day, health="at_risk", text=words, by=son
        ),
        "extension": work.ask_extension(
            task=task, due=date(2027, 3, 31), reason="Chờ ý kiến", by=son
        ),
        "proposed": work.propose_lead(task=task, proposed="mof", reason="Việc của Bộ", by=son),
        "comment": work.comment(task=task, text="Đã trao đổi", unit=HOLDER, by=lan),
        "remark": work.comment(commitment=commitment, text="Đã trao đổi", unit=HOLDER, by=lan),
        "token": make_token(
            user=lan.user, kind="api", name="Bảng", scopes=["read:work"], by="lan"
        )[0],
    }
