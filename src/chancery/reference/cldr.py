"""Makes packs/world/partners.csv out of CLDR: `python -m chancery.reference.cldr > .../partners.csv`.

Run it when babel brings a newer CLDR; a test compares the shipped file with it.
"""

import csv
import sys
from collections.abc import Iterator

from babel import Locale
from babel.core import get_global


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Codes that CLDR names and ISO 3166 does not give to a country or territory.
_NOT_PLACES = _codes("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ")
# Codes that are no member or observer state of the United Nations.
_TERRITORIES = _codes(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO "
    "MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK TW UM VG VI WF XK YT"
)
# States that are no more, whose three letters CLDR leads to the code of a successor.
_WITHDRAWN = _codes(
    "ANT ASC BUR CPT CSK DDR DGA FXX NTZ PCI QMM QUU ROM SCG SUN TAA TMP YMD YUG ZAR"
)
HEADER = ("code", "iso3", "kind", "name_vi", "name_en", "source", "verified")


def world() -> Iterator[tuple[str, ...]]:
    """Every country and territory, with CLDR's names in both languages."""
    vi, en = Locale("vi").territories, Locale("en").territories
    iso3 = _three_letters()
    codes = {str(code) for code in en} - _NOT_PLACES
    for code in sorted(code for code in codes if len(code) == 2):
        kind = "territory" if code in _TERRITORIES else "country"
        names = str(vi[code]), str(en[code])
        yield code, iso3.get(code, ""), kind, *names, "CLDR through babel", "true"


def _three_letters() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    old = {str(name): codes for name, codes in aliases.items() if len(str(name)) == 3}
    return {codes[0]: name for name, codes in sorted(old.items()) if _is_iso3(name, codes)}


def _is_iso3(name: str, codes: list[str]) -> bool:
    return name.isalpha() and len(codes) == 1 and name not in _WITHDRAWN


def main() -> None:
    """Write the table to standard output."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(world())


if __name__ == "__main__":
    main()
