"""Who may open and do what at each address, said a second time and by hand.

A page that only shows a record of a place below needs no line here. An address that changes
something does: whoever adds one says who may, in ``ACTING`` or ``ADDING``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from chancery.web.listings import LISTINGS
from chancery.web.views.merging import PLACES as MERGED
from tests.web.house import HOLDER, Person, World, may_know, may_know_of_document
from tests.web.routes import Route

MayAct = Callable[[Person, str], bool]
"""Whether a person who may know of a record may do this, by the last word of the address."""
MayOpen = Callable[[Person], bool]

# What stands first in an address, and the kind of record it names.
PLACES = {
    "documents": "document",
    "commitments": "commitment",
    "tasks": "task",
    "proposals": "proposal",
    "requests": "request",
    "obstacles": "obstacle",
    "opportunities": "opportunity",
    "agreements": "agreement",
    "shortcomings": "shortcoming",
    "activities": "activity",
    "upgrades": "upgrade",
    "mechanisms": "mechanism",
    "initiatives": "initiative",
    "contacts": "contact",
    "outreach": "outreach",
    "interactions": "interaction",
    "reviews": "review",
    "meetings": "meeting",
    "consultations": "consultation",
    "advice": "advice",
    "programmes": "programme",
    "escalations": "escalation",
    "urgings": "urging",
    "projects": "project",
    "fta-use": "fta_use",
    "plans": "workplan",
    "trainings": "training",
    "monthly-reports": "monthlyreport",
}
# Addresses of the session itself: there for who is not signed in. See test_session.py.
OF_THE_SESSION = {
    "sign-in",
    "sign-in-demo",
    "language",
    "sign-out",
    "invitation",  # these two: test_joining.py
    "password-forgotten",
    "calendar-feed",  # test_feeds.py
}


def _anyone(person: Person) -> bool:
    return True


def _readers(person: Person) -> bool:
    return person.reads


def _writers(person: Person) -> bool:
    return person.writes


def _adders(person: Person) -> bool:
    return person.writes or person.role == "clerk"


def _no_longer(person: Person) -> bool:
    """The first start, once it is over."""
    return False


def _of_somebody_else(person: Person) -> bool:
    """A view, a run or a scan on its way that is not this person's."""
    return False


def _writes_for_the_ministry(person: Person) -> bool:
    return person.writes_for("mofa")


def _heads_the_ministry(person: Person) -> bool:
    return person.heads("mofa")


def _readers_and_administrators(person: Person) -> bool:
    return person.reads or _administrators(person)


def _administrators(person: Person) -> bool:
    return person.role == "administrator"


def _lan_or_an_administrator(person: Person) -> bool:
    """Whose key it is, and who may take anybody's away."""
    return person.name == "lan" or _administrators(person)


def _auditors(person: Person) -> bool:
    return person.role == "auditor"


# What is there without a record, by the first word of the address.
OPEN: dict[str, MayOpen] = {
    "": _anyone,
    "new": _writers,
    "inbox": _anyone,
    "search": _readers,
    "units": _anyone,
    "partners": _readers,
    "choices": _readers_and_administrators,
    "setup": _no_longer,
    "views": _of_somebody_else,
    "bulk": _of_somebody_else,
    "imports": _of_somebody_else,
    "arriving": _of_somebody_else,
    "account": _anyone,
    "countersigns": _anyone,
    "notices": _anyone,
    "follow": _readers,
    "timeliness": _readers,
    "measures": _readers,
    "extensions": _readers,
    "balance": _readers,
    "ledger": _readers,
    "history": _auditors,
    "rows": _writers,
    "settings": _administrators,
    "components": _administrators,
    **dict.fromkeys(PLACES, _anyone),
}
# What adds something without a record at hand.
ADDING: dict[str, MayOpen] = {
    "mail-take": _of_somebody_else,  # nothing came by mail: tests/intake/test_mailbox.py
    "mail-dismiss": _of_somebody_else,
    **{listing.export: _readers for listing in LISTINGS.values()},
    "documents-add": _adders,
    "balance-export": _readers,
    "measures-export": _readers,
    "measures-responses-export": _readers,
    "measures-extensions-export": _readers,
    "follow": _readers,
    "views-save": _readers,
    "views-columns": _readers,
    "views-delete": _of_somebody_else,
    "urging-due": _writers,
    "urging-new": _of_somebody_else,  # nothing of this house is late: test_urging.py
    "urging-send": _writers,
    "tasks-import": _writers,
    "tasks-import-check": _writers,
    "fta-use-new": _writers,
    "monthly-new": _writers,
    "training-new": _writers,
    "conference-pack": _readers,
    "unit-need": _heads_the_ministry,
    "unit-skill": _writes_for_the_ministry,
    "unit-need-remove": _of_somebody_else,  # nothing is needed yet: test_training.py
    "unit-skill-remove": _of_somebody_else,
    "unit-hand-over": _of_somebody_else,
    "fta-use-import": _writers,
    "fta-use-import-check": _writers,
    "fta-use-imported-undo": _of_somebody_else,
    "projects-import": _writers,
    "projects-import-check": _writers,
    "projects-imported-undo": _of_somebody_else,
    "rows-import": _writers,
    "rows-check": _writers,
    "rows-imported-undo": _of_somebody_else,
    "tasks-imported-undo": _of_somebody_else,
    "tasks-bulk": _readers,
    "commitments-bulk": _readers,
    "bulk-undo": _of_somebody_else,
    "arrival-dismiss": _of_somebody_else,
    "history-verify": _auditors,
    "person-add": _administrators,
    "post-give": _administrators,
    "post-end": _administrators,
    "person-edit": _administrators,
    "person-link": _administrators,
    "person-unlink": _administrators,
    "hand-over": _administrators,
    "person-return": _administrators,
    "settings-name": _administrators,
    "settings-mail": _administrators,
    "settings-backups": _administrators,
    "unit-add": _administrators,
    "unit-edit": _administrators,
    "unit-end": _administrators,
    "office-hold": _administrators,
    "office-end": _administrators,
    "import": _administrators,
    "import-check": _administrators,
    "account-edit": _anyone,
    "account-password": _anyone,
    "account-sign-out": _anyone,
    "calendar-make": _anyone,
    "calendar-revoke": _anyone,
    "notices-seen": _anyone,
    "key-make": _anyone,
    "countersigns-confirm": _anyone,  # does nothing with what one may not decide
    "countersign-confirm": _of_somebody_else,  # who may: test_countersigning.py
    "countersign-refuse": _of_somebody_else,
    "key-revoke": _lan_or_an_administrator,
    "setup": _no_longer,
    "setup-country": _no_longer,
    "setup-administrator": _no_longer,
    "setup-done": _no_longer,
    "components": _administrators,
}
_NEW = re.compile(r"^(\w+/new|new/\w+)/$")


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
    "meeting-minutes": _holder,
    "meeting-answer": _lead_or_holder,
    **dict.fromkeys(("consultation-edit", "consultation-withdraw", "consultation-move"), _holder),
    **dict.fromkeys(("consultation-follow", "consultation-units"), _holder),
    **dict.fromkeys(("consultation-let-off", "consultation-time-decide"), _holder),
    **dict.fromkeys(("advice-edit", "advice-withdraw", "advice-outcome"), _holder),
    "advice-move": _planner,
    **dict.fromkeys(("advice-decide", "advice-follow"), _holder),
    "consultation-enter": _holder_or_its_clerk,
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
# Steps that lie in the address: a case for each side; all of them are tried in tests/work.
STEPS = {
    "task-move": ("name", ("accept", "approve")),
    "review-move": ("name", ("close", "reopen", "call")),
    "meeting-move": ("name", ("invite", "cancel")),
    "advice-move": ("name", ("ask", "submit")),
    "consultation-move": ("name", ("withdraw",)),
    "consultation-paper": ("name", ("letter",)),
    "meeting-paper": ("name", ("invitation", "agenda")),
    "agreement-stage-day": ("name", ("signed",)),
    "agreement-stage-withdraw": ("name", ("signed",)),
    "obstacle-move": ("name", ("handle", "close")),
    "opportunity-move": ("name", ("check", "drop")),
    "initiative-move": ("move", ("put_forward", "drop")),
    "plan-move": ("name", ("submit", "approve", "return", "amend")),
    "monthly-move": ("name", ("submit", "approve", "send")),
}
# Pages of a document besides its own: for those who may read it whole.
_PART_OF_DOCUMENT = re.compile(r"^documents/<\w+:\w+>/.")


@dataclass(frozen=True)
class Case:
    """One address filled in: for one sensitivity, and one step where the address has steps."""

    route: Route
    level: str
    address: str
    step: str = ""

    @property
    def kind(self) -> str:
        """The kind of record it names; empty where it names none."""
        return PLACES.get(self.route.place, "") if self.route.parts else ""

    @property
    def is_classified(self) -> bool:
        return self.route.place in OPEN

    def known_to(self, person: Person) -> bool:
        """Whether the record it names is one the person may know of."""
        if self.kind == "document" and not _PART_OF_DOCUMENT.match(self.route.pattern):
            return may_know_of_document(person, self.level)
        return may_know(person, self.kind, self.level)

    def open_to(self, person: Person) -> bool:
        """For an address that names no record: whether it is there for this person."""
        if self.route.name in ADDING:
            return ADDING[self.route.name](person)
        if _NEW.match(self.route.pattern):
            return _writers(person)
        return OPEN[self.route.place](person)

    @property
    def acts(self) -> bool:
        """Whether it is said to change something."""
        named = {*ACTING, *ADDING}
        return self.route.name in named or bool(_NEW.match(self.route.pattern))

    def lets_act(self, person: Person) -> bool:
        return ACTING[self.route.name](person, self.step)


def cases(route: Route, world: World, levels: tuple[str, ...]) -> list[Case]:
    """The addresses of a route: for every level where it names a record, else one."""
    of_record = bool(route.parts) and route.place in PLACES
    named, steps = STEPS.get(route.name, ("", ("",)))
    return [
        Case(route, level, _address(route, level, world, {named: step}), step)
        for level in (levels if of_record else levels[:1])
        for step in steps
    ]


def _address(route: Route, level: str, world: World, chosen: dict[str, str]) -> str:
    names = [name for name, _kind in route.parts if name not in chosen]
    values = chosen | {name: _stands_for(name, level, world) for name in names}
    if "step" in values:
        values["step"] = world.steps[PLACES[route.place], level].pk
    if route.parts and route.place in PLACES:
        name, kind = route.parts[0]
        record = world.records[PLACES[route.place], level]
        values[name] = getattr(record, "reference" if kind == "str" else "pk", record.pk)
    return "/" + re.sub(r"<\w+:(\w+)>", lambda part: str(values[part[1]]), route.pattern)


def _stands_for(name: str, level: str, world: World) -> str | int:
    known = {
        "pk": 1,
        "document": world.records["document", level].pk,
        "finding": world.findings[level].pk,
        "evidence": world.evidence[level].pk,
        "line": world.lines[level].pk,
        **{name: row.pk for name, row in world.said[level].items()},
        "step": 0,
        "kind": "units",
        "into": "commitments",
        "entry": world.entries[level].pk,
        "session": world.sessions[level].pk,
        "role": world.roles[level].pk,
        "code": "JP",
        "key": "mofa",
        "what": "unit",
        "which": "mofa",
        "reference": "",
        "run": "0123456789abcdef",
        "part": "ahead",
        "unit": "moit",
        "number": 1,
    }
    assert name in known, f"say in tests/web/access.py what <{name}> stands for in an address"
    return known[name]
