"""Errors that the person at the keyboard can mend."""


class MendableError(Exception):
    """The message is one line that says what is wrong and what to do; it shows no secret."""
