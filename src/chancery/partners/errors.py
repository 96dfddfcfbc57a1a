"""What can go wrong about partners."""

from chancery.lib.errors import ChanceryError


class PartnerError(ChanceryError):
    """A partner or sector cannot be used so."""
