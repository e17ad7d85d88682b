"""One file a migration, explicit operations, newest last."""
