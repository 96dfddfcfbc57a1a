"""Every write to units, people and what they keep for themselves.

One module for each thing written; callers import from here.
"""

from chancery.people.actions.answered import (
    answered,
    answered_lately,
    answered_otherwise,
    claim_answer,
    keep_answer,
    sweep_answers,
)
from chancery.people.actions.bringing import (
    drop_upload,
    keep_upload,
    kept_upload,
    take_people,
)
from chancery.people.actions.countersigning import (
    ask_countersign,
    confirm_countersign,
    refuse_countersign,
)
from chancery.people.actions.follows import follow, follow_on, unfollow
from chancery.people.actions.installation import (
    finish_first_start,
    make_setup_code,
    set_installation,
    set_mail_password,
)
from chancery.people.actions.joining import (
    ask_reset,
    close_leavers,
    deactivate,
    invite,
    leave_on,
    reactivate,
    redeem,
    withdraw_invitation,
)
from chancery.people.actions.own_units import add_unit, change_unit, end_unit, take_units
from chancery.people.actions.posts import (
    end_office,
    end_post,
    end_posts,
    give_post,
    set_office_holder,
)
from chancery.people.actions.sessions import end_sessions, sign_out_everywhere
from chancery.people.actions.tokens import make_token, note_use, revoke_token
from chancery.people.actions.units import load_units
from chancery.people.actions.users import add_user, change_password, change_user, set_language

__all__ = [
    "add_unit",
    "add_user",
    "answered",
    "answered_lately",
    "answered_otherwise",
    "ask_countersign",
    "ask_reset",
    "change_password",
    "change_unit",
    "change_user",
    "claim_answer",
    "close_leavers",
    "confirm_countersign",
    "deactivate",
    "drop_upload",
    "end_office",
    "end_post",
    "end_posts",
    "end_sessions",
    "end_unit",
    "finish_first_start",
    "follow",
    "follow_on",
    "give_post",
    "invite",
    "keep_answer",
    "keep_upload",
    "kept_upload",
    "leave_on",
    "load_units",
    "make_setup_code",
    "make_token",
    "note_use",
    "reactivate",
    "redeem",
    "refuse_countersign",
    "revoke_token",
    "set_installation",
    "set_language",
    "set_mail_password",
    "set_office_holder",
    "sign_out_everywhere",
    "sweep_answers",
    "take_people",
    "take_units",
    "unfollow",
    "withdraw_invitation",
]
