"""Rounds of review: their states, what is frozen, who is called and told."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document as Docx
from openpyxl import load_workbook

from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.actions import reviews as actions
from chancery.work.actions import reviews_calling as calling
from chancery.work.actions import reviews_replying as replying
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.models import ReviewItem, ReviewReply, ReviewState
from chancery.work.reviews import access, queries, rules
from chancery.work.reviews.letters import asked_of, kept_back, letter, letters_zip
from chancery.work.reviews.prefill import prefilled
from chancery.work.reviews.scope import Chosen, chosen_by, count
from chancery.work.reviews.values import ReplyValues, Scope
from tests import make

pytestmark = pytest.mark.django_db
GOOD = ReplyValues("on_track", progress="Đã ký nghị định thư")


def by(person):
    return make.viewer(person)


@pytest.fixture
def promises():
    """Two led by moit, one by Lạng Sơn with moit helping, one by nobody."""
    make.ground()
    for person in (make.binh, make.son, make.yen):
        person()
    return [
        make.commitment(text="Bưởi", lead="moit", sectors=("trade",), due=date(2026, 12, 1)),
        make.commitment(text="Bán dẫn", lead="moit", sectors=("semiconductors",)),
        make.commitment(text="Cửa khẩu", lead="province-lang-son", coordinating=("moit",)),
        make.commitment(text="Chưa giao"),
    ]


@pytest.fixture
def called(promises):
    return make.called(make.review(coordinating_too=True))


def item_of(review, text):
    return ReviewItem.objects.select_related("review", "commitment").get(
        review=review, commitment__text=text
    )


def test_a_scope_is_a_count_until_the_round_is_opened_and_frozen_after(promises):
    assert count(Scope(), by(make.lan()), "mofa-economic") == Chosen(4, 2, 1)
    review = actions.open_review(review=make.review(), by=by(make.lan()))
    make.commitment(text="Sau này", lead="moit")
    assert review.items.count() == 4
    assert item_of(review, "Bưởi").due == date(2026, 12, 1)
    assert item_of(review, "Chưa giao").unit is None


@pytest.mark.parametrize(
    ("scope", "chosen"),
    [
        (Scope(sectors=("trade",)), ["Bưởi"]),
        (Scope(drivers=("new",)), ["Bán dẫn"]),
        (Scope(units=("province-lang-son",)), ["Cửa khẩu"]),
        (Scope(partners=("KR",)), []),
        (Scope(partners=("JP",)), ["Bưởi", "Bán dẫn", "Chưa giao", "Cửa khẩu"]),
        (Scope(states=("done",)), []),
        (Scope(due_until=date(2026, 12, 31)), ["Bưởi"]),
        (Scope(due_from=date(2027, 1, 1)), []),
        (Scope(agreements=("khong-co",)), []),
        (Scope(levels=("khong-co",)), []),
    ],
)
def test_each_part_of_a_scope_chooses(promises, scope, chosen):

    rows = chosen_by(scope, by(make.lan()), "mofa-economic")
    assert sorted(row.text for row in rows) == sorted(chosen)


def test_a_unit_reviews_what_it_holds_and_the_government_everything(promises):
    other = make.commitment(text="Của Bộ", by=make.son(), keeping=make.guard("moit"), lead="moit")
    mine = count(Scope(), by(make.lan()), "mofa-economic").commitments
    whole = count(Scope(), by(make.quang()), "vpcp").commitments
    assert (mine, whole) == (4, 5)
    assert other.text == "Của Bộ"


def test_a_restricted_commitment_is_asked_only_of_a_lead_that_may_know_of_it():
    make.commitment(
        text="Kín", lead="moit", keeping=make.guard("mofa-economic", "restricted", "mission-jp")
    )
    make.commitment(
        text="Kín hơn", lead="moit", keeping=make.guard("mofa-economic", "restricted", "moit")
    )
    review = make.called(make.review())
    assert item_of(review, "Kín").unit is None
    assert item_of(review, "Kín hơn").unit_id == "moit"
    seen = access.items(by(make.binh())).values_list("commitment__text", flat=True)
    assert list(seen) == ["Kín hơn"]
    assert kept_back(review, "moit", []) == 1


def test_nothing_to_ask_opens_no_round():
    with pytest.raises(StateError):
        actions.open_review(review=make.review(), by=by(make.lan()))


def test_calling_makes_one_call_per_unit_and_tells_its_people_once(called):
    assert sorted(called.calls.values_list("unit", flat=True)) == ["moit", "province-lang-son"]
    told = Notice.objects.filter(kind="review")
    assert sorted(told.values_list("to__username", flat=True)) == ["binh", "son", "yen"]
    assert all("Bưởi" not in notice.body for notice in told)


def test_the_letter_lists_what_the_unit_leads_and_helps_with(called):
    mine = asked_of(by(make.lan()), called, "moit")
    paper = Docx(io.BytesIO(letter(called, make.unit("moit"), mine)))
    cells = [[cell.text for cell in row.cells] for row in paper.tables[-1].rows]
    assert [row[2] for row in cells[1:]] == ["Bưởi", "Bán dẫn", "Cửa khẩu"]
    assert [row[5] for row in cells[1:]] == ["Chủ trì", "Chủ trì", "Phối hợp"]
    heads = " ".join(c.text for t in paper.tables for r in t.rows for c in r.cells)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "V/v rà soát", "Nơi nhận"):
        assert words in heads


def test_all_letters_come_as_one_package_the_same_bytes_again(called):
    packages = [letters_zip(by(make.lan()), called).getvalue() for _again in range(2)]
    with zipfile.ZipFile(io.BytesIO(packages[0])) as package:
        names = package.namelist()
        assert len(names) == 4
        sheet = next(name for name in names if "cong-thuong" in name and name.endswith("xlsx"))
        rows = list(load_workbook(io.BytesIO(package.read(sheet))).worksheets[0].values)
    assert rows[0][0] == "Mã cam kết"
    assert [row[1] for row in rows[1:]] == ["Bưởi", "Bán dẫn", "Cửa khẩu"]


def test_a_unit_knows_of_its_own_calls_and_commitments_alone(called):
    yen = by(make.yen())
    assert [call.unit_id for call in access.calls(yen)] == ["province-lang-son"]
    assert [item.commitment.text for item in access.items(yen)] == ["Cửa khẩu"]
    assert access.calls(by(make.quang())).count() == 2
    assert not access.reviews(by(make.oanh())).exists()


def test_a_reply_is_a_draft_until_the_head_approves_it(called):
    item = item_of(called, "Bưởi")
    reply = replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()))
    assert reply.state == "draft"
    assert not access.replies(by(make.lan())).exists()
    with pytest.raises(NotAllowedError):
        replying.approve_replies(review=called, unit="moit", by=by(make.son()))
    assert replying.approve_replies(review=called, unit="moit", by=by(make.binh())) == 1
    assert access.replies(by(make.lan())).get().progress == "Đã ký nghị định thư"
    (standing,) = [s for s in queries.calls_of(by(make.lan()), called) if s.call.unit_id == "moit"]
    assert (standing.asked, standing.replied, standing.silent) == (3, 1, 2)


def test_writing_anew_does_not_set_back_the_clock_of_the_first_answer(called):
    item = item_of(called, "Bưởi")
    replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()))
    replying.approve_replies(review=called, unit="moit", by=by(make.binh()))
    first = ReviewReply.objects.get().first_approved_at
    replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()))
    replying.approve_replies(review=called, unit="moit", by=by(make.binh()))
    assert ReviewReply.objects.get().first_approved_at == first


def test_the_head_returns_a_draft_and_says_what_is_missing(called):
    item = item_of(called, "Bưởi")
    reply = replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()))
    with pytest.raises(StateError):
        replying.return_reply(reply=reply, answer=" ", by=by(make.binh()))
    back = replying.return_reply(reply=reply, answer="Nêu số văn bản", by=by(make.binh()))
    assert (back.state, back.answer) == ("returned", "Nêu số văn bản")


def test_who_was_slower_is_told_who_wrote(called):
    item = item_of(called, "Bưởi")
    replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()), version=0)
    with pytest.raises(ChangedMeanwhileError):
        replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.binh()), version=0)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"standing": "great"}, "standing"),
        ({"standing": "on_track", "progress": ""}, "progress"),
        ({"standing": "at_risk", "proposal": "x"}, "difficulty"),
        ({"standing": "delayed", "difficulty": "x"}, "proposal"),
        ({"standing": "on_track", "verdict": "stop"}, "proposal"),
        ({"standing": "on_track", "verdict": "well"}, "verdict"),
        ({"standing": "on_track", "new_due": date(2020, 1, 1)}, "new_due"),
        ({"standing": "on_track", "done_on": date(2020, 1, 1)}, "done_on"),
        ({"standing": "done", "done_on": date(2999, 1, 1)}, "done_on"),
        ({"standing": "done", "new_due": date(2999, 1, 1)}, "new_due"),
    ],
)
def test_what_a_reply_lacks_is_told_beside_its_field(called, said, field):
    values = ReplyValues(**{"progress": "Đang làm", **said})
    with pytest.raises(InvalidValuesError) as told:
        replying.put_reply(
            item=item_of(called, "Bưởi"), unit="moit", values=values, by=by(make.son())
        )
    assert field in told.value.by_field


def test_what_is_done_without_a_day_was_done_today(called):
    values = ReplyValues("done", progress="Xong")
    item = item_of(called, "Bưởi")
    reply = replying.put_reply(item=item, unit="moit", values=values, by=by(make.son()))
    assert reply.done_on == timezone.localdate()


def test_only_a_unit_that_is_asked_replies_and_only_while_replies_are_awaited(called):
    item = item_of(called, "Bưởi")
    for person, unit in ((make.yen, "province-lang-son"), (make.yen, "moit"), (make.lan, "moit")):
        with pytest.raises(NotAllowedError):
            replying.put_reply(item=item, unit=unit, values=GOOD, by=by(person()))
    actions.close_replies(review=called, by=by(make.lan()))
    with pytest.raises(StateError):
        replying.put_reply(item=item, unit="moit", values=GOOD, by=by(make.son()))


def test_urging_is_counted_each_time_and_leaves_out_who_has_answered(called):
    item = item_of(called, "Cửa khẩu")
    replying.put_reply(item=item, unit="province-lang-son", values=GOOD, by=by(make.yen()))
    make.person("tam", "Chủ tịch", "province-lang-son", "head")
    head = by(make.person("tam", ""))
    replying.approve_replies(review=called, unit="province-lang-son", by=head)
    assert calling.urge_silent(review=called, message="Gấp", by=by(make.lan())) == 1
    assert calling.urge_silent(review=called, message="Rất gấp", by=by(make.lan())) == 1
    call = called.calls.get(unit="moit")
    assert call.urged == 2
    assert not called.calls.get(unit="province-lang-son").urged
    assert Notice.objects.filter(to__username="binh", key__contains="urge").count() == 2


def test_what_is_known_of_a_commitment_fills_in_the_reply(called, promises):

    task = make.task(commitment_id=promises[0].pk)
    work.move(task=task, move="accept", by=by(make.son()))
    told = work.report_progress(
        task=task,
        period=timezone.localdate(),
        health="at_risk",
        text="Chờ kiểm dịch",
        difficulty="Thiếu hồ sơ",
        proposal="Họp liên bộ",
        by=by(make.son()),
    )
    item = item_of(called, "Bưởi")
    assert prefilled(by(make.son()), [item], "moit") == {}
    work.approve_progress(progress=told, by=by(make.binh()))
    found = prefilled(by(make.son()), [item], "moit")[item.pk]
    assert (found.standing, found.progress) == ("at_risk", "Chờ kiểm dịch")
    make.moved(task, "start", "submit", "approve")
    assert prefilled(by(make.son()), [item], "moit")[item.pk].standing == "done"


STATES = {
    "draft": (),
    "opened": ("open",),
    "called": ("open", "call"),
    "closed": ("open", "call", "close"),
    "verdicts": ("open", "call", "close", "judge"),
}
STEPS = {
    "open": actions.open_review,
    "rework": actions.rework_review,
    "call": calling.call_units,
    "close": actions.close_replies,
    "judge": actions.begin_verdicts,
    "reopen": lambda **words: actions.reopen_replies(reason="Bổ sung", **words),
}


def at(state):
    found = make.review()
    for step in STATES[state]:
        found = STEPS[step](review=found, by=by(make.lan()))
    assert found.state == state
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_a_round_moves_as_the_table_says_and_for_its_secretariat_alone(promises, state, step):
    found = at(state)
    for person in (make.son, make.oanh, make.thu, make.quang, make.vy):
        with pytest.raises(NotAllowedError):
            STEPS[step](review=found, by=by(person()))
    move = rules.BY_NAME[step]
    if ReviewState(state) in move.sources:
        assert STEPS[step](review=found, by=by(make.lan())).state == move.target
    else:
        with pytest.raises(StateError):
            STEPS[step](review=found, by=by(make.lan()))
    offered = [one.name for one in rules.moves_open_to(by(make.minh()), at(state))]
    assert (step in offered) == (ReviewState(state) in move.sources)


def test_every_state_but_the_last_has_a_way_on():
    left = {source for move in rules.MOVES for source in move.sources}
    assert left == set(ReviewState)


def test_reopening_may_name_a_later_day(promises):
    found, day = at("closed"), timezone.localdate() + timedelta(days=30)
    again = actions.reopen_replies(review=found, reason="Bổ sung", reply_by=day, by=by(make.lan()))
    assert again.reply_by == day
    with pytest.raises(StateError):
        actions.reopen_replies(review=at("closed"), reason=" ", by=by(make.lan()))


def test_once_called_neither_scope_nor_period_change(called):
    values = queries.review_values(called)

    for change in ({"scope": Scope(partners=("JP",))}, {"period_end": date(2027, 1, 1)}):
        with pytest.raises(StateError):
            actions.change_review(
                review=called,
                values=replace(values, **change),
                version=called.version,
                by=by(make.lan()),
            )
    later = replace(values, reply_by=values.reply_by + timedelta(days=7), letter_number="12/BNG")
    changed = actions.change_review(
        review=called, values=later, version=called.version, by=by(make.lan())
    )
    assert changed.letter_number == "12/BNG"


def test_a_round_is_withdrawn_only_before_the_call(promises):
    actions.withdraw_review(review=make.review(), reason="Nhầm", by=by(make.lan()))
    with pytest.raises(StateError):
        actions.withdraw_review(review=at("called"), reason="Nhầm", by=by(make.lan()))


def test_the_acts_of_the_secretariat_are_counted_in_history(called):
    calling.urge_silent(review=called, message="Gấp", by=by(make.lan()))
    replying.put_reply(item=item_of(called, "Bưởi"), unit="moit", values=GOOD, by=by(make.son()))
    assert queries.acts_of_secretariat(called) == {"add": 1, "open": 1, "call": 1, "urge": 1}
