"""The base of all forms: what was posted as a form, and nothing else."""

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from ethreader.web.current import this_request


class PostedForm(FlaskForm):
    """Reads form fields only: Flask-WTF would take JSON and uploaded files for them too.

    It carries no token of its own. Readers have no cookie for one to ride on; the guard of
    the moderation pages checks the token of every post.
    """

    class Meta:
        """What WTForms asks for by this name."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return the posted fields, unless the form was made from given ones."""
            given = formdata is None or isinstance(formdata, MultiDict)
            return formdata if given else this_request().form

        def get_translations(self, _form: FlaskForm) -> None:
            """Return none: the forms' sentences are our own, from our own catalogs."""
