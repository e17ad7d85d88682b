"""An installation whose model was damaged publishes nothing by itself."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.official_page import standing
from tests.support.running import EmbeddedRunning
from tests.support.web import fetch

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]
MODEL = Path("services/moderation/screening/model/encoder/encoder.onnx")
MISSING = [{"checker": name, "kind": "missing"} for name in ("language", "toxicity")]
FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus."


@pytest.fixture
def damaged(embedded: EmbeddedRunning, tmp_path: Path) -> EmbeddedRunning:
    """Install a copy of the product in which one byte of the model is another."""
    copy = tmp_path / "copy"
    for package in ("services", "shared"):
        shutil.copytree(ROOT / package, copy / package)
    model = bytearray((copy / MODEL).read_bytes())
    model[len(model) // 2] ^= 1
    (copy / MODEL).write_bytes(model)
    # What PYTHONPATH names is found before what is installed.
    embedded.environment["PYTHONPATH"] = str(copy)
    return embedded


def test_every_post_goes_to_a_person_and_none_to_the_page(damaged: EmbeddedRunning) -> None:
    screened = damaged.saring("screen", typed=f"{FRIENDLY}\n".encode())
    result = json.loads(screened.stdout)
    assert (result["verdict"], result["complete"], result["scores"]["toxicity"]) == (
        "review",
        False,
        None,
    )
    assert result["failures"] == MISSING
    damaged.start(ready=503)
    assert fetch(f"{damaged.api_url}/readyz").json["faults"] == ["screener_incomplete"]
    ids = [damaged.app.submit(f"{FRIENDLY} Nomor {number}.") for number in range(3)]
    for submission_id in ids:
        found = damaged.app.wait_until(submission_id, "in_review")
        assert found["screening"]["failures"] == MISSING
    assert standing(damaged.site_url) == []
    doctor = damaged.saring("doctor")
    assert doctor.returncode == 1
    assert "toxicity (missing)" in doctor.stdout
