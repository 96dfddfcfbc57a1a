"""Django's entry for the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Units."""

    name = "chancery.people"
    label = "people"
