"""Signing in leads back into the console and nowhere else."""

import pytest

from services.moderation.console.links import local_path


@pytest.mark.parametrize(
    "target",
    ["/console/", "/console/decided", "/console/items/0b9e?after=1f#recall"],
)
def test_a_page_of_the_console_may_follow(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "https://jahat.example/console/",
        "//jahat.example/console/",
        "///jahat.example/console/",
        "/\\jahat.example/console/",
        "\\\\jahat.example",
        "/\t/jahat.example/console/",
        "\n//jahat.example",
        "https:/console/",
        "javascript:alert(1)//console/",
        "console/",
        "/console/../v1/submissions",
        "/consolejahat",
        "/v1/submissions",
        "/console/\r\nSet-Cookie: a=b",
        "/console/\u202e",
    ],
)
def test_nothing_else_may_follow(target: str | None) -> None:
    assert local_path(target) is None
