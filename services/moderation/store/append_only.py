"""Which tables are append-only, and the privileges that keep them so on PostgreSQL."""

from sqlalchemy import text

from shared.database import Database

APPEND_ONLY = ("audit", "audit_seals")

_GRANTEES = text(
    """
    SELECT DISTINCT grantee FROM information_schema.role_table_grants
    WHERE table_schema = 'public' AND table_name = :table AND grantee <> current_user
    AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
    """,
)


def revoke_changes(database: Database) -> None:
    """Take from every role but the owner the right to change what is only ever added to.

    The triggers refuse it as well; this way a role cannot even try. Nothing to do on SQLite.
    """
    if database.is_sqlite:
        return
    with database.writing() as session:
        quote = session.connection().dialect.identifier_preparer.quote
        for table in APPEND_ONLY:
            for role in session.scalars(_GRANTEES, {"table": table}).all():
                name = "PUBLIC" if role == "PUBLIC" else quote(role)
                session.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}"))
