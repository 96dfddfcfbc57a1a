"""What is national, as data: a country pack loaded into frozen values, checked row by row.

    >>> from chancery.reference import load_pack
    >>> load_pack("vn").find_partner("Ô-xtrây-li-a").code
    'AU'

A pack is a folder of CSV files and a pack.yaml; another country needs no code.
"""

from chancery.reference.calendar import Calendar
from chancery.reference.errors import PackError, UnknownKeyError
from chancery.reference.loading import load_pack, pack_codes
from chancery.reference.model import (
    AgreementRow,
    AuthorityRow,
    DatedName,
    LevelRow,
    MembershipRow,
    PartnerRow,
    PlaceRow,
    RelationshipRow,
    SectorRow,
    TitleRow,
    UnitRow,
)
from chancery.reference.pack import Pack

__all__ = [
    "AgreementRow",
    "AuthorityRow",
    "Calendar",
    "DatedName",
    "LevelRow",
    "MembershipRow",
    "Pack",
    "PackError",
    "PartnerRow",
    "PlaceRow",
    "RelationshipRow",
    "SectorRow",
    "TitleRow",
    "UnitRow",
    "UnknownKeyError",
    "load_pack",
    "pack_codes",
]
