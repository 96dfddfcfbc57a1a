"""What can go wrong with figures, said so that a person can act on it."""

from chancery.lib.errors import ChanceryError


class EconomyError(ChanceryError):
    """The root of this package's errors."""


class InputError(EconomyError):
    """A file, column, expression or option is not what it must be: which, where, why, what to do."""


class NotIdentifiedError(EconomyError):
    """The data do not determine the answer: no number is better than any other."""
