"""Taking in what came by mail: each letter once, as its sender would do it in the browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chancery.documents.actions import Keeping, record_refusal
from chancery.documents.errors import DocumentError, DuplicateError, SecretRefusedError
from chancery.documents.models import Document
from chancery.history.actions import record
from chancery.intake.adding import Added, File, add
from chancery.intake.errors import IntakeError
from chancery.intake.mailbox import boxes
from chancery.intake.mailbox.letter import Letter, Sheet, letter_of, vouched_for
from chancery.intake.mailbox.models import Mail
from chancery.lib.errors import ChanceryError
from chancery.notices.actions import post
from chancery.people.access import WRITERS, Viewer, viewer_of
from chancery.people.errors import NotAllowedError
from chancery.people.models import Role, User
from chancery.reader.formats import FormatError
from chancery.work.actions.consultations_drafting import bring_draft
from chancery.work.actions.reviews_entering import take_replies
from chancery.work.consultations import access as consulted
from chancery.work.models import Review
from chancery.work.reviews import access
from chancery.work.reviews.letters import asked_of
from chancery.work.reviews.sheet_reading import Fate, read_replies
from chancery.work.sheets.limits import limits_of_settings
from chancery.work.sheets.table import read_table

log = logging.getLogger(__name__)
S = Mail.State


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look into the mailbox brought."""

    taken: int = 0
    waiting: int = 0
    other: int = 0


def fetch() -> Taken:
    """Look into the mailbox and take in what is new. Safe to repeat, and to kill: a mail is marked
    as looked at after what became of it is kept, and is known again by its key."""
    if not boxes.is_set_up():
        return Taken()
    states = []
    with boxes.opened() as box:
        for found in box.unseen():
            try:
                states.append(take_in(found.data).state if found.data else _too_large(found))
            except Exception:  # one mail must not keep the others out; the next run tries it again
                log.exception("a mail could not be taken in: %s", found.mark)
                states.append(S.FAILED)
            else:
                box.seen(found.mark)
    taken, waiting = states.count(S.TAKEN), states.count(S.STRANGER)
    return Taken(taken, waiting, len(states) - taken - waiting)


def take_in(data: bytes) -> Mail:
    """Take in one mail of whoever sent it; one that was taken before is left as it is."""
    letter = letter_of(data)
    known = Mail.objects.filter(key=letter.key).first()
    if known is not None:
        return known
    if letter.is_of_a_machine:
        return _keep(letter, S.PASSED_OVER)
    sender = _sender_of(letter)
    who = viewer_of(sender) if sender else None
    if who is None or not who.is_anywhere(*WRITERS):
        return _keep(letter, S.STRANGER)
    with translation.override(who.user.language):
        return _take(letter, data, who, _unit_of(who), tell=True)


def take_for(*, mail: Mail, unit: str, by: Viewer) -> Mail:
    """A clerk takes in what a stranger sent, as a document of their unit."""
    check_can_decide(by)
    if mail.state != S.STRANGER:
        raise IntakeError(_("This mail does not wait any more: somebody has seen to it."))
    with boxes.opened() as box:
        data = box.named(mail.key)
    if data is None:
        raise IntakeError(_("The mail is no longer in the mailbox: ask its sender for it again."))
    letter = letter_of(data)
    return _take(letter, data, by, unit, tell=False, row=mail)


@transaction.atomic
def dismiss(*, mail: Mail, by: Viewer) -> Mail:
    """It does not concern this system; it stays in the mailbox."""
    check_can_decide(by)
    row = Mail.objects.select_for_update().get(pk=mail.pk)
    if row.state != S.STRANGER:
        raise IntakeError(_("This mail does not wait any more: somebody has seen to it."))
    row.state = S.DISMISSED
    row.save(update_fields=["state"])
    record(by=by.key, action="mail.dismiss", kind="mail", key=row.pk, label=row.sender)
    return row


@transaction.atomic
def forget(*, document: Document) -> None:
    """Take the subject and what was told of a mail away whose document is purged."""
    Mail.objects.filter(document=document).update(subject="", told=[])


def check_can_decide(by: Viewer) -> None:
    """Clerks see to what strangers send."""
    if not by.is_anywhere(Role.CLERK):
        raise NotAllowedError(_("Only a records clerk decides on mails of strangers."))


def _sender_of(letter: Letter) -> User | None:
    """The one person here with this address, where our mail server vouches for it if asked to."""
    if settings.MAILBOX_TRUSTS and not vouched_for(letter, settings.MAILBOX_TRUSTS):
        return None
    found = list(User.objects.filter(email__iexact=letter.sender, is_active=True)[:2])
    return found[0] if letter.sender and len(found) == 1 else None


def _unit_of(who: Viewer) -> str:
    """The unit that holds what they send: the first in which they write."""
    return min(unit for unit in who.own_units if who.has_role(unit, *WRITERS))


@transaction.atomic
def _take(
    letter: Letter, data: bytes, who: Viewer, unit: str, *, tell: bool, row: Mail | None = None
) -> Mail:
    told = [*_replies(letter, who)] if tell else []
    state, document = S.TAKEN, None
    handled = {sheet.name for sheet in letter.sheets}
    try:
        with transaction.atomic():
            added = add(file=File(data, "thu.eml"), keeping=Keeping(unit), by=who)
        document = added.document
        told += _kept(added, handled)
        told += _answers(letter, added.document, who) if tell else ()
    except SecretRefusedError as error:
        record_refusal(by=who)
        state, told = S.SECRET, [str(error), _("Delete the mail in the mailbox as well.")]
    except DuplicateError as error:
        told.append(str(error))
    except (FormatError, DocumentError) as error:
        state = S.TAKEN if told else S.FAILED
        told.append(str(error))
    kept = _keep(letter, state, by=who.user, document=document, told=told, row=row)
    if tell:
        _answer(kept, who)
    return kept


def _kept(added: Added, handled: set[str]) -> Iterator[str]:
    """The document and what came with it; spreadsheets that were read as replies are told there."""
    number = added.run.findings.count()
    words = ngettext(
        "Kept as document no. %(key)s, with %(n)s finding to look at.",
        "Kept as document no. %(key)s, with %(n)s findings to look at.",
        number,
    )
    yield words % {"key": added.document.pk, "n": number}
    for part in added.along:
        if part.message and part.name not in handled:
            yield f"{part.name}: {part.message}"


def _replies(letter: Letter, who: Viewer) -> Iterator[str]:
    """Reply spreadsheets become drafts of the unit that was called, for its head to approve."""
    rounds = list(access.reviews(who).filter(reference__in=letter.rounds))
    for sheet in letter.sheets:
        for review in rounds:
            called = set(access.calls(who).filter(review=review).values_list("unit", flat=True))
            for unit in sorted(unit for unit in called if who.writes_for(unit)):
                yield from _replies_in(sheet, review, unit, who)
        if not rounds:
            yield _(
                "%(file)s was not read as replies: name the round in the subject, for instance"
                " RS-2026-0001."
            ) % {"file": sheet.name}


def _replies_in(sheet: Sheet, review: Review, unit: str, who: Viewer) -> Iterator[str]:
    named = {"file": sheet.name, "round": review.reference}
    try:
        limits = limits_of_settings()
        table = read_table(sheet.data, sheet.name, limits)
        rows = read_replies(table, asked_of(who, review, unit), unit)
        new = [(r.item, r.values) for r in rows if r.fate == Fate.NEW and r.item and r.values]
        if new:
            with transaction.atomic():
                take_replies(review=review, unit=unit, answers=new, file=sheet.name, by=who)
    except ChanceryError as error:
        yield f"{sheet.name}, {review.reference}: {error}"
        return
    words = ngettext(
        "%(file)s: %(n)s reply to %(round)s taken in as a draft; the head of the unit approves it.",
        "%(file)s: %(n)s replies to %(round)s taken in as drafts; the head of the unit approves them.",
        len(new),
    )
    yield words % {**named, "n": len(new)}
    for row in rows:
        if row.fate == Fate.CONFLICT:
            words = _(
                "%(file)s, row %(row)s: %(reference)s says otherwise than what stands; choose"
            )
            yield f"{words % {**named, 'row': row.number, 'reference': row.reference}}: /reviews/{review.pk}/answer/{unit}/sheet/"
        for problem in row.problems:
            yield f"{sheet.name}, {problem.cell}: {problem.cause}"


def _answers(letter: Letter, document: Document, who: Viewer) -> Iterator[str]:
    """A letter about a consultation is a reply that waits until its unit says what it answers."""
    asked = consulted.asked(who).filter(consultation__reference__in=letter.questions)
    mine = [
        one for one in asked.select_related("consultation", "unit") if who.writes_for(one.unit_id)
    ]
    for one in mine:
        named = {"reference": one.consultation.reference}
        try:
            with transaction.atomic():
                bring_draft(asked=one, paper=document, by=who)
        except ChanceryError as error:
            yield f"{named['reference']}: {error}"
        else:
            said = _("Kept as your unit's reply to %(reference)s, to be confirmed at %(link)s.")
            yield said % {**named, "link": f"/consultations/{one.consultation_id}/"}
    if letter.questions and not mine:
        yield _(
            "%(references)s: no question that your unit was asked, so no reply was made of it."
        ) % {"references": ", ".join(letter.questions)}


def _too_large(found: boxes.Found) -> str:
    """It stays in the mailbox; who looks after that is told by a line."""
    said = _("Larger than %(mb)s MB: it was not taken in.") % {"mb": settings.MAX_UPLOAD_MB}
    Mail.objects.get_or_create(
        key=f"too-large:{found.mark}"[:250],
        defaults={"came_at": timezone.now(), "state": S.FAILED, "told": [said]},
    )
    return S.FAILED


@transaction.atomic
def _keep(
    letter: Letter,
    state: str,
    *,
    by: User | None = None,
    document: Document | None = None,
    told: list[str] | None = None,
    row: Mail | None = None,
) -> Mail:
    kept = row or Mail(key=letter.key, sender=letter.sender, came_at=timezone.now())
    kept.subject = "" if state == S.SECRET else letter.subject
    kept.state, kept.by, kept.document, kept.told = state, by, document, told or []
    kept.save()
    record(
        by=by.username if by else "system",
        action=f"mail.{state}",
        kind="mail",
        key=kept.pk,
        label=letter.sender,
    )
    return kept


def _answer(kept: Mail, who: Viewer) -> None:
    """What became of it, to the address that is known here: whoever forged one does not learn it."""
    post(
        to=who.user,
        kind="mail",
        key=f"mail-{kept.pk}",
        subject=_("Your mail of %(day)s: %(state)s")
        % {
            "day": timezone.localdate(kept.came_at).strftime("%d/%m/%Y"),
            "state": kept.get_state_display(),
        },
        body="\n".join(f"- {line}" for line in kept.told),
        link=f"/documents/{kept.document_id}/" if kept.document_id else "/inbox/mail/",
    )
