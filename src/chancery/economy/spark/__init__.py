"""The same figures on a cluster: what a store and the indicators do on one machine, done by Spark.

    >>> with spark_session("spark://head:7077") as session:                     # doctest: +SKIP
    ...     measure_on_spark(session, open_store("/shared/trade"), ["rca"])     # doctest: +SKIP

Needs the extra ``chancery[spark]`` and Java 17, and a folder for the store that all workers see under
the same path. When that pays is told in docs/growth.md.
"""

from chancery.economy.spark.bringing import ingest_on_spark
from chancery.economy.spark.measuring import measure_on_spark
from chancery.economy.spark.session import spark_session

__all__ = ["ingest_on_spark", "measure_on_spark", "spark_session"]
