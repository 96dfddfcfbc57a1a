"""Units, missions, office-holders; users, their posts, and what they keep for themselves."""

from chancery.people.models.countersigning import Countersign
from chancery.people.models.joining import Installation, Invitation
from chancery.people.models.own import Answered, Follow, SavedView, Token
from chancery.people.models.skills import SkillHeld, SkillNeed
from chancery.people.models.units import Area, OfficeHolder, Unit, UnitKind, UnitName
from chancery.people.models.users import Digest, Post, Role, User, UserManager

__all__ = [
    "Answered",
    "Area",
    "Countersign",
    "Digest",
    "Follow",
    "Installation",
    "Invitation",
    "OfficeHolder",
    "Post",
    "Role",
    "SavedView",
    "SkillHeld",
    "SkillNeed",
    "Token",
    "Unit",
    "UnitKind",
    "UnitName",
    "User",
    "UserManager",
]
