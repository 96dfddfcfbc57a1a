"""Every write to work. All take keywords, ``by=`` who acts, and tell history."""

from chancery.work.actions.evidence import attach_evidence, remove_evidence
from chancery.work.actions.moves import move
from chancery.work.actions.occurrences import open_occurrences
from chancery.work.actions.proposals import (
    accept_proposal,
    add_proposal,
    change_proposal,
    decline_proposal,
    withdraw_proposal,
)
from chancery.work.actions.redaction import redact
from chancery.work.actions.shortcomings import add_shortcoming, withdraw_shortcoming
from chancery.work.actions.tasks import (
    add_task,
    add_tasks_for_leads,
    change_task,
    withdraw_task,
)

__all__ = [
    "accept_proposal",
    "add_proposal",
    "add_shortcoming",
    "add_task",
    "add_tasks_for_leads",
    "attach_evidence",
    "change_proposal",
    "change_task",
    "decline_proposal",
    "move",
    "open_occurrences",
    "redact",
    "remove_evidence",
    "withdraw_proposal",
    "withdraw_shortcoming",
    "withdraw_task",
]
