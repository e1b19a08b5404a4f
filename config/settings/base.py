"""All settings. Run as they are they make the embedded mode: SQLite, filesystem broker, keys under var/.

What an office may change comes from the environment; see docs/deployment.md for the list.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config.embedded import private_folder, stored_key

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR_DIR = private_folder(Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))))

# --- Keys -------------------------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", default="") or stored_key(VAR_DIR / "keys" / "secret_key")
# Encrypts names, ID numbers, telephones and addresses: base64 of 32 bytes. Lost key = lost identity data.
DATA_KEY = env.str("DATA_KEY", default="") or stored_key(VAR_DIR / "keys" / "data_key")
DATA_KEY_OLD = env.str("DATA_KEY_OLD", default="")  # the one before, while manage.py rotate_data_key is at work

# --- Application ------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "township",
    "records",
    "petitions",
    "meetings",
    "supervision",
    "assessment",
]

MIDDLEWARE = [
    "config.proxy.ProxyAddressMiddleware",
    "township.frame.in_place.InPlaceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "township.frame.entrance.EntranceMiddleware",  # before the next one, the first that reads what was typed
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "township.frame.middleware.ActorMiddleware",
    "township.frame.pauses.PauseMiddleware",  # before the next one, which overwrites the time of the last use
    "township.frame.middleware.IdleTimeoutMiddleware",
    "township.frame.middleware.NothingKeptMiddleware",
    "township.frame.middleware.AccessMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Indexes that carry what a page reads beside its key are for PostgreSQL; SQLite makes them without.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "township.frame.context_processors.frame",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "township.frame.forms.drawing.QuickRenderer"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Backup -----------------------------------------------------------------------------------------------------------
BACKUP_DIR = env.str("BACKUP_DIR", default="")  # where the daily backup goes; empty = none is made by the program
BACKUP_PUBLIC_KEY = env.str("BACKUP_PUBLIC_KEY", default="")  # manage.py backup --new-key

# Who gets the ends of the journals' chains by e-mail every day: an address outside this machine's administration.
JOURNAL_HEADS_TO = env.list("JOURNAL_HEADS_TO", default=[])

# --- Database ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'township.sqlite3'}")}
SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN: a transaction that reads and then writes waits instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;"
    ),
}
# ATOMIC_REQUESTS stays off: with IMMEDIATE every page view would take the write lock. Actions open their own
# transaction.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if env.bool("PGBOUNCER", default=False):
        # A pool in transaction mode stands between: a cursor does not outlive its transaction, and no connection is ours alone.
        # What is set for a session belongs to the role in the database then: docs/deployment.md, section 11.
        DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # The search index has a high estimated cost on purpose, which makes PostgreSQL compile every search: 150 ms for 15; and
        # start helpers for it, which take longer to come than the search takes and keep the cores from everybody else. A page read
        # here and there costs on today's disks what one in order costs: else the rates of a month read every case of the township.
        planner = ("jit=off", "max_parallel_workers_per_gather=0", "random_page_cost=1.1")
        DATABASES["default"].setdefault("OPTIONS", {})["options"] = " ".join(f"-c {one}" for one in planner)

# --- Cache and Celery -------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}  # seconds until the work of a dead worker comes back
    CELERY_TASK_ACKS_LATE = True
    CELERY_TASK_REJECT_ON_WORKER_LOST = True
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": private_folder(VAR_DIR / "cache"),
        }
    }
    _QUEUE = str(private_folder(VAR_DIR / "broker" / "queue"))
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": _QUEUE,
        "data_folder_out": _QUEUE,
        "control_folder": str(private_folder(VAR_DIR / "broker" / "control")),
    }
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True  # the Job row says what became of the work
CELERY_RESULT_EXPIRES = None  # so Celery adds no cleaning tick of its own to the schedule
CELERY_TASK_DEFAULT_QUEUE = "township"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "config.beat:CatchUpScheduler"
BEAT_ALIVE_FILE = private_folder(VAR_DIR / "beat") / "alive"
# Seconds without a round, which beat makes every minute, after which it ends itself; script/up reads the same.
BEAT_QUIET = env.int("BEAT_QUIET", default=300)
# script/up writes down here what died and was started again.
RESTARTS_FILE = VAR_DIR / "log" / "restarts"

# --- Notices that leave the house ---------------------------------------------------------------------------------------
# EMAIL_URL=smtp+tls://user:password@mail.example.gov.cn:587 switches e-mail on; without it none is attempted.
EMAIL_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if EMAIL_CONFIGURED:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
SITE_URL = env.str("SITE_URL", default="").rstrip("/")  # for links in e-mails; empty = no links
# Hosts a group robot may live on. The address of the robot itself is entered on its page and kept encrypted.
WEBHOOK_HOSTS = env.list("WEBHOOK_HOSTS", default=["qyapi.weixin.qq.com", "oapi.dingtalk.com"])
WEBHOOK_LOCAL_ALLOWED = False

# --- Documents --------------------------------------------------------------------------------------------------------
# An office that owns the licensed faces names them: PAPER_FONTS=fang=FangSong_GB2312,title=FZXiaoBiaoSong-B05S; keys are
# fang, kai, hei, song, title, rare (records/typeface.py). PAPER_FONT_DIRS: folders in which such files lie.
PAPER_FONTS = env.dict("PAPER_FONTS", default={})
PAPER_FONT_DIRS = env.list("PAPER_FONT_DIRS", default=[])
# What one document may cost: documents are laid out in a process of their own (records/papers/press.py).
PRINT_SECONDS = env.int("PRINT_SECONDS", default=120)
PRINT_MEMORY_MB = env.int("PRINT_MEMORY_MB", default=1024)

# --- Accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "township.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "township.frame.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
CSRF_FAILURE_VIEW = "township.frame.views.frame.csrf_failure"

# Five failures of one account from one address close that pair for fifteen minutes. Counting by address alone would
# lock out the whole office, which shares one; counting by account alone would let anybody lock a colleague out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "township.frame.views.sessions.locked"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # logins are in the journal, once

# The second factor (动态验证码). Who needs one is a value of the township (second_factor); SECOND_FACTOR=0 switches all of it
# off, for a deployment in which nobody has a telephone of their own.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=True)
PLATFORM_SECOND_FACTOR = False  # asked of platform administrators in production
COOKIE_PREFIX = ""  # "__Host-" under HTTPS: such cookies belong to this host, this path and TLS alone

# How long a session lives at most without being saved. The limits themselves are values of the township
# (idle_timeout_minutes, at most 120; session_hours); township.frame.middleware notes use by a person, not background refreshes.
SESSION_COOKIE_AGE = 125 * 60  # seconds
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- What the browser may do ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its arrows and ticks as data: images
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # no collectstatic in the embedded mode

# Attachments and issued papers. No URL leads here: a view checks the reader first.
MEDIA_ROOT = private_folder(VAR_DIR / "media")
# The file store: a folder under VAR_DIR, or a bucket of an S3-compatible server that several hosts share (requirements-s3.txt).
STORE_BUCKET = env.str("STORE_BUCKET", default="")
STORE_ENDPOINT = env.str("STORE_ENDPOINT", default="")
STORE_KEY = env.str("STORE_KEY", default="")
STORE_SECRET = env.str("STORE_SECRET", default="")
ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024  # each file
RECORDING_MAX_BYTES = env.int("RECORDING_MAX_MB", default=100) * 1024 * 1024  # each sound or film
CLAMD = env.str("CLAMD", default="")  # tcp://host:3310 or the path of its socket; empty = files are shown as 未查毒
CLAMD_SECONDS = 60
ATTACHMENT_MAX_FILES = 20  # each form
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = ATTACHMENT_MAX_FILES
FILE_UPLOAD_TEMP_DIR = private_folder(VAR_DIR / "uploads")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Log --------------------------------------------------------------------------------------------------------------
# Log lines hold no complaint text and no identity data; what happened to a case is in the journal.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.log_lines.LineWithoutContent",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},  # else every command begins with a line about its own loading
    },
}
