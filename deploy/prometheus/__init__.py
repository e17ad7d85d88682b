"""Prometheus: what it reads, when it alerts, and the page that says what each metric means."""
