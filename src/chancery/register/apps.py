"""Django's entry for the package."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Agreements."""

    name = "chancery.register"
    label = "register"
