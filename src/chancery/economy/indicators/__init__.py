"""Indicators of trade, each written once as an Ibis expression: for DuckDB here, for Spark on a cluster.

An expression takes a table of flows with the columns exporter, importer, product, year, value (one
unit, not negative) and gives a tidy table: key columns, measures and, where a measure may be
missing, ``reason``. Totals are taken by windows and not by joins, which suits Spark.

``catalogue`` lists them all; ``asking`` reads rows and asks for several at once. Where no row says
otherwise, absence of a flow is absence of trade (a zero); a country that is no exporter (or no
importer) in any row of a year did not report, and what needs its report is missing with that reason.
"""

from chancery.economy.indicators.asking import Asked, measure
from chancery.economy.indicators.catalogue import INDICATORS, Indicator

__all__ = ["INDICATORS", "Asked", "Indicator", "measure"]
