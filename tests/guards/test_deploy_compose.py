"""docker-compose.yml keeps the promises of docs/deployment.md, service by service."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from deploy.docker import env_example
from services.publisher.channels.webhook_secrets import secret_variable
from shared.channels import ChannelKind
from tests.guards.repository import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NETWORKS: dict[str, dict[str, Any]] = COMPOSE["networks"]
OURS = {"secrets", "init", "api", "worker", "relay", "publisher"}
ONCE = {"secrets", "init"}
PUBLIC = {"api", "publisher"}
CALLERS = {"alertmanager", "publisher", "relay"}
"""Who calls addresses outside: alerts, channels, callbacks."""


def _networks(service: str) -> set[str]:
    return set(SERVICES[service].get("networks", []))


def _secrets(service: str) -> set[str]:
    volumes = (volume.split(":") for volume in SERVICES[service].get("volumes", []))
    return {name for name, *_ in volumes if name.startswith("secrets-")}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_with_as_little_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit"} <= service.keys()
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root(name: str) -> None:
    """Our own images name their user in the Dockerfile."""
    user = SERVICES[name].get("user", "")
    assert re.match(r"[1-9]", user) or (name in OURS and user == "")


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_has_a_full_version(name: str) -> None:
    assert re.search(r":v?\d+\.\d+(\.\d+)?$", SERVICES[name]["image"])


def test_our_own_images_carry_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tags = {SERVICES[name]["image"].partition(":")[2] for name in OURS}
    assert tags == {project["version"]}


def test_grafana_is_of_the_version_that_the_dashboard_is_checked_against() -> None:
    check = (ROOT / "deploy/grafana/check-schema.sh").read_text(encoding="utf-8")
    _, _, version = SERVICES["grafana"]["image"].partition(":")
    assert f"@grafana/schema@{version} " in check


@pytest.mark.parametrize("name", SERVICES)
def test_only_api_and_publisher_can_be_reached_and_only_from_this_host(name: str) -> None:
    ports = SERVICES[name].get("ports", [])
    assert bool(ports) is (name in PUBLIC)
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_what_keeps_running_says_whether_it_is_healthy_and_is_started_again(name: str) -> None:
    assert "test" in SERVICES[name]["healthcheck"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_starts_before_what_it_needs_is_there(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        done = "service_completed_successfully" if needed in ONCE else "service_healthy"
        assert how == {"condition": done}


def test_the_publisher_and_moderation_cannot_reach_each_others_databases() -> None:
    assert _networks("postgres-moderation") == {"moderation"}
    assert _networks("postgres-publisher") == {"publisher"}
    on = {
        network: {name for name in SERVICES if network in _networks(name)} for network in NETWORKS
    }
    assert on["moderation"] == {"postgres-moderation", "init", "api", "worker", "relay"}
    assert on["publisher"] == {"postgres-publisher", "init", "publisher"}


def test_only_the_network_to_the_world_leads_out() -> None:
    assert {name for name, network in NETWORKS.items() if not network.get("internal")} == {
        "outside",
    }
    assert {name for name in SERVICES if "outside" in _networks(name)} == PUBLIC | CALLERS


def test_a_network_that_leads_nowhere_does_not_lead_to_the_host_either() -> None:
    for name in NETWORKS.keys() - {"outside"}:
        options = NETWORKS[name].get("driver_opts", {})
        assert options == {"com.docker.network.bridge.inhibit_ipv4": "true"}, name


def test_the_example_of_a_channel_gives_its_secret_to_the_publisher_alone() -> None:
    """The steps of docs/deployment.md fit together, and fit docker-compose.yml."""
    page = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    channel, override = map(
        yaml.safe_load,
        re.findall(
            r"```yaml\n# (?:deploy/docker/channels|docker-compose\.override).*?\n(.*?)```",
            page,
            re.DOTALL,
        ),
    )
    (name,) = channel["channels"]
    assert ChannelKind(channel["channels"][name]["kind"]) is ChannelKind.HTTP_POST
    (path,) = override["services"]["publisher"]["environment"].values()
    assert override == {
        "services": {"publisher": {"environment": {f"{secret_variable(name)}_FILE": path}}},
    }
    assert f"cat >/made/publisher/{path.removeprefix('/secrets/')}" in page
    assert "secrets-publisher:/made/publisher" in SERVICES["secrets"]["volumes"]
    assert "secrets-publisher:/secrets:ro" in SERVICES["publisher"]["volumes"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"secrets"}))
def test_each_service_is_given_its_own_secrets_only(name: str) -> None:
    own = {"init": "owner", "api": "moderation", "worker": "moderation", "relay": "moderation"}
    none = {"prometheus", "alertmanager"}
    assert _secrets(name) == (set() if name in none else {f"secrets-{own.get(name, name)}"})


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_environment(name: str) -> None:
    secret = re.compile(r"PASSWORD|SECRET_KEY|SIGNING_KEY|CONTENT_KEYS|DATABASE_URL|BROKER_URL")
    plain = {
        variable
        for variable in SERVICES[name].get("environment", {})
        if secret.search(variable) and not variable.endswith("_FILE")
    }
    assert plain <= {"ALERT_SMTP_PASSWORD"}  # The office's own, from .env; becomes a file at once.


def test_the_example_of_settings_is_what_the_tables_say() -> None:
    """Run `python -m deploy.docker.env_example` after changing a table or docker-compose.yml."""
    assert env_example.FILE.read_text(encoding="utf-8") == env_example.render()


def test_every_variable_that_compose_reads_is_in_the_tables() -> None:
    assert env_example.passed_on() <= {setting.name for setting in env_example.settings()}
