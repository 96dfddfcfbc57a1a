"""How the world is built: records of each level, tied to one another across the levels."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from chancery.readings.models import Finding
from chancery.register import actions as register
from chancery.register.mechanisms.values import RoleValues, SessionValues
from chancery.register.values import StepValues
from chancery.work import actions as work
from chancery.work.models import ReviewDecision
from tests import make
from tests.web.house.casework import consulted, meeting, planned, programme, review, said, went_up
from tests.web.house.knowing import MADE_FROM_A_DOCUMENT, word
from tests.web.house.people import HOLDER, LEVELS, NAMED
from tests.web.house.world import World


def build() -> World:
    """Records held by the desk, those of the restricted level named to the mission in Japan."""
    make.ground()
    for one in make.CAST:
        one()
    world = World()
    for level in LEVELS:
        _build_level(world, level)
        world.records["review", level] = review(level)
        went_up(world, level)
        world.said[level] = said(world.records["task", level], world.records["commitment", level])
        round_ = world.records["review", level]
        world.said[level] |= meeting(world, level) | programme(world, level)
        world.said[level] |= consulted(world, level)
        world.said[level]["decision"] = ReviewDecision.objects.create(review=round_, text="Giao")
        planned(world, level)
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


def _tie(case, commitment, world: World, level: str) -> None:
    """A step of lan's, and links to records of the same level and to the public case's."""
    lan = make.viewer(make.lan())
    kind = case._meta.model_name
    step = StepValues(timezone.localdate(), f"Bước {word(kind, level)}")
    world.steps[kind, level] = register.log_step(case=case, values=step, by=lan)
    for one in (case, world.records[kind, "public"]):
        register.link_record(case=one, target=commitment, by=lan)
        register.link_record(case=one, target=world.records["agreement", level], by=lan)


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
