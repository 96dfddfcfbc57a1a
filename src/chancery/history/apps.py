"""Django's entry for the package."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """What happened."""

    name = "chancery.history"
    label = "history"
