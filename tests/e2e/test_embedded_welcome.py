"""What `saring up` prints is all that a newcomer needs: address, password, key, command."""

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.official_page import stands
from tests.support.running import EmbeddedRunning
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e


def test_the_printed_command_publishes_a_post_and_the_printed_password_signs_in(
    embedded: EmbeddedRunning,
) -> None:
    embedded.start()
    lines = embedded.welcome().splitlines()
    (command,) = (line for line in lines if line.startswith("curl "))
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, timeout=60)
    answer = json.loads(done.stdout)
    assert (answer["verdict"], answer["decision"]["outcome"]) == ("approve", "approve")
    embedded.app.wait_until(answer["id"], "published")
    assert stands(embedded.site_url, answer["id"])
    check_first_password(embedded)
    check_owner_only(embedded.data_dir)


def check_first_password(embedded: EmbeddedRunning) -> None:
    """Sign in with the password, which is in a file for the owner only: nobody sees a terminal."""
    found = re.search(r"password in (\S+)", embedded.welcome())
    assert found is not None
    file = Path(found.group(1))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    password = file.read_text(encoding="utf-8").strip()
    assert password not in embedded.output()
    visitor = Visitor(embedded.api_url).sign_in("moderator", password)
    assert visitor.open("/").status == 200
    assert "Antrean" in visitor.page


def check_owner_only(data_dir: Path) -> None:
    """Make sure that nobody else of this machine can read what is kept."""
    secrets = data_dir / "secrets"
    kept = [data_dir, secrets, *secrets.iterdir()]
    assert len(kept) > 2
    assert [path.name for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
