"""Why a file could not be read, in the language of the person; the reader's own words are English."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from chancery.reader.formats import FormatError


def told(error: FormatError) -> str:
    """Cause and remedy, and the setting by which it can be changed."""
    words = _WORDS.get(error.trouble)
    said = words() if words else f"{error.cause}. {error.remedy_alone}."
    if not error.setting:
        return said
    more = _("Who runs Chancery can raise the limit: %(setting)s.") % {"setting": error.setting}
    return f"{said} {more}"


_WORDS: dict[str, Callable[[], str]] = {
    "too_large": lambda: _("The file asks for more than one file may. Split it into several."),
    "too_slow": lambda: _(
        "Reading the file took longer than it may. Split it, or add a simpler version of it."
    ),
    "no_ocr": lambda: _(
        "The pages are pictures, and the program that recognises letters (Tesseract with "
        "Vietnamese) is not installed. Tell who runs Chancery, or add a version with text."
    ),
    "empty": lambda: _("The file is empty. Choose it again, or ask the sender for it."),
    "broken": lambda: _("The file is damaged. Open it in its own program and save it anew."),
    "encrypted": lambda: _("The file has a password. Take the password off and add it again."),
    "scanned": lambda: _(
        "No letters were recognised on the pages. Scan it anew, straight and at 200 dpi or more."
    ),
    "no_text": lambda: _("There is no text in the file. Add a version with text."),
    "unsupported": lambda: _(
        "This format cannot be read. Add it as TXT, HTML, DOCX, PDF, mail (EML) or a scan."
    ),
    "binary": lambda: _("This is not a text. Add it as TXT, HTML, DOCX or PDF."),
    "mismatch": lambda: _(
        "The content is not what the name says. Save it anew in the right format."
    ),
    "encoding": lambda: _("The letters cannot be made out. Save the text as UTF-8."),
}
