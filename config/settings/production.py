"""Production: the same settings, and a refusal to start while something that must not be guessed is missing."""

import base64
import binascii
import os

from django.core.exceptions import ImproperlyConfigured


def _refuse(name: str, reason: str):
    raise ImproperlyConfigured(f"生产环境不能启动：环境变量 {name} {reason}。配置方法见 docs/deployment.md。")


def _require(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        _refuse(name, "未设置")
    return value


if len(_require("SECRET_KEY")) < 40:
    _refuse("SECRET_KEY", "太短（至少 40 个字符）")
try:
    if len(base64.b64decode(_require("DATA_KEY"), validate=True)) != 32:
        _refuse("DATA_KEY", "应为 32 字节的 base64")
except binascii.Error:
    _refuse("DATA_KEY", "不是有效的 base64")
if "*" in _require("ALLOWED_HOSTS"):
    _refuse("ALLOWED_HOSTS", "不能使用通配符 *")
if not _require("DATABASE_URL").startswith(("postgres://", "postgresql://")):
    _refuse("DATABASE_URL", "应指向 PostgreSQL（postgres://…）")
if not _require("REDIS_URL").startswith(("redis://", "rediss://", "unix://")):
    _refuse("REDIS_URL", "应指向 Redis（redis://…）")
if os.environ.get("EMAIL_URL", "").strip() and "@" not in os.environ.get("DEFAULT_FROM_EMAIL", ""):
    _refuse("DEFAULT_FROM_EMAIL", "应为发件地址，因为设置了 EMAIL_URL")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import SILENCED_SYSTEM_CHECKS, env  # noqa: E402

DEBUG = False

# The proxy ends TLS. HTTPS=false is for a closed network whose proxy speaks plain HTTP, and for nothing else.
_https = env.bool("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the health check of the web container speaks to it directly
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
COOKIE_PREFIX = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
PLATFORM_SECOND_FACTOR = env.bool("PLATFORM_SECOND_FACTOR", default=True)
# An office owns one name: what else stands below it, and lists built into browsers, are not its to promise for.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000) if _https else 0

WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
