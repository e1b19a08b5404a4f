"""The compose file: valid, complete, and refusing to start with a missing secret."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = shutil.which("docker-compose")
PARTS = {"db", "redis", "migrate", "web", "worker", "beat", "proxy"}
ENDS = {"migrate"}  # does its work and ends: nothing to ask

needs_compose = pytest.mark.skipif(COMPOSE is None, reason="没有 docker-compose，未校验 docker-compose.yml")


def example_environment() -> dict[str, str]:
    names = re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE)
    return dict.fromkeys(names, "filled-in") | {"TLS_DIR": "/etc/township/tls"}


def compose(environment: dict[str, str], *arguments: str, folder: Path) -> subprocess.CompletedProcess:
    """Run docker-compose on our file from `folder`, where no .env lies about."""
    return subprocess.run(
        [COMPOSE, "-f", str(ROOT / "docker-compose.yml"), "--project-directory", str(folder), *arguments],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@needs_compose
def test_the_example_environment_is_all_the_file_asks_for(tmp_path):
    assert compose(example_environment(), "config", "-q", folder=tmp_path).stderr == ""
    assert set(compose(example_environment(), "config", "--services", folder=tmp_path).stdout.split()) == PARTS


@needs_compose
@pytest.mark.parametrize("name", ["SECRET_KEY", "DATA_KEY", "SERVER_NAME", "POSTGRES_PASSWORD", "TLS_DIR"])
def test_a_missing_value_stops_it_and_is_named(name, tmp_path):
    environment = {key: value for key, value in example_environment().items() if key != name}
    run = compose(environment, "config", "-q", folder=tmp_path)
    assert run.returncode != 0
    assert f"set {name} in .env" in run.stderr


@needs_compose
def test_every_part_has_a_health_check(tmp_path):
    text = compose(example_environment(), "config", folder=tmp_path).stdout
    assert text.count("healthcheck:") == len(PARTS - ENDS)
