"""The command line beside the running product: keys, users, databases, policy, audit, doctor."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from tests.support.running import Running, printed_key
from tests.support.visitor import Visitor
from tests.support.waiting import wait_for
from tests.support.web import App

pytestmark = pytest.mark.e2e

PASSWORD = "kata sandi yang panjang"


def test_a_new_key_is_alone_on_the_last_line_and_dies_when_it_is_revoked(running: Running) -> None:
    made = running.saring("keys", "create", "kantor")
    key = made.stdout.splitlines()[-1]
    assert (made.returncode, key[:4]) == (0, "srg_")
    app = App(running.api_url, key)
    assert app.get("/v1/submissions").status == 200
    listed = running.saring("keys", "list").stdout
    assert "kantor" in listed
    assert key not in listed
    assert running.saring("keys", "revoke", key[:10]).returncode == 0
    assert app.get("/v1/submissions").status == 401
    again = running.saring("keys", "revoke", key[:10])
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)


def test_a_key_reads_its_own_source_and_has_the_scopes_it_was_given(running: Running) -> None:
    made = running.saring("keys", "create", "pembaca", "--scope", "read")
    reader = App(running.api_url, made.stdout.splitlines()[-1])
    others = running.app.submit("Terima kasih, lampu jalan di gang kami sudah menyala lagi.")
    assert reader.get(f"/v1/submissions/{others}").status == 404
    assert reader.post("/v1/submissions", {"text": "Halo", "channels": ["site"]}).status == 403


def test_a_user_that_was_added_signs_in_and_a_weak_password_is_refused(running: Running) -> None:
    weak = running.saring("users", "add", "budi", "--password", "pendek")
    assert (weak.returncode, len(weak.stderr.splitlines())) == (2, 1)
    assert running.saring("users", "add", "budi", "--password", PASSWORD).returncode == 0
    assert "budi" in Visitor(running.api_url).sign_in("budi", PASSWORD).page
    twice = running.saring("users", "add", "budi", "--password", PASSWORD)
    assert (twice.returncode, len(twice.stderr.splitlines())) == (2, 1)


def test_databases_are_upgraded_twice_without_harm(running: Running) -> None:
    for _ in range(2):
        assert running.saring("db", "upgrade").returncode == 0
    running.app.wait_until(running.app.submit("Terima kasih, jalan kami mulus."), "published")


def test_the_policy_in_force_is_good_and_a_bad_one_is_one_line_with_its_place(
    running: Running, tmp_path: Path
) -> None:
    good = running.saring("policy", "check")
    assert (good.returncode, "sha256" in good.stdout) == (0, True)
    bad = tmp_path / "kantor.yaml"
    bad.write_text('name: kantor\nversion: "1"\nrules:\n  - id: x\n    whn: {}\n', encoding="utf-8")
    checked = running.saring("policy", "check", str(bad))
    (line,) = checked.stderr.splitlines()
    assert (checked.returncode, checked.stdout) == (2, "")
    assert "kantor.yaml, line" in line


def test_the_audit_is_whole_and_the_doctor_finds_nothing(running: Running) -> None:
    verified = running.saring("audit", "verify")
    assert (verified.returncode, verified.stdout.splitlines()[-1]) == (0, "the audit is whole")
    doctor = running.saring("doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert {line.split()[0] for line in doctor.stdout.splitlines()} == {"ok"}


def disarm(connection: Connection) -> list[str]:
    """Return what takes the audit's triggers away in this database, for somebody who owns it."""
    if connection.dialect.name != "sqlite":
        return ["ALTER TABLE audit DISABLE TRIGGER USER"]
    triggers = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    )
    return [f"DROP TRIGGER {name}" for name in triggers.scalars()]


def test_an_audit_that_was_cut_or_changed_is_not_whole(installation: Running) -> None:
    """Somebody who owns the database takes the triggers away, changes a row, and is found out."""
    installation.start()
    submission_id = installation.app.submit("Terima kasih, jalan di kampung kami sudah mulus.")
    installation.app.wait_until(submission_id, "published")
    wait_for(
        lambda: ", not chained yet: 0," in installation.saring("audit", "verify").stdout,
        "every row of the audit is chained",
    )
    assert installation.stop() == 0
    with installation.owned_database() as database, database.writing() as session:
        connection = session.connection()
        for statement in disarm(connection):
            connection.exec_driver_sql(statement)
        changed = connection.exec_driver_sql(
            "UPDATE audit SET body = replace(body, 'approved', 'rejected') "
            "WHERE action = 'approved'"
        )
        assert changed.rowcount == 1
    verified = installation.saring("audit", "verify")
    assert verified.returncode == 1
    assert "WRONG" in verified.stdout


def test_a_key_is_printed_at_every_start() -> None:
    """A line that is not whole yet is no key."""
    assert printed_key("Saring siap\nAPI key: srg_abc\n") == "srg_abc"
    assert printed_key("Saring siap\nAPI key: srg_a") == ""
