"""What can go wrong in keeping the house."""

from chancery.lib.errors import ChanceryError


class BackupError(ChanceryError):
    """A backup cannot be made or restored; the message says what to do."""
