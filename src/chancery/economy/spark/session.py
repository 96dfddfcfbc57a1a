"""The one door to Spark: a session that leaves nothing behind, and errors in one line."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chancery
from chancery.economy.errors import EconomyError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NO_PYSPARK = "Spark is not installed here: install 'chancery[spark]'"
NO_JAVA = (
    "Spark needs Java 17 and finds none: install it (Debian: apt install openjdk-17-jre-headless) "
    "or set JAVA_HOME"
)
_ROWS_OF_A_BATCH = "200000"
"""Rows that go from Spark to Python at once; DuckDB needs some milliseconds for each batch."""


def missing() -> str | None:
    """What must be installed before Spark can be used, or None."""
    try:
        import pyspark  # noqa: F401, PLC0415 - an extra
    except ImportError:
        return NO_PYSPARK
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        return NO_JAVA
    return None


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """Spark at ``master``: ``local[*]``, ``local-cluster[2,1,1024]``, ``spark://host:7077``, ``yarn``.

    On this machine it listens to nobody else, and what it writes beside its results goes to a folder
    of its own that is removed with it; a cluster keeps the settings it has. Everything that Spark
    says against the work inside is an EconomyError of one line, as is Spark or Java not being there.
    """
    if lacking := missing():
        raise EconomyError(lacking)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, slow to import

    with tempfile.TemporaryDirectory(prefix="chancery-spark-") as folder, _told_plainly(master):
        builder = SparkSession.builder.appName("chancery").master(master)
        for name, value in _settings(master, folder).items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        if master.startswith("local"):
            session.sparkContext.pythonExec = (
                sys.executable
            )  # spark-submit's setting is not read here
        try:
            yield session
        finally:
            session.stop()


def _settings(master: str, folder: str) -> dict[str, str]:
    everywhere = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": folder,
        "spark.sql.execution.arrow.maxRecordsPerBatch": _ROWS_OF_A_BATCH,
    }
    if not master.startswith("local"):
        return everywhere
    return {
        **everywhere,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": folder,
        "spark.executorEnv.PYTHONPATH": str(Path(chancery.__file__).parents[1]),
        "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
    }


@contextmanager
def _told_plainly(master: str) -> Iterator[None]:
    from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with pyspark
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise EconomyError(f"Spark at {master}: {_cause(error)}") from error


def _cause(error: Any) -> str:
    """The innermost reason that Java gives, or what Python says: the last line where it shows its way."""
    java = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    said = str(error if java is None else java.getMessage() or java.toString()).strip()
    lines = said.splitlines() or [type(error).__name__]
    return lines[-1] if "Traceback" in said else lines[0]
