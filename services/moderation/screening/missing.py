"""The error of a checker that cannot work here."""


class CheckerMissingError(Exception):
    """Its model is absent, or is not the one that was released."""
