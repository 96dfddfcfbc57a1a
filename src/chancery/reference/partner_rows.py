"""Partners with their names, memberships, the scale of relationships and its dated history."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chancery.reference.model import LevelRow, MembershipRow, PartnerRow, RelationshipRow
from chancery.reference.names import written
from chancery.reference.tables import Line, merged

Lines = Callable[[str, tuple[str, ...]], Iterable[Line]]

_TRUST = ("source", "verified")
_NAMES = ("name_vi", "name_en")
_PERIOD = ("start", "end")
PARTNERS = ("code", "iso3", "kind", *_NAMES, *_TRUST)
ALIASES = ("partner", "language", "names", "demonyms", "ambiguous", *_TRUST)
MEMBERSHIPS = ("bloc", "partners", *_PERIOD, *_TRUST)
LEVELS = ("code", "rank", *_NAMES, "aliases", *_TRUST)
RELATIONSHIPS = ("partner", "level", *_PERIOD, "note_vi", "note_en", *_TRUST)
PARTNER_KINDS = frozenset({"country", "territory", "bloc", "organisation"})
LANGUAGES = frozenset({"vi", "en"})


@dataclass(frozen=True, slots=True)
class Partners:
    """The partners by code, and the names (no demonyms) of each in one language."""

    rows: Mapping[str, PartnerRow]
    spoken: Mapping[tuple[str, str], tuple[str, ...]]

    def names(self, code: str, language: str) -> tuple[str, ...]:
        """How a partner is called in a language, the display name first."""
        row = self.rows[code]
        shown = row.name_vi if language == "vi" else row.name_en
        return tuple(dict.fromkeys((shown, *self.spoken.get((code, language), ()))))


class _Names:
    """What aliases.csv adds to the partners, gathered line by line."""

    def __init__(self) -> None:
        self.spoken: dict[tuple[str, str], tuple[str, ...]] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.demonyms: dict[str, tuple[str, ...]] = {}
        self.ambiguous: dict[str, tuple[str, ...]] = {}

    def keep(self, line: Line) -> None:
        """A display name that a pack replaces is still a name of the partner."""
        for language in LANGUAGES:
            key = (line.text("code"), language)
            shown = line.items(f"name_{language}")
            self.spoken[key] = self.spoken.get(key, ()) + shown
            self.aliases[key[0]] = self.aliases.get(key[0], ()) + shown

    def add(self, code: str, line: Line) -> None:
        key = (code, line.choice("language", LANGUAGES))
        names, demonyms = line.items("names"), line.items("demonyms")
        self.spoken[key] = self.spoken.get(key, ()) + names
        self.aliases[code] = self.aliases.get(code, ()) + names + demonyms
        self.demonyms[code] = self.demonyms.get(code, ()) + demonyms
        self.ambiguous[code] = self.ambiguous.get(code, ()) + line.items("ambiguous")
        line.trust()


def read_partners(lines: Lines) -> Partners:
    """Partners with the aliases of every file; a name of two partners is an error."""
    table = [line for name in ("partners", "blocs") for line in lines(name, PARTNERS)]
    base = merged(table, lambda line: line.need("code"))
    names = _Names()
    for line in table:
        names.keep(line)
    for line in lines("aliases", ALIASES):
        names.add(line.known("partner", line.need("partner"), base, "partners"), line)
    rows = {code: _partner(line, names) for code, line in base.items()}
    _refuse_shared_names(rows, base)
    return Partners(rows, names.spoken)


def _partner(line: Line, names: _Names) -> PartnerRow:
    code = line.need("code")
    row = PartnerRow(
        code,
        line.text("iso3"),
        line.choice("kind", PARTNER_KINDS),
        line.need("name_vi"),
        line.need("name_en"),
        _aliases(line, names),
        tuple(dict.fromkeys(names.demonyms.get(code, ()))),
        frozenset(names.ambiguous.get(code, ())),
        *line.trust(),
    )
    if strange := row.ambiguous.difference(row.names):
        raise line.wrong(
            f"{min(strange)} is marked ambiguous in aliases.csv but is no name of {code}",
            "add it to the names there or take the mark off",
        )
    return row


def _aliases(line: Line, names: _Names) -> tuple[str, ...]:
    shown = (line.text("name_vi"), line.text("name_en"))
    every = dict.fromkeys(names.aliases.get(line.text("code"), ()))
    return tuple(name for name in every if name not in shown)


def _refuse_shared_names(rows: Mapping[str, PartnerRow], lines: Mapping[str, Line]) -> None:
    owners: dict[str, str] = {}
    for code, row in rows.items():
        for name in row.names:
            owner = owners.setdefault(written(name), code)
            if owner != code:
                raise lines[code].wrong(
                    f"{name} is a name of both {owner} and {code}",
                    "leave it with one of them, here or in aliases.csv",
                )


def read_memberships(lines: Lines, partners: Partners) -> tuple[MembershipRow, ...]:
    """One row per member; a line of the file names a bloc and the partners that joined together."""
    rows = [row for line in lines("memberships", MEMBERSHIPS) for row in _members(line, partners)]
    return tuple(rows)


def _members(line: Line, partners: Partners) -> Iterable[MembershipRow]:
    bloc = line.known("bloc", line.need("bloc"), partners.rows, "partners")
    for code in line.items("partners"):
        line.known("partner", code, partners.rows, "partners")
        yield MembershipRow(bloc, code, *line.period(), *line.trust())


def read_levels(lines: Lines) -> tuple[LevelRow, ...]:
    """The scale, closest relationship first."""
    rows = merged(lines("levels", LEVELS), lambda line: line.need("code")).values()
    levels = (
        LevelRow(
            line.need("code"),
            line.whole("rank"),
            line.need("name_vi"),
            line.need("name_en"),
            line.items("aliases"),
            *line.trust(),
        )
        for line in rows
    )
    return tuple(sorted(levels, key=lambda level: -level.rank))


def read_relationships(
    lines: Lines, partners: Partners, levels: Iterable[LevelRow]
) -> tuple[RelationshipRow, ...]:
    """The dated history, by partner and start; levels of single fields may stand side by side."""
    codes = {level.code for level in levels}
    rows = [
        RelationshipRow(
            line.known("partner", line.need("partner"), partners.rows, "partners"),
            line.known("level", line.need("level"), codes, "levels"),
            *line.period(),
            line.text("note_vi"),
            line.text("note_en"),
            *line.trust(),
        )
        for line in lines("relationships", RELATIONSHIPS)
    ]
    return tuple(sorted(rows, key=lambda row: (row.partner, row.start)))
