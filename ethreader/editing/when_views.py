"""When an event takes place, said in words while its dates are typed."""

from flask import request
from flask.typing import ResponseReturnValue

from ethreader.editing.choosing import when_in_words
from ethreader.editing.event_kind import EVENT
from ethreader.editing.typed import posted_values
from ethreader.web.http import render_page


def when() -> ResponseReturnValue:
    """Say what readers would read of the dates in the form; nothing is stored."""
    values = posted_values(EVENT.shapes.values(), request.form)
    return render_page("editing/_when_said.html", when=when_in_words(values))
