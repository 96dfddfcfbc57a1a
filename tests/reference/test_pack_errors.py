"""Whatever is wrong with a pack: one message with the file, the line, the cause and the remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chancery.reference import PackError, load_pack

EXAMPLE = Path(__file__).parents[1] / "packs" / "example"
END = "invented for tests,true"

Spoil = Callable[[str, str], str]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Adds a line to a file of a copy of the example pack and returns what loading it says."""

    def add(file: str, line: str) -> str:
        folder = tmp_path / "copy"
        shutil.copytree(EXAMPLE, folder)
        with (folder / file).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
        with pytest.raises(PackError) as told:
            load_pack(folder)
        return str(told.value)

    return add


UNIT = (
    "{id},ministry,,Bộ {id},Ministry {id},{short},{belongs},{next},{start},{end},{host},,,{zone},"
    + END
)


def unit(**cells: str) -> str:
    blank = dict.fromkeys(("short", "belongs", "next", "start", "end", "host", "zone"), "")
    return UNIT.format(**{**blank, "id": "x", **cells})


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("units.csv", unit(belongs="nobody"),
         "copy/units.csv, line 8: belongs_to nobody is not known; correct it or add it to units.csv"),
        ("units.csv", unit(next="nobody"), "successor nobody is not known"),
        ("units.csv", unit(next="x"), "successor leads in a circle through x; break it"),
        ("units.csv", unit(host="ZZ"), "host ZZ is not known; correct it or add it to partners.csv"),
        ("units.csv", unit(id="sea"), "line 8: sea stands already in line 4; remove one of them"),
        ("units.csv", unit(short="MEA"), "'mea' names both foreign and x at the same time"),
        ("units.csv", unit(start="2020-13-01"), "start is not a date: 2020-13-01; write YYYY"),
        ("units.csv", unit(start="soon"), "start is not a date: soon"),
        ("units.csv", unit(start="2020", end="2019-12"), "it ends (2019-12) before it starts (2020)"),
        ("units.csv", unit(zone="Moon/Sea"), "time_zone Moon/Sea is not known; write an IANA name"),
        ("units.csv", "y,tribe,,a,b,,,,,,,,,," + END, "kind is tribe; write one of: agency,"),
        ("units.csv", "y,mission,hut,a,b,,,,,,,,,," + END, "form is hut; write one of: consulate"),
        ("units.csv", "y,ministry,,,b,,,,,,,,,," + END, "column name_vi is empty; fill it in"),
        ("units.csv", "y,ministry", "line 8: 2 cells under 16 columns; put a comma"),
        ("former_names.csv", "foreign,a,b,,2000,," + END, "column end is empty"),
        ("former_names.csv", "nobody,a,b,,,2000," + END, "unit nobody is not known"),
        ("spellings.csv", "mission,embassy,en,House in {town}," + END, "pattern House in {town} has"),
        ("aliases.csv", "ZZ,en,Zed,,," + END, "partner ZZ is not known"),
        ("aliases.csv", "QM,en,Japan,,," + END, "Japan is a name of both JP and QM; leave it"),
        ("aliases.csv", "QM,en,,,Mare," + END, "Mare is marked ambiguous in aliases.csv"),
        ("aliases.csv", "QM,fr,Marénie,,," + END, "language is fr; write one of: en, vi"),
        ("partners.csv", "QX,,planet,a,b," + END, "kind is planet; write one of: bloc"),
        ("relationships.csv", "ES,friend,2000,,,," + END, "level friend is not known"),
        ("relationships.csv", "ZZ,plain,2000,,,," + END, "partner ZZ is not known"),
        ("memberships.csv", "bloc,partners,start,end,source,verified\nEU,ZZ,,," + END,
         "partner ZZ is not known"),
        ("levels.csv", "near,high,a,b,," + END, "rank is not a whole number: high"),
        ("authority.csv", "nobody,sea,," + END, "assigner nobody is not known"),
        ("authority.csv", "cabinet,all:ministry,," + END, "assignee is all:ministry; write a unit id"),
        ("agreements.csv", "a,treaty,x,a,b,,,ZZ,," + END, "party ZZ is not known"),
        ("agreements.csv", "a,treaty,x,a,b,,,QM,done 2001," + END, "done 2001 is not a stage"),
        ("agreements.csv", "a,pact,x,a,b,,,QM,," + END, "kind is pact; write one of: arrangement"),
        ("sectors.csv", "a,a,b,old,," + END, "driver is old; write one of: new, traditional"),
        ("places.csv", "Port Maren,,,QM,city,," + END, "Port Maren, QM, city stands already"),
        ("places.csv", "Gone,,,QM,city,Nowhere," + END, "successor Nowhere is not known"),
        ("titles.csv", "Vua,King,nobody," + END, "unit nobody is not known"),
        ("calendar.csv", "2026-03,false,a,b," + END, "day is not a whole date: 2026-03"),
        ("sectors.csv", "a,a,b,new,,hearsay,maybe", "verified is maybe; write true or false"),
        ("sectors.csv", "a,a,b,new,,,true", "column source is empty"),
        ("sectors.csv", '"a', "it is not a CSV file in UTF-8"),
        ("pack.yaml", "colour: blue", "copy/pack.yaml: unknown setting colour"),
        ("pack.yaml", "home: ZZ", "home is no partner; write a code of partners.csv"),
        ("pack.yaml", "language: fr", "language is fr; write vi or en"),
        ("pack.yaml", "time_zone: Moon/Sea", "time_zone Moon/Sea is not known"),
        ("pack.yaml", "builds_on: moon", "it builds on moon, which does not ship"),
        ("pack.yaml", "name_en: 7", "name_en is missing or not text"),
        ("pack.yaml", "a: [", "it is not YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(spoil: Spoil, file: str, line: str, told: str) -> None:
    message = spoil(file, line)
    assert told in message
    assert message.startswith(f"copy/{file}") or file == "aliases.csv"


def test_an_unknown_column_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(EXAMPLE, folder)
    (folder / "sectors.csv").write_text("code,colour\na,b\n", encoding="utf-8")
    with pytest.raises(
        PackError, match=r"sectors.csv, line 1: unknown column colour; the columns"
    ):
        load_pack(folder)


def test_a_table_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(EXAMPLE, folder)
    (folder / "sectors.csv").write_bytes("code,name_vi\na,\xe9\n".encode("latin-1"))
    with pytest.raises(PackError, match="not a CSV file in UTF-8"):
        load_pack(folder)


@pytest.mark.parametrize("name", ["atlantis", "", "/nowhere"])
def test_a_pack_that_is_not_there_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(PackError, match=r"name one of vn or a folder with a pack\.yaml"):
        load_pack(name)
