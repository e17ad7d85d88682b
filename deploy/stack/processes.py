"""The product's own processes, with the settings that each of them needs and no others."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.access import Access
from deploy.stack.child import Child
from deploy.stack.command import run
from deploy.stack.folder import Folder
from deploy.stack.waiting import StackError
from shared.settings import PREFIX

SARING = str(Path(sys.executable).with_name("saring"))
NAMES = ("api", "worker", "relay", "publisher")
_MODERATION_KEYS = ("secret_key", "signing_key", "content_keys")
_PUBLISHER_KEYS = ("verify_keys",)
_SECRETS = (
    *_MODERATION_KEYS,
    *_PUBLISHER_KEYS,
    "database_url",
    "publisher_database_url",
    "broker_url",
)


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings from the person who starts the stack, and how they reach each process."""

    given: Mapping[str, str]
    access: Access
    folder: Folder

    def of_moderation(self) -> dict[str, str]:
        """Return what api, worker, relay and the command line run with."""
        return self._of(
            _MODERATION_KEYS,
            database_url=self.access.databases.moderation,
            broker_url=self.access.brokers.moderation,
        )

    def of_publisher(self) -> dict[str, str]:
        """Return what the publisher runs with: public keys only."""
        return self._of(
            _PUBLISHER_KEYS,
            publisher_database_url=self.access.databases.publisher,
            broker_url=self.access.brokers.publisher,
        )

    def of_owner(self) -> dict[str, str]:
        """Return what migrations run with."""
        return self._of(
            (),
            database_url=self.access.databases.owner,
            publisher_database_url=self.access.databases.owner_of_publisher,
        )

    def _of(self, keys: tuple[str, ...], **urls: str) -> dict[str, str]:
        hidden = {f"{_variable(name)}{end}" for name in _SECRETS for end in ("", "_FILE")}
        found = {name: value for name, value in self.given.items() if name not in hidden}
        for key in keys:
            found |= self._given_key(key) or {
                f"{_variable(key)}_FILE": str(self.folder.secrets / key),
            }
        return found | {_variable(name): url for name, url in urls.items()}

    def _given_key(self, key: str) -> dict[str, str]:
        names = (_variable(key), f"{_variable(key)}_FILE")
        return {name: self.given[name] for name in names if self.given.get(name)}


def check_keys(given: Mapping[str, str]) -> None:
    """Raise StackError if only one half of the pair of keys is given."""
    signs, verifies = (
        any(given.get(f"{_variable(key)}{end}") for end in ("", "_FILE"))
        for key in ("signing_key", "verify_keys")
    )
    if signs != verifies:
        message = "SARING_SIGNING_KEY and SARING_VERIFY_KEYS: set both, or neither"
        raise StackError(message)


def prepare(environment: Environment) -> None:
    """Make the keys that are missing, and bring both databases to this version's schema."""
    run([SARING, "secrets", "make", str(environment.folder.secrets)], environment.of_owner())
    run([SARING, "db", "upgrade"], environment.of_owner())


def make_processes(environment: Environment, metrics_ports: Mapping[str, int]) -> list[Child]:
    """Return the processes, not started; `metrics_ports` are of all but api."""
    made = []
    for name in NAMES:
        of = environment.of_publisher if name == "publisher" else environment.of_moderation
        settings = of()
        settings.pop(f"{PREFIX}METRICS_PORT", None)
        if name in metrics_ports:
            settings[f"{PREFIX}METRICS_PORT"] = str(metrics_ports[name])
        log = environment.folder.log(name)
        made.append(Child(name, [SARING, "run", name], settings, log))
    return made


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"
