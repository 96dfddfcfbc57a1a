"""Django's entry for the package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files as received."""

    name = "chancery.documents"
    label = "documents"
