"""The way into the servers, for each part of the product, as URLs that hold passwords."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Databases:
    """Both databases: for migrations, and for the processes."""

    owner: str
    owner_of_publisher: str
    moderation: str
    publisher: str


@dataclass(frozen=True, slots=True, repr=False)
class Brokers:
    """The broker, for the processes of each service."""

    moderation: str
    publisher: str


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """Everything that the product connects to."""

    databases: Databases
    brokers: Brokers
