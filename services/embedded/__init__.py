"""Both services in one process, without servers."""
