"""Every write to the register. All take keywords, ``by=`` who acts, and tell history."""

from chancery.register.actions.activities import (
    add_activity,
    attach_document,
    change_activity,
    detach_document,
    withdraw_activity,
)
from chancery.register.actions.agreement_life import (
    correct_stage,
    hold_review,
    record_stage,
    renew_agreement,
    set_next_step,
    withdraw_stage,
)
from chancery.register.actions.agreements import (
    add_agreement,
    change_agreement,
    foreign_ministry,
    load_agreements,
)
from chancery.register.actions.cases import (
    link_record,
    log_step,
    move_case,
    unlink_record,
    withdraw_step,
)
from chancery.register.actions.commitments import (
    add_commitment,
    change_commitment,
    link_counterparts,
    set_commitment_state,
    withdraw_commitment,
)
from chancery.register.actions.contacts import (
    add_contact,
    change_contact,
    review_contact,
    set_basis,
    withdraw_contact,
)
from chancery.register.actions.contacts_erasing import erase_contact
from chancery.register.actions.fta_use import add_fta_use, change_fta_use, withdraw_fta_use
from chancery.register.actions.initiatives import (
    add_initiative,
    change_initiative,
    move_initiative,
    withdraw_initiative,
)
from chancery.register.actions.interactions import (
    add_interaction,
    change_interaction,
    withdraw_interaction,
)
from chancery.register.actions.ledgers import correct_entry, record_entry
from chancery.register.actions.mechanisms import (
    add_mechanism,
    add_role,
    add_session,
    change_mechanism,
    change_role,
    change_session,
    withdraw_mechanism,
    withdraw_role,
    withdraw_session,
)
from chancery.register.actions.obstacles import (
    add_obstacle,
    change_obstacle,
    resolve_obstacle,
    withdraw_obstacle,
)
from chancery.register.actions.opportunities import (
    add_opportunity,
    change_opportunity,
    own_opportunity,
    withdraw_opportunity,
)
from chancery.register.actions.projects import (
    add_project,
    change_project,
    move_project,
    withdraw_project,
)
from chancery.register.actions.recording import protect
from chancery.register.actions.redaction import redact
from chancery.register.actions.requests import (
    add_request,
    answer_request,
    change_request,
    withdraw_request,
)
from chancery.register.actions.upgrades import add_upgrade, change_upgrade, withdraw_upgrade
from chancery.register.actions.verdicts import (
    Ruled,
    Ruling,
    apply_verdicts,
    take_back_verdicts,
)

__all__ = [
    "Ruled",
    "Ruling",
    "add_activity",
    "add_agreement",
    "add_commitment",
    "add_contact",
    "add_fta_use",
    "add_initiative",
    "add_interaction",
    "add_mechanism",
    "add_obstacle",
    "add_opportunity",
    "add_project",
    "add_request",
    "add_role",
    "add_session",
    "add_upgrade",
    "answer_request",
    "apply_verdicts",
    "attach_document",
    "change_activity",
    "change_agreement",
    "change_commitment",
    "change_contact",
    "change_fta_use",
    "change_initiative",
    "change_interaction",
    "change_mechanism",
    "change_obstacle",
    "change_opportunity",
    "change_project",
    "change_request",
    "change_role",
    "change_session",
    "change_upgrade",
    "correct_entry",
    "correct_stage",
    "detach_document",
    "erase_contact",
    "foreign_ministry",
    "hold_review",
    "link_counterparts",
    "link_record",
    "load_agreements",
    "log_step",
    "move_case",
    "move_initiative",
    "move_project",
    "own_opportunity",
    "protect",
    "record_entry",
    "record_stage",
    "redact",
    "renew_agreement",
    "resolve_obstacle",
    "review_contact",
    "set_basis",
    "set_commitment_state",
    "set_next_step",
    "take_back_verdicts",
    "unlink_record",
    "withdraw_activity",
    "withdraw_commitment",
    "withdraw_contact",
    "withdraw_fta_use",
    "withdraw_initiative",
    "withdraw_interaction",
    "withdraw_mechanism",
    "withdraw_obstacle",
    "withdraw_opportunity",
    "withdraw_project",
    "withdraw_request",
    "withdraw_role",
    "withdraw_session",
    "withdraw_stage",
    "withdraw_step",
    "withdraw_upgrade",
]
