"""Which kind of file this is: by its content first, by its name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from chancery.reader.formats.model import FormatError

PLAIN = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
EML = "message/rfc822"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
    "": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": EML,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
}
_PICTURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_CALLED = {
    PLAIN: "plain text",
    HTML: "a web page",
    PDF: "a PDF",
    DOCX: "a DOCX",
    EML: "a mail",
    PNG: "a picture",
    JPEG: "a picture",
    TIFF: "a picture",
}
_READ = "Chancery reads TXT, HTML, DOCX, PDF, mail (EML) and scans (PNG, JPEG, TIFF)"
_AS_SCAN = "Save it as PNG, JPEG or TIFF and add that"
_AS_DOCX = "Open it in the program that made it and save it as DOCX or PDF"

# Kinds that are recognised only to be refused with the right words: (magic, place, what, remedy).
_REFUSED: tuple[tuple[bytes, int, str, str], ...] = (
    (b"GIF8", 0, "a GIF picture", _AS_SCAN),
    (b"WEBP", 8, "a WebP picture", _AS_SCAN),
    (b"ftyp", 4, "a picture or a film", _AS_SCAN),
    (b"{\\rtf", 0, "an RTF document", _AS_DOCX),
    (b"Rar!", 0, "a RAR archive", "Unpack it and add the files in it"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", "Unpack it and add the files in it"),
    (b"\x1f\x8b", 0, "a gzip archive", "Unpack it and add the file in it"),
    (b"BZh", 0, "a bzip2 archive", "Unpack it and add the file in it"),
    (b"\xfd7zXZ\x00", 0, "an xz archive", "Unpack it and add the file in it"),
    (
        b"\x78\x9f\x3e\x22",
        0,
        "a winmail.dat, which only Outlook can open",
        "Ask the sender to send it anew as HTML or plain text",
    ),
    (b"MZ\x90", 0, "a Windows program", _READ),
    (b"\x7fELF", 0, "a program", _READ),
    (b"%!PS", 0, "a PostScript file", "Print or convert it to PDF"),
)
# Names that promise content with a signature of its own: when it is missing, something is wrong.
_SIGNED = {
    *(
        [
            ".pdf",
            ".docx",
            ".doc",
            ".xls",
            ".xlsx",
            ".ppt",
            ".pptx",
            ".odt",
            ".ods",
            ".odp",
            ".rtf",
            ".jpg",
            ".jpeg",
            ".png",
            ".gif",
            ".tif",
        ]
    ),
    *(
        [
            ".tiff",
            ".bmp",
            ".webp",
            ".heic",
            ".zip",
            ".rar",
            ".7z",
            ".gz",
            ".msg",
            ".exe",
            ".epub",
            ".mp3",
            ".mp4",
        ]
    ),
}
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<(?:p|div|br|h[1-6]|table|span|a|ul|ol|article|section)\b", re.IGNORECASE)
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]")
_MAIL_FIELDS = {b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature"}
_MAIL_FIELDS_ALSO = {b"from", b"to", b"subject", b"date", b"delivered-to", b"content-type"}
_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes, name: str) -> str:
    """One of the kinds that are read; FormatError for anything else, saying what it is."""
    if not data.strip(b"\x00\t\n\r\f\v "):
        raise _empty(data, name)
    if data[:1024].lstrip().startswith(b"%PDF-") or b"\n%PDF-" in data[:1024]:
        return PDF
    for magic, kind in _PICTURES:
        if data.startswith(magic):
            return kind
    _check_refused(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX
    if suffix(name) == ".eml" or _is_mail(data):
        return EML
    return _textual(data, name)


def suffix(name: str) -> str:
    """The ending of a name in lower case, with its dot; '' where there is none."""
    return PurePath(name.replace("\x00", "").strip()).suffix.lower()


def warning_of_name(found: str, name: str) -> str | None:
    """What to tell the person when the name says another kind than the content."""
    ending = suffix(name)
    if _SUFFIXES.get(ending) == found or (found == PLAIN and ending not in _SUFFIXES):
        return None
    if not ending:
        return None
    kind = _CALLED[found]
    return f"The name ends in {ending} but the content is {kind}; it was read as {kind}."


def _empty(data: bytes, name: str) -> FormatError:
    cause = f"it holds nothing but {len(data)} blank bytes" if data else "it is empty (0 bytes)"
    return FormatError(name, "empty", cause, "Check that it was saved and copied whole")


def _check_refused(data: bytes, name: str) -> None:
    for magic, place, what, remedy in _REFUSED:
        if data.startswith(magic, place):
            raise FormatError(name, "unsupported", f"it is {what}", remedy)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _old_office(data, name)
    if suffix(name) in {".mht", ".mhtml"}:
        raise FormatError(
            name,
            "unsupported",
            "it is a web archive (MHT)",
            "Open it in a browser, save it as HTML or PDF and add that",
        )


def _old_office(data: bytes, name: str) -> FormatError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FormatError(
            name,
            "encrypted",
            "it is an Office document protected with a password",
            "Take the password off in Word (File, Info, Protect Document) and add it again",
        )
    return FormatError(
        name,
        "unsupported",
        "it is an old Office file (DOC, XLS, PPT or MSG from before 2007)",
        _AS_DOCX,
    )


def _is_mail(data: bytes) -> bool:
    """Does it begin like a message: only header fields, one of them such as only mail has?"""
    seen = set()
    for line in data[:_HEAD].replace(b"\r\n", b"\n").split(b"\n"):
        if not line or not (line[:1] in b" \t" or _FIELD.match(line)):
            break
        if found := _FIELD.match(line):
            seen.add(found.group(1).lower())
    return bool(seen & _MAIL_FIELDS) and len(seen & (_MAIL_FIELDS | _MAIL_FIELDS_ALSO)) > 1


def _textual(data: bytes, name: str) -> str:
    ending = suffix(name)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_UTF16):
        head = head.replace(b"\x00", b"")[2:]
    if _MARKUP.match(head):
        return HTML
    if ending in _SIGNED:
        raise _mismatch(data, name, ending)
    if _SUFFIXES.get(ending) == HTML and _ANY_TAG.search(data.replace(b"\x00", b"")[:200_000]):
        return HTML
    return PLAIN


def _mismatch(data: bytes, name: str, ending: str) -> FormatError:
    cause = f"its name ends in {ending} but its content is not that (wrong ending or damaged file)"
    if b"\x00" in data[:_HEAD]:
        return FormatError(name, "mismatch", cause, "Get the file again from where it came")
    return FormatError(
        name,
        "mismatch",
        cause,
        "If it is plain text, let its name end in .txt; otherwise get the file again",
    )
