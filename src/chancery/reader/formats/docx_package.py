"""The parts of a DOCX: a zip whose size, members and trees are checked before they are used."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from chancery.lib.limits import UNPACKED
from chancery.reader.formats.model import FormatError, Limits, size

_MEGABYTE = 1024 * 1024
_MEMBERS_AT_MOST = 10_000
_AGAIN = "Open it in Word, save it again and add that; or get the file again"
_OTHERS = (
    ("xl/", "an Excel workbook (XLSX)", "Save the sheet as PDF and add that"),
    ("ppt/", "a PowerPoint presentation (PPTX)", "Save it as PDF and add that"),
    ("content.xml", "an OpenDocument file", "Save it as DOCX or PDF and add that"),
    ("META-INF/container.xml", "an e-book (EPUB)", "Save it as PDF and add that"),
)
_PICTURE = re.compile(r"/media/[^/]+\.(?:png|jpe?g|tiff?)$", re.IGNORECASE)
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its path in the zip, its root element, the paths it refers to by kind and by id."""

    path: str
    root: Any
    by_kind: dict[str, tuple[str, ...]]
    by_id: dict[str, str]

    def first(self, kind: str) -> str | None:
        """Path of the part that this one names as its ``kind`` (``footnotes``, ``numbering``)."""
        return next(iter(self.by_kind.get(kind, ())), None)


class Package:
    """An open DOCX. Every trouble of zip and XML arrives as FormatError."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _UNREADABLE:
            raise self._error("it is a damaged or cut-off zip file, and no DOCX") from None
        self._check_members(members)
        self._paths = {member.filename for member in members}
        self.main = self._main()

    def part(self, path: str | None) -> Part | None:
        """The part at ``path``, or None where there is none."""
        if path is None or path not in self._paths:
            return None
        folder, file = posixpath.split(path)
        by_kind, by_id = self._relations(posixpath.join(folder, "_rels", f"{file}.rels"), folder)
        return Part(path, self._tree(path), by_kind, by_id)

    @property
    def has_pictures(self) -> bool:
        """Does it hold a picture that can be opened?"""
        return any(_PICTURE.search(path) for path in self._paths)

    def pictures(self) -> Iterator[bytes]:
        """The pictures in it (PNG, JPEG, TIFF), in the order of their names."""
        found = (path for path in self._paths if _PICTURE.search(path))
        for path in sorted(found, key=lambda path: (len(path), path)):
            try:
                yield self._zip.read(path)
            except (*_UNREADABLE, RuntimeError):
                raise self._error(f"its picture {path} is damaged") from None

    def named(self, path: str) -> bool:
        """Is there a member of this name?"""
        return path in self._paths

    def _main(self) -> Part:
        by_kind, _ = self._relations("_rels/.rels", "")
        path = next(iter(by_kind.get("officeDocument", ("word/document.xml",))))
        part = self.part(path)
        if part is None or etree.QName(part.root).localname != "document":
            raise self._not_a_document()
        return part

    def _not_a_document(self) -> FormatError:
        for path, what, remedy in _OTHERS:
            if any(member.startswith(path) for member in self._paths):
                return FormatError(self.name, "unsupported", f"it is {what}", remedy)
        if "[Content_Types].xml" in self._paths:
            return self._error("its main part (word/document.xml) is missing")
        return FormatError(
            self.name,
            "unsupported",
            "it is a zip archive and no DOCX",
            "Unpack it and add the files in it",
        )

    def _relations(
        self, path: str, folder: str
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        by_kind: dict[str, tuple[str, ...]] = {}
        by_id: dict[str, str] = {}
        if path not in self._paths:
            return by_kind, by_id
        for relation in self._tree(path).iter("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            by_kind[kind] = (*by_kind.get(kind, ()), target)
            by_id[relation.get("Id", "")] = target
        return by_kind, by_id

    def _tree(self, path: str) -> Any:
        self._read += self._zip.getinfo(path).file_size
        if self._read > self._limits.xml_bytes:
            raise self._too_large(
                f"its text parts unpack to more than {size(self._limits.xml_bytes)}"
            )
        # No entities, no network, no huge trees: libxml2 then bounds depth and length itself.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(self._zip.read(path), parser)
        except RuntimeError:  # how zipfile says that a member is encrypted
            raise self._encrypted() from None
        except (*_UNREADABLE, etree.LxmlError) as error:
            cause = f"its part {path} is damaged ({type(error).__name__})"
            raise self._error(cause) from None

    def _check_members(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > _MEMBERS_AT_MOST:
            raise self._too_large(f"it packs {len(members)} files")
        if any(member.flag_bits & 1 for member in members):
            raise self._encrypted()
        total = sum(member.file_size for member in members)
        if total > self._limits.unpacked_bytes:
            raise self._too_large(
                f"it unpacks to {size(total)}, more than {size(self._limits.unpacked_bytes)}",
                UNPACKED,
            )
        for member in members:
            ratio = member.file_size / max(member.compress_size, 1)
            if member.file_size > _MEGABYTE and ratio > self._limits.ratio:
                raise self._too_large(
                    f"a part of it unpacks to {ratio:.0f} times its size, as no honest document does"
                )

    def _too_large(self, cause: str, setting: str = "") -> FormatError:
        remedy = "Split it, or save it as PDF and add that"
        return FormatError(self.name, "too_large", cause, remedy, setting)

    def _encrypted(self) -> FormatError:
        return FormatError(
            self.name,
            "encrypted",
            "it is protected with a password",
            "Take the password off and add it again",
        )

    def _error(self, cause: str) -> FormatError:
        return FormatError(self.name, "broken", cause, _AGAIN)
