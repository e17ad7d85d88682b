"""Official channels: one a file."""
