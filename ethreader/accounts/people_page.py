"""The page of one person at the desk, and the page that shows a new link once."""

from flask import Response, request

from ethreader.accounts.models import Moderator
from ethreader.accounts.people_forms import ROLE_HINTS, NameForm, RoleForm
from ethreader.accounts.second_step_queries import all_with_second_step
from ethreader.accounts.service import LINK_LIFETIME
from ethreader.web.current import settings
from ethreader.web.http import render_page


def link_page(name: str, token: str) -> Response:
    """Show a sign-in link, the one time that it can be seen."""
    given = settings()
    root = given.base_url if given.is_base_url_given else request.url_root.rstrip("/")
    return render_page(
        "accounts/link_made.html",
        name=name,
        link=f"{root}/moderation/link/{token}",
        hours=int(LINK_LIFETIME.total_seconds() // 3600),
    )


def person_page(
    person: Moderator,
    *,
    me: Moderator,
    named: NameForm | None = None,
    chosen: RoleForm | None = None,
    problem: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    """Show somebody, and what can be done; a form that was refused as it was sent."""
    return render_page(
        "accounts/person.html",
        status=status,
        person=person,
        is_me=person.id == me.id,
        with_second_step=all_with_second_step(),
        named=named or NameForm(formdata=None, name=person.name),
        chosen=chosen or RoleForm(formdata=None, role=person.role.value),
        hints=ROLE_HINTS,
        problem=problem,
        done=done,
    )
