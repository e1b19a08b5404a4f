"""The test run: fixed keys, a cheap hasher, tasks run in place; SQLite in memory unless TEST_DATABASE_URL is set."""

import atexit
import os
import shutil
import tempfile

os.environ["SECRET_KEY"] = "a key for tests only, worth nothing anywhere else"
os.environ["DATA_KEY"] = "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk="
_folder = tempfile.mkdtemp(prefix="township-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VAR_DIR"] = _folder
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:"
os.environ["REDIS_URL"] = ""
os.environ["EMAIL_URL"] = ""
os.environ["STORE_BUCKET"] = ""

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
# Browser journeys read from several threads; they run on a file, as the embedded mode does.
if os.environ.get("TEST_SQLITE_FILE") and "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_SQLITE_FILE"]}

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# Off, because most tests log in with force_login and without a request; the tests of the lock-out switch it on.
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True  # read static files when asked for, instead of listing them for every client
SECOND_FACTOR = False  # the cast logs in by password; the tests of the second factor switch it on
WEBHOOK_LOCAL_ALLOWED = True  # the robot of the tests listens on this machine
