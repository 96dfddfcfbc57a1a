"""Every write to work. All take keywords, ``by=`` who acts, and tell history."""

from chancery.work.actions.asking import (
    ask_extension,
    decide_extension,
    decide_lead,
    propose_lead,
    withdraw_extension,
    withdraw_lead_proposal,
)
from chancery.work.actions.comments import comment, withdraw_comment
from chancery.work.actions.delegating import delegate, hand_over
from chancery.work.actions.dividing import add_part
from chancery.work.actions.escalating import (
    answer_escalation,
    raise_task,
    undo_answer,
    withdraw_escalation,
)
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
from chancery.work.actions.reporting import (
    accept_coordination,
    approve_progress,
    change_progress,
    contribute,
    report_progress,
    return_progress,
)
from chancery.work.actions.sharing import echo_proposal, share_proposal, withdraw_echo
from chancery.work.actions.shortcomings import add_shortcoming, withdraw_shortcoming
from chancery.work.actions.tasks import (
    add_task,
    add_tasks_for_leads,
    change_task,
    withdraw_task,
)
from chancery.work.actions.urging import answer_urging, send_letters, take_back_letter

__all__ = [
    "accept_coordination",
    "accept_proposal",
    "add_part",
    "add_proposal",
    "add_shortcoming",
    "add_task",
    "add_tasks_for_leads",
    "answer_escalation",
    "answer_urging",
    "approve_progress",
    "ask_extension",
    "attach_evidence",
    "change_progress",
    "change_proposal",
    "change_task",
    "comment",
    "contribute",
    "decide_extension",
    "decide_lead",
    "decline_proposal",
    "delegate",
    "echo_proposal",
    "hand_over",
    "move",
    "open_occurrences",
    "propose_lead",
    "raise_task",
    "redact",
    "remove_evidence",
    "report_progress",
    "return_progress",
    "send_letters",
    "share_proposal",
    "take_back_letter",
    "undo_answer",
    "withdraw_comment",
    "withdraw_echo",
    "withdraw_escalation",
    "withdraw_extension",
    "withdraw_lead_proposal",
    "withdraw_proposal",
    "withdraw_shortcoming",
    "withdraw_task",
]
