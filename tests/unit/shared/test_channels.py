"""The channels file: what ships is usable, what is wrong is said in one line."""

from pathlib import Path

import pytest

from shared.channels import ChannelsError, Reconcile, load_channels

SITE = "kind: site, reconcile: transactional, title: Kabar"
POST = "kind: http-post, reconcile: none, title: Portal"


def test_the_default_book_has_the_official_page() -> None:
    book = load_channels()
    assert book.names == ("site",)
    assert book["site"].reconcile is Reconcile.TRANSACTIONAL
    assert book["site"].language == "id"


def test_an_office_may_say_where_its_page_is_reached(tmp_path: Path) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(f"channels: {{kabar: {{{SITE}, base_url: 'https://kabar.example.go.id'}}}}")
    assert load_channels(path)["kabar"].base_url == "https://kabar.example.go.id"


@pytest.mark.parametrize("url", ["http://10.0.0.7/hook/", "https://portal.example/x?kanal=1"])
def test_an_office_may_post_to_any_address_of_its_own(tmp_path: Path, url: str) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(f"channels: {{portal: {{{POST}, base_url: '{url}'}}}}")
    assert load_channels(path)["portal"].base_url == url


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a: [", "not valid YAML"),
        ("teks", "needs a mapping"),
        ("channels: {}", "needs a mapping"),
        ("channels: {site: 3}", "channel site: is not a mapping"),
        ("channels: {site: {kind: fax}}", "channel site: kind"),
        (f"channels: {{site: {{{SITE}, colour: red}}}}", "channel site: colour"),
        (f"channels: {{Site!: {{{SITE}}}}}", "channel Site!: name"),
        (
            "channels: {site: {kind: site, reconcile: none, title: Kabar}}",
            "kind site cannot reconcile none",
        ),
        (f"channels: {{site: {{{SITE}, base_url: 'https://a/'}}}}", "channel site: base_url"),
        (f"channels: {{a: {{{SITE}}}, b: {{{SITE}}}}}", "one channel of kind site"),
        (f"channels: {{portal: {{{POST}}}}}", "base_url: must be the address that is posted to"),
        (
            f"channels: {{portal: {{{POST}, base_url: 'portal'}}}}",
            "portal: base_url: write a whole",
        ),
        (f"channels: {{portal: {{{POST}, base_url: 'http://a:x/'}}}}", "cannot be read"),
        (f"channels: {{portal: {{{POST}, base_url: 'http://u:p@a/'}}}}", "leave user name"),
        (
            f"channels: {{a-b: {{{POST}, base_url: 'http://a'}}, a_b: {{{SITE}}}}}",
            "differ in `-` and `_` only",
        ),
        (
            f"channels: {{portal: {{{POST.replace('none', 'search')}, base_url: 'http://a'}}}}",
            "kind http-post cannot reconcile search",
        ),
    ],
)
def test_a_wrong_file_is_named_in_one_line(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(written)
    with pytest.raises(ChannelsError) as caught:
        load_channels(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ChannelsError, match="cannot be read"):
        load_channels(tmp_path / "none.yaml")
