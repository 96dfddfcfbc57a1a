"""What can go wrong about notices."""

from chancery.lib.errors import ChanceryError


class NoticeError(ChanceryError):
    """A notice cannot be written or delivered; the message says what to do."""
