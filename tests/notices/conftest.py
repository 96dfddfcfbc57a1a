"""A mail server of our own, and messages compared in English."""

import pytest
from django.utils import translation

from tests.notices.post_office import PostOffice


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def office(settings):
    """A mail server on 127.0.0.1 that the installation is set up for."""
    with PostOffice() as made:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", made.port
        settings.SMTP_SECURITY, settings.SMTP_FROM = "none", "chancery@mofa.example"
        settings.ADDRESS = "https://chancery.example"
        yield made
