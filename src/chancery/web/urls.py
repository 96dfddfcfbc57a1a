"""Every address of the product; each area keeps its own list in ``routes``."""

from django.urls import include, path

from chancery.web.views import components, merging, session, today

urlpatterns = [
    path("", today.show, name="today"),
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-in/demo/", session.sign_in_demo, name="sign-in-demo"),
    path("sign-out/", session.SignOut.as_view(), name="sign-out"),
    path("language/", session.choose_language, name="language"),
    path("components/", components.show, name="components"),
    path("", include("chancery.web.routes.documents")),
    path("", include("chancery.web.routes.commitments")),
    path("", include("chancery.web.routes.tasks")),
    path("", include("chancery.web.routes.register")),
    path("", include("chancery.web.routes.cases")),
    path("", include("chancery.web.routes.partners")),
    path("", include("chancery.web.routes.work")),
    path("", include("chancery.web.routes.people")),
    path("", include("chancery.web.routes.history")),
    path("", include("chancery.web.routes.settings")),
    path("", include("chancery.web.routes.activities")),
    path("", include("chancery.web.routes.reviews")),
    path("", include("chancery.web.routes.meetings")),
    path("", include("chancery.web.routes.upgrades")),
    path("", include("chancery.web.routes.mechanisms")),
    path("", include("chancery.web.routes.plans")),
    path("", include("chancery.web.routes.balance")),
    path("", include("chancery.web.routes.contacts")),
    path("", include("chancery.web.routes.training")),
    path("", include("chancery.web.routes.search")),
    path("", include("chancery.web.routes.setup")),
    path("", include("chancery.web.routes.account")),
    path("", include("chancery.web.routes.keys")),
    path("", include("chancery.web.routes.countersigning")),
    path("", include("chancery.web.routes.views")),
    path("", include("chancery.web.routes.exports")),
    path("", include("chancery.web.routes.projects")),
    path("", include("chancery.web.routes.feeds")),
    *merging.addresses(),
    path("", include("chancery.web.routes.escalations")),
]
