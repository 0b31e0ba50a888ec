"""The shape of a decision about many comments. Each of them says which version the page told."""

import re

from flask import request
from wtforms import StringField
from wtforms.validators import AnyOf, InputRequired

from ethreader.comments.log import Reason
from ethreader.comments.models import PUBLIC_ID, State
from ethreader.moderation.batch_service import Picked
from ethreader.moderation.forms import DAMAGED, DECISIONS, OWN_REASONS
from ethreader.moderation.service import Seen
from ethreader.web.forms import PostedForm

MOST = 100
"""comments that are decided on at once: a page has fifty"""

ROW = re.compile(rf"({PUBLIC_ID})\.([0-9]{{1,9}})\.([0-9]{{1,9}})")


class PickedForm(PostedForm):
    """Some comments, and what the page told of each."""

    @property
    def picked(self) -> list[Picked]:
        """The comments, each once; what no page of ours has sent is none."""
        rows = (ROW.fullmatch(each) for each in request.form.getlist("row")[:MOST])
        found = {
            row[1]: Picked(public_id=row[1], seen=Seen(version=int(row[2]), report=int(row[3])))
            for row in rows
            if row
        }
        return list(found.values())


class BatchForm(PickedForm):
    """What to do with all of them."""

    decision = StringField(
        validators=[InputRequired(DAMAGED), AnyOf(list(DECISIONS), message=DAMAGED)]
    )

    @property
    def to_state(self) -> State:
        """The state that the decision leads to."""
        return DECISIONS[str(self.decision.data)]

    @property
    def why(self) -> Reason | None:
        """The reason on record: nobody has chosen one to decline so many."""
        return OWN_REASONS.get(self.to_state)
