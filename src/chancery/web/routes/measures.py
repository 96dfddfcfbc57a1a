"""Addresses of the measures, the report on timeliness among them."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.extension_listing import EXTENSIONS
from chancery.web.views import exports, measures

urlpatterns: list[URLPattern | URLResolver] = [
    path("measures/", measures.delivery, name="measures"),
    path("measures/responses/", measures.responses, name="measures-responses"),
    path("measures/extensions/", measures.extensions, name="measures-extensions"),
    path("measures/export/", measures.export, {"page": "delivery"}, name="measures-export"),
    path(
        "measures/responses/export/",
        measures.export,
        {"page": "responses"},
        name="measures-responses-export",
    ),
    path(
        "measures/extensions/export/",
        measures.export,
        {"page": "extensions"},
        name="measures-extensions-export",
    ),
    path("extensions/", measures.extension_list, name="extensions"),
    path("extensions/export/", exports.of(EXTENSIONS), name="extensions-export"),
]
