"""What waits apart from the queue because somebody may be in danger: moved back, and counted."""

from functools import partial

from flask.typing import ResponseReturnValue

from ethreader.comments.waiting_queries import apart_count
from ethreader.moderation.apart_service import move_to_queue
from ethreader.moderation.blueprint import bp
from ethreader.moderation.decision_views import done_to
from ethreader.moderation.forms import SeenForm, refuse_if_damaged

bp.add_app_template_global(apart_count)  # For the menu, where it is marked while there is any.


@bp.post("/comments/<public_id:public_id>/queue")
def let_wait_in_queue(public_id: str) -> ResponseReturnValue:
    """Let a comment wait among the others that no moderator has read."""
    form = SeenForm()
    form.validate()
    refuse_if_damaged(form)
    return done_to(public_id, partial(move_to_queue, seen_version=form.seen_version))
