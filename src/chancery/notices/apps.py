"""Django's entry for the package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices."""

    name = "chancery.notices"
    label = "notices"
