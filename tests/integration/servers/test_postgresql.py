"""What each role may do in PostgreSQL once `saring db upgrade` has run."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, RaiseException
from sqlalchemy.engine import make_url

from deploy.stack.access import Databases
from tests.support.servers import PrivatePostgreSQL

APPEND_ONLY = ("audit", "audit_seals")
CHANGES = ("UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}")
INSERT = "INSERT INTO audit (action, body) VALUES ('tested', '{}')"
TAME = """
CREATE OR REPLACE FUNCTION saring_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RETURN NULL; END $$
"""
WAYS_AROUND = (
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_append_only ON audit",
    "DROP FUNCTION saring_append_only CASCADE",
    TAME,
    "SET session_replication_role = replica",
    "DROP TABLE audit",
    "ALTER TABLE audit RENAME TO other",
    "CREATE TABLE other (id int)",
    "CREATE SCHEMA other",
    "CREATE TEMPORARY TABLE audit (id int)",
    "SET ROLE saring_owner",
)


def connect(url: str, other: str = "") -> psycopg.Connection:
    """Connect as a process of the product does, but for what is `other`, as libpq writes it."""
    known = make_url(url)
    first = f"host={known.host} port={known.port} user={known.username} dbname={known.database}"
    return psycopg.connect(f"{first} password={known.password} {other}", autocommit=True)


@pytest.fixture(scope="module")
def databases(postgresql: PrivatePostgreSQL) -> Databases:
    """Databases for this module."""
    return postgresql.fresh()


@pytest.fixture
def moderation(databases: Databases) -> Iterator[psycopg.Connection]:
    """Give a connection as api, worker and relay have it."""
    with connect(databases.moderation) as connection:
        yield connection


def change(statement: str, table: str) -> sql.Composed:
    """Fill in a statement that changes rows of an append-only table."""
    column = sql.Identifier("audit_id" if table == "audit_seals" else "id")
    return sql.SQL(statement).format(sql.Identifier(table), column, column)


@pytest.mark.parametrize(
    ("service", "database"),
    [
        ("publisher", "saring"),
        ("moderation", "saring_publisher"),
        ("publisher", "postgres"),
        ("moderation", "postgres"),
        ("moderation", "template1"),
    ],
)
def test_a_service_connects_to_its_own_database_only(
    postgresql: PrivatePostgreSQL, service: str, database: str
) -> None:
    url = getattr(postgresql.server.access(), service)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connect(url, f"dbname={database}")


@pytest.mark.parametrize("role", ["moderation", "publisher", "owner"])
def test_a_wrong_password_lets_nobody_in(databases: Databases, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(getattr(databases, role), "password=wrong")


def test_passwords_are_kept_as_scram_verifiers(postgresql: PrivatePostgreSQL) -> None:
    with postgresql.server.connect() as connection:
        stored = connection.execute(
            "SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'saring%'"
        ).fetchall()
    assert len(stored) == 3
    assert [name for name, verifier in stored if not verifier.startswith("SCRAM-SHA-256$")] == []


def test_moderation_adds_and_reads_audit_rows(moderation: psycopg.Connection) -> None:
    moderation.execute(INSERT)
    found = moderation.execute("SELECT count(*) FROM audit WHERE action = 'tested'").fetchone()
    assert found is not None
    assert found[0] > 0


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", CHANGES)
def test_moderation_has_no_right_to_change_what_is_append_only(
    moderation: psycopg.Connection, statement: str, table: str
) -> None:
    with pytest.raises(InsufficientPrivilege):
        moderation.execute(change(statement, table))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", CHANGES)
def test_not_even_the_owner_changes_what_is_append_only(
    databases: Databases, statement: str, table: str
) -> None:
    with connect(databases.owner) as owner, pytest.raises(RaiseException, match="append-only"):
        owner.execute(change(statement, table))


@pytest.mark.parametrize("statement", WAYS_AROUND)
def test_moderation_finds_no_way_around_the_triggers(
    moderation: psycopg.Connection, statement: str
) -> None:
    with pytest.raises(InsufficientPrivilege):
        moderation.execute(statement)


def test_the_publisher_changes_rows_and_no_tables(databases: Databases) -> None:
    with connect(databases.publisher) as publisher:
        publisher.execute("UPDATE ledger SET channel = channel")
        with pytest.raises(InsufficientPrivilege):
            publisher.execute("DROP TABLE ledger")
        with pytest.raises(InsufficientPrivilege):
            publisher.execute("CREATE TABLE other (id int)")


@pytest.mark.parametrize("service", ["moderation", "publisher"])
def test_no_statement_and_no_lock_of_a_service_lasts_for_ever(
    databases: Databases, service: str
) -> None:
    with connect(getattr(databases, service)) as connection:
        limits = [
            connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone()
            for name in (
                "statement_timeout",
                "lock_timeout",
                "idle_in_transaction_session_timeout",
            )
        ]
    assert ("0",) not in limits


@pytest.mark.parametrize("killed", [False, True])
def test_rows_outlive_the_server(postgresql: PrivatePostgreSQL, *, killed: bool) -> None:
    databases = postgresql.fresh()
    with connect(databases.moderation) as before:
        before.execute(INSERT)
    with postgresql.down(killed=killed), pytest.raises(psycopg.OperationalError):
        connect(databases.moderation)
    with connect(databases.moderation) as after:
        assert after.execute("SELECT action FROM audit").fetchall() == [("tested",)]


def test_defining_roles_again_changes_nothing(postgresql: PrivatePostgreSQL) -> None:
    """`make stack` does so at every start, and the processes' passwords stay good."""
    postgresql.server.define()
    with connect(postgresql.server.access().moderation) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("saring_moderation",)
