"""Django's entry for the package."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Tasks and proposals."""

    name = "chancery.work"
    label = "work"
