"""Records that a finding or a document may be about, in words: quiet lines beside what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.intake.alike.answering import Answer, answered, papers_cited
from chancery.intake.alike.scoring import Bearing, Known, Likeness, Reason, Sign
from chancery.people.access import Viewer
from chancery.readings.models import Finding
from chancery.register import access as register
from chancery.register import rules as register_rules
from chancery.web import formatting
from chancery.web.choices import labels
from chancery.work import access as work
from chancery.work import rules as work_rules


@dataclass(frozen=True, slots=True)
class Step:
    """A button beside a hint. With ``bearing`` it posts, with ``address`` it leads on."""

    label: str
    bearing: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A record that a finding may be about, why, and what this person may do with it."""

    known: Known
    said: str
    why: str
    address: str
    steps: tuple[Step, ...]


def hints_of(finding: Finding, found: Sequence[Likeness], viewer: Viewer) -> list[Hint]:
    """The hints of one finding; the first step of the first is the one of the key."""
    names = Names([reason for one in found for reason in one.reasons], viewer)
    records = _records([one.known for one in found], viewer)
    return [
        Hint(
            known=one.known,
            said=_SAID[one.bearing]() % {"reference": one.known.reference},
            why="; ".join(filter(None, (words_of(reason, names) for reason in one.reasons))),
            address=reverse(one.known.kind, args=[one.known.key]),
            steps=_steps(finding, one, records, viewer),
        )
        for one in found
    ]


_SAID: dict[str, Callable[[], str]] = {
    Bearing.REPEATS: lambda: _("Looks like %(reference)s, said again"),
    Bearing.CHANGES: lambda: _("Looks like %(reference)s, said otherwise"),
    Bearing.PROGRESS: lambda: _("May be progress on %(reference)s"),
    Bearing.FULFILS: lambda: _("May show what was done on %(reference)s"),
}


def _records(found: Iterable[Known], viewer: Viewer) -> dict[tuple[str, int], Any]:
    """The rows behind some hints: who may do what is asked of them."""
    named = list(found)
    rows = {"commitment": register.commitments(viewer), "task": work.tasks(viewer)}
    records: dict[tuple[str, int], Any] = {}
    for kind, of_kind in rows.items():
        keys = [one.key for one in named if one.kind == kind]
        for row in of_kind.filter(pk__in=keys) if keys else ():
            records[kind, row.pk] = row
    return records


def _steps(
    finding: Finding, one: Likeness, records: dict[tuple[str, int], Any], viewer: Viewer
) -> tuple[Step, ...]:
    """The likely step first; none where this person may not keep the record."""
    record = records.get((one.known.kind, one.known.key))
    if record is None or not work_rules.can_attach(viewer, record):
        return ()
    progress, shows = (Bearing.PROGRESS, Bearing.FULFILS)
    if one.bearing in (progress, shows):
        steps = [
            Step(_("Add as evidence"), bearing=shows),
            Step(_("Add as progress"), bearing=progress),
        ]
        return tuple(steps if one.bearing == shows else reversed(steps))
    steps = [Step(_("Link as repeated"), bearing=Bearing.REPEATS)]
    rules: Any = register_rules if one.known.kind == "commitment" else work_rules
    if rules.can_change(viewer, record):
        edit = reverse(f"{one.known.kind}-edit", args=[one.known.key])
        steps.append(Step(_("Record as change"), address=f"{edit}?finding={finding.pk}"))
    return tuple(reversed(steps) if one.bearing == Bearing.CHANGES else steps)


class Names:
    """Names of the partners, units, sectors and agreements in some reasons: a query for each."""

    def __init__(self, reasons: Iterable[Reason], viewer: Viewer) -> None:
        self.known: dict[str, str] = {}
        self.learn(reasons, viewer)

    def learn(self, reasons: Iterable[Reason], viewer: Viewer) -> None:
        """Those of more reasons; what is known already is not asked for again."""
        listed = list(reasons)
        for sign, choices in _CHOICES.items():
            keys = {str(key) for reason in listed if reason.sign == sign for key in reason.now}
            if new := keys - self.known.keys():
                self.known |= labels(choices, new, viewer)

    def listed(self, keys: Iterable[Any]) -> str:
        return ", ".join(self.known.get(str(key), str(key)) for key in keys)


_CHOICES = {
    Sign.PARTNER: "partners",
    Sign.SECTOR: "sectors",
    Sign.AGREEMENT: "agreements",
    Sign.LEAD: "units",
}


def words_of(reason: Reason, names: Names) -> str:
    """A reason as a person would say it."""
    if reason.sign == Sign.DONE:
        return _("it says that it was done")
    words = {"now": _plain(reason.now, names), "before": _one(reason.before)}
    return _WORDS[reason.sign]() % words


def _plain(values: Sequence[Any], names: Names) -> str:
    if values and isinstance(values[0], date):
        return _one(values[0])
    return names.listed(values)


def _one(value: Any) -> str:
    return formatting.day(value) if isinstance(value, date) else str(value or "")


_WORDS: dict[str, Callable[[], str]] = {
    Sign.PARTNER: lambda: _("same partner: %(now)s"),
    Sign.SECTOR: lambda: _("same sector: %(now)s"),
    Sign.AGREEMENT: lambda: _("same agreement: %(now)s"),
    Sign.LEAD: lambda: _("same unit: %(now)s"),
    Sign.WORDS: lambda: _("words in common: %(now)s"),
    Sign.FIGURE: lambda: _("same figure: %(now)s"),
    Sign.DUE: lambda: _("same deadline: %(now)s"),
    Sign.FIGURE_CHANGED: lambda: _("figure: %(before)s there, %(now)s here"),
    Sign.DUE_CHANGED: lambda: _("deadline: %(before)s there, %(now)s here"),
    Sign.CITED: lambda: _("it cites %(now)s"),
}


# Whole documents.


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A record that a document may answer, with where to go on."""

    known: Known
    why: str
    address: str
    onward: str
    """The finding in the reader, or the form that attaches the document; empty for who may not."""
    is_finding: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What a document may answer and which papers kept here it cites."""

    answers: list[AnswerLine]
    cited: dict[int, str]


def beside(document: Document, viewer: Viewer, *, may_confirm: bool) -> Beside:
    """For the head of a document's page."""
    found = answered(document, viewer)
    names = Names((r for one in found if one.likeness for r in one.likeness.reasons), viewer)
    records = _records([one.known for one in found], viewer)
    lines = [
        AnswerLine(
            known=one.known,
            why=_why(one, names),
            address=reverse(one.known.kind, args=[one.known.key]),
            onward=_onward(document, one, records, viewer, may_confirm=may_confirm),
            is_finding=one.finding is not None,
        )
        for one in found
    ]
    return Beside(lines, papers_cited(document, viewer))


def _why(answer: Answer, names: Names) -> str:
    if answer.finding and answer.likeness:
        quote = " ".join(answer.finding.quote.split())
        short = quote if len(quote) <= QUOTED else f"{quote[: QUOTED - 1].rstrip()}…"
        reasons = [words_of(reason, names) for reason in answer.likeness.reasons]
        return "; ".join([_("it says “%(quote)s”") % {"quote": short}, *filter(None, reasons)])
    cited = {"number": answer.cited}
    said = _("it replies to %(number)s") if answer.replies else _("it cites %(number)s")
    reasons = [said % cited]
    if answer.from_lead:
        reasons.append(_("it comes from the unit that leads"))
    if answer.words:
        reasons.append(_("words in common: %(now)s") % {"now": ", ".join(answer.words)})
    return "; ".join(reasons)


QUOTED = 140


def _onward(
    document: Document,
    answer: Answer,
    records: dict[tuple[str, int], Any],
    viewer: Viewer,
    *,
    may_confirm: bool,
) -> str:
    if answer.finding:
        reader = reverse("reader", args=[document.pk])
        return f"{reader}?finding={answer.finding.pk}#desk" if may_confirm else ""
    record = records.get((answer.known.kind, answer.known.key))
    if record is None or not work_rules.can_attach(viewer, record):
        return ""
    attach = reverse(f"{answer.known.kind}-evidence", args=[answer.known.key])
    return f"{attach}?document={document.pk}"
