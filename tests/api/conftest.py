"""Every test counts its calls from none."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _uncounted():
    cache.clear()
