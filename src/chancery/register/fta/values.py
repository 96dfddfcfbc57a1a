"""What one source says of the use of an agreement: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FtaUseValues:
    """One year, direction and HS chapter; no chapter means all goods, as the source gives them."""

    agreement: str
    year: int
    direction: str
    source: str
    chapter: str = ""
    currency: str = "USD"
    eligible: Decimal | None = None
    used: Decimal | None = None
    saved: Decimal | None = None
    forgone: Decimal | None = None
    text: str = ""

    @property
    def key(self) -> tuple[str, int, str, str, str]:
        """What tells it from other figures: two sources that differ both stand."""
        return self.agreement, self.year, self.direction, self.chapter, self.source.casefold()
