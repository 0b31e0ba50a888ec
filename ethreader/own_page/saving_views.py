"""Taking an author's new words, from the own page and from the receipt alike."""

from flask import current_app

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.personal_data import PersonalDataTyped
from ethreader.i18n.texts import Text
from ethreader.own_page.form_limits import admit_edit
from ethreader.own_page.forms import EditForm
from ethreader.own_page.queries import comment_of_author
from ethreader.own_page.service import ChangedElsewhere, digest_of_words, edit_seen, flags_of
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of


class NotSaved(Exception):
    """New words were not taken: the form comes back with them, and says why."""

    def __init__(
        self,
        *,
        status: int,
        problem: Text | None = None,
        personal: PersonalDataTyped | None = None,
    ) -> None:
        super().__init__("The words were not saved.")
        self.status = status
        self.problem = problem
        self.personal = personal


def save_words(token: str, form: EditForm) -> None:
    """Take the words of a form in place of the old ones; raise `NotSaved`."""
    comment = comment_of_author(token)
    if not form.validate():
        raise NotSaved(status=422)
    words = form.words()
    secret = str(current_app.secret_key)
    flags = flags_of(words, site_name=settings().site_name, secret=secret, now=now())
    try:
        form.ask_about(flags)
    except PersonalDataTyped as asked:
        raise NotSaved(status=asked.status, personal=asked) from None
    admit_edit(comment.public_id)
    begin_write_transaction()
    try:
        edit_seen(comment_of_author(token), words, seen=form.seen_words, flags=flags, now=now())
    except ChangedElsewhere as problem:
        db.session.rollback()
        form.seen.data = digest_of_words(comment_of_author(token))  # The form comes back beside it.
        raise NotSaved(status=status_of(problem), problem=problem.sentence) from None
    db.session.commit()
    wipe()
