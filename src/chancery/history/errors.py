"""What can be wrong with history."""

from chancery.lib.errors import ChanceryError


class HistoryError(ChanceryError):
    """History cannot be written or read."""


class ReasonMissingError(HistoryError):
    """A purge without a reason."""
