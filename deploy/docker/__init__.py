"""Containers: what is in their images, and the secrets that they are given."""
