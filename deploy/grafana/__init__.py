"""Grafana: the dashboard as code, and how it is provisioned."""
