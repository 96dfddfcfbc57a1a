"""Who may do what through the API, by operation: what is sent, and whose it is; said anew by hand."""

from tests.web.access import ACTING
from tests.web.house import HOLDER

HELD = {"held_by": HOLDER, "text": "Nội dung"}
WHY = {"reason": "Ghi nhầm"}


def _holder(person):
    return person.writes_for(HOLDER)


def _holders_head(person):
    return person.heads(HOLDER)


def _lead(person):
    return person.writes_for("moit")


def _leads_head(person):
    return person.heads("moit")


def _assigner(person):
    return (person.writes and person.unit == "vpcp") or _holder(person)


def _writers(person):
    return person.writes


def _never(person):
    return False


def _as_page(name):
    return lambda person: ACTING[name](person, "")


def _adders(person):
    return _holder(person) or (person.role == "clerk" and person.unit == HOLDER)


def _decider(person):
    """Who advised, with the paper, and the head of the ministry who decides."""
    return person.writes_for(HOLDER) or person.heads("mofa")


def _lan(person):
    return person.name == "lan"


def _trade_office(person):
    """The trade office in Japan coordinates; nobody of the cast holds a post in it."""
    return person.writes_for("trade-jp")


def _handler(person):
    """The unit that holds a case, and the one that leads it."""
    return person.writes_for(HOLDER) or person.writes_for("moit")


STEP = {"day": "2026-01-05", "text": "Đã gặp"}
# What is sent, and who of those that may know of the record may do it.
ADD = {
    "add_document": (None, _adders),
    "add_commitment": (HELD | {"parties": ["JP", "VN"]}, _holder),
    "add_agreement": (
        {"held_by": HOLDER, "name_vi": "Hiệp định", "kind": "treaty", "parties": ["JP"]},
        _holder,
    ),
    "add_activity": (
        HELD | {"kind": "visit", "partners": ["JP"], "start": "2026-01-05"},
        _holder,
    ),
    "add_upgrade": (HELD | {"partner": "JP", "pillar": "economy"}, _holder),
    "add_mechanism": (HELD | {"kind": "forum", "partners": ["JP"]}, _holder),
    "add_initiative": (HELD | {"mechanism": 1, "proposed_by": "VN"}, _holder),
    "add_outreach": (
        HELD | {"partner": "JP", "kind": "event", "planned_on": "2026-01-05"},
        _holder,
    ),
    "add_plan": ({"held_by": HOLDER, "year": 2027}, _holder),
    "add_monthly_report": ({"held_by": HOLDER, "month": "2026-01-01"}, _holder),
    "add_training": (
        HELD | {"person": "lan", "start": "2026-01-05", "end": "2026-01-06", "hours": 8},
        _holder,
    ),
    "add_contact": (HELD | {"partner": "JP", "kind": "firm"}, _holder),
    "add_interaction": (
        HELD | {"partner": "JP", "kind": "call", "day": "2026-01-05", "theirs": "METI"},
        _holder,
    ),
    "add_request": (HELD | {"direction": "ours", "partner": "JP"}, _holder),
    "add_obstacle": (HELD | {"partner": "JP"}, _holder),
    "add_project": (HELD | {"kind": "other", "partners": ["JP"]}, _holder),
    "add_review": (
        HELD
        | {
            "period_start": "2026-10-01",
            "period_end": "2026-12-31",
            "call_on": "2026-11-02",
            "reply_by": "2026-11-16",
        },
        _holder,
    ),
    "add_advice": (HELD | {"asked_on": "2026-01-05", "to_unit": "mofa"}, _holder),
    "add_consultation": (HELD | {"reply_by": "2027-01-15", "units": ["moit"]}, _holder),
    "add_meeting": (HELD | {"kind": "working", "day": "2027-01-15"}, _holder),
    "add_programme": (
        HELD | {"owner": "moit", "start": "2026-01-01", "end": "2030-12-31"},
        _holder,
    ),
    "add_opportunity": (HELD | {"partner": "JP", "kind": "trade"}, _holder),
    "add_task": (HELD | {"assigner": HOLDER, "leads": [HOLDER]}, _holder),
    "add_proposal": (HELD | {"from_unit": HOLDER, "to_unit": "moit"}, _holder),
}
ACT = {
    "add_finding": ({"type": "TASK", "start": 0, "end": 5}, _holder),
    "accept_finding": ({}, _holder),
    "refuse_finding": ({}, _holder),
    "undo_decision": (None, _holder),
    "change_commitment": ({"deliverable": "Đề án"}, _holder),
    "give_verdict": ({"state": "done"}, _holder),
    "comment_on_commitment": ({"unit": "", "text": "Ý kiến"}, _writers),
    "withdraw_commitment_comment": (None, _lan),
    "attach_commitment_evidence": ({"document": 0}, _as_page("commitment-evidence")),
    "remove_commitment_evidence": (WHY, _as_page("commitment-evidence")),
    "change_agreement": ({"short": "HĐ"}, _holder),
    "record_stage": ({"stage": "terminated"}, _holder),
    "correct_stage": ({"stage": "signed", "date": "2008-12"}, _holder),
    "withdraw_stage": ({"stage": "in_force", "reason": "Ghi nhầm"}, _holder),
    "renew_agreement": ({"expires": "2032"}, _holder),
    "hold_review": ({"held": "2020"}, _holder),
    "set_next_step": ({"step": "Họp Ủy ban hỗn hợp"}, _holder),
    "change_activity": ({"place": "Tô-ki-ô"}, _holder),
    "tie_document": ({"document": 0}, _holder),
    "untie_document": (None, _holder),
    "withdraw_activity": (WHY, _holder),
    "change_upgrade": ({"before": "Chưa có"}, _holder),
    "withdraw_upgrade": (WHY, _holder),
    "change_mechanism": ({"about": "Hợp tác"}, _holder),
    "withdraw_mechanism": (WHY, _holder),
    "add_mechanism_role": ({"role": "member", "partner": "VN"}, _handler),
    "add_mechanism_session": ({"planned": "2027-01-05"}, _handler),
    "change_mechanism_session": ({"planned": "2027-01-06"}, _handler),
    "change_initiative": ({"notes": "Đã trao đổi"}, _holder),
    "move_initiative": ({"move": "put_forward"}, _handler),
    "withdraw_initiative": (WHY, _holder),
    "change_advice": ({"memo": "Kiến nghị"}, _holder),
    "move_advice": ({"move": "ask"}, _holder),
    "decide_advice": ({"decision": "accepted", "decision_on": "2026-01-05"}, _decider),
    "note_advice_outcome": ({"outcome": "Đã xong"}, _holder),
    "withdraw_advice": (WHY, _holder),
    "change_consultation": ({"background": "Bối cảnh"}, _holder),
    "send_consultation": (None, _holder),
    "close_consultation": ({"conclusion": "Chốt"}, _holder),
    "withdraw_consultation": (WHY, _holder),
    "reply_to_consultation": ({"answer": "agree"}, _lead),
    "change_meeting": ({"place": "Phòng A1"}, _holder),
    "withdraw_meeting": (WHY, _holder),
    "change_plan": ({"text": "Kế hoạch"}, _holder),
    "add_plan_line": ({"text": "Việc", "first_month": 1, "last_month": 1}, _holder),
    "move_plan": ({"move": "approve"}, _holders_head),
    "withdraw_plan": (WHY, _holder),
    "write_report_section": ({"section": "tasks", "words": "Tốt"}, _holder),
    "refresh_monthly_report": (None, _holder),
    "move_monthly_report": ({"move": "submit"}, _holder),
    "withdraw_monthly_report": (WHY, _holder),
    "change_training": ({"result": "Giỏi"}, _holder),
    "withdraw_training": (WHY, _holder),
    "change_outreach": ({"media": "NHK"}, _holder),
    "hold_outreach": ({"held_on": "2026-01-05"}, _holder),
    "cancel_outreach": (WHY, _holder),
    "withdraw_outreach": (WHY, _holder),
    "change_contact": ({"office": "Vụ trưởng"}, _holder),
    "set_contact_basis": ({"basis": "withdrawn", "basis_on": "2026-01-05"}, _holder),
    "review_contact": ({}, _holder),
    "erase_contact": (WHY, _holder),
    "withdraw_contact": (WHY, _holder),
    "change_interaction": ({"place": "Tô-ki-ô"}, _holder),
    "withdraw_interaction": (WHY, _holder),
    "change_programme": ({"short": "CT"}, _handler),
    "withdraw_programme": (WHY, _handler),
    "change_request": ({"text": "Đổi"}, _holder),
    "answer_request": ({"state": "agreed", "reason": "Đồng ý"}, _holder),
    "withdraw_request": (WHY, _holder),
    "change_obstacle": ({"area": "ODA"}, _handler),
    "log_obstacle_step": (STEP, _handler),
    "move_obstacle": ({"move": "handle"}, _handler),
    "link_obstacle": ({"record": ""}, _handler),
    "unlink_obstacle": ({"record": ""}, _handler),
    "resolve_obstacle": (WHY, _holder),
    "withdraw_obstacle": (WHY, _holder),
    "change_project": ({"place": "Huế"}, _holder),
    "move_project": ({"stage": "approved"}, _holder),
    "withdraw_project": (WHY, _holder),
    "add_entry": (
        {"ledger": "signed", "day": "2026-01-05", "amount": "5", "currency": "JPY", "source": "A"},
        _holder,
    ),
    "correct_entry": ({"amount": "1", "reason": "Nhầm"}, _holder),
    "change_opportunity": ({"firms": "Hiệp hội"}, _handler),
    "log_opportunity_step": (STEP, _handler),
    "move_opportunity": ({"move": "check", **WHY}, _handler),
    "link_opportunity": ({"record": ""}, _handler),
    "unlink_opportunity": ({"record": ""}, _handler),
    "own_opportunity": ({"unit": ""}, _writers),
    "withdraw_opportunity": (WHY, _holder),
    "change_task": ({"deliverable": "Đề án"}, _assigner),
    "move_task": ({"move": "start"}, _lead),
    "delegate_task": ({"username": "son"}, _lead),
    "add_part": ({"text": "Một phần", "lead": "moit"}, _lead),
    "ask_extension": ({"due": "2027-06-30", "reason": "Chờ"}, _lead),
    "decide_extension": ({"granted": True}, _assigner),
    "withdraw_extension": (None, _lead),
    "propose_lead": ({"proposed": "mof", "reason": "Đúng việc"}, _lead),
    "decide_lead": ({"granted": False, "answer": "Không"}, _assigner),
    "withdraw_lead_proposal": (None, _lead),
    "raise_task": ({"rung": "committee", "text": "Xin ý kiến"}, _lead),
    "answer_escalation": (
        {"verdict": "dismiss", "answer": "Đã biết"},
        _as_page("escalation-answer"),
    ),
    "report_progress": ({"period": "2026-01-05", "health": "on_track", "text": "Tốt"}, _lead),
    "change_progress": ({"text": "Tốt hơn"}, lambda person: person.name == "son"),
    "decide_progress": ({"approved": True}, _leads_head),
    "accept_coordination": ({"unit": "trade-jp"}, _trade_office),
    "contribute": ({"unit": "trade-jp", "text": "Số liệu"}, _trade_office),
    "comment_on_task": ({"unit": "", "text": "Ý kiến"}, _writers),
    "withdraw_task_comment": (None, _lan),
    "attach_task_evidence": ({"document": 0}, _as_page("task-evidence")),
    "remove_task_evidence": (WHY, _as_page("task-evidence")),
    "share_proposal": ({"shared": True}, _holder),
    "echo_proposal": ({"unit": ""}, _as_page("proposal-echo")),
    "change_proposal": ({"text": "Đổi"}, _holder),
    "accept_proposal": (None, _lead),
    "decline_proposal": ({"answer": "Không"}, _lead),
    "withdraw_proposal": (WHY, _holder),
    "put_review_reply": ({"standing": "on_track", "progress": "Tốt"}, _lead),
    "give_review_verdict": ({"verdict": "continue"}, _holder),
    "give_same_verdict": ({"numbers": [1], "verdict": "continue"}, _holder),
}
# Parts that a person who may know of the record may not know of, or that hang on another record.
PARTS = {"change_progress", "decide_progress"}
ELSEWHERE = {"remove_task_evidence", "untie_document", "remove_commitment_evidence"}
