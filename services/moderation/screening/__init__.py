"""Checkers, and the policy that turns their scores into a verdict."""
