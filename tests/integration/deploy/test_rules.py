"""Prometheus' and Alertmanager's own tools accept what is deployed."""

import subprocess
from pathlib import Path

import pytest

from tests.guards.repository import ROOT

PROMETHEUS = ROOT / "deploy" / "prometheus"
START = ROOT / "deploy" / "alertmanager" / "start.sh"
MAIL = {
    "ALERT_EMAIL_TO": "jaga@desa.example",
    "ALERT_EMAIL_FROM": "saring@desa.example",
    "ALERT_SMTP_SERVER": "surat.desa.example:587",
}


def _run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=PROMETHEUS,
        env={"PATH": "/usr/bin:/bin", **environment},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "prometheus.yml"),
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml", "office_hours_test.yml"),
    ],
    ids=" ".join,
)
def test_promtool_finds_no_fault(arguments: tuple[str, ...]) -> None:
    done = _run("promtool", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"ALERT_WEBHOOK_URL": "https://jaga.desa.example/hook?a=b&c=%20d"},
        MAIL,
        {**MAIL, "ALERT_SMTP_USER": "saring", "ALERT_SMTP_PASSWORD": "a\"b'c$d\\e"},
        {**MAIL, "ALERT_WEBHOOK_URL": "http://10.0.0.1:9000/hook"},
    ],
    ids=["nobody", "webhook", "mail", "mail with a password", "both"],
)
def test_alertmanager_accepts_the_settings_made_for_it(
    settings: dict[str, str], tmp_path: Path
) -> None:
    config = tmp_path / "alertmanager.yml"
    written = _run(START, "--write-only", ALERT_CONFIG=str(config), **settings)
    assert written.returncode == 0, written.stderr
    assert ("nobody is told" in written.stderr) is (settings == {})
    checked = _run("amtool", "check-config", config)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    text = config.read_text(encoding="utf-8")
    assert all(value in text for name, value in settings.items() if "PASSWORD" not in name)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"ALERT_WEBHOOK_URL": 'http://x/"\nreceivers: []'}, "ALERT_WEBHOOK_URL"),
        ({**MAIL, "ALERT_EMAIL_TO": 'a"b@desa.example'}, "ALERT_EMAIL_TO"),
        ({"ALERT_EMAIL_TO": "jaga@desa.example"}, "ALERT_EMAIL_FROM"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(
    settings: dict[str, str], named: str, tmp_path: Path
) -> None:
    done = _run(START, "--write-only", ALERT_CONFIG=str(tmp_path / "config"), **settings)
    assert done.returncode == 2
    assert done.stderr.startswith(f"alertmanager: {named}: ")


def test_the_password_of_the_mail_server_is_in_a_file_of_its_own(tmp_path: Path) -> None:
    password = "a\"b'c$d\\e"
    settings = {**MAIL, "ALERT_SMTP_USER": "saring", "ALERT_SMTP_PASSWORD": password}
    config = tmp_path / "alertmanager.yml"
    _run(START, "--write-only", ALERT_CONFIG=str(config), **settings)
    assert password not in config.read_text(encoding="utf-8")
    file = tmp_path / "smtp-password"
    assert file.read_text(encoding="utf-8") == password
    assert file.stat().st_mode & 0o077 == 0
