"""Which verdict the rules propose, and why; what is plain may be given over many at once. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from chancery.work.reviews.facts import Facts, Said


class Why(TextChoices):
    """Why a verdict is proposed, or why a person must look first; in the order of the agenda."""

    HAND_UP = "hand_up", _("beyond the unit's authority")
    DISAGREES = "disagrees", _("lead and coordinating units see it differently")
    STOP = "stop", _("the unit proposes to stop")
    AMEND = "amend", _("the unit proposes to amend")
    DELAYED_TWICE = "delayed_twice", _("a new date is asked for once more")
    NO_NEW_DATE = "no_new_date", _("delayed or overdue, and no new date")
    UNCLEAR = "unclear", _("proposed as done, and not said to be done")
    SILENT = "silent", _("no reply")
    NOBODY = "nobody", _("nobody to ask")
    DONE = "done", _("the unit says it is done")
    NEW_DATE = "new_date", _("goes on with a new date")
    GOES_ON = "goes_on", _("goes on as it is")


PLAIN = frozenset({Why.DONE, Why.NEW_DATE, Why.GOES_ON})
"""These may be given together; every other is looked at by a person first."""
EXCEPTIONS = tuple(why for why in Why if why not in PLAIN)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A verdict (empty where the rules have none) with the reason for it."""

    verdict: str
    why: Why
    new_due: date | None = None

    @property
    def is_plain(self) -> bool:
        """Nothing about it asks for a person's judgement."""
        return self.why in PLAIN


def propose(facts: Facts, today: date) -> Proposed:
    """What follows from the approved replies, by the first rule that fits."""
    lead = facts.lead
    if not facts.unit:
        return Proposed("", Why.NOBODY)
    if lead is None:
        return Proposed("", Why.SILENT)
    said = meant(lead)
    if any(meant(helper) != said for helper in facts.helpers):
        return Proposed(said, Why.DISAGREES, lead.new_due)
    exceptional = {"hand_up": Why.HAND_UP, "stop": Why.STOP, "amend": Why.AMEND}
    if said in exceptional:
        return Proposed(said, exceptional[said], lead.new_due)
    if said == "done":
        return Proposed(said, Why.DONE if lead.standing == "done" else Why.UNCLEAR)
    return _going_on(facts, lead, today)


def meant(said: Said) -> str:
    """The verdict a reply proposes; where it proposes none, the one its standing means."""
    return said.verdict or ("done" if said.standing == "done" else "continue")


def _going_on(facts: Facts, lead: Said, today: date) -> Proposed:
    later = lead.new_due is not None and (facts.due is None or lead.new_due > facts.due)
    if later and facts.due is not None and facts.extensions:
        return Proposed("continue", Why.DELAYED_TWICE, lead.new_due)
    if lead.new_due is not None:
        return Proposed("continue", Why.NEW_DATE, lead.new_due)
    passed = facts.due is not None and facts.due < today
    if passed or lead.standing == "delayed":
        return Proposed("continue", Why.NO_NEW_DATE)
    return Proposed("continue", Why.GOES_ON)
