"""What a person may say of a column: its name, or an expression over the columns of one row.

The language is DuckDB's with two differences. ``log`` is the natural logarithm, as economists write
it (DuckDB's is that of ten; ``log10`` says so here). And only what works on one row is let through:
no sums over rows, no queries within, nothing that reads files or tells of the machine.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from chancery.economy.engine import Database, DatabaseError, quoted
from chancery.economy.errors import InputError

_CLASSES = {
    *("COLUMN_REF", "CONSTANT", "COMPARISON", "CONJUNCTION", "OPERATOR", "CASE", "CAST"),
    *("BETWEEN", "FUNCTION"),
}
_FUNCTIONS = {
    *("+", "-", "*", "/", "//", "%", "**", "^"),
    *("abs", "ceil", "exp", "floor", "greatest", "least", "ln", "log", "log10", "log2", "mod"),
    *("pow", "power", "round", "sign", "sqrt", "trunc", "isfinite", "isnan", "isinf"),
    *("coalesce", "nullif", "ifnull", "concat", "contains", "left", "length", "lower", "lpad"),
    *("ltrim", "prefix", "replace", "right", "rtrim", "starts_with", "strip_accents", "substr"),
    *("substring", "suffix", "trim", "upper", "||", "~~", "!~~", "~~*", "like_escape"),
    *("regexp_matches", "regexp_full_match", "year", "month", "list_value", "in", "asinh"),
}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that may be asked: as it was given, as SQL, and the columns it stands on.

    ``needed``: those without which it says nothing; not those it asks itself whether they are there
    (``case when agreement is null ...``, ``coalesce(tariff, 0)``).
    """

    given: str
    sql: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def is_column(self) -> bool:
        """Whether it is a column as it stands, nothing worked out."""
        return len(self.columns) == 1 and self.sql == quoted(self.columns[0])


def column(name: str, there: Collection[str], *, what: str) -> Expression:
    """A column of the file by its name; InputError with the nearest names where there is none."""
    found = _named(name, there)
    if found is None:
        raise InputError(f"{what}: {_no_column(name, there)}")
    return Expression(name, quoted(found), (found,), (found,))


def expression(given: str, there: Collection[str], *, what: str, database: Database) -> Expression:
    """A column, or an expression over columns; ``what`` names the option in what goes wrong."""
    found = _named(given, there)
    if found is not None:
        return Expression(given, quoted(found), (found,), (found,))
    tree = _tree(given, what, database)
    columns: dict[str, None] = {}
    for node in _walk(tree):
        _check(node, given, what)
        if node["class"] == "COLUMN_REF":
            name = ".".join(node["column_names"])
            actual = _named(name, there)
            if actual is None:
                raise InputError(f"{what}: {_no_column(name, there)}")
            node["column_names"] = [actual]
            columns[actual] = None
        if node["class"] == "FUNCTION" and node["function_name"] == "log":
            node["function_name"] = "ln" if len(node["children"]) == 1 else "log"
    asked_for = _asked_whether_there(tree)
    needed = tuple(name for name in columns if name not in asked_for)
    return Expression(given, _written(tree, database), tuple(columns), needed)


_WHETHER_THERE = {"OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE"}


def _asked_whether_there(tree: Any) -> set[str]:
    """The columns that an expression itself asks about where they may be missing."""
    return {
        node["column_names"][0]
        for operator in _walk(tree)
        if operator.get("type") in _WHETHER_THERE
        for node in _walk(operator)
        if node["class"] == "COLUMN_REF"
    }


def _named(name: str, there: Collection[str]) -> str | None:
    """The column of that name; letters may be large or small where no other has the same."""
    if name in there:
        return name
    alike = [one for one in there if one.lower() == name.strip().lower()]
    return alike[0] if len(alike) == 1 else None


def _no_column(name: str, there: Collection[str]) -> str:
    near = difflib.get_close_matches(name.lower(), [one.lower() for one in there], n=3)
    told = [one for one in there if one.lower() in near] or list(there)[:20]
    names = ", ".join(map(repr, told))
    hint = f"did you mean {names}?" if near else f"the file has {names}"
    return f"there is no column {name!r}; {hint}"


def _tree(given: str, what: str, database: Database) -> dict[str, Any]:
    """The expression as a tree; whatever is more than one expression is refused."""
    if len(given) > _LONGEST:
        raise InputError(f"{what}: an expression has at most {_LONGEST:,} letters")
    shape, empty = _parsed(f"SELECT ({given}\n) AS a FROM t", database), _parsed(_EMPTY, database)
    if "error" in shape:
        cause = "it breaks off" if 'near "AS"' in shape["error"] else shape["error"]
        raise InputError(f"{what}: {given!r} cannot be read: {cause}")
    asked = shape["node"].pop("select_list", [])
    empty["node"].pop("select_list")
    if _unplaced(shape) != _unplaced(empty) or len(asked) != 1:
        raise InputError(f"{what}: {given!r} must be one expression over the columns of a row")
    return {**asked[0], "alias": ""}


_EMPTY = "SELECT (1\n) AS a FROM t"
_LONGEST = 2_000


def _parsed(query: str, database: Database) -> dict[str, Any]:
    row = database.execute("select json_serialize_sql(?)", [query]).fetchone()
    told = json.loads(row[0]) if row else {}
    if told.get("error"):
        return {"error": str(told.get("error_message", "not SQL")).splitlines()[0]}
    if len(told["statements"]) != 1:
        return {"error": "more than one statement"}
    return dict(told["statements"][0])


def _unplaced(tree: Any) -> Any:
    """The tree without where in the text each part stood."""
    if isinstance(tree, dict):
        return {k: _unplaced(v) for k, v in tree.items() if k != "query_location"}
    return [_unplaced(one) for one in tree] if isinstance(tree, list) else tree


def _walk(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        if "class" in tree:
            yield tree
        for value in tree.values():
            yield from _walk(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _walk(value)


def _check(node: dict[str, Any], given: str, what: str) -> None:
    if node["class"] not in _CLASSES:
        kind = str(node["class"]).lower()
        raise InputError(f"{what}: {given!r} holds a {kind}; only one row's columns may be used")
    if node["class"] == "FUNCTION" and node["function_name"] not in _FUNCTIONS:
        raise InputError(
            f"{what}: {given!r} calls {node['function_name']!r}, which is not offered here; "
            f"there are log, exp, sqrt, abs, round, least, greatest, coalesce and the like"
        )


def _written(tree: dict[str, Any], database: Database) -> str:
    """The tree as SQL again; the engine writes it, so nothing of the person's text is left."""
    query = json.loads(
        database.execute("select json_serialize_sql('SELECT 1')::varchar").fetchall()[0][0]
    )
    query["statements"][0]["node"]["select_list"] = [tree]
    try:
        row = database.execute("select json_deserialize_sql(?)", [json.dumps(query)]).fetchone()
    except DatabaseError as error:
        raise InputError(f"the expression cannot be used: {str(error).splitlines()[0]}") from error
    return str(row[0]).removeprefix("SELECT ") if row else ""
