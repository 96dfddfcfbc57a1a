"""How much one file may ask of the machine, and the settings that say so.

Read from the environment here and not in ``site.settings``, because ``chancery read`` runs without
Django. ``docs/reference/settings.md`` has a line for each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chancery.lib import env
from chancery.lib.apart import Bounds

UPLOAD, PAGES, CHARACTERS = (
    "CHANCERY_MAX_UPLOAD_MB",
    "CHANCERY_READ_PAGES",
    "CHANCERY_READ_CHARACTERS",
)
SECONDS, MEMORY = "CHANCERY_READ_SECONDS", "CHANCERY_READ_MEMORY_MB"
UNPACKED = "CHANCERY_READ_UNPACKED_MB"
OCR_SECONDS, OCR_DPI = "CHANCERY_OCR_PAGE_SECONDS", "CHANCERY_OCR_DPI"
SCAN_SECONDS = "CHANCERY_SCAN_SECONDS"
SETTINGS = (
    UPLOAD,
    PAGES,
    CHARACTERS,
    SECONDS,
    MEMORY,
    UNPACKED,
    OCR_SECONDS,
    OCR_DPI,
    SCAN_SECONDS,
)
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may ask for. Sizes in bytes, lengths in code points, times by the clock."""

    file_bytes: int = 50 * _MB
    pages: int = 1_000
    characters: int = 5_000_000
    seconds: int = 120
    """Taking the text out, and reading it: so much for each of the two."""
    memory: int = 1024 * _MB
    """Beyond what the process has anyway."""
    ocr_seconds: int = 60
    """Recognising one page."""
    ocr_dpi: int = 200
    scan_seconds: int = 3600
    """Taking the words off a long scan while nobody waits for it, in the place of ``seconds``."""
    unpacked_bytes: int = 200 * _MB
    """All members of a DOCX together, unpacked."""
    xml_bytes: int = 40 * _MB
    """The parts of a DOCX that are read, unpacked: a tree takes about ten times as much."""
    ratio: int = 200
    """Unpacked to packed, for members above one megabyte: honest ones stay below 60."""
    pixels: int = 120_000_000
    """Of one picture: an A2 page at 600 dpi has as many."""
    html_depth: int = 240
    """Elements inside elements of a web page: honest ones stay below 60."""
    html_elements: int = 200_000
    """Elements of a web page: honest ones stay below 20,000."""
    attachments: int = 50
    """Files that came with one mail."""
    mail_depth: int = 3
    """Mails inside mails."""
    patient: bool = False
    """Whether ``seconds`` are those of a long scan."""

    def unhurried(self) -> Limits:
        """The same, with the time of a long scan."""
        return replace(self, seconds=self.scan_seconds, patient=True)

    @property
    def seconds_setting(self) -> str:
        """The setting that says how long a file may take."""
        return SCAN_SECONDS if self.patient else SECONDS

    @property
    def bounds(self) -> Bounds:
        """What the process that reads is held to."""
        return Bounds(self.seconds, self.memory)


def from_environment() -> Limits:
    """The limits of this installation; SettingError names a value that cannot be used."""
    usual = Limits()
    return Limits(
        file_bytes=env.number(UPLOAD, usual.file_bytes // _MB) * _MB,
        pages=env.number(PAGES, usual.pages),
        characters=env.number(CHARACTERS, usual.characters),
        seconds=env.number(SECONDS, usual.seconds),
        memory=env.number(MEMORY, usual.memory // _MB) * _MB,
        unpacked_bytes=env.number(UNPACKED, usual.unpacked_bytes // _MB) * _MB,
        ocr_seconds=env.number(OCR_SECONDS, usual.ocr_seconds),
        ocr_dpi=env.number(OCR_DPI, usual.ocr_dpi),
        scan_seconds=env.number(SCAN_SECONDS, usual.scan_seconds),
    )
