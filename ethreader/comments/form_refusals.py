"""What is said where a form is refused as a whole, beside its field or with the way back."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from ethreader.comments.form_limits import ProofAsked
from ethreader.comments.incoming import CommentsClosed
from ethreader.web.error_pages import SENTENCES, error_response, http_error_response
from ethreader.web.http import no_store, render, render_beside_form, wants_partial


def handle_closed(error: CommentsClosed) -> Response:
    """Lead back to the article, which is still there to read."""
    slug = (request.view_args or {})["slug"]
    return error_response(error, article_url=url_for("events.show", slug=slug))


def handle_proof_asked(asked: ProofAsked) -> Response:
    """Ask the browser's script beside the form, where everything stays as it was typed."""
    proof = "comments/_proof.html"
    page = render_beside_form(proof, partial=proof, status=422, challenge=asked.challenge)
    return no_store(page)


def handle_too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say it of a field that the reader leaves in that field's own place: nothing else is there."""
    if request.endpoint != "comments.check" or not wants_partial():
        return http_error_response(error)
    _, sentence = SENTENCES[413]
    return render(
        "comments/new.html", partial="comments/_field_error.html", status=413, errors=[sentence]
    )
