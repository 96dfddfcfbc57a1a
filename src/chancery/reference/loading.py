"""From a pack folder to a checked Pack; docs/how-to/add-a-country.md explains each file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from chancery.reference import partner_rows, rows
from chancery.reference.calendar import Calendar
from chancery.reference.errors import PackError, at
from chancery.reference.pack import Pack
from chancery.reference.tables import Line, read_table
from chancery.reference.unit_rows import is_time_zone, read_units

_PACKS = Path(__file__).parent / "packs"
_NEEDED = ("home", "language", "time_zone", "name_vi", "name_en")
_OPTIONAL = ("calendar", "builds_on")


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder of a pack after the one that it builds on: its rows replace those below."""

    paths: tuple[Path, ...]

    def lines(self, table: str, columns: tuple[str, ...]) -> Iterator[Line]:
        """The rows of one table, from the ground up."""
        for path in self.paths:
            yield from read_table(path / f"{table}.csv", columns)


def load_pack(code_or_path: str | Path = "vn") -> Pack:
    """The pack of that code among those that ship, or the one in that folder.

    Each pack is read and checked once per process. PackError says what is wrong with it, where,
    and what to do.
    """
    return _load(_folder(str(code_or_path)))


def pack_codes() -> tuple[str, ...]:
    """The codes of the packs that ship."""
    return tuple(sorted(path.parent.name for path in _PACKS.glob("*/pack.yaml")))


@cache
def _shipped(code: str) -> Path | None:
    """The folder of a pack that ships: asked thousands of times a page, and it does not move."""
    folder = _PACKS / code
    named = bool(code) and code == Path(code).name and (folder / "pack.yaml").is_file()
    return folder.resolve() if named else None


def _folder(code_or_path: str) -> Path:
    if shipped := _shipped(code_or_path):
        return shipped
    for folder in (_PACKS / code_or_path, Path(code_or_path)):
        if code_or_path and (folder / "pack.yaml").is_file():
            return folder.resolve()
    raise PackError(
        f"there is no country pack {code_or_path!r}; "
        f"name one of {', '.join(pack_codes())} or a folder with a pack.yaml in it"
    )


@cache
def _load(folder: Path) -> Pack:
    settings = _settings(folder / "pack.yaml")
    base = settings.get("builds_on")
    folders = Folders((_PACKS / base, folder) if base else (folder,))
    return _pack(folder, settings, folders)


def _pack(folder: Path, settings: dict[str, str], folders: Folders) -> Pack:
    lines = folders.lines
    partners = partner_rows.read_partners(lines)
    levels = partner_rows.read_levels(lines)
    units = read_units(lines, partners)
    unit_ids = frozenset(unit.id for unit in units)
    if settings["home"] not in partners.rows:
        raise at(folder / "pack.yaml", 0, "home is no partner", "write a code of partners.csv")
    return Pack(
        code=folder.name,
        home=settings["home"],
        language=settings["language"],
        time_zone=settings["time_zone"],
        name_vi=settings["name_vi"],
        name_en=settings["name_en"],
        partners=tuple(partners.rows.values()),
        memberships=partner_rows.read_memberships(lines, partners),
        levels=levels,
        relationships=partner_rows.read_relationships(lines, partners, levels),
        agreements=rows.read_agreements(lines, partners),
        units=units,
        sectors=rows.read_sectors(lines),
        authority=rows.read_authority(lines, unit_ids),
        places=rows.read_places(lines, partners),
        titles=rows.read_titles(lines, unit_ids),
        calendar=Calendar(settings.get("calendar") or settings["home"], rows.read_own_days(lines)),
    )


def _settings(file: Path) -> dict[str, str]:
    try:
        loaded = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise at(file, 0, f"it is not YAML ({error})", "mend it") from error
    settings = loaded if isinstance(loaded, dict) else {}
    for name in _NEEDED:
        if not isinstance(settings.get(name), str):
            raise at(file, 0, f"{name} is missing or not text", f"write {name}: and a text")
    for name in settings:
        if name not in _NEEDED + _OPTIONAL:
            raise at(file, 0, f"unknown setting {name}", f"use {', '.join(_NEEDED + _OPTIONAL)}")
    _check_settings(file, settings)
    return settings


def _check_settings(file: Path, settings: dict[str, str]) -> None:
    if settings["language"] not in partner_rows.LANGUAGES:
        raise at(file, 0, f"language is {settings['language']}", "write vi or en")
    base = settings.get("builds_on")
    if base and not (_PACKS / base).is_dir():
        raise at(file, 0, f"it builds on {base}, which does not ship", "write builds_on: world")
    if not is_time_zone(settings["time_zone"]):
        cause = f"time_zone {settings['time_zone']} is not known"
        raise at(file, 0, cause, "write an IANA name such as Asia/Tokyo")
