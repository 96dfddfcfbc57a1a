"""Addresses: those of the API and of the web, and nothing of our own."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("chancery.api.urls")),
    path("", include("chancery.web.urls")),
]

handler400 = "chancery.web.views.errors.bad_request"
handler403 = "chancery.web.views.errors.forbidden"
handler404 = "chancery.web.views.errors.not_found"
handler500 = "chancery.web.views.errors.server_error"
