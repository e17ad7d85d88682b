"""Endpoint: screen texts and answer at once; nothing is stored."""

from http import HTTPStatus

from flask import Response, jsonify

from services.moderation.http.auth import requires
from services.moderation.http.context import screening_place
from services.moderation.http.document import endpoint_group
from services.moderation.http.incoming import ScreenBody
from services.moderation.http.limits import charge_texts
from services.moderation.http.screening_answer import ScreenAnswer
from services.moderation.screening.result import as_json
from services.moderation.workflow.access import Scope

screen = endpoint_group("screening", "What screening makes of a text.", url_prefix="/v1/screen")


@screen.post("", responses={HTTPStatus.OK: ScreenAnswer})
@requires(Scope.SCREEN)
def screen_texts(body: ScreenBody) -> Response:
    """Screen up to 100 texts and answer in their order; nothing is stored or published."""
    with screening_place() as screener:
        charge_texts(len(body.items), pointer="/items")
        results = [
            as_json(screener.screen(item.text, language_hint=item.language), item.id)
            for item in body.items
        ]
    return jsonify(items=results)
