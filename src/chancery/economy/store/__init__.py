"""Flows of trade kept as Parquet, with where each comes from.

>>> store = open_store("workspace/trade")                                       # doctest: +SKIP
>>> store.flows(exporters=["VNM"], years=range(2018, 2023), level=6).to_arrow()  # doctest: +SKIP
"""
