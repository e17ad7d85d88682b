"""Migrations of the publisher's database."""
