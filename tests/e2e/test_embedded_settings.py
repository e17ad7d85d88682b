"""A wrong setting stops `saring up` with one line that names it and shows no value."""

import multiprocessing
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.cli.main import main
from tests.support.running import free_ports

pytestmark = pytest.mark.e2e

SECRET = "terlalu-rahasia-untuk-layar"

FILES = {
    "plain-file": "not a directory",
    "policy-syntax.yaml": "rules: [",
    "policy-field.yaml": 'name: kantor\nversion: "1"\nruless: []\n',
    "channels-syntax.yaml": "channels: [",
    "channels-kind.yaml": "channels: {site: {kind: pigeon, reconcile: none, title: x}}\n",
    "channels-empty.yaml": "channels: {}\n",
    "secret": f"{SECRET}\n",
}

# What the line must name → the variable that is wrong, without SARING_, and its value.
WRONG = [
    # Ports are numbers from 1 to 65535, and free; the host is one of this machine's.
    ("SARING_PORT", "PORT", "delapan"),
    ("SARING_PORT", "PORT", "70000"),
    ("SARING_SITE_PORT", "SITE_PORT", "0"),
    ("SARING_PORT", "PORT", "{taken}"),
    ("SARING_SITE_PORT", "SITE_PORT", "{taken}"),
    ("SARING_HOST", "HOST", "192.0.2.1"),
    ("SARING_TIMEZONE", "TIMEZONE", "Asia/Atlantis"),
    ("SARING_UNDO_SECONDS", "UNDO_SECONDS", "-1"),
    ("SARING_METRICS_ALLOW", "METRICS_ALLOW", "kantor"),
    # Files are there, and hold what they should.
    ("SARING_POLICY_FILE", "POLICY_FILE", "{folder}/no-such.yaml"),
    ("SARING_POLICY_FILE", "POLICY_FILE", "{folder}/policy-syntax.yaml"),
    ("SARING_POLICY_FILE", "POLICY_FILE", "{folder}/policy-field.yaml"),
    ("SARING_PRESIDIO_REGISTRY", "PRESIDIO_REGISTRY", "{folder}/no-such.yaml"),
    ("SARING_CHANNELS_FILE", "CHANNELS_FILE", "{folder}/no-such.yaml"),
    ("SARING_CHANNELS_FILE", "CHANNELS_FILE", "{folder}/channels-syntax.yaml"),
    ("SARING_CHANNELS_FILE", "CHANNELS_FILE", "{folder}/channels-kind.yaml"),
    ("SARING_CHANNELS_FILE", "CHANNELS_FILE", "{folder}/channels-empty.yaml"),
    # Secrets have their form, given by themselves or in a file; they are never shown.
    ("SARING_CONTENT_KEYS", "CONTENT_KEYS", SECRET),
    ("SARING_SIGNING_KEY", "SIGNING_KEY", SECRET),
    ("SARING_SIGNING_KEY", "SIGNING_KEY_FILE", "{folder}/secret"),
    ("SARING_CONTENT_KEYS_FILE", "CONTENT_KEYS_FILE", "{folder}/no-such"),
    ("SARING_SECRET_KEY_FILE", "SECRET_KEY_FILE", "{folder}"),
    ("SARING_VERIFY_KEYS", "VERIFY_KEYS", SECRET),
    # The data directory can be made.
    ("SARING_DATA_DIR", "DATA_DIR", "{folder}/plain-file"),
    ("SARING_DATA_DIR", "DATA_DIR", "{folder}/plain-file/data"),
    # A server's database is for another command; another kind of server is for none.
    ("SARING_DATABASE_URL", "DATABASE_URL", f"postgresql://u:{SECRET}@127.0.0.1/x"),
    ("SARING_PUBLISHER_DATABASE_URL", "PUBLISHER_DATABASE_URL", f"mysql://u:{SECRET}@[::1]/x"),
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the table's wrong settings point."""

    folder: Path
    taken_port: int


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Write the files, and listen on a port."""
    folder = tmp_path_factory.mktemp("wrong")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield Place(folder, taken.getsockname()[1])


def saring_up(environment: Mapping[str, str], out: Path, err: Path) -> None:
    """Be `saring up`, in a process of its own that writes into two files."""
    for file, descriptor in ((out, 1), (err, 2)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), descriptor)
    os.environ.update(environment)
    sys.argv = ["saring", "up"]
    main()


@pytest.mark.parametrize(("named", "variable", "value"), WRONG)
def test_a_wrong_setting_is_one_line_that_names_it(
    place: Place, tmp_path: Path, named: str, variable: str, value: str
) -> None:
    ports = free_ports(2)
    environment = {
        "SARING_DATA_DIR": str(tmp_path / "data"),
        "SARING_PORT": str(ports[0]),
        "SARING_SITE_PORT": str(ports[1]),
        f"SARING_{variable}": value.format(folder=place.folder, taken=place.taken_port),
    }
    # Forked from a server that has loaded the product once: loading is what a start costs.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["services.embedded.up"])
    out, err = tmp_path / "out", tmp_path / "err"
    process = context.Process(target=saring_up, args=(environment, out, err))
    process.start()
    process.join(60)
    shown = err.read_text(encoding="utf-8")
    lines = [line for line in shown.splitlines() if not line.startswith("{")]
    assert (process.exitcode, out.read_text(encoding="utf-8"), len(lines)) == (2, "", 1), shown
    assert named in lines[0]
    assert SECRET not in shown
