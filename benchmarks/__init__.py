"""Figures of speed, side by side in one run; nothing here asserts."""
