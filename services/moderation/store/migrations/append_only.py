"""Triggers that keep a table append-only, for both databases.

A batch migration on SQLite copies the table and silently loses them: call this again after one.
"""

from alembic import op

_SQLITE = """
CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION saring_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION saring_append_only()
"""


def forbid_changes(table: str) -> None:
    """Let rows of `table` be inserted and read, nothing else."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(table=table, action=action.lower()))
        return
    op.execute(_POSTGRESQL_FUNCTION)
    op.execute(_POSTGRESQL.format(table=table))
