"""Recognise accounts on social networks that are not an institution's."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit, nobodys
from services.moderation.screening.personal.institutions import is_institution
from services.moderation.screening.personal.wording import words

_HANDLE = re.compile(r"(?<![\w.@/+-])@([a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?)(?![\w@])")
_PROFILE = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:www\.|m\.|web\.|id-id\.|vm\.)?(?:instagram\.com|facebook\.com"
    r"|fb\.com|fb\.me|tiktok\.com|twitter\.com|x\.com"
    r"|threads\.(?:net|com)|linkedin\.com|t\.me|telegram\.me|youtube\.com|line\.me"
    r"|snapchat\.com|github\.com)"
    r"/(?:in/|add/|profile\.php\?id=|people/|c/|channel/"
    r"|@)?([a-z0-9_][a-z0-9_.-]{1,60})(?:[/?][^\s\x00]{0,100})?"
)
# Paths of the networks themselves, not of accounts.
_NOT_ACCOUNTS = words(
    """
    p reel reels explore groups watch share sharer sharer.php hashtag login events pages
    story.php status intent search joinchat video photo photo.php stories help about
    policies marketplace company
    """
)
_NAMED = re.compile(
    r"\b(?:ig|instagram|insta|fb|facebook|efbi|twitter|tiktok|tik tok|threads|telegram"
    r"|tele|line|akun|account|username|user ?name|usn"
    r"|medsos|discord|snapchat|youtube)(?:nya|ku|ne|mu|e)?(?: id)?(?:[ :=-]{1,4}(?:saya"
    r"|aku|ku|kami|pribadi|dia|nya|mas|mbak|is|ini|itu))?"
    r"[ :=-]{1,4}(?P<name>[a-z0-9_](?:[a-z0-9_]|\.(?=[a-z0-9_])){2,28})(?![\w@])"
)
_WITH_JOINT = re.compile(r"[a-z]+[0-9_.]+[a-z0-9_.]*|[0-9_.]+[a-z][a-z0-9_.]*")
_OFFICIAL = re.compile(r"\b(?:resmi|official)(?: \w+){0,3} ?:? ?$")
_DIGITS_AND_UNIT = re.compile(r"[0-9]+[a-z]{1,3}|[a-z]{1,2}[0-9]{1,2}|[0-9.]+")


def find_social_handles(text: str) -> Iterator[Hit]:
    """Yield the handles and profile links in a folded text; institutions' are claimed. Linear."""
    for match in _PROFILE.finditer(text):
        end = match.start() + len(match.group().rstrip("./,?"))
        if match[1].rstrip(".") not in _NOT_ACCOUNTS:
            yield _hit(text, match.start(), end, match[1], 0.9)
    for match in _HANDLE.finditer(text):
        yield _hit(text, *match.span(), match[1], 0.8)
    for match in _NAMED.finditer(text):
        name = match["name"]
        # A plain word after "akun" says what kind it is; a name of one has a digit or a joint.
        is_made_up = _WITH_JOINT.fullmatch(name) and not _DIGITS_AND_UNIT.fullmatch(name)
        if is_made_up:
            yield _hit(text, *match.span("name"), name, 0.7)


def _hit(text: str, start: int, end: int, name: str, score: float) -> Hit:
    if is_institution(name) or _OFFICIAL.search(text, max(0, start - 40), start):
        return nobodys(start, end)
    return Hit("SOCIAL_HANDLE", start, end, score, Severity.MEDIUM, "social_handle")
