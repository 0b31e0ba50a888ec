"""The blueprints of signing in, which is open to all, and of a moderator's own account."""

from flask import Blueprint

from ethreader.accounts.guard import require_moderator
from ethreader.accounts.sessions import PATH
from ethreader.web.http import no_store

bp = Blueprint("accounts", __name__, url_prefix=PATH)
bp.after_request(no_store)

account_bp = Blueprint("account", __name__, url_prefix=PATH)
account_bp.before_request(require_moderator)
account_bp.after_request(no_store)
