"""Every write to units, people and what they keep for themselves.

One module for each thing written; callers import from here.
"""

from chancery.people.actions.posts import end_post, give_post, set_office_holder
from chancery.people.actions.tokens import make_token, note_use, revoke_token
from chancery.people.actions.units import load_units
from chancery.people.actions.users import add_user, set_language

__all__ = [
    "add_user",
    "end_post",
    "give_post",
    "load_units",
    "make_token",
    "note_use",
    "revoke_token",
    "set_language",
    "set_office_holder",
]
