"""Consultations: who may do what in each state, the clock of each unit, who is told when."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work.actions import consultations, reminding
from chancery.work.actions import consultations_following as following
from chancery.work.actions import consultations_replying as replying
from chancery.work.consultations import access, clock, papers, queries, rules
from chancery.work.consultations.values import EnteredValues, FollowValues, ReplyValues
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Consultation, ConsultationState, ConsultedUnit, Proposal, Task
from chancery.work.origins import Origin, origins_of_task
from tests import make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def on(day, hour=8):
    """The clock on the wall of Hà Nội."""
    moment = datetime.fromisoformat(f"{day}T{hour:02}:00:00+07:00").astimezone(UTC)
    return mock.patch.object(timezone, "now", return_value=moment)


def say(one, by=None, answer="agree", text="", **more):
    by = make.viewer(by or make.son())
    one = ConsultedUnit.objects.select_related("consultation", "unit").get(pk=one.pk)
    return replying.reply(asked=one, values=ReplyValues(answer, text, **more), by=by)


def test_from_the_question_to_what_its_conclusion_gives_to_do():
    make.ground()
    lan, son = make.viewer(make.lan()), make.viewer(make.son())
    with on("2026-03-02"):
        one = make.consulted(units=("moit", "mof"), reply_by=date(2026, 3, 14))
    found = one.consultation
    mof = found.asked.get(unit="mof")
    one = found.asked.get(unit="moit")
    assert (one.due, one.original_due) == (date(2026, 3, 16), date(2026, 3, 16))  # a Monday
    assert {n.to.username for n in Notice.objects.filter(kind="consultation")} == {"son"}
    with on("2026-03-04"):
        replying.take_note(asked=_loaded(one), by=son)
        with pytest.raises(StateError, match="still have time"):
            consultations.close(consultation=found, conclusion="Chốt", by=lan)
        say(one, answer="disagree", text="Chưa nên")
    with on("2026-03-20"):
        say(one, answer="comments", text="Nên, có điều kiện")
        entered = EnteredValues("mof", ReplyValues("agree"), date(2026, 3, 17))
        replying.enter_reply(consultation=found, values=entered, by=make.viewer(make.ha()))
    one.refresh_from_db()
    mof.refresh_from_db()
    assert (one.answer, one.replied_on, one.response_days) == ("comments", date(2026, 3, 4), 2)
    assert [row.text for row in one.replies.all()] == ["Chưa nên", "Nên, có điều kiện"]
    assert clock.standing_of(one) == "in_time"
    assert (mof.replied_on, clock.standing_of(mof)) == (date(2026, 3, 17), "late")
    found = consultations.close(consultation=found, conclusion="Đồng ý mở thị trường", by=lan)
    asked = following.follow(consultation=found, values=FollowValues("Rà soát", "moit"), by=lan)
    assert isinstance(asked, Proposal)
    assert found.reference in asked.text
    with pytest.raises(StateError, match="handed out"):
        following.follow(consultation=found, values=FollowValues("Rà soát", "moit"), by=lan)


def test_what_the_unit_itself_does_about_its_conclusion_is_a_task_that_leads_back():
    lan = make.viewer(make.lan())
    found = make.consulted().consultation
    say(found.asked.get())
    found = consultations.close(consultation=found, conclusion="Nhất trí", by=lan)
    due = TODAY() + timedelta(days=30)
    made = following.follow(
        consultation=found, values=FollowValues("Soạn tờ trình", "mofa-economic", due), by=lan
    )
    assert isinstance(made, Task)
    assert origins_of_task(lan, made.pk) == [Origin("consultation", found)]
    assert not origins_of_task(make.viewer(make.oanh()), made.pk)


def _loaded(one):
    return ConsultedUnit.objects.select_related("consultation", "unit").get(pk=one.pk)


def test_more_time_keeps_the_old_day_and_a_reply_needs_none():
    with on("2026-03-02"):
        one = make.consulted(units=("moit",), reply_by=date(2026, 3, 10))
        lan, son = make.viewer(make.lan()), make.viewer(make.son())
        with pytest.raises(InvalidValuesError, match="later"):
            replying.ask_time(asked=_loaded(one), due=date(2026, 3, 9), reason="Cần thêm", by=son)
        row = replying.ask_time(asked=_loaded(one), due=date(2026, 3, 21), reason="Bận", by=son)
        with pytest.raises(StateError, match="already"):
            replying.ask_time(asked=_loaded(one), due=date(2026, 3, 25), reason="Bận", by=son)
        with pytest.raises(NotAllowedError):
            replying.grant_time(extension=row, due=None, by=son)
        replying.grant_time(extension=row, due=None, by=lan)
        one.refresh_from_db()
        row.refresh_from_db()
        assert (one.original_due, one.due) == (date(2026, 3, 10), date(2026, 3, 23))
        assert (row.due_before, row.due_granted) == (date(2026, 3, 10), date(2026, 3, 23))
        second = replying.ask_time(asked=_loaded(one), due=date(2026, 4, 1), reason="Bận", by=son)
        replying.decline_time(extension=second, answer="Không thể chờ", by=lan)
        third = replying.ask_time(asked=_loaded(one), due=date(2026, 4, 2), reason="Bận", by=son)
        say(one)
        third.refresh_from_db()
        assert third.state == "withdrawn"
        with pytest.raises(StateError, match="needs no more time"):
            replying.ask_time(asked=_loaded(one), due=date(2026, 4, 5), reason="Bận", by=son)


def test_it_is_not_closed_over_a_question_for_more_time_that_nobody_answered():
    lan, son = make.viewer(make.lan()), make.viewer(make.son())
    with on("2026-03-02"):
        one = make.consulted(units=("moit",), reply_by=date(2026, 3, 10))
        row = replying.ask_time(asked=_loaded(one), due=date(2026, 3, 31), reason="Bận", by=son)
    with on("2026-03-12"):
        asked = {"consultation": one.consultation, "conclusion": "Chốt", "by": lan}
        with pytest.raises(StateError, match="wait for your answer: Ministry of Industry"):
            consultations.close(**asked)
        replying.decline_time(extension=row, answer="Không thể chờ", by=lan)
        assert consultations.close(**asked).state == "closed"


STATES = {
    "draft": {"send"},
    "sent": {"close", "withdraw"},
    "closed": {"reopen"},
    "withdrawn": set(),
}


def in_state(state):
    lan = make.viewer(make.lan())
    if state == "draft":
        return make.consultation()
    one = make.consulted()
    found = one.consultation
    if state == "closed":
        say(one)
        return consultations.close(consultation=found, conclusion="Chốt", by=lan)
    if state == "withdrawn":
        return consultations.withdraw_question(consultation=found, reason="Nhầm", by=lan)
    return found


@pytest.mark.parametrize("state", ConsultationState.values)
def test_in_every_state_who_may_do_what_next(state):
    found = in_state(state)
    past = TODAY() - timedelta(days=1)
    found.asked.filter(replied_on__isnull=True, due__isnull=False).update(due=past)
    assert rules.WAITS_FOR.keys() == set(ConsultationState)
    for person in make.CAST:
        who = make.viewer(person())
        asks = who.user.username in {"lan", "minh", "hien"}
        heads = who.user.username in {"minh", "hien"}
        names = {move.name for move in rules.moves_open_to(who, found)}
        assert names == (STATES[state] - ({"reopen"} if not heads else set()) if asks else set())
        assert rules.can_change(who, found) == (asks and state == "draft")
        assert rules.can_ask_more(who, found) == (asks and state in {"draft", "sent"})
        assert rules.can_follow(who, found) == (asks and state == "closed")
        enters = asks or who.user.username == "ha"
        assert rules.can_enter(who, found) == (enters and state == "sent")
        one = _loaded(found.asked.get())
        speaks = who.user.username in {"son", "binh"} and state == "sent"
        assert rules.can_speak(who, one) == speaks


def test_a_unit_reads_its_own_answer_the_asker_and_who_oversees_read_all():
    found = make.consulted(units=("moit", "province-lang-son")).consultation
    first, second = found.asked.get(unit="moit"), found.asked.get(unit="province-lang-son")
    say(first, answer="disagree", text="Lời của Bộ")
    say(second, make.yen(), "comments", "Lời của tỉnh")

    def read(person):
        return sorted(access.replies(make.viewer(person)).values_list("text", flat=True))

    assert read(make.son()) == ["Lời của Bộ"]
    assert read(make.yen()) == ["Lời của tỉnh"]
    for person in (make.lan(), make.thu(), make.hien(), make.quang()):
        assert read(person) == ["Lời của Bộ", "Lời của tỉnh"]
    for person in (
        make.tuan(),
        make.oanh(),
        make.khoa(),
    ):  # of the partner's mission, and strangers
        assert read(person) == []
    assert access.consultations(make.viewer(make.tuan())).filter(pk=found.pk).exists()
    assert "Lời của Bộ" not in _words(papers.synthesis(make.viewer(make.yen()), found))
    of_question = Event.objects.filter(kind="consultation")
    said = str(
        [getattr(e, "values_beside", None) and e.values_beside.changes for e in of_question]
    )
    assert "Lời của" not in said


def test_a_draft_is_the_asking_agencys_own_and_a_restricted_one_names_who_is_asked():
    draft = make.consultation()
    assert access.consultations(make.viewer(make.thu())).exists()
    assert not access.consultations(make.viewer(make.son())).exists()
    closed = make.consulted(keeping=make.guard("mofa-economic", "restricted")).consultation
    assert set(access.consultations(make.viewer(make.son()))) == {closed}
    consultations.withdraw_consultation(
        consultation=draft, reason="Nhầm", by=make.viewer(make.lan())
    )
    assert Consultation.objects.get() == closed


def test_a_unit_that_replied_is_not_let_off_and_one_added_later_has_the_same_day():
    lan = make.viewer(make.lan())
    found = make.consulted().consultation
    found = consultations.ask_more(consultation=found, units=("province-lang-son",), by=lan)
    one, other = found.asked.order_by("pk")
    assert one.due == other.due
    other.asked_at += timedelta(days=1)
    other.save()
    entered = EnteredValues("province-lang-son", ReplyValues("agree"), timezone.localdate())
    with pytest.raises(InvalidValuesError, match="day on which it was asked"):
        replying.enter_reply(consultation=found, values=entered, by=lan)
    say(one)
    with pytest.raises(StateError, match="has replied"):
        consultations.let_off(asked=_loaded(one), reason="Thôi", by=lan)
    consultations.let_off(asked=_loaded(other), reason="Không cần", by=lan)
    assert [row.pk for row in found.asked.all()] == [one.pk]


def test_a_unit_asked_no_more_loses_sight_of_a_restricted_question():
    lan, son = make.viewer(make.lan()), make.viewer(make.son())
    closed = make.guard("mofa-economic", "restricted")
    draft = make.consultation(keeping=closed, units=("moit", "mof"))
    values = replace(queries.consultation_values(draft), units=("mof",))
    draft = consultations.change_consultation(
        consultation=draft, values=values, version=draft.version, by=lan
    )
    consultations.send(consultation=draft, by=lan)
    one = make.consulted(keeping=closed, units=("moit", "mof"))
    asked = one.consultation.asked.get(unit="moit")
    consultations.let_off(asked=_loaded(asked), reason="Không cần", by=lan)
    assert not access.consultations(son).exists()


def test_figures_of_units_count_what_their_rows_say():
    with on("2026-03-02"):
        rows = [make.consulted(reply_by=date(2026, 3, 10), units=("moit",)) for _n in range(4)]
        make.consulted(reply_by=date(2026, 3, 10), units=("province-lang-son",))
        make.consultation(units=("moit",))
    for one, day in zip(rows, ("2026-03-03", "2026-03-06", "2026-03-12"), strict=False):
        with on(day):
            say(one)
    lan = make.viewer(make.lan())
    with on("2026-03-13"):
        known = access.asked(lan)
        figures = {one.unit.pk: one for one in clock.by_unit(known)}
        for one in clock.Standing:
            slow = [r for r in clock.counted(known) if clock.standing_of(r) == one]
            assert set(clock.counted(known).filter(clock.condition(one))) == set(slow)
    moit = figures["moit"]
    assert (moit.asked, moit.in_time, moit.late, moit.silent, moit.waiting) == (4, 2, 1, 1, 0)
    assert moit.median_days == 4.0  # 1, 4 and 8 working days
    assert figures["province-lang-son"].median_days is None


def _run(day):
    with on(day):
        moment = timezone.now()
        begun = reminding.begin_run(now=moment)
        done = reminding.remind(now=moment, since=reminding.last_run(moment))
        reminding.finish_run(run=begun, opened=0, reminded=done, sent=0, failed=0)


def test_the_silent_are_told_before_on_and_after_the_day_and_their_ministry_in_the_end():
    make.ground()
    make.lan(), make.minh(), make.hien()
    with on("2026-03-02"):
        one = make.consulted(units=("mofa-economic",), by=make.tuan(), keeping=make.guard("mission-jp"),
                             reply_by=date(2026, 3, 11))  # fmt: skip
    day = date(2026, 3, 3)
    while day <= date(2026, 3, 23):
        _run(day.isoformat())
        _run(day.isoformat())
        day += timedelta(days=1)
    told = [
        (str(row.occasion), row.to.username, row.rule)
        for row in one.told.order_by("occasion", "rule", "to__username")
    ]
    expected = [
        *(("2026-03-09", name, "reply-in-2") for name in ("lan", "minh")),
        *(("2026-03-11", name, "reply-today") for name in ("lan", "minh")),
    ]
    for silent in ("2026-03-12", "2026-03-17", "2026-03-20"):
        expected += [(silent, name, "silent") for name in ("lan", "minh", "tuan")]
    expected.append(("2026-03-18", "hien", "silent-to-leaders"))
    assert told == sorted(expected, key=lambda row: (row[0], row[2], row[1]))
    letter = Notice.objects.filter(to__username="hien").latest("pk")
    assert one.consultation.reference in letter.body
    assert "bưởi" not in letter.body


def _words(paper):
    with zipfile.ZipFile(io.BytesIO(paper)) as file:
        return file.read("word/document.xml").decode()


def test_the_letter_and_the_synthesis_say_who_was_asked_and_who_said_what():
    found = make.consulted(units=("moit", "mof"), signer="Trịnh Đức Minh").consultation
    say(found.asked.get(unit="moit"), answer="comments", text="Bổ sung điều kiện")
    lan = make.viewer(make.lan())
    said = _words(papers.letter(lan, found))
    assert papers.letter(lan, found) == papers.letter(lan, found)
    assert all(
        w in said for w in ("Bộ Công Thương", "Bộ Tài chính", "xin ý kiến", "Trịnh Đức Minh")
    )
    both = _words(papers.synthesis(lan, found))
    assert all(w in both for w in ("Nhất trí, có góp ý", "Bổ sung điều kiện", "Chưa trả lời"))
    sheet = load_workbook(io.BytesIO(papers.synthesis_sheet(lan, found))).active
    rows = {row[1]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Bộ Công Thương"][4:] == ("Nhất trí, có góp ý", "Bổ sung điều kiện")
    assert rows["Bộ Tài chính"][4] == "Chưa trả lời (còn hạn)"
