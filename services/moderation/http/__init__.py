"""The HTTP interface for internal apps."""
