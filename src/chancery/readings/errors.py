"""What can go wrong with findings."""

from chancery.lib.errors import ChanceryError


class ReadingError(ChanceryError):
    """A finding cannot be stored or decided so."""


class AlreadyDecidedError(ReadingError):
    """Another person was faster; the message says who and how they decided."""
