"""What accepting a draft will make, in a sentence, before a person accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.intake.drafts import Draft
from chancery.intake.recording import becomes_task, problems_of
from chancery.people.access import Viewer
from chancery.readings.models import RecordType
from chancery.web.choices import labels
from chancery.work.rules import may_assign


@dataclass(frozen=True, slots=True)
class Outcome:
    """``complete`` is False while something is missing; the sentence then says what to do."""

    sentence: str
    complete: bool = True
    kind: str = ""


def outcome_of(draft: Draft, viewer: Viewer) -> Outcome:
    """What the draft becomes as it stands."""
    problems = problems_of(draft)
    if problems:
        return Outcome(" · ".join(problems.values()), complete=False)
    return _SENTENCES[draft.type](draft, _Names(draft, viewer))


class _Names:
    """Names of the units and partners of a draft: two queries."""

    def __init__(self, draft: Draft, viewer: Viewer) -> None:
        units = [*draft.leads, draft.assigner or "", draft.unit or ""]
        self.units = labels("units", filter(None, units), viewer)
        self.partners = labels("partners", (*draft.partners, *draft.undertaking), viewer)

    def unit(self, key: str | None) -> str:
        return self.units.get(key or "", key or "")

    def listed(self, keys: tuple[str, ...]) -> str:
        return ", ".join(self.partners.get(key, key) for key in keys)


def _commitment(draft: Draft, names: _Names) -> Outcome:
    words = {"parties": names.listed(draft.partners), "who": names.listed(draft.undertaking)}
    if set(draft.undertaking) == set(draft.partners):
        sentence = _("Becomes a commitment that %(parties)s undertake together.")
    else:
        sentence = _("Becomes a commitment between %(parties)s, undertaken by %(who)s.")
    return Outcome(sentence % words, kind="commitment")


def _task(draft: Draft, names: _Names) -> Outcome:
    words = {"lead": names.unit(draft.leads[0]), "assigner": names.unit(draft.assigner)}
    if draft.resolved:
        return Outcome(_("Becomes a task that %(lead)s set itself.") % words, kind="task")
    if not becomes_task(draft):
        return _proposal(draft, names)
    if len(draft.leads) > 1:
        many = {"count": len(draft.leads), "assigner": words["assigner"]}
        sentence = _(
            "Becomes a task assigned by %(assigner)s, with a part for each of %(count)s leads."
        )
        return Outcome(sentence % many, kind="task")
    sentence = _("Becomes a task of %(lead)s, assigned by %(assigner)s.")
    return Outcome(sentence % words, kind="task")


def _proposal(draft: Draft, names: _Names) -> Outcome:
    assigner = draft.assigner or ""
    barred = next(lead for lead in draft.leads if not may_assign(assigner, lead))
    words = {"lead": names.unit(barred), "assigner": names.unit(assigner)}
    if len(draft.leads) == 1:
        sentence = _(
            "Becomes a proposal to %(lead)s, because %(assigner)s may not assign work to it."
        )
        return Outcome(sentence % words, kind="proposal")
    count = len(draft.leads)
    sentence = ngettext(
        "Becomes %(count)s proposal, because %(assigner)s may not assign work to %(lead)s.",
        "Becomes %(count)s proposals, because %(assigner)s may not assign work to %(lead)s.",
        count,
    )
    return Outcome(sentence % (words | {"count": count}), kind="proposal")


def _request(draft: Draft, names: _Names) -> Outcome:
    partner = {"partner": names.listed(draft.partners[:1])}
    if draft.direction == "theirs":
        return Outcome(_("Becomes a request of %(partner)s to us.") % partner, kind="request")
    return Outcome(_("Becomes our request to %(partner)s.") % partner, kind="request")


def _shortcoming(draft: Draft, names: _Names) -> Outcome:
    if draft.partners:
        partner = {"partner": names.listed(draft.partners[:1])}
        sentence = _("Becomes an obstacle with %(partner)s.") % partner
        return Outcome(sentence, kind="obstacle")
    sentence = _("Is noted as a shortcoming of %(unit)s.") % {"unit": names.unit(draft.unit)}
    return Outcome(sentence, kind="shortcoming")


def _result(draft: Draft, names: _Names) -> Outcome:
    if draft.attach_to:
        sentence = _("Becomes evidence for %(reference)s.") % {"reference": draft.attach_to}
        return Outcome(sentence, kind="evidence")
    return Outcome(_("Stays with the document until it is attached as evidence."), kind="result")


_SENTENCES: dict[str, Callable[[Draft, _Names], Outcome]] = {
    RecordType.COMMITMENT: _commitment,
    RecordType.TASK: _task,
    RecordType.REQUEST: _request,
    RecordType.SHORTCOMING: _shortcoming,
    RecordType.RESULT: _result,
}
