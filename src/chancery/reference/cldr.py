"""Makes packs/world/partners.csv out of CLDR: `python -m chancery.reference.cldr > .../partners.csv`.

Run it when babel brings a newer CLDR; a test compares the shipped file with it.
"""

import csv
import sys
from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

# Codes that CLDR names and ISO 3166 does not give to a country or territory.
_NOT_PLACES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
# Codes that are no member or observer state of the United Nations.
_TERRITORIES = frozenset(
    [
        "AI",
        "AQ",
        "AS",
        "AW",
        "AX",
        "BL",
        "BM",
        "BQ",
        "BV",
        "CC",
        "CK",
        "CW",
        "CX",
        "EH",
        "FK",
        "FO",
        "GF",
        "GG",
        "GI",
        "GL",
        "GP",
        "GS",
        "GU",
        "HK",
        "HM",
        "IM",
        "IO",
        "JE",
        "KY",
        "MF",
        "MO",
        "MP",
        "MQ",
        "MS",
        "NC",
        "NF",
        "NU",
        "PF",
        "PM",
        "PN",
        "PR",
        "RE",
        "SH",
        "SJ",
        "SX",
        "TC",
        "TF",
        "TK",
        "TW",
        "UM",
        "VG",
        "VI",
        "WF",
        "XK",
        "YT",
    ]
)
HEADER = ("code", "iso3", "kind", "name_vi", "name_en", "source", "verified")


def world() -> Iterator[tuple[str, ...]]:
    """Every country and territory, with CLDR's names in both languages."""
    vi, en = Locale("vi").territories, Locale("en").territories
    iso3 = _three_letters()
    for code in sorted(code for code in en if len(code) == 2 and code not in _NOT_PLACES):
        kind = "territory" if code in _TERRITORIES else "country"
        yield code, iso3.get(code, ""), kind, vi[code], en[code], "CLDR through babel", "true"


def _three_letters() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    return {codes[0]: old for old, codes in sorted(aliases.items()) if _is_three(old, codes)}


def _is_three(old: str, codes: list[str]) -> bool:
    # CLDR's aliases also hold withdrawn states (YUG, SUN ...), which share a code with a successor.
    return len(old) == 3 and old.isalpha() and len(codes) == 1 and old not in _WITHDRAWN


_WITHDRAWN = frozenset(
    [
        "ANT",
        "ASC",
        "BUR",
        "CPT",
        "CSK",
        "DDR",
        "DGA",
        "FXX",
        "NTZ",
        "PCI",
        "QMM",
        "QUU",
        "ROM",
        "SCG",
        "SUN",
        "TAA",
        "TMP",
        "YMD",
        "YUG",
        "ZAR",
    ]
)


def main() -> None:
    """Write the table to standard output."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(world())


if __name__ == "__main__":
    main()
