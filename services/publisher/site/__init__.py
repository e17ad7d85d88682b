"""The office's official page."""
