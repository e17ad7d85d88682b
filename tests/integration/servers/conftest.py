"""The servers that these tests run on."""

from tests.support.servers import postgresql, rabbitmq, server_folder

__all__ = ["postgresql", "rabbitmq", "server_folder"]
