"""Who may act on a record they may know of."""

from __future__ import annotations

from collections.abc import Callable

from chancery.web.views.merging import PLACES as MERGED
from tests.web.house import HOLDER, Person

MayAct = Callable[[Person, str], bool]

"""Whether a person who may know of a record may do this, by the last word of the address."""


def _holder(person: Person, step: str) -> bool:
    return person.writes_for(HOLDER)


def _holders_head(person: Person, step: str) -> bool:
    return person.heads(HOLDER)


def _adds_for_the_holder(person: Person, step: str) -> bool:
    return person.writes_for(HOLDER) or (person.role == "clerk" and person.unit == HOLDER)


def _handler(person: Person, step: str) -> bool:
    """The unit that holds a case, and the one that leads it."""
    return person.writes_for(HOLDER) or person.writes_for("moit")


def _mover(person: Person, step: str) -> bool:
    """Giving an obstacle up is for the head, dropping an opportunity for its holder."""
    if step == "close":
        return person.heads(HOLDER)
    return (_holder if step == "drop" else _handler)(person, step)


def _planner(person: Person, step: str) -> bool:
    """The unit writes and sends, its head approves and returns."""
    return (_holders_head if step in {"approve", "return"} else _holder)(person, step)


def _sees(person: Person, step: str) -> bool:
    return True


def _lead(person: Person, step: str) -> bool:
    return person.writes_for("moit")


def _assigner(person: Person, step: str) -> bool:
    """The Prime Minister's Office, or the desk that recorded what he ordered."""
    return (person.writes and person.unit == "vpcp") or person.writes_for(HOLDER)


def _side_of_the_move(person: Person, step: str) -> bool:
    return (_lead if step == "accept" else _assigner)(person, step)


def _all_who_work_on_it(person: Person, step: str) -> bool:
    return any(map(person.writes_for, [HOLDER, "moit", "province-lang-son"]))


def _who_work_on_the_task(person: Person, step: str) -> bool:
    at_work = any(map(person.writes_for, [HOLDER, "moit", "trade-jp", "pm"]))
    return at_work or _assigner(person, step)


def _leads_head(person: Person, step: str) -> bool:
    return person.heads("moit")


def _lead_or_holder(person: Person, step: str) -> bool:
    return person.writes_for("moit") or person.writes_for(HOLDER)


def _holder_or_its_clerk(person: Person, step: str) -> bool:
    return person.writes_for(HOLDER) or (person.role == "clerk" and person.unit == HOLDER)


def _sees_the_whole_round(person: Person, step: str) -> bool:
    """Who is of the agency that runs it, and who oversees."""
    return person.oversees or HOLDER in person.circle


def _coordinates(person: Person, step: str) -> bool:
    return person.writes_for("trade-jp")


def _who_is_asked(person: Person, step: str) -> bool:
    """The committee was asked: for it, and for the Prime Minister, acts his Office."""
    return person.writes and person.unit == "vpcp"


def _sent_the_letter(person: Person, step: str) -> bool:
    """The Office sent it in the Prime Minister's name."""
    return person.writes and person.unit == "vpcp"


def _nobody_yet(person: Person, step: str) -> bool:
    """What was not answered has no answer to take back."""
    return False


def _at_a_mission(person: Person, step: str) -> bool:
    return person.writes and person.unit.startswith("mission")


def _writes(person: Person, step: str) -> bool:
    return person.writes


def _wrote_the_update(person: Person, step: str) -> bool:
    return person.name == "son"


def _wrote_the_comment(person: Person, step: str) -> bool:
    return person.name == "lan"


ACTING: dict[str, MayAct] = {
    **{f"{kind}-merge": _holder for kind in MERGED},
    **{f"{kind}-part": _nobody_yet for kind in MERGED},  # nothing was merged: test_merging.py
    "document-read-again": _holder,
    "document-sensitivity": _holder,
    "document-newer": _adds_for_the_holder,
    "document-purge": _holders_head,
    "finding-add": _holder,
    "finding-group": _holder,
    "finding-undo-last": _holder,
    "finding-accept": _holder,
    "finding-link": _holder,
    "finding-refuse": _holder,
    "finding-undo": _holder,
    "finding-preview": _sees,
    "commitment-edit": _holder,
    "commitment-verdict": _holder,
    "commitment-withdraw": _holder,
    "commitment-evidence": _all_who_work_on_it,
    "task-edit": _assigner,
    "task-withdraw": _holder,
    "task-move": _side_of_the_move,
    "task-evidence": _who_work_on_the_task,
    "task-delegate": _lead,
    "task-coordinate": _coordinates,
    "task-contribute": _coordinates,
    "task-progress": _lead,
    "progress-edit": _wrote_the_update,
    "progress-decide": _leads_head,
    "task-extension": _lead,
    "extension-decide": _assigner,
    "extension-withdraw": _lead,
    "task-lead": _lead,
    "lead-decide": _assigner,
    "lead-withdraw": _lead,
    "task-part": _lead,
    "task-raise": _lead,
    "escalation-answer": _who_is_asked,
    "escalation-withdraw": _lead,
    "escalation-undo": _nobody_yet,
    "urging-withdraw": _sent_the_letter,
    "urging-reply": _lead,
    "task-comment": _writes,
    "comment-withdraw": _wrote_the_comment,
    "commitment-comment": _writes,
    "commitment-comment-withdraw": _wrote_the_comment,
    "proposal-edit": _holder,
    "proposal-share": _holder,
    "proposal-echo": _at_a_mission,
    "proposal-unecho": _nobody_yet,
    "proposal-withdraw": _holder,
    "proposal-accept": _lead,
    "proposal-decline": _lead,
    "request-edit": _holder,
    "request-answer": _holder,
    "request-withdraw": _holder,
    "obstacle-edit": _handler,
    "obstacle-resolve": _holder,
    "obstacle-withdraw": _holder,
    "obstacle-move": _mover,
    "obstacle-step": _handler,
    "obstacle-step-withdraw": _holder,
    "obstacle-link": _handler,
    "obstacle-unlink": _handler,
    "opportunity-edit": _handler,
    "opportunity-own": _writes,
    "opportunity-withdraw": _holder,
    "opportunity-move": _mover,
    "opportunity-step": _handler,
    "opportunity-step-withdraw": _holder,
    "opportunity-link": _handler,
    "opportunity-unlink": _handler,
    "agreement-edit": _holder,
    **dict.fromkeys(
        ("agreement-stage", "agreement-stage-day", "agreement-stage-withdraw"), _holder
    ),
    **dict.fromkeys(("agreement-renewal", "agreement-review", "agreement-step"), _holder),
    "activity-edit": _holder,
    "activity-attach": _holder,
    "activity-detach": _holder,
    "activity-withdraw": _holder,
    "review-edit": _holder,
    "review-withdraw": _holder,
    "review-move": _holder,
    "review-urge": _holder,
    "review-letters": _holder,
    "review-approve": _leads_head,
    "review-verdict": _holder,
    "review-verdicts": _holder,
    **dict.fromkeys(("review-sheets", "review-sheets-check", "review-sheets-undo"), _holder),
    "review-verdicts-same": _holder,
    "review-verdicts-undo": _holder,
    "review-figures": _sees_the_whole_round,
    "review-agenda": _sees_the_whole_round,
    "review-minutes": _sees_the_whole_round,
    "review-minutes-edit": _holder,
    "review-issue": _holder,
    "review-decide": _holder,
    "review-undecide": _holder,
    "review-sheet-back": _lead_or_holder,
    "review-sheet-check": _lead_or_holder,
    "review-sheet-undo": _lead_or_holder,
    "review-letter-in": _holder_or_its_clerk,
    "review-reply": _lead,
    "review-return": _leads_head,
    **dict.fromkeys(
        ("meeting-edit", "meeting-withdraw", "meeting-move", "meeting-participants"), _holder
    ),
    **dict.fromkeys(("meeting-unlist", "meeting-attendance", "meeting-agenda"), _holder),
    **dict.fromkeys(("meeting-item", "meeting-item-new", "meeting-item-move"), _holder),
    **dict.fromkeys(("meeting-item-remove", "meeting-decide", "meeting-undecide"), _holder),
    **dict.fromkeys(("meeting-minutes", "meeting-decide-alike", "meeting-undo-alike"), _holder),
    "meeting-answer": _lead_or_holder,
    **dict.fromkeys(("consultation-edit", "consultation-withdraw", "consultation-move"), _holder),
    **dict.fromkeys(("consultation-follow", "consultation-units"), _holder),
    **dict.fromkeys(("consultation-let-off", "consultation-time-decide"), _holder),
    **dict.fromkeys(("advice-edit", "advice-withdraw", "advice-outcome"), _holder),
    "advice-move": _planner,
    **dict.fromkeys(("advice-decide", "advice-follow"), _holder),
    "consultation-enter": _holder_or_its_clerk,
    **dict.fromkeys(("consultation-letter", "consultation-letter-drop"), _lead),
    **dict.fromkeys(("consultation-note", "consultation-reply", "consultation-time"), _lead),
    **dict.fromkeys(("programme-edit", "programme-withdraw", "programme-part"), _handler),
    **dict.fromkeys(("programme-part-new", "programme-part-move"), _handler),
    **dict.fromkeys(("programme-part-remove", "programme-links", "programme-figure"), _handler),
    **dict.fromkeys(("programme-target", "programme-target-new"), _handler),
    **dict.fromkeys(("programme-target-remove", "programme-figure-remove"), _handler),
    "programme-outline": _sees,
    "project-edit": _holder,
    "fta-use-edit": _holder,
    "mechanism-edit": _holder,
    "mechanism-withdraw": _holder,
    **dict.fromkeys(
        (
            "mechanism-role",
            "mechanism-role-edit",
            "mechanism-role-withdraw",
            "mechanism-session",
            "mechanism-session-edit",
            "mechanism-session-withdraw",
            "initiative-move",
        ),
        _handler,
    ),
    "initiative-edit": _holder,
    "initiative-withdraw": _holder,
    **dict.fromkeys(("plan-edit", "plan-withdraw", "plan-line-new", "plan-line-edit"), _holder),
    **dict.fromkeys(("plan-line-remove", "plan-line-tie"), _holder),
    "plan-move": _planner,
    **dict.fromkeys(("training-edit", "training-withdraw"), _holder),
    **dict.fromkeys(("monthly-edit", "monthly-withdraw", "monthly-section"), _holder),
    **dict.fromkeys(("monthly-refresh", "monthly-looked"), _holder),
    "monthly-move": _planner,
    **dict.fromkeys(("outreach-edit", "outreach-result", "outreach-withdraw"), _holder),
    **dict.fromkeys(("outreach-cancel", "outreach-replan"), _holder),
    "contact-edit": _holder,
    "contact-basis": _holder,
    "contact-review": _holder,
    "contact-erase": _holder,
    "contact-withdraw": _holder,
    "interaction-edit": _holder,
    "interaction-withdraw": _holder,
    "upgrade-edit": _holder,
    "upgrade-withdraw": _holder,
    "fta-use-withdraw": _holder,
    "project-move": _holder,
    "project-entry": _holder,
    "project-correct": _holder,
    "project-withdraw": _holder,
}
