"""Saring as it is deployed, on one machine: its servers and its processes, found or started."""
