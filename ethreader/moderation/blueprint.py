"""The blueprint of the moderation pages: one guard before all of them, and no cache after."""

from flask import Blueprint

from ethreader.accounts.guard import require_moderator
from ethreader.web.http import no_store

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.before_request(require_moderator)
bp.after_request(no_store)
