"""What the deployment may rely on: production refuses to guess, the embedded mode keeps its keys to itself."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from township.profiles.rules.settings import REGISTRY

ROOT = Path(__file__).resolve().parents[2]

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "s" * 50,
    "DATA_KEY": base64.b64encode(bytes(32)).decode(),
    "ALLOWED_HOSTS": "xf.example.gov.cn",
    "DATABASE_URL": "postgres://township:secret@db:5432/township",
    "REDIS_URL": "redis://redis:6379/0",
}


def read_settings(environment: dict[str, str], expression: str) -> subprocess.CompletedProcess:
    """Print `expression` over the settings in a fresh process that has only `environment`."""
    code = f"from django.conf import settings as s; print({expression})"
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60
    )


def test_production_starts_when_everything_is_said(tmp_path):
    run = read_settings(
        PRODUCTION | {"VAR_DIR": str(tmp_path / "var")},
        "s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.CELERY_TASK_ACKS_LATE",
    )
    assert run.stdout.strip() == "False True True True True", run.stderr
    assert not (tmp_path / "var" / "keys").exists()


def test_the_security_check_of_a_deployment_finds_nothing(tmp_path):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var")} | PRODUCTION
    environment["SECRET_KEY"] = "".join(chr(48 + n) for n in range(64))
    command = [sys.executable, "manage.py", "check", "--deploy", "--tag", "security", "--fail-level", "WARNING"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATA_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}
    run = read_settings(environment | {"VAR_DIR": str(tmp_path / "var")}, "s.DEBUG")
    assert run.returncode != 0
    assert f"生产环境不能启动：环境变量 {name} 未设置" in run.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "太短（至少 40 个字符）"),
        ("DATA_KEY", "not base64!", "不是有效的 base64"),
        ("DATA_KEY", base64.b64encode(bytes(16)).decode(), "应为 32 字节的 base64"),
        ("ALLOWED_HOSTS", "*", "不能使用通配符 *"),
        ("DATABASE_URL", "sqlite:///township.sqlite3", "应指向 PostgreSQL"),
        ("REDIS_URL", "filesystem://", "应指向 Redis"),
    ],
)
def test_production_refuses_what_cannot_be_right(name, value, sentence, tmp_path):
    run = read_settings(PRODUCTION | {name: value, "VAR_DIR": str(tmp_path / "var")}, "s.DEBUG")
    assert run.returncode != 0
    assert f"环境变量 {name} {sentence}" in run.stderr


def test_e_mail_needs_a_sender_and_is_off_without_a_server(tmp_path):
    environment = PRODUCTION | {"VAR_DIR": str(tmp_path / "var")}
    assert read_settings(environment | {"EMAIL_URL": ""}, "s.EMAIL_CONFIGURED").stdout.strip() == "False"
    server = {"EMAIL_URL": "smtp+tls://xf%40example.gov.cn:secret@mail.example.gov.cn:587"}
    assert "环境变量 DEFAULT_FROM_EMAIL" in read_settings(environment | server, "s.EMAIL_HOST").stderr
    whole = environment | server | {"DEFAULT_FROM_EMAIL": "xf@example.gov.cn"}
    run = read_settings(whole, "s.EMAIL_CONFIGURED, s.EMAIL_HOST_USER, s.EMAIL_PORT, s.EMAIL_USE_TLS")
    assert run.stdout.strip() == "True xf@example.gov.cn 587 True", run.stderr


def test_the_embedded_mode_makes_its_keys_once_and_for_the_owner_only(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "VAR_DIR": str(tmp_path / "var")}
    code = "from django.conf import settings as s; print(s.SECRET_KEY, s.DATA_KEY)"
    together = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]} | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    answers = {process.communicate(timeout=60)[0] for process in together}
    assert len(answers) == 1
    secret_key, data_key = answers.pop().split()
    assert secret_key != data_key
    assert len(base64.b64decode(data_key)) == 32

    keys = tmp_path / "var" / "keys"
    assert sorted(file.name for file in keys.iterdir()) == ["data_key", "secret_key"]
    assert {oct(file.stat().st_mode & 0o777) for file in keys.iterdir()} == {"0o600"}
    assert {oct(folder.stat().st_mode & 0o777) for folder in (tmp_path / "var", keys)} == {"0o700"}


def test_sqlite_waits_for_its_turn_and_pages_do_not_take_the_write_lock(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "VAR_DIR": str(tmp_path / "var")}
    expression = "(lambda d: (d['OPTIONS']['transaction_mode'], d.get('ATOMIC_REQUESTS')))(s.DATABASES['default'])"
    assert read_settings(environment, expression).stdout.strip() == "('IMMEDIATE', None)"


def test_the_session_outlives_the_longest_idle_time_a_township_may_choose():
    idle = next(setting for setting in REGISTRY if setting.key == "idle_timeout_minutes")
    assert idle.default == 15
    assert idle.maximum * 60 < settings.SESSION_COOKIE_AGE <= 3 * 3600
    assert settings.SESSION_SAVE_EVERY_REQUEST is False


def test_no_page_may_run_inline_script_or_be_framed(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
