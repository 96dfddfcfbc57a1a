"""Django's entry for the package."""

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """Findings waiting for a person; what was accepted."""

    name = "chancery.readings"
    label = "readings"
