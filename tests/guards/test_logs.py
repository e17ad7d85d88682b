"""Log events are static names, and what people wrote never stands beside them."""

import ast
import re

import pytest

from tests.guards.repository import Module, installed_modules, modules

LEVELS = {"critical", "debug", "error", "exception", "info", "warning"}
LOGGERS = {"log", "_log", "logger", "_logger", "LOG", "_LOG"}
EVENT = re.compile(r"[a-z]+([._][a-z]+)*")

CITIZENS_WORDS = {
    "author",
    "body",
    "content",
    "credit",
    "display",
    "note",
    "password",
    "statement",
    "text",
    "token",
}
"""Fields whose very name says that a person's words or a secret would be in them."""


def _log_calls(module: Module) -> list[ast.Call]:
    return [
        call
        for call in module.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in LOGGERS
    ]


CALLS = [(module.name, call) for module in installed_modules() for call in _log_calls(module)]


def _is_static_event(call: ast.Call) -> bool:
    first, rest = (call.args[0], call.args[1:]) if call.args else (None, [])
    return (
        isinstance(first, ast.Constant)
        and isinstance(first.value, str)
        and EVENT.fullmatch(first.value) is not None
        and not rest
    )


def test_every_log_event_is_a_static_name_with_fields() -> None:
    assert [f"{name}:{call.lineno}" for name, call in CALLS if not _is_static_event(call)] == []


def test_no_log_event_has_a_field_for_what_people_wrote() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, call in CALLS
        if {keyword.arg for keyword in call.keywords} & CITIZENS_WORDS
    ]
    assert found == []


def test_every_logger_has_a_name_that_these_guards_know() -> None:
    """Else its calls would go unread here."""
    unknown = []
    for module in installed_modules():
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and ast.unparse(node.value.func)
                in {"structlog.get_logger", "logging.getLogger", "get_logger"}
            ):
                unknown += [
                    ast.unparse(target)
                    for target in node.targets
                    if ast.unparse(target) not in LOGGERS
                ]
    assert [name for name in unknown if name != "root"] == []


@pytest.mark.parametrize(
    "source",
    ['log.info(f"sent {x}")', 'log.info("Sent it")', 'log.info("sent %s", x)', "log.info(event)"],
)
def test_the_guard_catches_an_event_that_is_not_static(source: str) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert not _is_static_event(call)


def test_nothing_prints_past_the_logs() -> None:
    """The command line speaks by `click.echo`; a `print` would pass these rules by."""
    prints = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        if module.installed
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert prints == []
