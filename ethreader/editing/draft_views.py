"""What is done with a draft beside writing it: previewed, discarded, taken over."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.editing.all_kinds import desk_kind_of
from ethreader.editing.draft_checking import check_draft
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.text_checking import lines_to_look_at
from ethreader.i18n.languages import page_language
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.publishing.draft_service import discard_draft, take_over
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.localisation import language, speaking
from ethreader.web.said_once import to_be_said
from ethreader.web.templating import sanitised


def preview(public_id: str) -> ResponseReturnValue:
    """Show a draft as readers would see it, or what keeps it from being shown."""
    draft = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    checked = check_draft(kind, draft.values, item_id=draft.item_id)
    if checked.fields is None or kind.preview is None:
        return render_page("editing/no_preview.html", draft=draft, kind=kind, checked=checked)
    bar = render_template("editing/_preview_bar.html", draft=draft)
    with speaking(_read_in(getattr(checked.fields, "language", ""))):
        shown = kind.preview(checked.fields, item_by_id(kind, draft.item_id))
        return render_page(
            "editing/preview.html",
            previewed=shown.template,
            bar=sanitised(bar),
            now=now(),
            **shown.context,
        )


def _read_in(tag: str) -> str:
    """Return the code of the language in whose pages readers find a text of a language tag."""
    home = page_language(tag)
    return (home if home in settings().languages else language()).code


def text() -> ResponseReturnValue:
    """Show a text as readers would see it; nothing of it is stored."""
    written = request.form.get(request.args.get("field", ""), "")
    return render_page(
        "editing/_text.html", html=article_html(written), lines=lines_to_look_at(written)
    )


def discard(public_id: str) -> ResponseReturnValue:
    """Ask whether a draft is to be deleted."""
    draft = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    return render_page("editing/discard.html", draft=draft, kind=kind)


def discard_for_good(public_id: str) -> ResponseReturnValue:
    """Delete a draft for good; what is on the site stays as it is."""
    begin_moderator_transaction()
    draft = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    discard_draft(draft)
    db.session.commit()
    told = url_for("content.listed", path_name=kind.path, done="discarded", once=to_be_said())
    return see_other(told)


def take(public_id: str) -> ResponseReturnValue:
    """Make another editor's draft one's own."""
    begin_moderator_transaction()
    draft = get_or_404(draft_by_public_id(public_id))
    take_over(draft, moderator=current_moderator(), now=now())
    db.session.commit()
    told = url_for("content.draft", public_id=public_id, done="taken", once=to_be_said())
    return see_other(told)
