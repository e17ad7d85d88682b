"""Servers that are there already, as the environment names them."""

import pika
from pika.exceptions import AMQPError
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from deploy.stack.waiting import StackError
from shared.database import Database
from shared.settings import DatabaseUrl, Settings


class Named(Settings):
    """What SARING_* variables say of servers; a server that is not named is started here."""

    database_url: DatabaseUrl | None = None
    publisher_database_url: DatabaseUrl | None = None
    broker_url: SecretStr | None = None

    def check(self) -> None:
        """Raise StackError unless what is named answers.

        To start another in its place would look as if all data were gone.
        """
        urls = {
            "SARING_DATABASE_URL": self.database_url,
            "SARING_PUBLISHER_DATABASE_URL": self.publisher_database_url,
        }
        unset = [name for name, url in urls.items() if url is None]
        if len(unset) == 1:
            message = f"{unset[0]}: name both databases, or neither of them"
            raise StackError(message)
        for name, url in urls.items():
            if url is not None:
                _check_database(name, url.get_secret_value())
        if self.broker_url is not None:
            _check_broker(self.broker_url.get_secret_value())


def _check_database(name: str, url: str) -> None:
    database = Database(url)
    if database.is_sqlite:
        message = f"{name}: the stack runs on PostgreSQL; `make up` needs no server"
        raise StackError(message)
    try:
        database.engine.connect().close()
    except OperationalError:
        _complain(name)
    finally:
        database.dispose()


def _check_broker(url: str) -> None:
    try:
        pika.BlockingConnection(pika.URLParameters(url)).close()
    except (AMQPError, OSError, ValueError):
        _complain("SARING_BROKER_URL")


def _complain(name: str) -> None:
    message = f"{name}: nobody lets us in there; start that server, or unset this"
    raise StackError(message) from None
