"""The files that ministries meet most, by name.

What each publisher says of its file is written here once: columns, units, and which rows are parts
of others.
"""

from __future__ import annotations

from chancery.economy.errors import InputError
from chancery.economy.store.layout import RECONCILED, Layout

PRESETS = {
    # CEPII, BACI: t year, i exporter, j importer, k HS6, v thousand current USD, q metric tons.
    "baci": Layout(
        columns={
            "year": ("t",),
            "exporter": ("i",),
            "importer": ("j",),
            "product": ("k",),
            "value": ("v",),
            "quantity": ("q",),
        },
        value_unit="thousand_usd",
        quantity_unit="t",
        default_source="BACI",
        flow=RECONCILED,
    ),
    # UN Comtrade: the API's names, those of its CSV files, those of the R package comtradr.
    "comtrade": Layout(
        columns={
            "year": ("refYear", "period", "ref_year", "Year", "yr"),
            "reporter": ("reporterCode", "reporterISO", "reporter_code", "reporter_iso"),
            "partner": ("partnerCode", "partnerISO", "partner_code", "partner_iso"),
            "flow": ("flowCode", "flowDesc", "flow_code", "flow_desc"),
            "product": ("cmdCode", "cmd_code"),
            "classification": ("classificationCode", "classification_code"),
            "value": ("primaryValue", "primary_value"),
            "quantity": ("qty",),
            "unit": ("qtyUnitCode", "qtyUnitAbbr", "qty_unit_code", "qty_unit_abbr"),
        },
        only={
            "freqCode": "A",
            "freq_code": "A",
            "motCode": "0",
            "customsCode": "C00",
            "partner2Code": "0",
            "mosCode": "0",
            "mot_code": "0",
            "customs_code": "C00",
            "partner_2_code": "0",
            "mos_code": "0",
        },
        value_unit="usd",
        default_source="UN Comtrade",
    ),
    # CEPII, Gravity V202211: flows in thousand current USD; the flow of BACI unless another is named.
    "cepii-gravity": Layout(
        columns={
            "year": ("year",),
            "exporter": ("iso3_o", "iso_o"),
            "importer": ("iso3_d", "iso_d"),
            "value": ("tradeflow_baci",),
        },
        value_unit="thousand_usd",
        default_source="CEPII Gravity",
        classification="TOTAL",
        flow=RECONCILED,
    ),
    # WTO and UNCTAD, Advanced Guide to Trade Policy Analysis: manufactures, million current USD,
    # with what each country sells to itself.
    "agtpa": Layout(
        columns={
            "year": ("year",),
            "exporter": ("exporter",),
            "importer": ("importer",),
            "value": ("trade",),
        },
        value_unit="million_usd",
        default_source="WTO AGTPA",
        classification="TOTAL",
        flow=RECONCILED,
        has_domestic=True,
    ),
    # IMF, International Trade in Goods by partner country, as SDMX-CSV. OBS_VALUE is in plain USD; its
    # SCALE says in what people are shown it. UNIT_MULT, of older files, is the power of ten it is told in.
    "imts": Layout(
        columns={
            "year": ("TIME_PERIOD",),
            "reporter": ("COUNTRY",),
            "partner": ("COUNTERPART_COUNTRY",),
            "flow": ("INDICATOR",),
            "value": ("OBS_VALUE",),
            "scale": ("UNIT_MULT",),
        },
        only={"FREQUENCY": "A"},
        value_unit="usd",
        default_source="IMF IMTS",
        classification="TOTAL",
    ),
}


def preset(name: str | None) -> Layout:
    """The layout of that name; without a name one that knows nothing but what is said of it."""
    if name is None:
        return Layout(columns={})
    if name not in PRESETS:
        raise InputError(f"there is no preset {name!r}; there are {', '.join(PRESETS)}")
    return PRESETS[name]
