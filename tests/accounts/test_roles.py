"""Who may open which page: each role at each endpoint behind the sign-in, in one table."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.conftest import PASSWORD, hash_of_password, make_comment
from tests.visitors import HTMX, PLAIN, signed_in_in_role, with_visitors

ADMIN, MODERATOR, EDITOR = ModeratorRole
# Each page and action by its endpoint: one that is new stands nowhere, and fails until it does.
OF_ADMINS = {
    "people": "listed invite show give_name give_role make_link sign_out take_out",
}
OF_MODERATORS = {
    "moderation": """queue decided messages published reported answer_publicly decide_on pin_or_not
        reply_to_author undo_decision answered apart ask_to_decline change_feed conversation
        decide_batch decline_with_reason feed figures history let_wait_in_queue names protect pulse
        remove_protected switch_keys undo_batch rules rule new_rule add_rule change_rule
        remove_rule""",
    "alerts": "show change",
    "audience": "show",
    "account": "access",
}
OF_EDITORS = {
    "content": """add_file change_standing delete delete_translation delete_translation_for_good
        deletion discard discard_for_good document draft edit happened index later listed
        may_add_file new picture preview restore_as_draft save schedule_draft standing take
        tell_what_happened text text_in_language version versions when""",
}
OF_ALL = {
    "account": """show sign_out_others sign_out_everywhere end forget password change_password
        second_step app add_app take_app make_codes passkey add_key take_key""",
}


def named(actions: dict[str, str], *roles: ModeratorRole) -> dict[str, set[ModeratorRole]]:
    return {f"{part}.{each}": set(roles) for part in actions for each in actions[part].split()}


WHO = {
    **named(OF_ADMINS, ADMIN),
    **named(OF_MODERATORS, ADMIN, MODERATOR),
    **named(OF_EDITORS, ADMIN, EDITOR),
    **named(OF_ALL, ADMIN, MODERATOR, EDITOR),
}
OPEN = {"accounts", "moderators_feed"}
VALUES = {
    "path_name": "speakers",
    "text_path": "translations",
    "item_id": 1,
    "number": 1,
    "device_id": 1,
    "session_id": 99,
    "passkey_id": 99,
    "moderator_id": 99,
    "name_id": 99,
    "rule_id": 99,
    "slug": "about",
    "name": "0" * 32,
    "width": 320,
    "ending": "webp",
}


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


def pages(app: Flask, public_id: str) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, method and path of everything behind the sign-in."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        is_inside = rule.rule.startswith("/moderation")
        if not is_inside or rule.endpoint.partition(".")[0] in OPEN:
            continue
        values = {name: VALUES.get(name, public_id) for name in rule.arguments}
        for method in sorted(rule.methods & {"GET", "POST"} if rule.methods else ()):
            yield rule.endpoint, method, urls.build(rule.endpoint, values, method=method)


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("role", ModeratorRole)
def test_each_role_opens_its_own_pages_and_no_other(
    app: Flask, event: Event, role: ModeratorRole, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING, name="Secret name", body="Secret words")
    client = signed_in_in_role(app, "Kaja", role)
    typed = {"body": "x", "note": "x", "message": "x", "f.name": "x", "kind": "speaker"}

    found = {}
    for endpoint, method, path in pages(app, comment.public_id):
        response = client.open(path, method=method, data=typed, headers=headers)
        # An open page without a token is refused for that, in words of its own.
        is_shut = response.status_code == 403 and "Your account is for another" in response.text
        found[endpoint, method] = not is_shut
        assert role.may_moderate or "Secret" not in response.text, path

    assert len(found) > 25
    assert {endpoint for endpoint, _ in found} == set(WHO)
    assert found == {key: role in WHO[key[0]] for key in found}


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (ADMIN, "/moderation/"),
        (MODERATOR, "/moderation/"),
        (EDITOR, "/moderation/content/"),
    ],
)
def test_who_is_signed_in_begins_where_their_work_is(
    app: Flask, role: ModeratorRole, first: str
) -> None:
    client = signed_in_in_role(app, "Kaja", role)

    assert client.get("/moderation/login").headers["Location"] == first
    menu = client.get(first, follow_redirects=True).text
    assert ("/moderation/content/" in menu) is role.may_edit
    assert ("/moderation/reported" in menu) is role.may_moderate


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["moderator", *words])
    db.session.rollback()
    return result.exit_code, result.output


def roles() -> dict[str, str]:
    db.session.rollback()
    rows = db.session.query(Moderator).filter(Moderator.removed_at.is_(None))
    return {each.name: each.role.value for each in rows}


def test_the_first_one_is_an_admin_and_later_ones_moderate(app: Flask) -> None:
    for words in (["Ana"], ["Boris"], ["Mara", "--role", "editor"], ["Iva", "--role", "admin"]):
        assert run(app, "add", *words)[0] == 0

    assert roles() == {"Ana": "admin", "Boris": "moderator", "Mara": "editor", "Iva": "admin"}
    assert run(app, "add", "Oto", "--role", "boss")[0] == 2


def test_a_role_is_changed_and_ends_what_was_open_in_the_old_one(app: Flask) -> None:
    run(app, "add", "Ana")
    client = signed_in_in_role(app, "Boris", MODERATOR)
    assert client.get("/moderation/").status_code == 200

    assert run(app, "role", "Boris", "editor")[0] == 0

    assert client.get("/moderation/").headers["Location"] == "/moderation/login"
    again = signed_in_in_role(app, "Boris", None)
    assert again.get("/moderation/").status_code == 403
    assert "Role changed" in run(app, "log")[1]
    assert run(app, "role", "Boris", "editor")[0] == 0  # Nothing to do is no mistake.
    assert again.get("/moderation/content/events/").status_code == 200


def test_the_last_admin_stays(app: Flask) -> None:
    run(app, "add", "Ana")
    run(app, "add", "Boris")
    said = "“Ana” is the last administrator."

    for words in (["role", "Ana", "editor"], ["remove", "Ana"], ["remove", "Ana", "--yes"]):
        code, output = run(app, *words)
        assert (code, said in output) == (1, True), words

    assert roles() == {"Ana": "admin", "Boris": "moderator"}
    run(app, "role", "Boris", "admin")
    assert run(app, "role", "Ana", "moderator")[0] == 0
    assert roles() == {"Ana": "moderator", "Boris": "admin"}


def test_who_is_alone_can_be_removed_on_purpose(app: Flask) -> None:
    run(app, "add", "Ana")
    assert run(app, "remove", "Ana")[0] == 1
    assert run(app, "remove", "Ana", "--yes")[0] == 0
    assert roles() == {}
    run(app, "add", "Boris")
    assert roles() == {"Boris": "admin"}


def test_an_editor_is_not_shown_a_moderators_form_by_signing_in(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    """A form that nobody was signed in for comes back after the sign-in; not to everybody."""
    comment = make_comment(event, state=State.PENDING, name="Secret name", body="Secret words")
    url = f"/moderation/comments/{comment.public_id}/decision"
    page = client.post(url, data={"note": "Why?"}).text
    sealed = page.partition('name="unsent" value="')[2].partition('"')[0]
    assert sealed
    signed_in_in_role(app, "Kaja", EDITOR)
    moderator = moderator_by_name("Kaja")
    assert moderator is not None
    moderator.password_hash = hash_of_password()
    db.session.commit()

    data = {"name": "Kaja", "password": PASSWORD, "unsent": sealed}
    response = client.post("/moderation/login", data=data)

    assert (response.status_code, response.headers["Location"]) == (303, "/moderation/content/")
