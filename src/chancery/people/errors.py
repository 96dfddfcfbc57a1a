"""What can go wrong about people and units."""

from chancery.lib.errors import ChanceryError


class PeopleError(ChanceryError):
    """Units, users or posts cannot be changed so."""


class UnknownUnitError(PeopleError):
    """No unit has this key."""


class CountersignError(PeopleError):
    """Somebody else has to confirm this first, or cannot any more."""


class NotAllowedError(ChanceryError):
    """This person may read the record but not do this with it. The message says who may."""
