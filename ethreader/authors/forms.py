"""The shape of what authors send from their own page."""

from ethreader.comments.forms import CommentForm


class EditForm(CommentForm):
    """Name and text anew, by the rules of the first time."""

    email = None
    notify = None
    parent_id = None
    stamp = None
    key = None

    def __init__(self) -> None:
        super().__init__(email_is_required=False)
