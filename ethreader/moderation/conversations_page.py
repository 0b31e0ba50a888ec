"""Threads of messages: what waits for a reply, what has one, and one thread by itself.

Each has its own form; a text that was not sent comes back in the form of its thread alone.
"""

from flask import Response

from ethreader.base.paging import BEGINNING, Page, Position
from ethreader.comments.models import Comment
from ethreader.i18n.texts import Text
from ethreader.messages.models import Message
from ethreader.messages.queries import (
    answered_page,
    messages_about,
    messages_about_each,
    unanswered_count,
    unanswered_page,
)
from ethreader.messages.service import MESSAGE_LIMIT
from ethreader.moderation.forms import MessageToAuthorForm
from ethreader.web.http import render, render_page


def conversations_page(
    *,
    status: int,
    at: Position = BEGINNING,
    sent_to: Comment | None = None,
    refused: Comment | None = None,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
    """Show who waits for a reply; `refused` among them, with the form that was not taken."""
    return render(
        "moderation/messages.html",
        partial="moderation/_conversations.html",
        status=status,
        sent_to=sent_to,
        listed=_with_messages(unanswered_page(at), refused),
        endpoint="moderation.messages",
        unanswered=unanswered_count(),
        refused=refused,
        refused_form=form,
        refused_for=problem,
        message_limit=MESSAGE_LIMIT,
    )


def answered_conversations_page(at: Position) -> Response:
    """Show the threads in which moderators wrote last."""
    return render(
        "moderation/answered.html",
        partial="moderation/_conversations.html",
        listed=_with_messages(answered_page(at), None),
        endpoint="moderation.answered",
        unanswered=unanswered_count(),
        refused=None,
        refused_form=None,
        refused_for=None,
        message_limit=MESSAGE_LIMIT,
    )


def conversation_page(
    comment: Comment,
    *,
    status: int,
    is_sent: bool = False,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
    """Show one thread, with the form that was not taken, if there is one."""
    return render_page(
        "moderation/conversation.html",
        status=status,
        comment=comment,
        messages=messages_about(comment.id),
        unanswered=unanswered_count(),
        is_sent=is_sent,
        form=form,
        problem=problem,
        message_limit=MESSAGE_LIMIT,
    )


def _with_messages(
    found: Page[Comment], refused: Comment | None
) -> Page[tuple[Comment, list[Message]]]:
    comments = list(found.rows)
    if refused is not None and refused not in comments:  # What was typed has its place anyhow.
        comments.insert(0, refused)
    messages = messages_about_each([comment.id for comment in comments])
    rows = [(comment, messages[comment.id]) for comment in comments]
    return Page(rows=rows, older=found.older, newer=found.newer)
