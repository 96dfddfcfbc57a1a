"""Django's entry for the package."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """From finding to record."""

    name = "chancery.intake"
    label = "intake"
