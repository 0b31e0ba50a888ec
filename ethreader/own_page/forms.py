"""The shape of what authors send from their own page."""

from ethreader.comments.drafts import EditedText
from ethreader.comments.forms import TextForm


class EditForm(TextForm):
    """Name and text anew, by the rules of the first time."""

    def words(self) -> EditedText:
        """Return what a valid form says."""
        return EditedText(name=self.typed_name, body=self.typed_body)
