"""Addresses of commitments."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import comments, commitments, evidence

urlpatterns: list[URLPattern | URLResolver] = [
    path("commitments/", commitments.index, name="commitments"),
    path("commitments/new/", commitments.new, name="commitment-new"),
    path("commitments/<int:pk>/", commitments.show, name="commitment"),
    path("commitments/<int:pk>/edit/", commitments.edit, name="commitment-edit"),
    path("commitments/<int:pk>/verdict/", commitments.verdict, name="commitment-verdict"),
    path("commitments/<int:pk>/evidence/", evidence.for_commitment, name="commitment-evidence"),
    path("commitments/<int:pk>/comment/", comments.on_commitment, name="commitment-comment"),
    path(
        "commitments/<int:pk>/comment/<int:remark>/withdraw/",
        comments.withdraw_from_commitment,
        name="commitment-comment-withdraw",
    ),
]
