"""Monthly reports: drawn from records with approved words alone, put into words, frozen, sent."""

from datetime import date, datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.register import actions as register
from chancery.register.actions import protect
from chancery.register.values import StepValues
from chancery.work import actions as work
from chancery.work.actions import monthly as actions
from chancery.work.actions import plans
from chancery.work.actions.outreach import hold_outreach
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.outreach.values import ResultValues
from chancery.work.plans import queries
from chancery.work.plans.draft import SECTIONS
from chancery.work.plans.facts import changed, digest_of, facts_of, sight_of
from chancery.work.plans.reporting import reporting
from chancery.work.plans.ties import lines_of
from chancery.work.plans.values import LineValues, ReportValues
from tests import make

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


def who(person):
    return make.viewer(person())


def at(day, hour=9):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return mock.patch.object(timezone, "now", return_value=moment)


def said(report, key):
    return [fact.vi for fact in facts_of(report.sections.get(key=key).facts)]


def sent(report):
    for move, by in (("submit", make.lan), ("approve", make.minh), ("send", make.lan)):
        report = actions.move_report(report=report, move=move, by=who(by))
    return report


@pytest.fixture
def october():
    """What the desk did in October, and what it left open."""
    make.ground()
    lan, minh = who(make.lan), who(make.minh)
    own = {"lead": "mofa-economic", "assigner": "mofa-economic", "basis": "resolved"}
    with at(date(2026, 10, 5)):
        done = make.task(text="Gửi báo cáo thị trường", due=date(2026, 10, 30), **own)
        late = make.task(text="Chuẩn bị đề án", due=date(2026, 10, 15), **own)
        hidden = make.task(
            text="Việc kín", keeping=make.guard("mofa-economic", "restricted"), **own
        )
        obstacle = make.obstacle(text="Kiểm dịch kéo dài", lead="mofa-economic")
        kept = make.commitment(text="Lập nhóm công tác", lead="mofa-economic")
        make.activity(text="Thăm Tô-ki-ô", start=date(2026, 10, 9), lead="mofa-economic")
        make.proposal(text="Lập tổ liên ngành")
        for task in (done, late, hidden):
            work.move(task=task, move="accept", by=lan)
    with at(date(2026, 10, 20)):
        for text, decided in (("Đã gửi bản thảo", True), ("Chưa duyệt", False)):
            told = work.report_progress(
                task=late,
                period=date(2026, 10, 20),
                health="delayed",
                text=text,
                difficulty=f"Khó: {text}",
                proposal=f"Xin: {text}",
                by=lan,
            )
            if decided:
                work.approve_progress(progress=told, by=minh)
        work.move(task=done, move="submit", by=lan)
        work.move(task=done, move="approve", by=minh)
        step = StepValues(date(2026, 10, 20), "Đã trao đổi với Bộ bạn")
        register.log_step(case=obstacle, values=step, by=lan)
        register.set_commitment_state(commitment=kept, state="done", reason="", by=lan)
    return done


def test_it_is_drawn_from_the_records_of_the_month(october):
    with at(date(2026, 11, 3)):
        report = make.monthly_report(OCTOBER)
    assert report.reference.startswith("BT-")
    tasks = said(report, "tasks")
    assert tasks[0] == "Hoàn thành 1 nhiệm vụ; đang thực hiện 1, trong đó quá hạn 1."
    assert tasks[1].endswith("Gửi báo cáo thị trường – hoàn thành ngày 20/10/2026.")
    assert tasks[2].endswith("Chuẩn bị đề án – quá hạn từ 15/10/2026. Đã gửi bản thảo")
    assert "Việc kín" not in str(tasks)  # restricted
    assert "Chưa duyệt" not in str([said(report, one.key) for one in SECTIONS])
    assert [one.split(": ", 1)[1] for one in said(report, "difficulties")] == [
        "Khó: Đã gửi bản thảo",
        "Xin: Đã gửi bản thảo",
    ]
    assert said(report, "obstacles")[1].endswith("Nhật Bản; 20/10/2026: Đã trao đổi với Bộ bạn.")
    assert "chuyển thành" in said(report, "commitments")[0]
    assert "Thăm Tô-ki-ô" in said(report, "activities")[0]
    assert "Lập tổ liên ngành" in said(report, "proposals")[0]
    fact = facts_of(report.sections.get(key="tasks").facts)[1]
    assert (fact.about, fact.key, fact.what) == ("task", str(october.pk), "done")
    with pytest.raises(InvalidValuesError, match="has a report for that month"):
        make.monthly_report(date(2026, 10, 31))
    with pytest.raises(InvalidValuesError, match="not begun"):
        make.monthly_report(date(2030, 1, 1))
    with pytest.raises(NotAllowedError):
        make.monthly_report(OCTOBER, by=make.son())


def test_facts_are_refreshed_and_own_words_stay(october):
    lan = who(make.lan)
    with at(date(2026, 11, 3)):
        report = make.monthly_report(OCTOBER)
    actions.write_section(
        report=report, key="ahead", words="Chuẩn bị hội nghị", version=report.version, by=lan
    )
    make.activity(text="Hội đàm tại Hà Nội", start=date(2026, 10, 12), lead="mofa-economic")
    with at(date(2026, 11, 4)):
        assert actions.refresh(report=report, by=lan) == 1
        assert actions.refresh(report=report, by=lan) == 0
    section = report.sections.get(key="activities")
    [new] = changed(facts_of(section.before), facts_of(section.facts))
    assert (new.word, "Hội đàm tại Hà Nội" in new.now.vi) == ("new", True)
    actions.see_changes(report=report, by=lan)
    section.refresh_from_db()
    assert section.before is None
    assert report.sections.get(key="ahead").words == "Chuẩn bị hội nghị"


def test_it_is_frozen_when_approved_and_seen_above_when_sent(october):
    lan = who(make.lan)
    with at(date(2026, 11, 3)):
        report = make.monthly_report(OCTOBER)
        make.hien(), make.quang(), make.oanh()
        with pytest.raises(NotAllowedError):
            actions.move_report(report=report, move="submit", by=who(make.son))
        report = actions.move_report(report=report, move="submit", by=lan)
        with pytest.raises(NotAllowedError):
            actions.move_report(report=report, move="approve", by=lan)
        report = actions.move_report(report=report, move="approve", by=who(make.minh))
        assert report.digest == digest_of(report, report.sections.all())
        for act in (
            lambda: actions.refresh(report=report, by=lan),
            lambda: actions.write_section(
                report=report, key="ahead", words="Đổi", version=report.version, by=lan
            ),
            lambda: actions.withdraw_report(report=report, reason="Nhầm", by=lan),
        ):
            with pytest.raises(StateError):
                act()
        assert not queries.reports(who(make.quang)).exists()
        report = actions.move_report(
            report=report, move="reopen", reason="Sửa số", by=who(make.minh)
        )
        assert (report.state, report.digest) == ("returned", "")
        report = sent(report)
    assert queries.reports(who(make.quang)).get() == report
    assert not queries.reports(who(make.oanh)).exists()
    facts = facts_of(report.sections.get(key="tasks").facts)
    assert not sight_of(who(make.hien), report, facts).hidden
    october.refresh_from_db()
    protect(
        record=october,
        guard=make.guard("mofa-economic", "restricted"),
        version=october.version,
        by=lan,
    )
    assert sight_of(who(make.quang), report, facts).hidden == {("task", str(october.pk))}
    assert not sight_of(lan, report, facts).hidden


def test_lines_of_the_plan_are_told_against_what_is_done():
    make.ground()
    held = make.activity(start=date(2026, 10, 9))
    line = LineValues(
        "Hai hội nghị", 9, 11, counted="activities", target=2, records=(held.reference,)
    )
    plan = make.plan(line=line)
    lan = who(make.lan)
    for move, by in (("submit", make.lan), ("approve", make.minh)):
        plan = plans.move_plan(plan=plan, move=move, by=who(by))
    report = make.monthly_report(OCTOBER)
    assert said(report, "plan") == [
        f"{plan.reference}, mục 1: Hai hội nghị – đang thực hiện (1/2)."
    ]
    assert said(report, "ahead") == [f"{plan.reference}, mục 1: Hai hội nghị (1/2)."]
    assert queries.plan_in_force(lan, plan.held_by, OCTOBER) == plan


def test_who_has_not_reported_is_known_above_and_reminded_once():
    make.ground()
    make.tuan(), make.mai(), make.lan(), make.hien(), make.son(), make.oanh()
    deadline = date(2026, 11, 6)
    with at(date(2026, 11, 6)):
        assert [o.unit.pk for o in queries.owed_by(who(make.tuan))] == ["mission-jp"]
        owed = {o.unit.pk: o for o in queries.owed(who(make.hien), OCTOBER)}
        assert set(owed) == {"mission-jp", "mission-kr", "mofa-economic"}
        assert owed["mission-jp"].deadline == deadline
        assert not owed["mission-jp"].is_late
        assert [o.unit.pk for o in queries.owed(who(make.son), OCTOBER)] == []
        sent(make.monthly_report(OCTOBER))
        assert actions.remind_of_reports(now=timezone.now()) == 3  # two in Tokyo, one in Seoul
        assert actions.remind_of_reports(now=timezone.now()) == 0
    reminded = Notice.objects.filter(kind="monthly-report")
    assert set(reminded.values_list("to__username", flat=True)) == {"tuan", "mai", "oanh"}
    with at(date(2026, 11, 9)):
        assert actions.remind_of_reports(now=timezone.now()) == 3
        assert {o.unit.pk for o in queries.owed(who(make.hien), OCTOBER) if o.is_late} == {
            "mission-jp",
            "mission-kr",
        }
    with at(date(2026, 11, 10)):
        assert actions.remind_of_reports(now=timezone.now()) == 0
    assert reporting().working_day == 5
    assert ReportValues(OCTOBER).to_unit is None


def test_meetings_and_outreach_are_told_without_persons_and_plan_lines_count_what_was_held():
    make.ground()
    lan = who(make.lan)
    with at(date(2026, 10, 12)):
        met = make.interaction(
            text="Gặp ông Sato", day=date(2026, 10, 9), units=("mofa-economic",)
        )
        make.interaction(day=date(2026, 9, 30))
        held = make.outreach(planned_on=date(2026, 10, 5))
        make.outreach(text="Bài viết", kind="article", planned_on=date(2026, 10, 8))
        make.outreach(text="Phim", kind="film", planned_on=date(2026, 11, 8))
        result = ResultValues(date(2026, 10, 6), reach=120, reach_source="Ban tổ chức")
        hold_outreach(outreach=held, values=result, by=lan)
        line = LineValues(
            "Quảng bá", 10, 10, counted="outreach", target=2, records=(held.reference,)
        )
        plan = make.plan(line=line)
        plans.add_line(plan=plan, values=LineValues("Việc sớm hơn", 1, 2), by=lan)
        (told, second) = lines_of(lan, plan)
        assert (told.done, told.wanted, told.line.number, second.line.number) == (1, 2, 1, 2)
        report = make.monthly_report(OCTOBER)
        told = said(report, "contacts")
        assert told[0] == "Số cuộc tiếp xúc: 1, với 1 đối tác."
        assert told[1].startswith(f"{met.reference}: ")
        assert "Sato" not in " ".join(told)
        told = said(report, "outreach")
        assert "Đã thực hiện: 1; tiếp cận 120 lượt người (1 hoạt động có số liệu)." in told
        assert any("chưa báo cáo kết quả" in one for one in told)
        assert any("Phim – dự kiến ngày 08/11/2026" in one for one in said(report, "ahead"))
        facts = facts_of(report.sections.get(key="contacts").facts)
        assert ("interaction", str(met.pk)) in sight_of(lan, report, facts).open
