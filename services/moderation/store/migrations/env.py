"""What Alembic runs: the migrations, over the connection that `shared.migrations` holds."""

from alembic import context

from services.moderation.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
)
with context.begin_transaction():
    context.run_migrations()
