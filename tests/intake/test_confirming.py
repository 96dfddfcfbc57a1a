"""From a file to records that stand, and back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.documents.actions import Keeping
from chancery.documents.models import Document
from chancery.history.models import Event, EventValues
from chancery.history.queries import events_of, verify
from chancery.intake import access, actions
from chancery.intake.actions import File
from chancery.intake.days import last_day
from chancery.intake.drafts import draft_of
from chancery.intake.errors import DraftIncompleteError
from chancery.intake.recording import becomes_task
from chancery.people.errors import NotAllowedError
from chancery.readings.errors import AlreadyDecidedError, ReadingError
from chancery.readings.models import Finding
from chancery.register.models import Commitment, Obstacle, PartnerRequest
from chancery.work.models import Basis, Evidence, Proposal, Shortcoming, Task
from tests import make

pytestmark = pytest.mark.django_db

NEWS = """Việt Nam, Nhật Bản thúc đẩy hợp tác

Chiều 18-8, tại Hà Nội, Phó Thủ tướng Lê Đình Khải tiếp Bộ trưởng Ngoại giao Nhật Bản Sato Kenji.

Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 Ủy ban hỗn hợp vào tháng 10/2026.

Phó Thủ tướng đề nghị Nhật Bản đơn giản hóa thủ tục cấp thị thực cho công dân Việt Nam.

Phó Thủ tướng giao Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính làm việc với các nhà thầu Nhật Bản, báo cáo kết quả trước ngày 15-9.
"""


@pytest.fixture
def news():
    """A press report held by mofa-economic, added by its clerk."""
    make.ground()
    file = File(data=NEWS.encode(), name="bao.txt", published=date(2026, 8, 18))
    added = actions.add(file=file, keeping=Keeping("mofa-economic"), by=make.viewer(make.ha()))
    return added.document


@pytest.fixture
def lan():
    return make.viewer(make.lan())


def the(document: Document, kind: str) -> Finding:
    found = document.findings.filter(type=kind, confidence__gte=0.5).first()
    assert found is not None, f"the reader finds no {kind}"
    return found


def hand_made(document: Document, kind: str, words: str, lan, **fields) -> Finding:
    """A finding whose fields are known, whatever the reader finds today."""
    start = NEWS.index(words)
    finding = actions.add_finding(
        document=document, type=kind, start=start, end=start + len(words), by=lan
    )
    finding.fields = fields
    finding.save()
    return finding


def test_nothing_is_in_the_register_before_a_person_says_so(news):
    assert news.findings.filter(state="waiting").exists()
    for model in (Commitment, Task, Proposal, PartnerRequest, Obstacle, Shortcoming):
        assert not model.objects.exists()


def test_an_accepted_commitment_stands_with_parties_date_and_quote(news, lan):
    finding = the(news, "COMMITMENT")
    accepted = actions.accept(finding=finding, by=lan)
    commitment = Commitment.objects.get()
    assert accepted.made[0].label == commitment.reference
    assert {p.pk for p in commitment.parties.all()} == {"JP", "VN"}
    assert commitment.due == date(2026, 10, 31)
    assert commitment.quote == NEWS[commitment.quote_start : commitment.quote_end]
    assert accepted.finding.state == "accepted"
    assert accepted.finding.decided_by == lan.user


def test_an_order_of_the_deputy_prime_minister_becomes_a_task_of_the_ministry(news, lan):
    draft = draft_of(the(news, "TASK"))
    assert draft.leads == ("moit",)
    assert draft.coordinating == ("mof",)
    assert draft.due == date(2026, 9, 15)
    assert becomes_task(draft)
    actions.accept(finding=the(news, "TASK"), by=lan)
    task = Task.objects.get()
    assert (task.lead_id, task.basis, task.due) == ("moit", Basis.ASSIGNED, date(2026, 9, 15))
    assert [u.pk for u in task.coordinating.all()] == ["mof"]


def test_a_request_to_japan_is_a_request_of_ours(news, lan):
    actions.accept(finding=the(news, "REQUEST"), by=lan)
    request = PartnerRequest.objects.get()
    assert (request.direction, request.partner_id) == ("ours", "JP")


ORDER = "giao Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính làm việc với các nhà thầu Nhật Bản"
PM = {"text": "Phó Thủ tướng", "canonical": "Thủ tướng", "unit": "pm", "inferred": False}
MISSION = {"text": "Đại sứ quán", "canonical": "Đại sứ quán", "unit": "mission-jp"}


def name_of(unit):
    return {"text": unit, "canonical": unit, "unit": unit, "inferred": False}


def test_a_mission_may_not_assign_to_a_ministry_so_its_wish_is_a_proposal(news, lan):
    finding = hand_made(news, "TASK", ORDER, lan, issuer=MISSION, lead=[name_of("moit")])
    assert not becomes_task(draft_of(finding))
    actions.accept(finding=finding, by=lan)
    proposal = Proposal.objects.get()
    assert (proposal.from_unit_id, proposal.to_unit_id) == ("mission-jp", "moit")
    assert not Task.objects.exists()


def test_several_leads_are_one_parent_and_a_child_each(news, lan):
    leads = [name_of("moit"), name_of("mof")]
    finding = hand_made(news, "TASK", ORDER, lan, issuer=PM, lead=leads)
    actions.accept(finding=finding, by=lan)
    parent = Task.objects.get(parent=None)
    assert {t.lead_id for t in parent.children.all()} == {"moit", "mof"}
    actions.undo(finding=finding, by=lan)
    assert not Task.objects.exists()


def test_what_a_unit_resolves_for_itself_it_leads(news, lan):
    finding = hand_made(news, "TASK", ORDER, lan, basis="resolved", lead=[])
    actions.accept(finding=finding, by=lan)
    task = Task.objects.get()
    assert (task.basis, task.lead_id) == (Basis.RESOLVED, "mofa-economic")


def test_a_shortcoming_with_a_partner_is_an_obstacle_and_without_one_noted_on_the_unit(news, lan):
    with_partner = hand_made(news, "SHORTCOMING", "thủ tục cấp thị thực", lan, area="visa")
    actions.accept(
        finding=with_partner, draft=replace(draft_of(with_partner), partners=("JP",)), by=lan
    )
    assert Obstacle.objects.get().partner_id == "JP"
    without = hand_made(news, "SHORTCOMING", "báo cáo kết quả", lan, area="reporting")
    actions.accept(finding=without, draft=replace(draft_of(without), partners=()), by=lan)
    assert Shortcoming.objects.get().unit_id == "mofa-economic"


def test_a_result_stays_with_its_document_until_it_is_attached(news, lan):
    alone = hand_made(news, "RESULT", "tiếp Bộ trưởng Ngoại giao Nhật Bản", lan)
    assert actions.accept(finding=alone, by=lan).made == ()
    commitment = make.commitment()
    shown = hand_made(news, "RESULT", "Hai bên nhất trí tổ chức Kỳ họp", lan)
    draft = replace(draft_of(shown), attach_to=commitment.reference.lower())
    actions.accept(finding=shown, draft=draft, by=lan)
    assert Evidence.objects.get().commitment == commitment
    actions.undo(finding=shown, by=lan)
    assert not Evidence.objects.exists()


def test_a_result_cannot_be_attached_to_what_is_not_there(news, lan):
    finding = hand_made(news, "RESULT", "Hai bên nhất trí tổ chức Kỳ họp", lan)
    draft = replace(draft_of(finding), attach_to="CK-1999-0001")
    with pytest.raises(DraftIncompleteError) as told:
        actions.accept(finding=finding, draft=draft, by=lan)
    assert "attach_to" in told.value.problems
    finding.refresh_from_db()
    assert finding.state == "waiting"


def test_a_paper_about_one_partner_fills_it_in_where_the_words_do_not_and_says_so(news, lan):
    finding = hand_made(
        news, "COMMITMENT", "báo cáo kết quả", lan, parties=[{"text": "Việt Nam", "code": "VN"}]
    )
    draft = draft_of(finding)
    assert set(draft.partners) == {"VN", "JP"}
    assert draft.undertaking == ("VN",)
    assert "partners" in draft.inferred


def test_corrections_are_kept_beside_what_the_reader_had(news, lan):
    finding = the(news, "COMMITMENT")
    before = (finding.start, finding.end, finding.fields)
    draft = replace(
        draft_of(finding), text="Họp Ủy ban hỗn hợp", due=date(2026, 10, 20), end=finding.end - 4
    )
    actions.accept(finding=finding, draft=draft, by=lan)
    finding.refresh_from_db()
    assert finding.state == "corrected"
    assert (finding.start, finding.end, finding.fields) == before
    assert finding.corrected["end"] == before[1] - 4
    assert finding.corrected["fields"]["due"] == "2026-10-20"
    commitment = Commitment.objects.get()
    assert (commitment.text, commitment.due) == ("Họp Ủy ban hỗn hợp", date(2026, 10, 20))
    assert commitment.quote == NEWS[finding.start : finding.end - 4]


def test_a_finding_may_be_accepted_as_another_type(news, lan):
    finding = the(news, "COMMITMENT")
    draft = replace(draft_of(finding, "REQUEST"), partners=("JP",), direction="theirs")
    actions.accept(finding=finding, draft=draft, by=lan)
    finding.refresh_from_db()
    assert finding.corrected["type"] == "REQUEST"
    assert PartnerRequest.objects.get().direction == "theirs"


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("TASK", "leads"),
        ("COMMITMENT", "partners"),
        ("REQUEST", "partners"),
    ],
)
def test_what_is_missing_is_named_by_its_field_and_nothing_is_made(news, lan, kind, field):
    finding = hand_made(news, kind, "báo cáo kết quả", lan)
    draft = replace(draft_of(finding), partners=())
    with pytest.raises(DraftIncompleteError) as told:
        actions.accept(finding=finding, draft=draft, by=lan)
    assert field in told.value.problems
    finding.refresh_from_db()
    assert finding.state == "waiting"


def test_an_empty_sentence_is_not_a_record(news, lan):
    finding = the(news, "COMMITMENT")
    with pytest.raises(DraftIncompleteError):
        actions.accept(finding=finding, draft=replace(draft_of(finding), text=" "), by=lan)


def test_refused_findings_make_nothing_and_can_be_taken_back(news, lan):
    finding = the(news, "REQUEST")
    actions.refuse(finding=finding, reason="nhắc lại", by=lan)
    assert not PartnerRequest.objects.exists()
    actions.undo(finding=finding, by=lan)
    finding.refresh_from_db()
    assert (finding.state, finding.refusal_reason, finding.decided_by) == ("waiting", "", None)
    with pytest.raises(ReadingError):
        actions.undo(finding=finding, by=lan)


def test_the_second_of_two_officers_is_told_who_was_faster(news, lan):
    finding = the(news, "COMMITMENT")
    actions.accept(finding=finding, by=lan)
    with pytest.raises(AlreadyDecidedError, match="Lan"):
        actions.refuse(finding=finding, by=make.viewer(make.minh()))
    assert Commitment.objects.count() == 1


def test_undo_is_refused_once_work_has_begun(news, lan):
    finding = the(news, "TASK")
    actions.accept(finding=finding, by=lan)
    make.moved(Task.objects.get(), "accept")
    with pytest.raises(Exception, match="NV-"):
        actions.undo(finding=finding, by=lan)
    finding.refresh_from_db()
    assert finding.state == "accepted"


def test_a_group_is_accepted_whole_or_not_at_all(news, lan):
    good = the(news, "COMMITMENT")
    bad = hand_made(news, "TASK", "báo cáo kết quả", lan)
    with pytest.raises(DraftIncompleteError):
        actions.accept_group(findings=[good, bad], by=lan)
    good.refresh_from_db()
    assert good.state == "waiting"
    assert len(actions.accept_group(findings=[good], by=lan)) == 1


@pytest.mark.parametrize(
    "person", [make.ha, make.thu, make.son, make.quang, make.tuan, make.khoa, make.vy]
)
def test_only_officers_and_heads_of_the_holding_unit_confirm(news, person):
    viewer = make.viewer(person())
    finding = the(news, "COMMITMENT")
    assert not access.can_confirm(viewer, news)
    for act in (
        lambda: actions.accept(finding=finding, by=viewer),
        lambda: actions.refuse(finding=finding, by=viewer),
        lambda: actions.undo(finding=finding, by=viewer),
        lambda: actions.read_again(document=news, text=NEWS, by=viewer),
        lambda: actions.add_finding(document=news, type="TASK", start=0, end=5, by=viewer),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_ministry_sees_the_quote_of_its_task_and_not_the_rest(news, lan):
    son, oanh = make.viewer(make.son()), make.viewer(make.oanh())
    assert not access.documents(son).filter(pk=news.pk).exists()
    actions.accept(finding=the(news, "TASK"), by=lan)
    assert access.documents(son).filter(pk=news.pk).exists()
    sight = access.sight_of(news, son)
    assert not sight.whole
    assert [quote for _, _, quote in sight.quotes] == [Task.objects.get().quote]
    assert access.sight_of(news, lan).whole
    assert not access.documents(oanh).filter(pk=news.pk).exists()


def test_a_restricted_document_names_the_lead_of_its_task_and_nobody_else(lan):
    make.ground()
    file = File(data=NEWS.encode(), name="bao.txt", published=date(2026, 8, 18))
    keeping = Keeping("mofa-economic", "restricted")
    document = actions.add(file=file, keeping=keeping, by=make.viewer(make.ha())).document
    actions.accept(finding=the(document, "TASK"), by=lan)
    named = set(Task.objects.get().named_units.values_list("pk", flat=True))
    assert named == {"moit", "mof"}


def test_read_again_offers_only_what_is_new_and_keeps_decisions(news, lan):
    accepted = the(news, "COMMITMENT")
    actions.accept(finding=accepted, by=lan)
    count = news.findings.count()
    actions.read_again(document=news, text=NEWS, by=lan)
    assert news.findings.count() == count
    accepted.refresh_from_db()
    assert accepted.state == "accepted"


def test_a_purge_empties_every_record_and_the_chain_still_verifies(news, lan):
    for kind in ("COMMITMENT", "TASK", "REQUEST"):
        actions.accept(finding=the(news, kind), by=lan)
    actions.purge_document(document=news, reason="lọt vào", by=make.viewer(make.minh()))
    assert not news.findings.exists()
    for row in (Commitment.objects.get(), Task.objects.get(), PartnerRequest.objects.get()):
        assert row.quote == ""
        assert "Nhật" not in row.text
        assert "Kỳ họp" not in row.text
    kept = str(list(EventValues.objects.values()))
    for words in ("Kỳ họp", "nhà thầu", "thị thực", "bao.txt"):
        assert words not in kept
    assert verify().is_whole


def test_each_step_stands_in_history(news, lan):
    finding = the(news, "TASK")
    actions.accept(finding=finding, by=lan)
    actions.undo(finding=finding, by=lan)
    assert [e.action for e in events_of("document", news.pk)] == ["document.add", "document.read"]
    assert [e.action for e in events_of("finding", finding.pk)] == [
        "finding.accept",
        "finding.undo",
    ]
    assert Event.objects.filter(kind="task").count() >= 2


def test_adding_by_hand_needs_words(news, lan):
    with pytest.raises(ReadingError):
        actions.add_finding(document=news, type="TASK", start=3, end=3, by=lan)


@given(st.text(max_size=20))
def test_any_words_are_a_day_or_none(value):
    assert last_day(value) is None or isinstance(last_day(value), date)


@given(st.dates())
def test_a_day_is_its_own_last_day(day):
    assert last_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02", date(2024, 2, 29)),
        ("2026-04/2026-06", date(2026, 6, 30)),
        ("2021/2025", date(2025, 12, 31)),
        ("2024-04-02T20:54", date(2024, 4, 2)),
        ("2026-02-30", None),
        (None, None),
    ],
)
def test_a_period_ends_on_its_last_day(value, day):
    assert last_day(value) == day


def test_what_the_government_office_announces_the_prime_minister_ordered(news, lan):
    finding = hand_made(news, "TASK", ORDER, lan, lead=[name_of("moit")])
    news.issuer_unit = make.unit("vpcp")
    news.save()
    finding.document = news
    assert draft_of(finding).assigner == "pm"
    assert becomes_task(draft_of(finding))
