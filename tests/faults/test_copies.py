"""kill -9 before and after each word of the broker: what was not known to have gone goes again.

The copy is recognised, counted and dropped. Where none can arise, none is counted.
"""

import pytest

from shared.database import Database
from shared.topology import EVENTS
from tests.faults.faulty import Faulty
from tests.faults.gate import Place, Service
from tests.faults.progress import at_hand, taken_in
from tests.faults.wire import ACKNOWLEDGEMENT, Cut, Way, publishing
from tests.support.waiting import wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

COMMAND = publishing(EVENTS, "submission.publish")
MARK_SENT = Place(
    Service.MODERATION, "outbox", "UPDATE OF sent_at", "event_id", "sent_at IS NOT NULL"
)
TAKE_IN = Place(Service.PUBLISHER, "inbox", "INSERT", "event_id")


def copies(stack: Faulty) -> float:
    """Return how many copies the publisher has dropped since it was started."""
    return stack.running.metric("saring_commands_total", disposition="duplicate")


def sent_last(cut: Cut, moderation: Database) -> tuple[list[str], str]:
    """Return the commands that the relay is at, and the one that it sent as the wire was cut."""

    def found() -> tuple[list[str], str] | None:
        commands = at_hand(moderation)
        sent = [command for command in commands if command.encode() in cut.said]
        return (commands, sent[0]) if sent else None

    return wait_for(found, "the relay sends a command") or ([], "")


def test_a_command_that_was_lost_on_its_way_is_sent_again(wired: Faulty) -> None:
    """The relay dies waiting for a confirm that the broker never had reason to give."""
    with wired.databases() as (moderation, publisher):
        before = copies(wired)
        with wired.rushing():
            with wired.wires["relay"].cut(at=COMMAND, way=Way.TO_BROKER) as cut:
                commands, lost = sent_last(cut, moderation)
                assert ACKNOWLEDGEMENT not in cut.answered
                wired.running.kill("relay")
            assert not taken_in(publisher, [lost])
            wired.start_again("relay")
        wired.check_everything_ended_well()
        assert taken_in(publisher, [lost])
    assert copies(wired) - before == commands.index(lost)


def test_a_command_whose_confirm_was_lost_is_sent_again_and_dropped(wired: Faulty) -> None:
    """The relay dies after the broker has confirmed, and before it hears of it."""
    with wired.databases() as (moderation, publisher), wired.rushing():
        before = copies(wired)
        with wired.wires["relay"].cut(at=COMMAND, way=Way.FROM_BROKER) as cut:
            commands, confirmed = sent_last(cut, moderation)
            cut.wait_until_answered(ACKNOWLEDGEMENT)
            wait_for(lambda: taken_in(publisher, [confirmed]), "the publisher takes it in")
            assert confirmed in at_hand(moderation)
            wired.running.kill("relay")
        wired.start_again("relay")
    wired.check_everything_ended_well()
    assert copies(wired) - before == commands.index(confirmed) + 1


@pytest.mark.parametrize("committing", [False, True], ids=["before", "in the commit"])
def test_commands_that_were_not_marked_as_sent_are_sent_again_and_dropped(
    wired: Faulty, *, committing: bool
) -> None:
    """The relay dies after the confirms of a whole batch, before or in the commit of that."""
    with (
        wired.databases() as (moderation, publisher),
        wired.rushing(),
        wired.gate(MARK_SENT) as gate,
    ):
        before = copies(wired)
        with gate.closed(committing=committing):
            gate.wait_for_somebody()
            commands = at_hand(moderation)
            wait_for(
                lambda: taken_in(publisher, commands) == set(commands),
                "the publisher takes all of them in",
            )
            wired.running.kill("relay")
        assert all(gate.is_done(command) == committing for command in commands)
        wired.start_again("relay")
    wired.check_everything_ended_well()
    assert copies(wired) - before == (0 if committing else len(commands))


@pytest.mark.parametrize("committing", [False, True], ids=["before", "in the commit"])
def test_a_command_that_was_not_acknowledged_comes_again(
    wired: Faulty, *, committing: bool
) -> None:
    """The publisher dies before, or in, the commit of its inbox; a copy is found if it is there."""
    with wired.rushing(), wired.gate(TAKE_IN) as gate:
        with gate.closed(committing=committing):
            command = gate.wait_for_somebody()
            wired.running.kill("publisher")
        assert gate.is_done(command) == committing
        wired.start_again("publisher")
        wait_for(lambda: gate.is_done(command), "it comes again, and is taken in")
    wired.check_everything_ended_well()
    assert copies(wired) >= committing


def test_commands_whose_acknowledgements_were_lost_come_again_and_are_dropped(
    wired: Faulty,
) -> None:
    """The publisher dies after the commit of its inbox, and before the broker hears of it."""
    with wired.rushing():
        with wired.wires["publisher"].cut(at=ACKNOWLEDGEMENT, way=Way.TO_BROKER) as cut:
            cut.wait_until_said(ACKNOWLEDGEMENT)
            wired.running.kill("publisher")
        lost = cut.said.count(ACKNOWLEDGEMENT)
        wired.start_again("publisher")
    wired.check_everything_ended_well()
    assert copies(wired) >= lost > 0
