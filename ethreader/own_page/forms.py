"""The shape of what authors send from their own page."""

from wtforms import HiddenField

from ethreader.comments.drafts import EditedText
from ethreader.comments.forms import TextForm


class EditForm(TextForm):
    """Name and text anew, by the rules of the first time."""

    seen = HiddenField()  # Which words the page told: see `digest_of_words`.

    @property
    def seen_words(self) -> str:
        """The digest of the words that the author looked at; empty where the form is an old one."""
        return str(self.seen.data or "")

    def words(self) -> EditedText:
        """Return what a valid form says."""
        return EditedText(name=self.typed_name, body=self.typed_body)
