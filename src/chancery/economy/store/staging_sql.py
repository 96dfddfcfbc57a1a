"""From the cells of a file to rows in our words: three views and the table ``staged``.

Each step is one statement; ``$name`` is filled in by :mod:`chancery.economy.store.staging`.
"""

from __future__ import annotations

from chancery.economy.store.options import FIRST_YEAR

NOT_A_NUMBER = "no number: "
"""How the reason begins for a row that stops everything: the file is not what it is said to be."""

NEGATIVE = "value is negative"

WORDED = """
create or replace temp view worded as
select cells.*,
    $kind as kind,
    coalesce(exporter, case when kind in ('export', 're-export') then reporter
        else partner end) as exporter_cell,
    coalesce(importer, case when kind in ('export', 're-export') then partner
        else reporter end) as importer_cell,
    round(try_cast(year as double)) as year_number,
    try_cast(value as double) $scale * $factor as usd,
    try_cast(quantity as double) as amount,
    $amount_unit as amount_unit,
    $unit_is_known as unit_is_known,
    $list as list,
    $family as family,
    $levels as levels
from cells $joins
"""
"""What words mean; reporter and partner become exporter and importer."""

CODED = """
create or replace temp view coded as
select worded.*,
    given_by.partner as exporter_code,
    taken_by.partner as importer_code,
    coalesce(given_by.apart, false) or coalesce(taken_by.apart, false) as apart,
    regexp_full_match(product, '[0-9]+') as plain,
    case when family = 'TOTAL' then 'TOTAL'
        when plain and not (family = 'HS' and length(product) % 2 = 1) then product
        when plain then '0' || product
        when upper(product) in ('TOTAL', '_T', 'ALL') then 'TOTAL'
        else replace(replace(upper(product), '.', ''), ' ', '') end as code
from worded
left join partners as given_by on given_by.code = upper(worded.exporter_cell)
left join partners as taken_by on taken_by.code = upper(worded.importer_cell)
"""
"""Partners by their letters. A code of the HS with an odd number of digits has lost its first zero
to a spreadsheet: chapters have two."""

STAGED = """
create or replace temp table staged as
select exporter_code as exporter, importer_code as importer, apart, code as product,
    case when code = 'TOTAL' then cast('TOTAL' as list_name) else list end as classification,
    try_cast(case when code = 'TOTAL' then 0 else length(code) end as tinyint) as level,
    try_cast(year_number as smallint) as year,
    case when $has_domestic and exporter_code = importer_code then cast('domestic' as flow_kind)
        else kind end as flow,
    usd as value,
    case when amount >= 0 and isfinite(amount) and amount_unit is not null then amount end
        as quantity,
    case when amount >= 0 and isfinite(amount) then amount_unit end as unit,
    place, $left_out as left_out,
    case when amount is null or (unit_is_known and amount_unit is null) then null
        when not unit_is_known then 'its unit is not known: ' || coalesce(left(unit, 40), 'none')
        when amount < 0 or not isfinite(amount) then 'it is negative or not finite' end as set_aside
from coded
"""

_NO_CODE = (
    "((levels >> length(code)) & 1 = 0 or not (plain or regexp_full_match(code, '[0-9]+') "
    "or (family = 'HS' and left(code, 2) = '99')))"
)

REASONS = (
    ("part_of is not null", "part_of"),
    ("value is null", "'value is missing'"),
    ("scale is not null and try_cast(scale as double) is null", f"'{NOT_A_NUMBER}scale'"),
    ("usd is null", f"'{NOT_A_NUMBER}value'"),
    ("quantity is not null and amount is null", f"'{NOT_A_NUMBER}quantity'"),
    ("year is null", "'year is missing'"),
    ("year_number is null", f"'{NOT_A_NUMBER}year'"),
    ("not isfinite(usd)", "'value is not finite'"),
    ("usd < 0", f"'{NEGATIVE}'"),
    (
        f"year_number not between {FIRST_YEAR} and $last_year",
        f"'year lies outside {FIRST_YEAR} to $last_year'",
    ),
    ("flow is null", "'flow is missing'"),
    ("kind is null", "'flow of a kind that is not kept: ' || left(flow, 40)"),
    ("exporter_cell is null", "'exporter is missing'"),
    ("importer_cell is null", "'importer is missing'"),
    ("exporter_code is null", "'unknown code of exporter: ' || left(exporter_cell, 40)"),
    ("importer_code is null", "'unknown code of importer: ' || left(importer_cell, 40)"),
    ("code is null", "'product is missing'"),
    (
        "family is null and code <> 'TOTAL'",
        "'unknown classification: ' || left(coalesce(classification, 'none given'), 40)",
    ),
    (f"code <> 'TOTAL' and {_NO_CODE}", "'product is no code of ' || list"),
)
"""Tests in the order in which they are asked, each with what is said of a row that it holds for."""


def left_out() -> str:
    """Why a row is left out, or null."""
    whens = " ".join(f"when {test} then {said}" for test, said in REASONS)
    return f"case {whens} end"
