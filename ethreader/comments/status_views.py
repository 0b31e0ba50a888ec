"""What the link in a mail about a decision leads to: how it ended, and nothing to do or to follow.

Whoever reads the mailbox sees it, and may not be who wrote. So it names neither the comment nor
the event, leads to no text and gives no right; docs/design.md says why.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.comments.outcomes import Outcome
from ethreader.contacts.queries import LinkUnknown, news_behind
from ethreader.mail.links import STATUS_FOR
from ethreader.web.current import now
from ethreader.web.http import keep_private, render_page

bp = Blueprint("status", __name__)
bp.after_request(keep_private)


@bp.get("/mail/status/<token>")
def show(token: str) -> ResponseReturnValue:
    """Tell the decision that the mail was about."""
    news = news_behind(token, now())
    if news is None:
        raise LinkUnknown
    outcome = Outcome.read(news)
    return render_page("comments/status.html", outcome=outcome, days=STATUS_FOR.days)
