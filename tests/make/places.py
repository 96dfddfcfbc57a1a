"""Units, partners and sectors of the pack ``vn``, as many as tests need."""

from chancery.partners.models import Partner, Sector
from chancery.people.models import Area, Unit

# key: kind, Vietnamese, English, belongs to, sits in, time zone, host
UNITS = {
    "gov": ("government", "Chính phủ", "Government", None, None, "", ""),
    "pm": ("prime_minister", "Thủ tướng Chính phủ", "Prime Minister", "gov", None, "", ""),
    "vpcp": ("government_office", "Văn phòng Chính phủ", "Government Office", "gov", None, "", ""),
    "sc-economic-diplomacy": (
        "committee",
        "Ban Chỉ đạo về ngoại giao kinh tế",
        "Steering Committee on Economic Diplomacy",
        "gov",
        None,
        "",
        "",
    ),
    "mofa": ("ministry", "Bộ Ngoại giao", "Ministry of Foreign Affairs", "gov", None, "", ""),
    "mofa-economic": (
        "department",
        "Vụ Tổng hợp kinh tế",
        "Department of Economic Affairs",
        "mofa",
        None,
        "",
        "",
    ),
    "moit": ("ministry", "Bộ Công Thương", "Ministry of Industry and Trade", "gov", None, "", ""),
    "mof": ("ministry", "Bộ Tài chính", "Ministry of Finance", "gov", None, "", ""),
    "province-lang-son": ("province", "Tỉnh Lạng Sơn", "Lang Son", "gov", None, "", ""),
    "mission-jp": (
        "mission",
        "Đại sứ quán Việt Nam tại Nhật Bản",
        "Embassy of Viet Nam in Japan",
        "mofa",
        None,
        "Asia/Tokyo",
        "JP",
    ),
    "mission-kr": (
        "mission",
        "Đại sứ quán Việt Nam tại Hàn Quốc",
        "Embassy of Viet Nam in the Republic of Korea",
        "mofa",
        None,
        "Asia/Seoul",
        "KR",
    ),
    "trade-jp": (
        "trade_office",
        "Thương vụ Việt Nam tại Nhật Bản",
        "Viet Nam Trade Office in Japan",
        "moit",
        "mission-jp",
        "Asia/Tokyo",
        "JP",
    ),
    "mpi": ("ministry", "Bộ Kế hoạch và Đầu tư", "Ministry of Planning", "gov", None, "", ""),
}

PARTNERS = {
    "VN": ("Việt Nam", "Viet Nam", "country"),
    "JP": ("Nhật Bản", "Japan", "country"),
    "KR": ("Hàn Quốc", "Republic of Korea", "country"),
    "AU": ("Ô-xtrây-li-a", "Australia", "country"),
    "ASEAN": ("ASEAN", "ASEAN", "bloc"),
}

SECTORS = {
    "trade": ("Thương mại", "Trade", "traditional"),
    "semiconductors": ("Bán dẫn", "Semiconductors", "new"),
}


def unit(key: str) -> Unit:
    """A unit of the table, its ties and area with it."""
    kind, name_vi, name_en, above, host_unit, zone, host = UNITS[key]
    made, is_new = Unit.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "name_vi": name_vi,
            "name_en": name_en,
            "belongs_to": unit(above) if above else None,
            "sits_in": unit(host_unit) if host_unit else None,
            "time_zone": zone,
        },
    )
    if is_new and host:
        Area.objects.create(unit=made, partner=partner(host), role="host")
    return made


def units(*keys: str) -> None:
    """These units, or every one of the table."""
    for key in keys or UNITS:
        unit(key)


def merged_unit() -> Unit:
    """The Ministry of Planning, since merged into that of Finance."""
    made = unit("mpi")
    made.successor, made.end = unit("mof"), "2025-02-28"
    made.save()
    return made


def partner(code: str) -> Partner:
    """A partner of the table."""
    name_vi, name_en, kind = PARTNERS[code]
    values = {"name_vi": name_vi, "name_en": name_en, "kind": kind, "is_home": code == "VN"}
    return Partner.objects.get_or_create(code=code, defaults=values)[0]


def partners(*codes: str) -> None:
    """These partners, or every one of the table."""
    for code in codes or PARTNERS:
        partner(code)


def sectors() -> None:
    """Every sector of the table."""
    for code, (name_vi, name_en, driver) in SECTORS.items():
        values = {"name_vi": name_vi, "name_en": name_en, "driver": driver}
        Sector.objects.get_or_create(code=code, defaults=values)


def ground() -> None:
    """All units, partners and sectors of the tables."""
    partners()
    units()
    sectors()
