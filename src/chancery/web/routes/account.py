"""Addresses of a person's own settings, invitations and password reset."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import account, joining

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", account.show, name="account"),
    path("account/edit/", account.edit, name="account-edit"),
    path("account/password/", account.password, name="account-password"),
    path("account/sign-out/", account.sign_out_elsewhere, name="account-sign-out"),
    path("invitation/<str:secret>/", joining.open_link, name="invitation"),
    path("password/", joining.forgotten, name="password-forgotten"),
]
