"""The same decision about many comments at once, and taking it back."""

from collections.abc import Callable
from functools import partial

from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError, Invalid
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.moderation.batch_forms import BatchForm, PickedForm
from ethreader.moderation.batch_service import Outcome, decide_all, undo_all
from ethreader.moderation.blueprint import bp, filter_sent, position_sent, way_back
from ethreader.moderation.forms import DAMAGED
from ethreader.moderation.queue_page import queue_page
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import see_other

NOTHING_PICKED = lazy_gettext("Select at least one comment first. Nothing was done.")


@bp.post("/batch")
def decide_batch() -> ResponseReturnValue:
    """Publish, decline or mark as spam what was selected; what has changed is left alone."""
    form = BatchForm()
    if not form.validate():
        sentence = f"{DAMAGED} {gettext('Go back, reload the page and try again.')}"
        raise Invalid(sentence)
    if not form.picked:
        return queue_page(filter_sent(), at=position_sent(), status=422, problem=NOTHING_PICKED)
    act = partial(decide_all, form.picked, form.to_state, reason=form.why)
    return _done(act)


@bp.post("/batch/undo")
def undo_batch() -> ResponseReturnValue:
    """Take the decisions about many comments back."""
    return _done(partial(undo_all, PickedForm().picked))


def _done(act: Callable[..., Outcome]) -> ResponseReturnValue:
    """Do it in one transaction, and lead back to where it was asked for."""
    try:
        begin_moderator_transaction()
        outcome = act(moderator=current_moderator(), now=now())
        db.session.commit()
    except DomainError as problem:
        db.session.rollback()
        response = queue_page(
            filter_sent(), at=position_sent(), status=status_of(problem), problem=problem.sentence
        )
        return with_retry_after(response, problem)
    done, left = (".".join(each) or None for each in (outcome.done, outcome.left))
    return see_other(way_back(batch=done, left=left))
