"""The services of Saring."""
