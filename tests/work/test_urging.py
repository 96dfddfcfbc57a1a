"""Urging (đôn đốc): who may urge whom, what a letter says, how it is answered, what goes up."""

import io
from datetime import date, timedelta
from unittest import mock

import docx
import pytest
from django.utils import timezone

from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.actions.escalation_clock import climb
from chancery.work.actions.urging_ends import settle_letters
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.escalation import drafts, letter, queries
from chancery.work.escalation.urging_rules import Authority
from chancery.work.escalation.values import LetterValues, ReplyValues
from chancery.work.models import Escalation, Task, UrgedTask
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.moment("2026-03-18", 2)


@pytest.fixture(autouse=True)
def a_wednesday():
    with mock.patch.object(timezone, "now", return_value=NOW):
        yield


@pytest.fixture
def house():
    make.ground()
    for one in make.CAST:
        one()


def late(**values):
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-02", 2)):
        made = make.task(**{"due": date(2026, 3, 6), **values})
    Task.objects.filter(pk=made.pk).update(
        state="accepted", accepted_at=make.moment("2026-03-02", 3)
    )
    made.refresh_from_db()
    return made


def sent(*tasks, by=None, by_unit="vpcp", to_unit="moit", **values):
    words = LetterValues(
        by_unit=by_unit,
        to_unit=to_unit,
        tasks=tuple(task.pk for task in tasks),
        opening="Qua theo dõi, quý Bộ còn nhiệm vụ quá hạn:",
        closing="Đề nghị báo cáo.",
        reply_by=date(2026, 3, 25),
    )
    values = LetterValues(**{**{n: getattr(words, n) for n in words.__slots__}, **values})
    return work.send_letters(letters=[values], by=make.viewer(by or make.quang()))[0]


# Who may urge whom.


@pytest.mark.parametrize(
    ("person", "assigner", "lead", "unit"),
    [
        ("quang", "pm", "moit", "vpcp"),  # the Office for the Prime Minister
        ("lan", "pm", "moit", "mofa-economic"),  # the desk that recorded the order
        ("hien", "mofa", "mofa-economic", "mofa"),  # the ministry its department
        ("hien", "mofa", "mission-jp", "mofa"),
        ("minh", "mofa", "mofa-economic", None),  # nobody urges their own unit
        ("son", "pm", "moit", None),
        ("yen", "pm", "moit", None),
        ("khoa", "mofa", "mofa-economic", None),  # an administrator reads no content
        ("thu", "pm", "moit", None),  # a reader
    ],
)
def test_who_may_urge_whom_and_in_whose_name(house, person, assigner, lead, unit):
    task = late(assigner=assigner, lead=lead)
    assert Authority(make.viewer(getattr(make, person)())).unit_for(task) == unit


def test_the_secretariat_of_the_committee_urges_ministries(house):
    task = late()
    who = make.viewer(make.person("tram", "Đinh Bảo Trâm", "sc-economic-diplomacy", "officer"))
    assert Authority(who).unit_for(task) == "sc-economic-diplomacy"


def test_nobody_sends_a_letter_without_authority(house):
    task = late()
    for one in (make.son, make.yen, make.oanh, make.thu):
        with pytest.raises(NotAllowedError):
            sent(task, by=one())


# Drafts.


def test_a_draft_gathers_all_that_a_unit_owes_in_the_words_of_a_letter(house):
    late(text="Một")
    late(text="Hai", due=date(2026, 3, 13))
    late(text="Ba", lead="mof", due=date(2026, 3, 16))
    late(text="Còn hạn", due=date(2026, 6, 30))
    first, second = drafts.drafts_for(make.viewer(make.quang()))
    assert (first.to_unit.pk, len(first.lines)) == ("moit", 2)
    assert (second.to_unit.pk, len(second.lines)) == ("mof", 1)
    assert "đến ngày 18/03/2026, Bộ Công Thương còn 2 nhiệm vụ" in first.opening
    assert "chậm nhất ngày 25/03/2026" in first.closing
    assert [line.days for line in first.lines] == [8, 3]
    assert first.lines[0].said == "quá hạn 8 ngày làm việc (hạn 06/03/2026)"


def test_a_page_of_letters_begins_each_as_the_letter_itself(house):
    """Of moit so many are overdue that no other is looked at; of mof all are."""
    for day in (3, 5, 4, 6):
        late(due=date(2026, 3, day))
    late(due=date(2026, 12, 31), priority="urgent")
    late(lead="mof", due=None, priority="urgent")
    late(lead="mof", due=date(2026, 3, 6))
    late(lead="mof", due=date(2026, 12, 31), priority="urgent")
    who = make.viewer(make.quang())
    units = drafts.units_to_urge(who)
    assert [(unit.key, unit.tasks, unit.overdue) for unit in units] == [
        ("moit", 5, 4),
        ("mof", 3, 1),
    ]
    whole = {draft.key: draft for draft in drafts.drafts_for(who)}
    assert [len(draft.lines) for draft in whole.values()] == [5, 3]
    for shown in (1, 2, 5):
        begun = drafts.previews_for(who, units, shown)
        assert [draft.to_unit.pk for draft in begun] == ["moit", "mof"]
        for draft in begun:
            assert draft.lines == whole[draft.key].lines[: shown + 1]


def test_what_was_urged_lately_is_not_proposed_again_for_a_while(house):
    task = late()
    sent(task)
    who = make.viewer(make.quang())
    assert drafts.drafts_for(who) == []
    later = NOW + timedelta(days=14)
    assert drafts.drafts_for(who, later)[0].lines[0].urged_before == 1


# The letter.


def test_a_letter_moves_no_date_and_no_clock(house):
    task = late()
    before = {f.name: getattr(task, f.name) for f in Task._meta.concrete_fields}
    sent(task)
    task.refresh_from_db()
    assert {f.name: getattr(task, f.name) for f in Task._meta.concrete_fields} == before


def test_everybody_who_writes_for_the_unit_is_told_by_reference_alone(house):
    task = late()
    row = sent(task)
    told = Notice.objects.filter(kind="urging")
    assert {notice.to.username for notice in told} == {"son", "binh"}
    for notice in told:
        assert task.reference in notice.body
        assert task.text not in notice.subject + notice.body
        assert row.reference in notice.subject


def test_the_word_file_is_an_official_letter_over_the_tasks(house):
    one, two = late(text="Mở thị trường bưởi"), late(text="Đàm phán RCEP", due=date(2026, 3, 13))
    row = queries.letters(make.viewer(make.quang())).get(pk=sent(one, two).pk)
    paper = docx.Document(io.BytesIO(letter.as_docx(row, row.shown)))
    words = "\n".join(p.text for p in paper.paragraphs)
    cells = "\n".join(c.text for t in paper.tables for r in t.rows for c in r.cells)
    assert "Kính gửi: Bộ Công Thương" in words
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells
    assert "ngày 18 tháng 3 năm 2026" in cells
    assert "Mở thị trường bưởi" in cells
    assert "quá hạn 8 ngày làm việc (hạn 06/03/2026)" in cells


def test_a_letter_shows_only_the_tasks_that_its_reader_may_know_of(house):
    open_one = late(text="Công khai", keeping=make.guard("mofa-economic", "public"))
    closed = late(text="Hạn chế", due=date(2026, 3, 13), coordinating=("mission-jp",))
    row = sent(open_one, closed)
    for person, number in (("binh", 2), ("tuan", 2), ("yen", 1)):
        seen = queries.letters(make.viewer(getattr(make, person)())).get(pk=row.pk)
        assert len(seen.shown) == number, person


def test_a_letter_is_taken_back_until_somebody_read_it(house):
    row = sent(late())
    work.take_back_letter(urging=row, by=make.viewer(make.quang()))
    assert not Notice.objects.filter(kind="urging").exists()
    again = sent(Task.objects.get())
    Notice.objects.filter(kind="urging").update(seen_at=NOW)
    with pytest.raises(StateError):
        work.take_back_letter(urging=again, by=make.viewer(make.quang()))


def test_letters_are_sent_all_or_none(house):
    one, done = late(), late(lead="mof")
    Task.objects.filter(pk=done.pk).update(due=date(2026, 6, 30))
    good, bad = (
        LetterValues("vpcp", unit, (task.pk,), "Mở đầu", "Kết", date(2026, 3, 25))
        for unit, task in (("moit", one), ("mof", done))
    )
    with pytest.raises(StateError):
        work.send_letters(letters=[good, bad], by=make.viewer(make.quang()))
    assert not UrgedTask.objects.exists()


def test_a_letter_gives_time_to_answer(house):
    with pytest.raises(InvalidValuesError):
        sent(late(), reply_by=date(2026, 3, 18))


# Answers.


def reply(line, answer, by, **values):
    words = ReplyValues(answer, values.pop("text", "Đã trình Chính phủ"), **values)
    return work.answer_urging(line=line, values=words, by=make.viewer(by))


def test_a_head_answers_with_progress_and_it_is_reported(house):
    task = late()
    line = sent(task).lines.get()
    made = reply(line, "progress", make.binh(), health="delayed", period=date(2026, 3, 18),
                 difficulty="Thiếu vốn", proposal="Bổ sung vốn")  # fmt: skip
    assert made.is_answered
    assert task.progress.get().state == "approved"
    assert made.said == "Đã trình Chính phủ"


def test_a_draft_is_no_answer_until_the_head_approved_it(house):
    task = late()
    line = sent(task).lines.get()
    made = reply(line, "progress", make.son(), health="on_track", period=date(2026, 3, 18))
    assert not made.is_answered
    assert made.said == ""
    assert queries.to_reply(make.viewer(make.son())).count() == 1
    work.approve_progress(progress=task.progress.get(), by=make.viewer(make.binh()))
    assert UrgedTask.objects.get().is_answered
    assert not queries.to_reply(make.viewer(make.son())).exists()


def test_a_unit_asks_for_time_or_who_has_authority_in_its_answer(house):
    one, two = late(), late(text="Hai", due=date(2026, 3, 13))
    row = sent(one, two)
    reply(row.lines.get(task=one), "time", make.son(), due=date(2026, 4, 30))
    assert one.extensions.get().due_asked == date(2026, 4, 30)
    reply(row.lines.get(task=two), "higher", make.binh(), rung="committee")
    assert Escalation.objects.get().trigger == "authority"
    with pytest.raises(StateError):
        reply(row.lines.get(task=one), "time", make.son(), due=date(2026, 5, 30))


def test_only_the_lead_side_answers(house):
    line = sent(late()).lines.get()
    for one in (make.quang, make.lan, make.yen, make.mai):
        with pytest.raises(NotAllowedError):
            reply(line, "progress", one(), health="on_track")


def test_what_the_unit_does_on_the_page_of_the_task_answers_too(house):
    task = late()
    sent(task)
    later = NOW + timedelta(hours=1)
    with mock.patch.object(timezone, "now", return_value=later):
        work.report_progress(
            task=task,
            period=date(2026, 3, 18),
            health="on_track",
            text="Đã xong",
            by=make.viewer(make.binh()),
        )
        assert settle_letters(now=later) == 1
        assert settle_letters(now=later) == 0
    assert UrgedTask.objects.get().said == "Đã xong"


def test_an_urging_that_nobody_answers_lifts_the_task_a_rung(house):
    sent(late())
    after = make.moment("2026-03-19", 2)
    with mock.patch.object(timezone, "now", return_value=after):
        climb(now=after)  # overdue: at the head of the ministry
    after = make.moment("2026-03-26", 2)
    with mock.patch.object(timezone, "now", return_value=after):
        climb(now=after)  # the letter was to be answered by Wednesday 25 March
    rows = Escalation.objects.order_by("pk").values_list("trigger", "rung", "state")
    assert list(rows) == [
        ("overdue", "unit", "passed_by"),
        ("urging", "committee", "open"),
    ]
