"""Django's entry for the package."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Partners."""

    name = "chancery.partners"
    label = "partners"
