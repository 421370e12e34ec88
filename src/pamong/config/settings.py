"""One settings file. Everything an office may set comes from the environment and is refused when it makes no sense.

PAMONG_DATA          folder of database, keys and files (default: ./data)
PAMONG_DATABASE_URL  sqlite:///path or postgresql://user:password@host:port/name (default: SQLite in PAMONG_DATA)
PAMONG_HOSTS         comma-separated host names this installation answers to (default: localhost)
PAMONG_HTTPS         "yes" when the office reaches the server over HTTPS: cookies become secure
PAMONG_URL           where the public reaches this installation; stands in the QR codes of papers (default: http://127.0.0.1:8000)
PAMONG_SMTP          smtp://user:password@host:port, or smtps://…: the server that sends e-mail to applicants and staff (default: none)
PAMONG_SENDER        the address that e-mail comes from (needed with PAMONG_SMTP)
PAMONG_SMS_URL       address of an SMS gateway that takes {"to", "text", "reference"} as JSON (default: none)
PAMONG_SMS_TOKEN     what the gateway knows this installation by
PAMONG_NOTICES       "log" writes every notice into notices.log of PAMONG_DATA and sends nothing (the demo does)
PAMONG_DEMO          "yes" only in the demo office: one-click sign-in, demo clock, DEMO band
"""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from pamong.config.environment import address, database, demo, secret_key, yes
from pamong.config.senders import senders
from pamong.config.shipped import standards_folder

SOURCE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("PAMONG_DATA", "data")).resolve()
DEMO = demo(DATA)
HTTPS = yes("PAMONG_HTTPS")

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("PAMONG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]
if DEMO and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}:
    raise ImproperlyConfigured("PAMONG_DEMO=yes answers to this machine only: leave PAMONG_HOSTS unset.")

ROOMS = (
    "shell",
    "vault",
    "ledger",
    "offices",
    "staff",
    "partners",
    "notices",
    "library",
    "readiness",
    "residents",
    "applications",
    "dispatch",
    "desa",
    "calendar",
    "kabupaten",
    "noticeboard",
    "editor",
    "desk",
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    *(f"pamong.{room}.apps.{room.capitalize()}Config" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pamong.shell.middleware.ContentSecurityPolicy",
    "pamong.shell.looks.LookInAddress",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pamong.staff.middleware.ActorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pamong.config.busy.BusyMiddleware",
]
ROOT_URLCONF = "pamong.config.urls"
WSGI_APPLICATION = "pamong.config.wsgi.application"
DATABASES: dict[str, Any] = {"default": database(DATA)}
AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = ["pamong.staff.remembering.People"]
PASSWORD_HASHERS = [
    "pamong.config.demo_hasher.DemoHasher" if DEMO else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "staff:sign_in"
LOGIN_REDIRECT_URL = "desk:start"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [SOURCE / room / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "pamong.shell.jinja.environment",
            "context_processors": ["pamong.shell.jinja.one_token"],
        },
    },
]
FORM_RENDERER = "pamong.vault.drawing.MaskingRenderer"
STAFF_FRAME = "pamong.config.frame.staff_frame"

# What papers point the public to.
PUBLIC_URL = address("PAMONG_URL", default="http://127.0.0.1:8000")
EDITOR_PAGE = "editor:first"
STATUS_PAGE = "noticeboard:status"
RECEIPT_PAGE = "noticeboard:check_receipt"

# The shipped examples, and the clauses that standards share, pinned by version.
STANDARDS_FOLDER = standards_folder()
BLOCKS_FOLDER = standards_folder() / "blocks"
# The register of legal instruments behind chapter 1 of every standard.
INSTRUMENTS_FOLDER = standards_folder() / "instruments"

# What programs of partners may ask of the rooms.
API_OPERATIONS = ["pamong.dispatch.api.OPERATIONS"]

# What `pamong verify` compares with the ledger beside the ledger itself.
ALSO_VERIFIED = ["pamong.library.verification.findings"]

# Rooms above the applications that know in whose hands one lies on its way, and that keep some acts for themselves.
WHEREABOUTS = ["pamong.dispatch.queries.whereabouts"]
GUARDS = ["pamong.dispatch.queries.why_not"]
# How notices leave, by channel; who writes them, by what they are about. WhatsApp is sent by hand and has no adapter.
_SENDERS = senders(trial=DEMO)
NOTICE_ADAPTERS = _SENDERS.adapters
NOTICE_WRITERS = {
    "application": "pamong.applications.present.told.letter",
    "briefing": "pamong.desk.present.briefing.letter",
}
NOTICE_SUBJECTS = {"application": "pamong.applications.present.told.names"}
NOTICE_LOG = DATA / "notices.log"
NOTICE_GATEWAY_URL = _SENDERS.gateway_url
NOTICE_GATEWAY_TOKEN = _SENDERS.gateway_token
EMAIL_HOST = _SENDERS.smtp.host
EMAIL_PORT = _SENDERS.smtp.port
EMAIL_HOST_USER = _SENDERS.smtp.user
EMAIL_HOST_PASSWORD = _SENDERS.smtp.password
EMAIL_USE_SSL = _SENDERS.smtp.implicit_tls
EMAIL_USE_TLS = _SENDERS.smtp.starttls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _SENDERS.sender

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "shell" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# With the slash in front: behind the address of a look (/besar/) the files stay where they are.
STATIC_URL = "/statis/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pamong.shell.assets.HashedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_ENGINE = "pamong.staff.remembering"
SESSION_COOKIE_NAME = "sesi"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pamong.shell.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
# The program itself speaks plain HTTP to the proxy beside it. Without these two every form that a browser sends over
# HTTPS would be refused as coming from another site. The proxy must set the header itself, whatever a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# A form for scans has two places for a file: one to choose, one for the camera of a telephone.
DATA_UPLOAD_MAX_NUMBER_FILES = 2
FILE_UPLOAD_HANDLERS = ["pamong.shell.uploads.HeldInMemory"]

DEFAULT_EXCEPTION_REPORTER_FILTER = "pamong.vault.reports.NothingTyped"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    # The last net: whatever a library writes, no identity number leaves through a log.
    "filters": {"mask": {"()": "pamong.vault.logs.MaskNumbers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mask"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
