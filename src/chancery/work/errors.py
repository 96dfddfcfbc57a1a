"""What can go wrong with work. Every message is for the person who acted."""

from chancery.register.errors import (
    ChangedMeanwhileError,
    InvalidValuesError,
    RegisterError,
    StateError,
)


class WorkError(RegisterError):
    """Work cannot be changed so."""


class AuthorityError(WorkError):
    """This unit may not assign to that one; it can make a proposal."""


__all__ = [
    "AuthorityError",
    "ChangedMeanwhileError",
    "InvalidValuesError",
    "StateError",
    "WorkError",
]
