"""One table of a file, read into the database: each row in our words, with why it is left out.

Every cell is read as the file writes it (codes keep their zeros) and turned into a number here, so
that a word among numbers can be shown with its row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyarrow as pa

from chancery.economy.engine import Database, literal, quoted
from chancery.economy.errors import InputError
from chancery.economy.files import told_plainly, view
from chancery.economy.store.classifications import KNOWN
from chancery.economy.store.layout import FLOW_WORDS, FLOWS, ROLES, VALUE_UNITS, found_columns
from chancery.economy.store.options import Options
from chancery.economy.store.partners import partners
from chancery.economy.store.staging_sql import CODED, NOT_A_NUMBER, STAGED, WORDED, left_out
from chancery.economy.store.units import quantity_units
from chancery.economy.whole import Whole


def prepare(database: Database) -> None:
    """The small tables that rows are joined with: partners, kinds of flow, units, classifications.

    What they lead to are enumerations: two bytes a row instead of sixteen.
    """
    spelled = {text: one for code, one in partners().items() for text in _spellings(code)}
    units = {**quantity_units(), **{u.upper(): u for u in quantity_units().values() if u}}
    words = FLOW_WORDS | {flow.upper(): flow for flow in FLOWS}
    lists = {name.upper(): one for one in KNOWN for name in (one.comtrade, one.name)}
    _enumerate(database, "partner_letters", (one.code for one in spelled.values()))
    _enumerate(database, "flow_kind", FLOWS)
    _enumerate(database, "unit_name", filter(None, units.values()))
    _enumerate(database, "list_name", (one.name for one in KNOWN))
    rows = [(text, one.code, one.kind == "aggregate") for text, one in spelled.items()]
    _keep(database, "partners(code varchar, partner partner_letters, apart boolean)", rows)
    _keep(database, "flow_words(code varchar, kind flow_kind)", list(words.items()))
    named = [(code, one or None) for code, one in units.items()]
    _keep(database, "quantity_units(code varchar, unit unit_name)", named)
    _keep(
        database,
        "classifications(code varchar, name list_name, family varchar, levels integer)",
        [
            (code, one.name, one.family, sum(1 << n for n in one.levels))
            for code, one in lists.items()
        ],
    )


def _enumerate(database: Database, name: str, values: Iterable[str]) -> None:
    """A type of these values, in the order of the alphabet, so that rows sort by it."""
    told = ", ".join(map(literal, sorted(set(values))))
    database.execute(f"create type {name} as enum ({told})")


def _keep(database: Database, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    columns = {f"c{n}": pa.array(list(c)) for n, c in enumerate(zip(*rows, strict=True))}
    database.register("small", pa.table(columns))
    database.execute(f"create temp table {table}")
    database.execute(f"insert into {table.split('(', maxsplit=1)[0]} select * from small")
    database.unregister("small")


def _spellings(code: str) -> tuple[str, ...]:
    """How files write a number: 4, 04, 004, 4.0."""
    return (code, code.zfill(2), code.zfill(3), f"{code}.0") if code.isdigit() else (code,)


def stage(database: Database, file: Whole, options: Options) -> None:
    """Make the table ``staged`` out of a file: a row for each of its rows.

    ``place`` counts them where the first of several is asked for, and is 0 where their order does
    not matter: counting takes one core, and joins do not keep the order. ``left_out`` says why a row is not used and is null where it is; ``set_aside`` says why the
    quantity of a row that is used is not. Raises InputError for columns that are not there and for
    words where numbers must stand.
    """
    there = view(database, file)
    _check_lines(database, file, there)
    roles, totals = found_roles(there, options, file.name)
    view(database, file, {*roles.values(), *totals})
    with told_plainly(file):
        clean(database, options, roles, totals)
        _check_numbers(database, file, roles)


def found_roles(
    there: Collection[str], options: Options, file: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Which of the file's columns stand for what, and which tell totals from their parts."""
    roles = found_columns(options.layout, there, file=file, constants=_constants(options))
    return roles, {name: total for name, total in options.layout.only.items() if name in there}


def clean(
    database: Database, options: Options, roles: Mapping[str, str], totals: Mapping[str, str]
) -> None:
    """Make ``staged`` out of whatever stands as ``input``: a whole file, or rows of one.

    A row is understood by itself, so that rows may be cleaned in portions, on many machines.
    """
    constants = _constants(options)
    given = _meanings(options, roles, constants)
    place = "row_number() over ()" if options.duplicates == "first" else "0"
    database.execute(_cells(roles, constants, totals, place))
    for statement in (WORDED, CODED, STAGED):
        database.execute(_filled(statement, given))


def _check_lines(database: Database, file: Whole, there: Collection[str]) -> None:
    """Say which line differs where a file seems to have one column because its lines differ."""
    head = next(iter(there))
    separator = next((sign for sign in ",;\t" if len(there) == 1 and sign in head), "")
    if separator:
        cells = {f"c{number}": "VARCHAR" for number in range(head.count(separator) + 1)}
        with told_plainly(file):
            database.execute(
                f"select count(*) from read_csv({literal(str(file.path))}, header = true, "
                f"auto_detect = false, columns = {cells}, delim = {literal(separator)}, "
                f"quote = '\"', encoding = {literal(file.encoding)})"
            )


def _meanings(
    options: Options, roles: Mapping[str, str], constants: Mapping[str, str]
) -> dict[str, str]:
    """What the statements are filled with; words that vary by row are looked up in joins."""
    given = {
        "joins": "",
        "left_out": left_out(),
        "factor": repr(VALUE_UNITS[options.value_unit]),
        "scale": "* power(10, coalesce(try_cast(scale as double), 0))" if "scale" in roles else "",
        "has_domestic": str(options.layout.has_domestic).lower(),
        "last_year": str(options.retrieved_on.year),
        "kind": f"cast({literal(options.flow)} as flow_kind)" if options.flow else "words.kind",
        "amount_unit": "units.unit",
        "unit_is_known": "units.code is not null",
        "list": "lists.name",
        "family": "lists.family",
        "levels": "lists.levels",
    }
    if "flow" not in constants:
        given["joins"] += " left join flow_words as words on words.code = upper(cells.flow)"
    if options.quantity_unit:
        named = f"cast({literal(options.quantity_unit)} as unit_name)"
        given |= {"amount_unit": named, "unit_is_known": "true"}
    else:
        given["joins"] += " left join quantity_units as units on units.code = upper(cells.unit)"
    if (one := options.classification) is not None:
        given["list"] = f"cast({literal(one.name)} as list_name)"
        given["family"] = literal(one.family)
        given["levels"] = str(sum(1 << n for n in one.levels))
    else:
        given["joins"] += (
            " left join classifications as lists on lists.code = upper(cells.classification)"
        )
    return given


def _filled(statement: str, given: Mapping[str, str]) -> str:
    """``$name`` of a statement, and of what is filled in, for each name."""
    for name, value in given.items():
        statement = statement.replace(f"${name}", value)
    return statement


def _constants(options: Options) -> dict[str, str]:
    """Roles that have one value throughout, as a person or the preset said."""
    given = {
        "year": options.year,
        "flow": options.flow,
        "unit": options.quantity_unit,
        "classification": options.classification.name if options.classification else None,
    }
    return {role: str(value) for role, value in given.items() if value is not None}


def _cells(
    roles: Mapping[str, str], constants: Mapping[str, str], totals: Mapping[str, str], place: str
) -> str:
    """What the file writes for each role, and what a row is part of where it is no total.

    Other words for a figure that is missing are nothing already; BACI pads its NA with blanks.
    """
    cells = [f"{_cell(role, roles, constants)} as {role}" for role in ROLES]
    parts = [
        f"when {_text(name)} not in ({literal(total)}, {literal(total + '.0')}) "
        f"then {literal(f'{name} is not {total}: part of a total')}"
        for name, total in totals.items()
    ]
    part_of = f"case {' '.join(parts)} end" if parts else "null::varchar"
    return (
        f"create or replace temp view cells as "
        f"select {', '.join(cells)}, {part_of} as part_of, {place} as place from input"
    )


def _cell(role: str, roles: Mapping[str, str], constants: Mapping[str, str]) -> str:
    if role in constants:
        return literal(constants[role])
    if role not in roles:
        return "null::varchar"
    return f"nullif(nullif({_text(roles[role])}, ''), 'NA')"


def _text(column: str) -> str:
    return f"trim(cast({quoted(column)} as varchar))"


def first_row(database: Database, role: str, test: str) -> tuple[int, str] | None:
    """Where in the data the first cell of a role stands for which ``test`` holds, and what it says.

    It reads the file again: only for who has to say what is wrong.
    """
    found = database.execute(
        f"select place, {role} from (select {role}, row_number() over () as place from cells) "
        f"where {role} is not null and {test} limit 1"
    ).fetchone()
    return (int(found[0]), str(found[1])) if found else None


def _check_numbers(database: Database, file: Whole, roles: Mapping[str, str]) -> None:
    """Refuse the file where a word stands in a column of numbers, and show the first."""
    wrong = database.execute(
        "select left_out from staged where starts_with(left_out, ?) limit 1", [NOT_A_NUMBER]
    ).fetchone()
    if wrong is None:
        return
    role = str(wrong[0]).removeprefix(NOT_A_NUMBER)
    row, value = first_row(database, role, f"try_cast({role} as double) is null") or (0, "")
    comma = "; write decimals with a point" if re.fullmatch(r"-?\d[\d.]*,\d+", value) else ""
    raise InputError(
        f"{file.name}: row {row:,} of the data, column {roles.get(role, role)!r}: "
        f"{value[:40]!r} is not a number{comma}"
    )
