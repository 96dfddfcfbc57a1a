"""The house as the access tests see it: who people are and what they may know, said anew.

Nothing here calls the access rules of the product. Each person's circle is written out by hand,
each rule is one plain sentence of Python over it, and each record bears words of its own, so that
a page that shows them to the wrong person is found whatever the page is.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from django.utils import timezone

from chancery.people.actions import make_token
from chancery.readings.models import Finding
from chancery.register import actions as register
from chancery.register.mechanisms.values import RoleValues, SessionValues
from chancery.register.values import StepValues
from chancery.work import actions as work
from chancery.work.actions import consultations_replying as consulting
from chancery.work.actions import meetings_preparing as preparing
from chancery.work.actions import monthly, plans, programme_targets, programmes
from chancery.work.actions.reviews_replying import put_reply
from chancery.work.meetings.values import ItemValues
from chancery.work.models import Escalation, MeetingDecision, ReviewDecision, UrgedTask, Urging
from chancery.work.plans.values import LineValues
from chancery.work.programmes.values import FigureValues, PartValues
from chancery.work.reviews.values import ReplyValues
from tests import make

LEVELS = ("public", "internal", "restricted")
HOLDER = "mofa-economic"
NAMED = "mission-jp"


@dataclass(frozen=True)
class Person:
    """A member of the cast: post, units whose internal work they share, partners of their area."""

    name: str
    unit: str = ""
    role: str = ""
    circle: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()
    oversees: bool = False

    @property
    def reads(self) -> bool:
        return self.role in {"head", "officer", "reader", "clerk", "auditor"}

    @property
    def writes(self) -> bool:
        return self.role in {"head", "officer"}

    def writes_for(self, unit: str) -> bool:
        return self.writes and unit in self.stands_for

    def heads(self, unit: str) -> bool:
        return self.role == "head" and unit in self.stands_for

    def __str__(self) -> str:
        return f"{self.name} ({self.role or 'no post'}{' of ' if self.unit else ''}{self.unit})"


_MOFA = frozenset({"mofa", "mofa-economic"})
_DESK = frozenset({"mofa-economic"})
_TOKYO = frozenset({"mission-jp", "trade-jp"})
_MOIT, _LANG_SON, _SEOUL = (
    frozenset({"moit"}),
    frozenset({"province-lang-son"}),
    frozenset({"mission-kr"}),
)
_JP, _KR = frozenset({"JP"}), frozenset({"KR"})

PEOPLE = (
    Person("lan", "mofa-economic", "officer", _MOFA, _DESK),
    Person("minh", "mofa-economic", "head", _MOFA, _DESK),
    Person("ha", "mofa-economic", "clerk", _MOFA, _DESK),
    Person("thu", "mofa-economic", "reader", _MOFA, _DESK),
    Person("hien", "mofa", "head", _MOFA, _MOFA),
    Person("tuan", "mission-jp", "officer", _TOKYO, frozenset({"mission-jp"}), _JP),
    Person("mai", "mission-jp", "head", _TOKYO, frozenset({"mission-jp"}), _JP),
    Person("son", "moit", "officer", _MOIT, _MOIT),
    Person("binh", "moit", "head", _MOIT, _MOIT),
    Person("yen", "province-lang-son", "officer", _LANG_SON, _LANG_SON),
    Person("oanh", "mission-kr", "officer", _SEOUL, _SEOUL, _KR),
    Person("quang", "vpcp", "officer", frozenset({"vpcp"}), frozenset({"vpcp"}), oversees=True),
    Person("khoa", "mofa", "administrator", stands_for=_MOFA),
    Person("vy", "mofa", "auditor", _MOFA, _MOFA),
    Person("nobody"),
)


@dataclass(frozen=True)
class Kind:
    """Which units and partners a kind of record concerns in this house, its holder apart.

    ``must_act`` are named of themselves where it is restricted: who must act on it must know it.
    """

    units: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    must_act: frozenset[str] = frozenset()


KINDS = {
    "commitment": Kind(frozenset({"moit", "province-lang-son"}), frozenset({"JP", "VN"})),
    "task": Kind(frozenset({"pm", "moit", "trade-jp"}), _JP, frozenset({"moit", "trade-jp"})),
    "proposal": Kind(frozenset({"mofa-economic", "moit"}), _JP, frozenset({"moit"})),
    "request": Kind(partners=_JP),
    "obstacle": Kind(frozenset({"moit"}), _JP, frozenset({"moit"})),
    "opportunity": Kind(frozenset({"moit"}), _JP, frozenset({"moit"})),
    "activity": Kind(frozenset({"moit"}), _JP),
    "upgrade": Kind(frozenset({"moit"}), _JP),
    "mechanism": Kind(frozenset({"moit"}), _JP),
    "initiative": Kind(frozenset({"moit"}), _JP),
    "outreach": Kind(partners=_JP),
    "contact": Kind(partners=_JP),
    "interaction": Kind(frozenset({"moit"}), _JP, frozenset({"moit"})),
    "agreement": Kind(partners=frozenset({"JP", "VN"})),
    "shortcoming": Kind(frozenset({"moit"})),
    "review": Kind(frozenset({"moit"}), must_act=frozenset({"moit"})),
    "project": Kind(frozenset({"moit"}), _JP),
    "programme": Kind(frozenset({"moit"})),
    "meeting": Kind(frozenset({"moit"}), must_act=frozenset({"moit"})),
    "advice": Kind(frozenset({"mofa"}), _JP, frozenset({"mofa"})),
    "consultation": Kind(frozenset({"moit"}), _JP, frozenset({"moit"})),
    "fta_use": Kind(),
    "workplan": Kind(frozenset({"mofa"})),
    "monthlyreport": Kind(frozenset({"mofa"})),
    "training": Kind(),
    "document": Kind(),
}
# They are known to whom the task is known that they are about.
KINDS |= {"escalation": KINDS["task"], "urging": KINDS["task"]}
_APART = {"fta_use", "agreement", "document", "review", "escalation", "urging", "meeting"}
_APART |= {
    "workplan",
    "monthlyreport",
    "training",
    "programme",
    "outreach",
    "consultation",
    "advice",
}
MADE_FROM_A_DOCUMENT = [kind for kind in KINDS if kind not in _APART]


def in_turn(
    people: Iterable[Person], alike: Callable[[Person], object], turn: str
) -> list[Person]:
    """Two of all those who are to be treated alike at an address, others at every ``turn``.

    With ``CHANCERY_SLOW=1`` everyone: the whole matrix takes three times as long.
    """
    if os.environ.get("CHANCERY_SLOW"):
        return list(people)
    groups: dict[object, list[Person]] = defaultdict(list)
    for person in people:
        groups[alike(person)].append(person)
    first = crc32(turn.encode())
    return [
        group[(first + step) % len(group)]
        for group in groups.values()
        for step in range(min(2, len(group)))
    ]


def may_know(person: Person, kind: str, level: str) -> bool:
    """Public for every reader; internal for those concerned and those who oversee; restricted for
    the unit that holds it, the units named and those that must act on it."""
    concerns = KINDS[kind]
    if not person.reads:
        return False
    if level == "public":
        return True
    if level == "restricted":
        return person.unit in {HOLDER, NAMED, *concerns.must_act}
    touched = {HOLDER, *concerns.units} & person.circle
    return person.oversees or bool(touched) or bool(concerns.partners & person.area)


def may_know_of_document(person: Person, level: str) -> bool:
    """Whole, or through a record made from it."""
    return any(may_know(person, kind, level) for kind in ("document", *MADE_FROM_A_DOCUMENT))


def word(kind: str, level: str) -> str:
    """Words that stand on this record and nowhere else."""
    return f"Mật mã {kind} {level}"


@dataclass
class World:
    """One record of every kind at each level, tied to one another across the levels."""

    records: dict[tuple[str, str], object] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    evidence: dict[str, object] = field(default_factory=dict)
    lines: dict[str, object] = field(default_factory=dict)
    said: dict[str, dict[str, object]] = field(default_factory=dict)
    entries: dict[str, object] = field(default_factory=dict)
    steps: dict[tuple[str, str], object] = field(default_factory=dict)
    sessions: dict[str, object] = field(default_factory=dict)
    roles: dict[str, object] = field(default_factory=dict)


def build() -> World:
    """Records held by the desk, those of the restricted level named to the mission in Japan."""
    make.ground()
    for one in make.CAST:
        one()
    world = World()
    for level in LEVELS:
        _build_level(world, level)
        world.records["review", level] = _review(level)
        _went_up(world, level)
        world.said[level] = _said(world.records["task", level], world.records["commitment", level])
        round_ = world.records["review", level]
        world.said[level] |= _meeting(world, level) | _programme(world, level)
        world.said[level] |= _consulted(world, level)
        world.said[level]["decision"] = ReviewDecision.objects.create(review=round_, text="Giao")
        _planned(world, level)
        for kind in ("obstacle", "opportunity"):
            _tie(world.records[kind, level], world.records["commitment", level], world, level)
    return world


def _build_level(world: World, level: str) -> None:
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    lines = [f"Hai bên nhất trí: {word(kind, level)}." for kind in MADE_FROM_A_DOCUMENT]
    text = "\n".join([word("document", level), *lines])
    document = make.document(
        text, held_by=HOLDER, sensitivity=level, title=word("document", level)
    )
    document.named_units.set(keeping.named_units)
    world.records["document", level] = document
    world.findings[level] = _finding(document, level)
    quoted = {kind: make.source(word(kind, level), of=document) for kind in MADE_FROM_A_DOCUMENT}

    def add(kind: str, **values) -> None:
        builder = getattr(make, kind)
        made_from = {"of": quoted[kind]} if kind in quoted else {"name_vi": word(kind, level)}
        if kind in quoted:
            values["text"] = word(kind, level)
        world.records[kind, level] = builder(keeping=keeping, **made_from, **values)

    add("agreement", name_en=word("agreement", level), short=f"HD-{level}")
    agreement = world.records["agreement", "public"]
    add(
        "commitment",
        lead="moit",
        coordinating=("province-lang-son",),
        agreement=agreement.pk,
    )
    for kind in ("obstacle", "opportunity", "activity", "upgrade", "mechanism"):
        add(kind, lead="moit")
    _meet(world, level)
    standing = world.records["mechanism", "public"]
    add("initiative", mechanism=standing, lead="moit", partners=("JP",))
    add("request")
    _know(add, world, level)
    add("shortcoming")
    add("proposal", partners=("JP",))
    add("project", agreement=agreement.pk)
    public = world.records["commitment", "public"]
    obstacle = world.records["obstacle", "public"]
    add(
        "task",
        coordinating=("trade-jp",),
        partners=("JP",),
        commitment_id=public.pk,
        obstacle_id=obstacle.pk,
        due=date(2027, 1, 29),
    )
    _prove(world, document, level)


def _meet(world: World, level: str) -> None:
    """A role and a session of the mechanism; a session of the public one tied to this level."""
    found, lan = world.records["mechanism", level], make.viewer(make.lan())
    world.roles[level] = register.add_role(
        mechanism=found, values=RoleValues("chair", "JP"), by=lan
    )
    values = SessionValues(
        planned=date(2027, 3, 5),
        activity=world.records["activity", level].pk,
        documents=(world.records["document", level].pk,),
        commitments=(world.records["commitment", level].reference,),
    )
    public = world.records["mechanism", "public"]
    register.add_session(mechanism=public, values=values, by=lan)
    world.sessions[level] = register.add_session(mechanism=found, values=values, by=lan)


def _know(add, world: World, level: str) -> None:
    """A contact kept too long, met at a meeting after which moit goes on."""
    add("contact", email=f"{level}@example.jp", kept_until=date(2020, 1, 1))
    met = world.records["contact", level]
    world.records["outreach", level] = make.outreach(
        keeping=make.guard(HOLDER, level, *([NAMED] if level == "restricted" else [])),
        text=word("outreach", level),
    )
    add("interaction", contacts=(met.reference,), next_step="Gửi hồ sơ", next_unit="moit")
    for one in ("public", level):
        world.records["interaction", one].contacts.add(world.records["contact", "public"], met)


def _prove(world: World, document, level: str) -> None:
    """A ledger with a line, evidence of a commitment, and the older document behind a newer one."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    world.records["fta_use", level] = make.fta_use(
        keeping=keeping,
        agreement=world.records["agreement", "public"].pk,
        source=word("fta_use", level),
    )
    line = make.entry(world.records["project", level], source=word("entry", level))
    world.entries[level] = line
    public, lan = world.records["commitment", "public"], make.viewer(make.lan())
    world.evidence[level] = work.attach_evidence(document=document, commitment=public, by=lan)
    if level != "public":
        older = world.records["document", "public"]
        older.newer_version = document
        older.save(update_fields=["newer_version"])


def _review(level: str):
    """A round of the desk that asks moit about the commitments made so far; son has replied."""
    keeping = make.guard(HOLDER, level, *([NAMED] if level == "restricted" else []))
    round_ = make.called(make.review(text=word("review", level), keeping=keeping))
    item = round_.items.select_related("review").get(number=1)
    values = ReplyValues("on_track", progress="Đang làm")
    put_reply(item=item, unit="moit", values=values, by=make.viewer(make.son()))
    return round_


def _planned(world: World, level: str) -> None:
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


def _programme(world: World, level: str) -> dict[str, object]:
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


def _meeting(world: World, level: str) -> dict[str, object]:
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


def _consulted(world: World, level: str) -> dict[str, object]:
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
    return {"asked": one, "time": time}


def _went_up(world: World, level: str) -> None:
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


def _tie(case, commitment, world: World, level: str) -> None:
    """A step of lan's, and links to records of the same level and to the public case's."""
    lan = make.viewer(make.lan())
    kind = case._meta.model_name
    step = StepValues(timezone.localdate(), f"Bước {word(kind, level)}")
    world.steps[kind, level] = register.log_step(case=case, values=step, by=lan)
    for one in (case, world.records[kind, "public"]):
        register.link_record(case=one, target=commitment, by=lan)
        register.link_record(case=one, target=world.records["agreement", level], by=lan)


def _said(task, commitment) -> dict[str, object]:
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


def _finding(document, level: str) -> Finding:
    quote = word("document", level)
    return Finding.objects.create(
        document=document,
        type="RESULT",
        start=0,
        end=len(quote),
        quote=quote,
        zone="body",
        confidence=0.9,
    )
