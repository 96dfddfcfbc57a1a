"""The library as it is imported."""

import subprocess
import sys

import pytest

import chancery.economy


def test_importing_it_loads_neither_django_nor_a_compiler_nor_a_database():
    heavy = "{'django', 'numba', 'ibis', 'duckdb', 'scipy', 'pandas'}"
    code = f"import sys, chancery.economy; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert told.stdout.strip() == b"[]"


@pytest.mark.parametrize("name", chancery.economy.__all__)
def test_every_public_name_is_there_and_says_what_it_means(name):
    assert getattr(chancery.economy, name).__doc__


def test_a_name_that_is_not_there_is_said_so():
    with pytest.raises(AttributeError, match="no attribute 'magic'"):
        _ = chancery.economy.magic
    assert "Table" in dir(chancery.economy)
