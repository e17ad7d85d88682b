"""The moderation database's history of schemas."""
