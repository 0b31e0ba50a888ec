"""What could not be sent in time stands in its form again, beside what it is about."""

from flask import Response
from werkzeug.datastructures import MultiDict

from ethreader.accounts.unsent import UNSENT, Unsent, form_again
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.moderation.conversations_page import conversations_page
from ethreader.moderation.decline_forms import DeclineForm
from ethreader.moderation.decline_page import decline_page
from ethreader.moderation.forms import DecisionForm, MessageToAuthorForm, OfficialReplyForm
from ethreader.moderation.names_forms import ProtectedNameForm
from ethreader.moderation.names_views import names_page
from ethreader.moderation.queries import row_of
from ethreader.moderation.row_page import row_page
from ethreader.moderation.rule_forms import RuleForm
from ethreader.moderation.rule_views import rule_page
from ethreader.screening.queries import rule_by_id
from ethreader.web.http import get_or_404

UNDONE = lazy_gettext(
    "You had been signed out, so nothing was done. Check the comment and press the button again."
)


def _about_comment(unsent: Unsent) -> Response:
    """Show a text in the form that it was typed in; nothing is done with it."""
    comment = get_or_404(comment_by_public_id(unsent.public_id))
    show = FORMS.get(unsent.endpoint, _decision)
    problem = UNSENT if unsent.has_text else UNDONE
    return show(comment, MultiDict(unsent.fields), problem)


def _message(comment: Comment, fields: MultiDict[str, str], problem: Text) -> Response:
    form = MessageToAuthorForm(formdata=fields)
    return conversations_page(status=409, refused=comment, form=form, problem=problem)


def _refusal(comment: Comment, fields: MultiDict[str, str], problem: Text) -> Response:
    return decline_page(comment, DeclineForm(formdata=fields), status=409, problem=problem)


def _reply(comment: Comment, fields: MultiDict[str, str], problem: Text) -> Response:
    form = OfficialReplyForm(formdata=fields)
    return row_page(row_of(comment), status=409, problem=problem, answer_form=form)


def _decision(comment: Comment, fields: MultiDict[str, str], problem: Text) -> Response:
    form = DecisionForm(formdata=fields)
    return row_page(row_of(comment), status=409, problem=problem, decision_form=form)


def _rule(unsent: Unsent) -> Response:
    """Show a rule to be tried anew; one that was deleted meanwhile as a new one."""
    row = rule_by_id(unsent.about.get("rule_id", 0))
    return rule_page(form_again(RuleForm, unsent), rule_id=row.id if row else None, status=409)


def _protected_name(unsent: Unsent) -> Response:
    return names_page(form_again(ProtectedNameForm, unsent), status=409)


FORMS = {
    "moderation.reply_to_author": _message,
    "moderation.answer_publicly": _reply,
    "moderation.decide_on": _decision,
    "moderation.decline_with_reason": _refusal,
}
PAGES = {
    "moderation": _about_comment,
    "moderation.add_rule": _rule,
    "moderation.change_rule": _rule,
    "moderation.protect": _protected_name,
}
