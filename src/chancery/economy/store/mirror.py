"""Both sides' reports of the same trade brought together.

What A exports to B, A reports free on board (FOB) and B, as its import, with insurance and freight
(CIF). Where one side does not report, the other's mirror stands in for it. Nothing is mixed
silently: each flow says on whose report it stands, and both values are kept.

Conventions. Imports are made comparable with exports by dividing them by ``cif_fob`` (1.06 unless
said otherwise: the factor of the IMF's Direction of Trade Statistics, Yearbook 2017; the true margin
differs by goods and distance). Which side
is preferred where both report is the caller's choice: imports, as customs look closer at what they
tax (the usual choice), exports, their mean, or the more reliable reporter. Reliability is measured
from the reports themselves, by the share of a reporter's trade on which its partners agree:
1 - sum |ours - theirs| / sum (ours + theirs) over flows that both reported, between 0 and 1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pyarrow as pa

from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.store.layout import EXPORT, IMPORT, RECONCILED
from chancery.economy.store.opening import Store
from chancery.economy.store.selecting import Selection
from chancery.economy.store.telling import told_in
from chancery.economy.tables import Table

CIF_FOB = 1.06
"""CIF value over FOB value of the same goods."""

Prefer = Literal["imports", "exports", "mean", "reliable"]

_PAIRED = """
create temp table paired as
select coalesce(x.exporter, m.exporter) as exporter, coalesce(x.importer, m.importer) as importer,
    coalesce(x.product, m.product) as product, coalesce(x.year, m.year) as year,
    x.value as exporter_value, m.value as importer_value, m.value / $cif_fob as importer_fob,
    x.quantity as exporter_quantity, m.quantity as importer_quantity,
    x.unit as exporter_unit, m.unit as importer_unit
from (select * from flows where flow = 'export') as x
full join (select * from flows where flow = 'import') as m
using (exporter, importer, product, year)
"""

_RELIABILITY = """
create temp table reliability as
select reporter, 1 - sum(abs(ours - theirs)) / nullif(sum(ours + theirs), 0) as agreement from (
    select exporter as reporter, exporter_value as ours, importer_fob as theirs from paired
    union all
    select importer as reporter, importer_fob as ours, exporter_value as theirs from paired
) where ours is not null and theirs is not null group by reporter
"""

_CHOSEN = """
select paired.exporter, paired.importer, product, year, 'reconciled' as flow,
    case stands_on when 'exporter' then exporter_value when 'importer' then importer_fob
        else (exporter_value + importer_fob) / 2 end as value,
    case stands_on when 'exporter' then exporter_quantity when 'importer' then importer_quantity
        end as quantity,
    case stands_on when 'exporter' then exporter_unit when 'importer' then importer_unit
        end as unit,
    stands_on, exporter_value, importer_value
from (
    select paired.*, case when importer_value is null then 'exporter'
        when exporter_value is null then 'importer' else $preferred end as stands_on
    from paired
    left join reliability as of_exporter on of_exporter.reporter = paired.exporter
    left join reliability as of_importer on of_importer.reporter = paired.importer
) as paired
order by product, exporter, importer, year
"""

_PREFERRED = {
    "imports": "'importer'",
    "exports": "'exporter'",
    "mean": "'both'",
    "reliable": "case when coalesce(of_exporter.agreement, 0) > coalesce(of_importer.agreement, 0) "
    "then 'exporter' else 'importer' end",
}


def reconcile(
    flows: pa.Table, *, cif_fob: float = CIF_FOB, prefer: Prefer = "imports"
) -> pa.Table:
    """One flow (FOB, USD) for each exporter, importer, product and year out of both reports.

    ``flows`` has exporter, importer, product, year, flow, value, quantity and unit; only the kinds
    export and import are used, each of which must tell a flow once. In the result ``stands_on`` says
    exporter, importer or both; ``exporter_value`` (FOB) and ``importer_value`` (CIF) are as
    reported, null where that side did not. The quantity of a mean is missing.
    """
    if not cif_fob >= 1:
        raise InputError(f"the factor of CIF to FOB is {cif_fob}; it must be 1 or more")
    if prefer not in _PREFERRED:
        raise InputError(f"{prefer!r} cannot be preferred; there are {', '.join(_PREFERRED)}")
    with connect() as database:
        database.register("flows", flows)
        database.execute(_PAIRED.replace("$cif_fob", repr(float(cif_fob))))
        database.execute(_RELIABILITY)
        return database.execute(_CHOSEN.replace("$preferred", _PREFERRED[prefer])).to_arrow_table()


def mirrored(
    store: Store,
    asked: Selection,
    *,
    cif_fob: float = CIF_FOB,
    prefer: Prefer = "imports",
    told: str | None = None,
) -> Table:
    """Flows of a store with both sides' reports brought together; ``flow`` of ``asked`` is not used.

    With ``told``, a classification, each side's report is told in it first (see
    :func:`~chancery.economy.store.telling.told_in`): goods that the two sides report under different
    codes may meet under one there. The notes say how many flows stand on whose report.
    """
    of_both = replace(asked, flow=(EXPORT, IMPORT))
    both = told_in(store, of_both, told) if told else store.select(of_both)
    rows = reconcile(both.rows, cif_fob=cif_fob, prefer=prefer)
    given = both.provenance
    options = {**given.options, "flow": [RECONCILED], "cif_fob": cif_fob, "prefer": prefer}
    notes = (*given.notes, _standing(rows), _CONVENTION.format(cif_fob))
    return Table(rows, replace(given, method="mirror", options=options, notes=notes))


_CONVENTION = "values are FOB: imports are divided by {:g}"


def _standing(rows: pa.Table) -> str:
    counted = dict.fromkeys(("exporter", "importer", "both"), 0)
    for pair in rows["stands_on"].value_counts().to_pylist():
        counted[pair["values"]] = pair["counts"]
    return (
        f"{counted['exporter']:,} flows stand on the exporter's report, "
        f"{counted['importer']:,} on the importer's, {counted['both']:,} on both"
    )
