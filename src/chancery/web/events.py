"""History in words: what an event was, and what it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chancery.documents.models import Sensitivity
from chancery.history.models import Event
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.reference import UnknownKeyError
from chancery.register.actions.recording import kind_of
from chancery.register.models import Agreement, Commitment, Ledger, Obstacle, Opportunity
from chancery.web import formatting
from chancery.work.models import EvidenceBearing, Health, ReviewReply

Change = tuple[str, str, str]

# What was done, by the last word of the action; a whole action may have words of its own.
TITLES: dict[str, str | Promise] = {
    "add": pgettext_lazy("event", "Added"),
    "change": pgettext_lazy("event", "Changed"),
    "accept": pgettext_lazy("event", "Accepted"),
    "start": pgettext_lazy("event", "Started"),
    "submit": pgettext_lazy("event", "Submitted"),
    "approve": pgettext_lazy("event", "Approved"),
    "return": pgettext_lazy("event", "Returned"),
    "cancel": pgettext_lazy("event", "Cancelled"),
    "follow": pgettext_lazy("event", "Moved with its parts"),
    "handle": pgettext_lazy("event", "Taken in hand"),
    "raise": pgettext_lazy("event", "Raised with the partner"),
    "close": pgettext_lazy("event", "Closed without resolution"),
    "reopen": pgettext_lazy("event", "Reopened"),
    "check": pgettext_lazy("event", "Checked"),
    "pursue": pgettext_lazy("event", "Pursued"),
    "win": pgettext_lazy("event", "Won"),
    "lose": pgettext_lazy("event", "Lost"),
    "drop": pgettext_lazy("event", "Dropped"),
    "own": pgettext_lazy("event", "Taken on"),
    "step": pgettext_lazy("event", "Step taken"),
    "step_withdraw": pgettext_lazy("event", "Step taken back"),
    "tie": pgettext_lazy("event", "Tied to another record"),
    "untie": pgettext_lazy("event", "Untied from another record"),
    "open": pgettext_lazy("event", "Opened for its period"),
    "evidence": pgettext_lazy("event", "Evidence attached or taken away"),
    "decline": pgettext_lazy("event", "Declined"),
    "resolve": pgettext_lazy("event", "Resolved"),
    "answer": pgettext_lazy("event", "Answered"),
    "state": pgettext_lazy("event", "State changed"),
    "link": pgettext_lazy("event", "Linked to the other side's undertaking"),
    "protect": pgettext_lazy("event", "Access changed"),
    "withdraw": pgettext_lazy("event", "Withdrawn"),
    "delegate": pgettext_lazy("event", "Person in charge changed"),
    "coordinate": pgettext_lazy("event", "Coordinating unit accepted"),
    "contribute": pgettext_lazy("event", "Contribution given"),
    "progress": pgettext_lazy("event", "Progress written"),
    "progress_change": pgettext_lazy("event", "Progress rewritten"),
    "progress_approve": pgettext_lazy("event", "Progress approved"),
    "progress_return": pgettext_lazy("event", "Progress returned to its author"),
    "due": pgettext_lazy("event", "Due date moved forward"),
    "extension_ask": pgettext_lazy("event", "More time asked for"),
    "extension_grant": pgettext_lazy("event", "More time granted"),
    "extension_decline": pgettext_lazy("event", "More time declined"),
    "extension_withdraw": pgettext_lazy("event", "Request for more time withdrawn"),
    "lead_propose": pgettext_lazy("event", "Another lead proposed"),
    "lead_grant": pgettext_lazy("event", "Given to another lead"),
    "lead_decline": pgettext_lazy("event", "Another lead declined"),
    "lead_withdraw": pgettext_lazy("event", "Proposal of another lead withdrawn"),
    "comment": pgettext_lazy("event", "Commented"),
    "comment_withdraw": pgettext_lazy("event", "Comment withdrawn"),
    "redact": pgettext_lazy("event", "Words of a purged document removed"),
    "document.read": pgettext_lazy("event", "Read"),
    "document.download": pgettext_lazy("event", "Original downloaded"),
    "document.sensitivity": pgettext_lazy("event", "Access changed"),
    "document.newer_version": pgettext_lazy("event", "A newer version was named"),
    "document.twin": pgettext_lazy("event", "The same file was added by another unit"),
    "document.purge": pgettext_lazy("event", "Purged"),
    "document.refuse_secret": pgettext_lazy("event", "A document marked secret was refused"),
    "finding.accept": pgettext_lazy("event", "Finding confirmed"),
    "finding.refuse": pgettext_lazy("event", "Finding refused"),
    "finding.undo": pgettext_lazy("event", "Decision on a finding taken back"),
    "finding.add": pgettext_lazy("event", "Finding added by hand"),
    "finding.purge": pgettext_lazy("event", "Findings purged with their document"),
    "user.follow": pgettext_lazy("event", "Began to follow"),
    "user.unfollow": pgettext_lazy("event", "Follows no more"),
    "agreement.stage": pgettext_lazy("event", "Stage recorded"),
    "agreement.stage_correct": pgettext_lazy("event", "Day of a stage put right"),
    "agreement.stage_withdraw": pgettext_lazy("event", "Stage taken back"),
    "agreement.renew": pgettext_lazy("event", "Renewed"),
    "agreement.review": pgettext_lazy("event", "Review held"),
    "agreement.step": pgettext_lazy("event", "Next step set"),
    "activity.document": pgettext_lazy("event", "A document was tied or untied"),
    "user.language": pgettext_lazy("event", "Language chosen"),
    "token.make": pgettext_lazy("event", "Key for a program or calendar address made"),
    "token.revoke": pgettext_lazy("event", "Key or calendar address revoked"),
    "post.give": pgettext_lazy("event", "Post given"),
    "post.end": pgettext_lazy("event", "Post ended"),
    "office.hold": pgettext_lazy("event", "Office taken up"),
    "office.end": pgettext_lazy("event", "Term of office ended"),
    "user.invite": pgettext_lazy("event", "Invited"),
    "user.uninvite": pgettext_lazy("event", "Invitation withdrawn"),
    "user.join": pgettext_lazy("event", "Joined"),
    "user.reset": pgettext_lazy("event", "Link for a new password made"),
    "user.password": pgettext_lazy("event", "Password changed"),
    "user.sign_out": pgettext_lazy("event", "Signed out on other devices"),
    "user.deactivate": pgettext_lazy("event", "Sign-in closed"),
    "user.reactivate": pgettext_lazy("event", "Sign-in opened again"),
    "user.leave": pgettext_lazy("event", "Day of leaving set"),
    "countersign.ask": pgettext_lazy("event", "Asked for a second person's word"),
    "countersign.confirm": pgettext_lazy("event", "Confirmed by a second person"),
    "countersign.refuse": pgettext_lazy("event", "Refused by a second person"),
    "unit.end": pgettext_lazy("event", "Ended or merged"),
    "units.import": pgettext_lazy("event", "Units taken from a spreadsheet"),
    "people.import": pgettext_lazy("event", "People taken from a list"),
    "installation.set": pgettext_lazy("event", "Settings of the system changed"),
    "installation.mail_password": pgettext_lazy("event", "Password of the mail server changed"),
    "installation.finish": pgettext_lazy("event", "First start finished"),
    "units.load": pgettext_lazy("event", "Units loaded from the country pack"),
    "partners.load": pgettext_lazy("event", "Partners loaded from the country pack"),
    "agreements.load": pgettext_lazy("event", "Agreements loaded from the country pack"),
    "demo.generate": pgettext_lazy("event", "Demo records generated"),
    "work.run": pgettext_lazy("event", "Reminders made"),
    "escalation.raise": pgettext_lazy("event", "Went up"),
    "escalation.close": pgettext_lazy("event", "Closed, as it was settled"),
    "escalation.withdraw": pgettext_lazy("event", "Taken back"),
    "escalation.undo": pgettext_lazy("event", "Answer taken back"),
    "urging.send": pgettext_lazy("event", "Urging letter sent"),
    "urging.withdraw": pgettext_lazy("event", "Urging letter taken back"),
    "backup.make": pgettext_lazy("event", "Backup made"),
    "view.save": pgettext_lazy("event", "View of a list saved"),
    "view.delete": pgettext_lazy("event", "Saved view deleted"),
    "export.list": pgettext_lazy("event", "List exported"),
    "export.labels": pgettext_lazy("event", "Decisions exported for measuring the reader"),
    "export.official": pgettext_lazy("event", "Official sheet of tasks exported"),
    "task.import": pgettext_lazy("event", "Brought in from a tracking sheet"),
    "import.run": pgettext_lazy("event", "Tasks brought in from a tracking sheet"),
    "import.undo": pgettext_lazy("event", "Tasks from a tracking sheet taken back"),
    "task.unaccept": pgettext_lazy("event", "Acceptance taken back"),
    "project.entry": pgettext_lazy("event", "Written into a ledger"),
    "project.correct": pgettext_lazy("event", "Entry of a ledger corrected"),
    "project.import": pgettext_lazy("event", "Brought in from a file"),
    "project.entries": pgettext_lazy("event", "Ledger entries brought in from a file"),
    "register_import.run": pgettext_lazy("event", "Records brought in from a file"),
    "register_import.undo": pgettext_lazy("event", "Records from a file taken back"),
    "ftause.import": pgettext_lazy("event", "Brought in from a file"),
    "project.state": pgettext_lazy("event", "Moved to another stage"),
    "bulk.run": pgettext_lazy("event", "Several records changed together"),
    "review.open": pgettext_lazy("event", "Opened: its commitments were frozen"),
    "review.rework": pgettext_lazy("event", "Its commitments were let go"),
    "review.call": pgettext_lazy("event", "Units called"),
    "review.urge": pgettext_lazy("event", "The silent were urged"),
    "review.close": pgettext_lazy("event", "Closed for replies"),
    "review.reopen": pgettext_lazy("event", "Opened again for replies"),
    "review.judge": pgettext_lazy("event", "Verdicts begun"),
    "review.verdict": pgettext_lazy("event", "A verdict given"),
    "review.verdicts": pgettext_lazy("event", "Plain verdicts given together"),
    "review.verdicts_undo": pgettext_lazy("event", "Verdicts given together taken back"),
    "review.enter": pgettext_lazy("event", "A reply entered for a unit"),
    "review.enter_letter": pgettext_lazy("event", "Replies entered from a letter"),
    "review.enter_sheet": pgettext_lazy("event", "Replies entered from a spreadsheet"),
    "review.enter_sheet_undo": pgettext_lazy("event", "Replies from a spreadsheet taken back"),
    "review.conclude": pgettext_lazy("event", "Concluded: verdicts put into force"),
    "review.take_back": pgettext_lazy("event", "Conclusion taken back"),
    "review.minutes": pgettext_lazy("event", "Minutes written"),
    "review.issue": pgettext_lazy("event", "Minutes issued, decisions handed out"),
    "review_item.reply": pgettext_lazy("event", "Reply written"),
    "review_item.reply_approve": pgettext_lazy("event", "Reply approved"),
    "review_item.reply_return": pgettext_lazy("event", "Reply returned to its author"),
    "review_item.reply_undo": pgettext_lazy("event", "Reply taken back"),
    "review_item.verdict": pgettext_lazy("event", "Verdict given"),
    "review_item.verdict_undo": pgettext_lazy("event", "Verdict taken back"),
    "commitment.verdict": pgettext_lazy("event", "Verdict of a review"),
    "commitment.verdict_undo": pgettext_lazy("event", "Verdict of a review taken back"),
    "bulk.undo": pgettext_lazy("event", "Change of several records taken back"),
}
# Fields of history that are no column of the object.
LABELS: dict[str, str | Promise] = {
    "document_id": gettext_lazy("document"),
    "file": gettext_lazy("file"),
    "row": gettext_lazy("row"),
    "left": gettext_lazy("rows left alone"),
    "evidence": gettext_lazy("document"),
    "linked": gettext_lazy("kept with"),
    "bearing": gettext_lazy("what the document does"),
    "findings": gettext_lazy("findings"),
    "reader": gettext_lazy("version of the reader"),
    "sha256": "SHA-256",
    "follows": gettext_lazy("what is followed"),
    "role": gettext_lazy("role"),
    "unit": gettext_lazy("unit"),
    "letters": gettext_lazy("letters posted"),
    "reminded": gettext_lazy("reminders made"),
    "opened": gettext_lazy("occurrences opened"),
    "escalated": gettext_lazy("escalations raised"),
    "tasks": gettext_lazy("tasks"),
    "counterpart": gettext_lazy("the other side's undertaking"),
    "newer_version": gettext_lazy("newer version"),
    "undertaking": gettext_lazy("undertaken by"),
    "agreement": gettext_lazy("agreement"),
    "parent": gettext_lazy("part of"),
    "stages": gettext_lazy("stages"),
    "amends": gettext_lazy("amends"),
    "replaces": gettext_lazy("replaces"),
    "implements": gettext_lazy("implements"),
    "scopes": gettext_lazy("what the key may do"),
    "twin_held_by": gettext_lazy("held by"),
    "emptied": gettext_lazy("steps emptied"),
    "due_asked": gettext_lazy("due date asked for"),
    "proposed": gettext_lazy("proposed lead"),
    "contribution": gettext_lazy("contribution"),
    "progress": gettext_lazy("progress report"),
    "period": gettext_lazy("period to"),
    "health": gettext_lazy("how it stands"),
    "comment": gettext_lazy("comment"),
    "items": gettext_lazy("commitments"),
    "calls": gettext_lazy("units"),
    "ledger": gettext_lazy("ledger"),
    "entries": gettext_lazy("ledger entries"),
    "made": gettext_lazy("what it made"),
    "taken_back": gettext_lazy("taken back"),
    "what": gettext_lazy("of what"),
    "entry": gettext_lazy("entry of the ledger"),
    "amount": gettext_lazy("amount"),
    "currency": gettext_lazy("currency"),
    "source": gettext_lazy("source"),
    "reason": gettext_lazy("reason"),
    "day": gettext_lazy("day"),
    "usd_rate": gettext_lazy("rate to USD"),
    "usd_day": gettext_lazy("day of the rate to USD"),
    "usd_source": gettext_lazy("source of the rate to USD"),
    "vnd_rate": gettext_lazy("rate to VND"),
    "vnd_day": gettext_lazy("day of the rate to VND"),
    "vnd_source": gettext_lazy("source of the rate to VND"),
    "activity": gettext_lazy("activity"),
    "hs": gettext_lazy("HS codes"),
    "text": gettext_lazy("content"),
    "by_whom": gettext_lazy("by whom"),
    "outcome": gettext_lazy("outcome"),
    "commitments": gettext_lazy("commitments"),
    "requests": gettext_lazy("requests"),
    "activities": gettext_lazy("activities"),
    "agreements": gettext_lazy("agreements"),
    "commitment_id": gettext_lazy("commitment"),
    "obstacle_id": gettext_lazy("obstacle"),
    "opportunity_id": gettext_lazy("opportunity"),
}
_UNITS = frozenset(
    {
        "calls",
        "issuer",
        "lead",
        "pending_unit",
        "coordinating",
        "assigner",
        "held_by",
        "named_units",
        "from_unit",
        "to_unit",
        "unit",
        "proposed",
        "host",
    }
)
_PARTNERS = frozenset({"partner", "partners", "parties", "undertaking"})
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


def title(event: Event) -> str:
    """What happened, as an officer would say it; an action without words shows its name."""
    verb = event.action.rpartition(".")[2]
    return str(TITLES.get(event.action) or TITLES.get(verb) or event.action)


def changes(event: Event) -> list[Change]:
    """Field, before and after, in words, for what is still kept of the event."""
    beside = getattr(event, "values_beside", None)
    if beside is None:
        return []
    model = _models().get(event.kind)
    told: list[Change] = []
    for name, (before, after) in beside.changes.items():
        told += _change(model, name, before, after)
    return told


def _change(model: type[Model] | None, name: str, before: Any, after: Any) -> list[Change]:
    if isinstance(before, dict) or isinstance(after, dict):
        return _inside(before or {}, after or {})
    field = _field(model, name)
    label = str(LABELS.get(name) or getattr(field, "verbose_name", name))
    return [(label, _told(name, field, before), _told(name, field, after))]


def _inside(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two readings of a finding."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [
        (
            str(LABELS.get(name, name)),
            _told(name, None, before.get(name)),
            _told(name, None, after.get(name)),
        )
        for name in names
    ]


def _told(name: str, field: Field[Any, Any] | None, value: Any) -> str:
    if value is None or value == "" or value == []:
        return formatting.MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_told(name, field, item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text") or value.get("value") or value.get("name") or "…")
    return _word(name, field, str(value))


def _word(name: str, field: Field[Any, Any] | None, value: str) -> str:
    if name in _UNITS or name in _PARTNERS:
        return _name_of(name, value)
    if name in _LOOKED_UP:
        return _LOOKED_UP[name](value)
    if _ISO_DAY.fullmatch(value):
        return formatting.day(value)
    if _ISO_MOMENT.fullmatch(value):
        return formatting.moment(datetime.fromisoformat(value))
    choices = dict(getattr(field, "flatchoices", ()))
    return str(choices.get(value, value))


def _name_of(name: str, key: str) -> str:
    """The name of a unit or partner of the pack; one made by hand is shown by its key."""
    pack = country_pack()
    try:
        return formatting.bilingual(pack.unit(key) if name in _UNITS else pack.partner(key))
    except UnknownKeyError:
        return key


def _agreement(key: str) -> str:
    """A key is made from the name, and not everyone who sees the record may know the agreement."""
    found = Agreement.objects.filter(pk=key, sensitivity=Sensitivity.PUBLIC).first()
    return formatting.bilingual(found) if found else "…"


def _person(username: str) -> str:
    found = User.objects.filter(username=username).first()
    return found.full_name if found else username


def _reference(model: type[Model]) -> Callable[[str], str]:
    """The number by which people call a record, and no more of it."""

    def told(key: str) -> str:
        rows = model._default_manager.filter(pk=key)  # noqa: SLF001 - Django's documented way
        return str(rows.values_list("reference", flat=True).first() or "…")

    return told


_LOOKED_UP: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("agreement", "amends", "replaces", "implements"), _agreement),
    "agreements": _agreement,
    "person": _person,
    "ledger": lambda value: str(dict(Ledger.choices).get(value, value)),
    "commitment_id": _reference(Commitment),
    "obstacle_id": _reference(Obstacle),
    "opportunity_id": _reference(Opportunity),
    "health": lambda value: str(dict(Health.choices).get(value, value)),
    "bearing": lambda value: str(dict(EvidenceBearing.choices).get(value, value)),
}


@cache
def _models() -> dict[str, type[Model]]:
    ours = [m for m in apps.get_models() if m.__module__.startswith("chancery.")]
    return {kind_of(model()): model for model in ours} | {"review_item": ReviewReply}


def _field(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented way
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
