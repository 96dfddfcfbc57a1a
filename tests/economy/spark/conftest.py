"""One Spark for all tests here: two workers of one core each, processes of their own."""

import os
import shutil
from pathlib import Path

import pytest

from chancery.economy.spark.session import missing, spark_session

MASTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="session")
def session():
    """Absent on a developer's machine: say how to get it. Absent in CI: a failure."""
    if lacking := missing():
        words = f"{lacking}; .ci/run does both"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    import pyspark  # noqa: PLC0415 - an extra

    with spark_session(MASTER) as opened:
        yield opened
    # The workers of a local cluster keep their folders in the installation itself.
    shutil.rmtree(Path(pyspark.__file__).parent / "work", ignore_errors=True)
