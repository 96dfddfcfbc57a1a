"""Every setting of the product; ``docs/reference/settings.md`` has a line for each.

Values come from the environment (or a file, see ``lib.env``) and fail loudly when they are bad.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from chancery.lib import database, env, limits
from chancery.lib.workspace import Workspace

PACKAGE = Path(__file__).resolve().parents[1]

WORKSPACE = Workspace.named()
PACK = env.text("CHANCERY_PACK", "")  # else the one chosen at the first start
DEBUG = env.flag("CHANCERY_DEBUG", default=False)
DEMO = env.flag("CHANCERY_DEMO", default=False)
HTTPS = env.flag("CHANCERY_HTTPS", default=False)
EXPORT_ROWS = env.number("CHANCERY_EXPORT_ROWS", 50_000)
FORM_SHEETS = "chancery.web.form_sheets.running"
"""What takes the rows of a spreadsheet as the add form does: the command line asks for it by name."""
SHEET_MB = env.number("CHANCERY_SHEET_MB", 10)
SHEET_ROWS = env.number("CHANCERY_SHEET_ROWS", 10_000)
IATI_MB = env.number("CHANCERY_IATI_MB", 50)
SHEET_CELLS = env.number("CHANCERY_SHEET_CELLS", 500_000)
MAX_UPLOAD_MB = env.number("CHANCERY_MAX_UPLOAD_MB", 50)
READING = limits.from_environment()
INVITATION_DAYS = env.number("CHANCERY_INVITATION_DAYS", 7)
API_PER_MINUTE = env.number("CHANCERY_API_PER_MINUTE", 600)

BACKUPS_KEPT = env.number("CHANCERY_BACKUPS_KEPT", 14)
ADDRESS = env.text("CHANCERY_ADDRESS", "")
SMTP_HOST = env.text("CHANCERY_SMTP_HOST", "")
SMTP_PORT = env.number("CHANCERY_SMTP_PORT", 0)
SMTP_SECURITY = env.choice("CHANCERY_SMTP_SECURITY", "", ("starttls", "tls", "none"))
SMTP_USER = env.text("CHANCERY_SMTP_USER", "")
SMTP_PASSWORD = env.text("CHANCERY_SMTP_PASSWORD", "")
SMTP_FROM = env.text("CHANCERY_SMTP_FROM", "")

MAILBOX = env.text("CHANCERY_MAILBOX", "")
MAILBOX_PASSWORD = env.text("CHANCERY_MAILBOX_PASSWORD", "")
MAILBOX_CA = env.text("CHANCERY_MAILBOX_CA", "")
MAILBOX_TRUSTS = env.text("CHANCERY_MAILBOX_TRUSTS", "")

SECRET_KEY = env.text("CHANCERY_SECRET_KEY", "") or WORKSPACE.secret_key()
ALLOWED_HOSTS = env.words("CHANCERY_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CHANCERY_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "axes",
    "csp",
    "chancery.history",
    "chancery.partners",
    "chancery.people",
    "chancery.notices",
    "chancery.documents",
    "chancery.readings",
    "chancery.register",
    "chancery.work",
    "chancery.intake",
    "chancery.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "chancery.web.gate.FirstStartMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "chancery.web.middleware.PersonMiddleware",
    "chancery.web.once.OnceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chancery.site.urls"
WSGI_APPLICATION = "chancery.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chancery.web.context.page",
            ],
            "builtins": ["chancery.web.templatetags.chancery"],
        },
    }
]

_database_url = env.text("DATABASE_URL", "")
DATABASES = {
    "default": database.from_url(_database_url)
    if _database_url
    else database.sqlite(WORKSPACE.database)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "chancery.people.signing_in.OpenAccounts",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "sign_in_locked.html"
AXES_RESET_ON_SUCCESS = True

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # our upload script reads it to send the token
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "chancery.web.views.errors.csrf_failure"

# No unsafe-inline and no unsafe-eval: an attacker's text in a document stays text.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["chancery.web.uploading.NamelessUpload"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["chancery.site.formats"]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
