"""Addresses: the web's, and nothing of our own."""

from django.urls import include, path

urlpatterns = [path("", include("chancery.web.urls"))]

handler400 = "chancery.web.views.errors.bad_request"
handler403 = "chancery.web.views.errors.forbidden"
handler404 = "chancery.web.views.errors.not_found"
handler500 = "chancery.web.views.errors.server_error"
