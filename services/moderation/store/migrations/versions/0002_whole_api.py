"""What the whole API needs: idempotency, callbacks, appeals, limits; what stands on a channel."""

import sqlalchemy as sa
from alembic import op

import shared.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and add the columns; processes of the version before go on working."""
    _create_callback_deliveries()
    _create_callback_endpoints()
    _create_source_days()
    _create_source_quotas()
    _create_idempotent_requests()
    _create_rate_windows()
    _create_appeals()
    op.add_column(
        "api_keys",
        sa.Column("last_used_at", shared.database.UtcDateTime(timezone=True), nullable=True),
    )
    op.add_column("api_keys", sa.Column("rate_limit", sa.Integer(), nullable=True))
    op.add_column("publications", sa.Column("standing_revision", sa.Integer(), nullable=True))
    op.add_column("publications", sa.Column("earlier", sa.JSON(), nullable=True))
    # Lists by state; the queue is sorted by when an appeal came in, which no index holds.
    op.create_index(
        "ix_submissions_listed",
        "submissions",
        ["source", "state", "created_at", "id"],
        unique=False,
    )
    op.drop_index("ix_submissions_queue", "submissions")
    op.execute("UPDATE publications SET standing_revision = revision WHERE state = 'published'")


def _create_callback_deliveries() -> None:
    op.create_table(
        "callback_deliveries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("dead_at", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_deliveries")),
    )
    op.create_index(
        "ix_callback_deliveries_dead",
        "callback_deliveries",
        ["dead_at"],
        unique=False,
        sqlite_where=sa.text("dead_at IS NOT NULL"),
        postgresql_where=sa.text("dead_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_callback_deliveries_submission_id"),
        "callback_deliveries",
        ["submission_id"],
        unique=False,
    )
    op.create_index(
        "ix_callback_deliveries_waiting",
        "callback_deliveries",
        ["next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("delivered_at IS NULL AND dead_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text(
            "delivered_at IS NULL AND dead_at IS NULL AND cancelled_at IS NULL"
        ),
    )


def _create_callback_endpoints() -> None:
    op.create_table(
        "callback_endpoints",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_secret_until", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_callback_endpoints")),
    )


def _create_source_days() -> None:
    op.create_table(
        "source_days",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "day", name=op.f("pk_source_days")),
    )


def _create_source_quotas() -> None:
    op.create_table(
        "source_quotas",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=False),
        sa.Column("updated_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_quotas")),
    )


def _create_idempotent_requests() -> None:
    op.create_table(
        "idempotent_requests",
        sa.Column("api_key_id", sa.String(), nullable=False),
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("request_digest", sa.String(), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("created_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("in_flight_until", shared.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name=op.f("fk_idempotent_requests_api_key_id_api_keys")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_idempotent_requests_submission_id_submissions"),
        ),
        sa.PrimaryKeyConstraint("api_key_id", "key_digest", name=op.f("pk_idempotent_requests")),
    )
    op.create_index(
        op.f("ix_idempotent_requests_created_at"),
        "idempotent_requests",
        ["created_at"],
        unique=False,
    )


def _create_rate_windows() -> None:
    op.create_table(
        "rate_windows",
        sa.Column("api_key_id", sa.String(), nullable=False),
        sa.Column("started_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name=op.f("fk_rate_windows_api_key_id_api_keys")
        ),
        sa.PrimaryKeyConstraint("api_key_id", name=op.f("pk_rate_windows")),
    )


def _create_appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", shared.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_appeals_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["decisions.id"], name=op.f("fk_appeals_outcome_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_appeals_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_appeals")),
    )
    op.create_index(op.f("ix_appeals_submission_id"), "appeals", ["submission_id"], unique=False)
