"""The shape of what authors send from their own page."""

from typing import Any

from ethreader.comments.drafts import EditedText
from ethreader.comments.forms import CommentForm
from ethreader.web.forms import has_visible


class EditForm(CommentForm):
    """Name and text anew, by the rules of the first time."""

    email = None
    notify = None
    parent_id = None
    stamp = None
    key = None

    def __init__(self, **values: Any) -> None:
        super().__init__(email_is_required=False, **values)

    def words(self) -> EditedText:
        """Return what a valid form says."""
        name = (self.name.data or "").strip()
        body = (self.body.data or "").strip()
        return EditedText(name=name if has_visible(name) else "", body=body)
