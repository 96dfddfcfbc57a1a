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
    found = Unit.objects.filter(pk=key).first()
    if found is None:
        units(key)
        found = Unit.objects.get(pk=key)
    return found


def units(*keys: str) -> None:
    """These units and all that they belong to and sit in, or every one of the table."""
    wanted = dict.fromkeys(above for key in keys or UNITS for above in _line_of(key))
    there = set(Unit.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if missing := [key for key in wanted if key not in there]:
        Unit.objects.bulk_create(map(_unit, missing))
        hosts = {key: host for key in missing if (host := UNITS[key][-1])}
        if hosts:
            partners(*hosts.values())
        Area.objects.bulk_create(
            Area(unit_id=key, partner_id=host, role="host") for key, host in hosts.items()
        )


def _line_of(key: str) -> list[str]:
    """The unit after those that have to be there before it."""
    ties = [tie for tie in UNITS[key][3:5] if tie]
    return [*(above for tie in ties for above in _line_of(tie)), key]


def _unit(key: str) -> Unit:
    kind, name_vi, name_en, above, host_unit, zone, _host = UNITS[key]
    return Unit(
        key=key,
        kind=kind,
        name_vi=name_vi,
        name_en=name_en,
        belongs_to_id=above,
        sits_in_id=host_unit,
        time_zone=zone,
    )


def merged_unit() -> Unit:
    """The Ministry of Planning, since merged into that of Finance."""
    made = unit("mpi")
    made.successor, made.end = unit("mof"), "2025-02-28"
    made.save()
    return made


def partner(code: str) -> Partner:
    """A partner of the table."""
    partners(code)
    return Partner.objects.get(pk=code)


def partners(*codes: str) -> None:
    """These partners, or every one of the table."""
    wanted = codes or tuple(PARTNERS)
    there = set(Partner.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    missing = {code: PARTNERS[code] for code in wanted if code not in there}
    Partner.objects.bulk_create(
        Partner(code=code, name_vi=name_vi, name_en=name_en, kind=kind, is_home=code == "VN")
        for code, (name_vi, name_en, kind) in missing.items()
    )


def sectors() -> None:
    """Every sector of the table."""
    there = set(Sector.objects.filter(pk__in=SECTORS).values_list("pk", flat=True))
    missing = {code: SECTORS[code] for code in SECTORS if code not in there}
    Sector.objects.bulk_create(
        Sector(code=code, name_vi=name_vi, name_en=name_en, driver=driver)
        for code, (name_vi, name_en, driver) in missing.items()
    )


def ground() -> None:
    """All units, partners and sectors of the tables, in a handful of queries."""
    partners()
    units()
    sectors()
