"""Consultations: prepare, send, close, open again, withdraw; whom they ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_reason
from chancery.register.values import BY_HAND, Guard
from chancery.work.actions.consultations_telling import tell_units
from chancery.work.actions.recording import fill, kept, moved, person_named
from chancery.work.consultations import rules
from chancery.work.consultations.queries import consultation_values
from chancery.work.consultations.values import ConsultationValues
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Consultation, ConsultationState, ConsultedUnit
from chancery.work.numbering import CONSULTATION
from chancery.work.timeliness import closing_day

_PLAIN = ("text", "background", "reply_by", "letter_number", "town", "signer_title", "signer")


@transaction.atomic
def add_consultation(*, values: ConsultationValues, guard: Guard, by: Viewer) -> Consultation:
    """Prepare a question; nobody is asked yet. Who prepares it is in charge of it unless said."""
    check_can_add(by, guard.held_by)
    row = Consultation(**placed(BY_HAND, guard, by))
    _fill(row, values, by)
    row.person = row.person or by.user
    row.reference = next_reference(CONSULTATION)
    row.save()
    _hang(row, values, by)
    name_units(row, guard.named_units)
    _name_asked(row)
    tell(row, "add", by=by, changes=differences(None, consultation_values(row)))
    return row


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, values: ConsultationValues, version: int, by: Viewer
) -> Consultation:
    """Put ``values`` in the place of what the person saw as ``version``, until it is sent."""
    rules.check_is_asker(by, consultation)
    row = claim(consultation, version=version)
    rules.check_can_change(by, row)
    before = consultation_values(row)
    _fill(row, values, by)
    _hang(row, values, by)
    _name_asked(row)
    return kept(row, differences(before, consultation_values(row)), "change", by=by)


@transaction.atomic
def withdraw_consultation(*, consultation: Consultation, reason: str, by: Viewer) -> None:
    """Take back one that was never sent."""
    row = claim(consultation)
    rules.check_can_change(by, row)
    check_reason(reason)
    values = consultation_values(row)
    row.asked.all().delete()
    withdraw(row, values, reason=reason, by=by)


@transaction.atomic
def send(*, consultation: Consultation, by: Viewer) -> Consultation:
    """Ask the units: each has until the day of the round, moved to a working day."""
    row = claim(consultation)
    rules.check_move(by, row, "send")
    row.sent_at = timezone.now()
    units = list(row.asked.all())
    _ask_now(row, units)
    told: Changes = {"units": [None, [one.unit_id for one in units]]}
    moved(row, ConsultationState.SENT, "send", by=by, told=told)
    tell_units(row, units, "asked")
    return row


@transaction.atomic
def ask_more(*, consultation: Consultation, units: Iterable[str], by: Viewer) -> Consultation:
    """Ask further units; they too have until the day of the round."""
    row = claim(consultation)
    rules.check_can_ask_more(by, row)
    there = set(row.asked.values_list("unit", flat=True))
    wanted = [key for key in dict.fromkeys(units) if key not in there]
    if not wanted:
        raise InvalidValuesError({"units": [_("Name units that are not asked yet.")]})
    if row.state == ConsultationState.SENT and row.reply_by < timezone.localdate():
        raise StateError(_("The day to reply has passed: nobody can be asked any more."))
    made = _add_units(row, wanted)
    if row.state == ConsultationState.SENT:
        _ask_now(row, made)
    _name_asked(row)
    save(row)
    tell(row, "ask_more", by=by, changes={"units": [None, sorted(wanted)]})
    if row.state == ConsultationState.SENT:
        tell_units(row, made, "asked")
    return row


@transaction.atomic
def let_off(*, asked: ConsultedUnit, reason: str, by: Viewer) -> None:
    """A unit need not reply after all."""
    row = claim(asked.consultation)
    one = row.asked.select_for_update().filter(pk=asked.pk).first()
    if one is None:
        raise StateError(_("This unit was let off already."))
    one.consultation = row
    rules.check_can_let_off(by, one)
    was_asked = one.asked_at is not None
    if was_asked:
        check_reason(reason)
    unit = one.unit_id
    if was_asked:
        tell_units(row, [one], "let_off")
    one.delete()
    _unname(row, [unit])
    save(row)
    tell(row, "let_off", by=by, changes={"units": [[unit], None]}, reason=reason)


@transaction.atomic
def close(*, consultation: Consultation, conclusion: str, by: Viewer) -> Consultation:
    """Conclude: nobody replies any more. All must have had their time."""
    row = claim(consultation)
    rules.check_move(by, row, "close")
    if not conclusion.strip():
        raise InvalidValuesError({"conclusion": [_("Say what the replies come to.")]})
    row.conclusion, row.closed_at, row.closed_by = conclusion.strip(), timezone.now(), by.user
    told: Changes = {"conclusion": [None, row.conclusion]}
    return moved(row, ConsultationState.CLOSED, "close", by=by, told=told)


@transaction.atomic
def reopen(*, consultation: Consultation, reason: str, by: Viewer) -> Consultation:
    """Take replies again; what was made of the conclusion stays."""
    row = claim(consultation)
    rules.check_move(by, row, "reopen", reason)
    row.closed_at = row.closed_by = None
    return moved(row, ConsultationState.SENT, "reopen", by=by, reason=reason)


@transaction.atomic
def withdraw_question(*, consultation: Consultation, reason: str, by: Viewer) -> Consultation:
    """Nobody need reply any more; what was said stays, and is not counted."""
    row = claim(consultation)
    rules.check_move(by, row, "withdraw", reason)
    moved(row, ConsultationState.WITHDRAWN, "withdraw_question", by=by, reason=reason)
    silent = row.asked.filter(replied_on__isnull=True)
    tell_units(row, list(silent), "withdrawn")
    return row


def _fill(row: Consultation, values: ConsultationValues, by: Viewer) -> None:
    fill(row, values, _PLAIN)
    row.person = person_named("person", values.person, _("There is no such person."))
    if not row.text:
        raise InvalidValuesError({"text": [_("Write the question.")]})
    check_columns(row)


def _hang(row: Consultation, values: ConsultationValues, by: Viewer) -> None:
    row.partners.set(rows_of("partners", Partner, values.partners))
    row.sectors.set(rows_of("sectors", Sector, values.sectors))
    row.papers.set([*readable(by, values.papers, row), *_hidden(by, row)])
    there = set(row.asked.values_list("unit", flat=True))
    gone = row.asked.exclude(unit__in=values.units)
    _unname(row, list(gone.values_list("unit", flat=True)))
    gone.delete()
    _add_units(row, [key for key in dict.fromkeys(values.units) if key not in there])


def _add_units(row: Consultation, keys: list[str]) -> list[ConsultedUnit]:
    check_current("units", keys)
    if row.held_by_id in keys:
        raise InvalidValuesError({"units": [_("A unit does not consult itself.")]})
    units = rows_of("units", Unit, keys)
    return [ConsultedUnit.objects.create(consultation=row, unit=unit) for unit in units]


def _ask_now(row: Consultation, units: list[ConsultedUnit]) -> None:
    """Start the clock of these."""
    day = closing_day(row.reply_by, country_pack().calendar)
    for one in units:
        one.asked_at, one.due, one.original_due = timezone.now(), day, day
        one.save()


def _name_asked(row: Consultation) -> None:
    """Who is asked must know of it."""
    if row.sensitivity == "restricted":
        row.named_units.add(*Unit.objects.filter(pk__in=row.asked.values("unit")))


def _unname(row: Consultation, units: Iterable[str]) -> None:
    """Who is asked no more need not know of it: of a restricted question they lose sight."""
    if row.sensitivity == "restricted":
        row.named_units.remove(*Unit.objects.filter(pk__in=units))


def readable(by: Viewer, keys: Iterable[int], row: Consultation) -> list[Document]:
    """The documents that these numbers name; those the person may not read are told."""
    wanted = set(keys)
    kept = set(row.papers.values_list("pk", flat=True)) if row.pk else set()
    known = documents(by).filter(pk__in=wanted, purged_at__isnull=True)
    found = set(known.values_list("pk", flat=True))
    if missing := wanted - found - kept:
        words = _("There is no such document that you may read: %(keys)s")
        said = words % {"keys": ", ".join(map(str, sorted(missing)))}
        raise InvalidValuesError({"papers": [said]})
    return list(Document.objects.filter(pk__in=wanted))


def _hidden(by: Viewer, row: Consultation) -> list[Document]:
    """Papers that somebody else attached and the person may not read stay."""
    seen = documents(by).order_by().values("pk")
    return list(row.papers.exclude(pk__in=seen))
