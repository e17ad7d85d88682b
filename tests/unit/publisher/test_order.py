"""Commands of one submission are obeyed in the order they were given, not as they arrive."""

import sqlite3
from contextlib import closing

import pytest

from shared.messages import Operation
from tests.support.publishing import Desk

PUBLISH, UPDATE, RECALL, ERASE = (
    Operation.PUBLISH,
    Operation.UPDATE,
    Operation.RECALL,
    Operation.ERASE,
)


def test_a_post_goes_up_and_comes_down_by_recall(desk: Desk) -> None:
    desk.send("s1", seq=1)
    desk.work()
    desk.send("s1", op=RECALL, seq=2)
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers() == [("publication.published", 1, None), ("publication.recalled", 2, None)]
    assert [row.state for row in desk.ledger()] == ["recalled", "recalled"]


def test_a_recall_overtakes_what_was_not_posted_yet(desk: Desk) -> None:
    desk.send("s1", seq=1)
    desk.send("s1", op=RECALL, seq=2)
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers() == [("publication.recalled", 2, None)]
    assert [(row.state, row.content) for row in desk.ledger()] == [
        ("refused", ""),
        ("recalled", ""),
    ]


def test_a_recall_that_comes_first_leaves_a_tombstone(desk: Desk) -> None:
    desk.send("s1", op=RECALL, seq=2)
    desk.send("s1", seq=1)
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers() == [
        ("publication.refused", 1, "superseded"),
        ("publication.recalled", 2, None),
    ]


def test_a_recalled_revision_stays_down_and_a_new_one_may_go_up(desk: Desk) -> None:
    desk.send("s1", seq=1)
    desk.work()
    desk.send("s1", op=RECALL, seq=2)
    desk.work()
    desk.send("s1", seq=3)
    desk.send("s1", seq=4, revision=2, text="disamarkan")
    desk.work()
    assert desk.on_page() == {"s1": "disamarkan"}
    assert desk.answers()[2:] == [
        ("publication.refused", 3, "recalled"),
        ("publication.published", 4, None),
    ]


def test_a_late_recall_does_not_take_down_what_was_published_after_it(desk: Desk) -> None:
    desk.send("s1", seq=3, revision=2)
    desk.work()
    desk.send("s1", op=RECALL, seq=2)
    desk.work()
    assert "s1" in desk.on_page()
    assert desk.answers()[1:] == [("publication.refused", 2, "superseded")]


def test_a_recall_given_again_is_answered_again(desk: Desk) -> None:
    for seq in (1, 2):
        desk.send("s1", op=RECALL, seq=seq)
        desk.work()
    assert desk.answers() == [("publication.recalled", 1, None), ("publication.recalled", 2, None)]


def test_a_publish_given_again_is_answered_and_not_posted_again(desk: Desk) -> None:
    desk.send("s1", seq=1)
    desk.work()
    first_posted = desk.clock()
    desk.clock.advance(hours=1)
    desk.send("s1", seq=2)
    assert desk.work() == 0
    assert desk.answers() == [
        ("publication.published", 1, None),
        ("publication.published", 2, None),
    ]
    assert desk.events()[0].url == desk.events()[1].url == "http://127.0.0.1:8081/post/s1"
    assert len(desk.ledger()) == 1
    assert desk.ledger()[0].updated_at == first_posted


def test_an_update_takes_the_place_of_the_older_revision(desk: Desk) -> None:
    desk.send("s1", seq=1, text="lama")
    desk.work()
    desk.send("s1", op=UPDATE, seq=2, revision=2, text="baru")
    desk.work()
    desk.send("s1", seq=3, revision=1, text="lama")
    desk.work()
    assert desk.on_page() == {"s1": "baru"}
    assert desk.answers()[2:] == [("publication.refused", 3, "superseded")]


def test_an_update_drops_an_older_revision_that_was_not_posted_yet(desk: Desk) -> None:
    desk.send("s1", seq=1, text="lama")
    desk.send("s1", op=UPDATE, seq=2, revision=2, text="baru")
    desk.work()
    assert desk.on_page() == {"s1": "baru"}
    assert desk.answers() == [("publication.published", 2, None)]


@pytest.mark.parametrize("posted", [True, False])
def test_erasure_removes_the_words_and_is_final(desk: Desk, *, posted: bool) -> None:
    word = "rahasia-4711"
    desk.send("s1", seq=1, text=word, credit=word)
    if posted:
        desk.work()
    desk.send("s1", op=ERASE, seq=2)
    desk.work()
    desk.send("s1", seq=3, revision=2, text=word)
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers()[-2:] == [
        ("publication.erased", 2, None),
        ("publication.refused", 3, "erased"),
    ]
    with closing(sqlite3.connect(desk.publisher.settings.data_dir / "publisher.sqlite3")) as store:
        dump = "\n".join(store.iterdump())
    assert "s1" in dump
    assert word not in dump


def test_submissions_do_not_stand_in_each_others_way(desk: Desk) -> None:
    desk.send("s1", op=RECALL, seq=9)
    desk.send("s2", seq=1)
    desk.work()
    assert set(desk.on_page()) == {"s2"}


def test_an_anchor_is_kept_and_never_overwritten(desk: Desk) -> None:
    """Another head for the same seal means that the audit was altered: it is refused."""
    for head in ("ab" * 32, "cd" * 32):
        desk.send("audit", op=Operation.ANCHOR, seq=7, revision=0, channels=(), content=head)
    with desk.publisher.database.reading() as session:
        anchors = session.connection().exec_driver_sql("select seq, head from audit_anchors").all()
    assert [tuple(anchor) for anchor in anchors] == [(7, "ab" * 32)]
