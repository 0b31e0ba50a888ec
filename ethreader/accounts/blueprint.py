"""The blueprints of signing in, which is open to all, of one's own account, and of the people."""

from functools import partial

from flask import Blueprint

from ethreader.accounts.admission_guard import admitted, refuse_signed_out
from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.guard import (
    NotSignedIn,
    current_moderator,
    require_admin,
    require_signed_in,
)
from ethreader.accounts.sessions import PATH
from ethreader.web.http import no_store

bp = Blueprint("accounts", __name__, url_prefix=PATH)
bp.after_request(no_store)

account_bp = Blueprint("account", __name__, url_prefix=PATH)
account_bp.before_request(partial(admitted, require_signed_in))
account_bp.register_error_handler(NotSignedIn, refuse_signed_out)
account_bp.after_request(no_store)

people_bp = Blueprint("people", __name__, url_prefix=f"{PATH}/people")
people_bp.before_request(partial(admitted, require_admin))
people_bp.register_error_handler(NotSignedIn, refuse_signed_out)
people_bp.after_request(no_store)


@account_bp.app_template_global()
def role_signed_in() -> ModeratorRole:
    """Return the role of who is signed in; for pages behind the guard."""
    return current_moderator().role
