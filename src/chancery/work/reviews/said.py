"""What a reply must say: the same rule for form, spreadsheet, letter and program. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.work.errors import InvalidValuesError
from chancery.work.models import Standing, Verdict
from chancery.work.reviews.values import ReplyValues


def checked(values: ReplyValues) -> ReplyValues:
    """The same without stray spaces; what a reply must say is there, or the field says so."""
    plain: dict[str, Any] = {
        k: v.strip() if isinstance(v, str) else v for k, v in asdict(values).items()
    }
    said = ReplyValues(**plain)
    wrong = problems(said)
    if wrong:
        raise InvalidValuesError({name: [words] for name, words in wrong.items()})
    if said.standing == Standing.DONE and said.done_on is None:
        plain["done_on"] = timezone.localdate()
    return ReplyValues(**plain)


def problems(said: ReplyValues) -> dict[str, str]:
    """What is missing or makes no sense, by field; the same rule for form, sheet and program."""
    wrong: dict[str, str] = {}
    if said.standing not in Standing.values:
        wrong["standing"] = _("Say how it stands: on track, at risk, delayed or done.")
    if said.verdict and said.verdict not in Verdict.values:
        wrong["verdict"] = _("There is no such verdict.")
    if not (said.progress or said.result):
        wrong["progress"] = _("Say what was done, or what came of it.")
    if said.standing in {Standing.AT_RISK, Standing.DELAYED}:
        if not said.difficulty:
            wrong["difficulty"] = _("Not on track: say what the difficulty is.")
        if not said.proposal:
            wrong["proposal"] = _("Not on track: say what you propose.")
    if said.verdict in {Verdict.AMEND, Verdict.STOP, Verdict.HAND_UP} and not said.proposal:
        wrong["proposal"] = _("Say what you propose, and why.")
    wrong |= _wrong_days(said)
    return wrong


def _wrong_days(said: ReplyValues) -> dict[str, str]:
    today = timezone.localdate()
    wrong = {}
    if said.done_on and said.done_on > today:
        wrong["done_on"] = _("What is done was done today or before.")
    if said.done_on and said.standing != Standing.DONE:
        wrong["done_on"] = _("A day on which it was done stands only with “done”.")
    if said.new_due and said.new_due <= today:
        wrong["new_due"] = _("A new date lies ahead.")
    if said.new_due and (said.standing == Standing.DONE or said.verdict in {"done", "stop"}):
        wrong["new_due"] = _("What is done or stopped takes no new date.")
    return wrong
