"""The people at the desk: what administrators see of them, and do."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.log import AccessRecord
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import db
from tests.accounts.signing_in import is_in
from tests.comments.forms import fields_of
from tests.conftest import DATABASES, PASSWORD, hash_of_password, make_app
from tests.pages import by_class, by_id, page_of, text_of, texts
from tests.visitors import HTMX, PLAIN, signed_in_as, signed_in_in_role, with_visitors

PEOPLE = "/moderation/people"
ADMIN, MODERATOR, EDITOR = ModeratorRole


@pytest.fixture
def admin(clock: Traveller, app: Flask) -> FlaskClient:
    return signed_in_in_role(app, "Ana", ADMIN)


def id_of(name: str) -> int:
    db.session.rollback()
    moderator = moderator_by_name(name)
    assert moderator is not None
    return moderator.id


def press(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    token = fields_of(client.get("/moderation/account").text)["csrf_token"]
    return client.post(f"{PEOPLE}{path}", data={"csrf_token": token, **typed})


def present() -> dict[str, str]:
    db.session.rollback()
    rows = db.session.scalars(select(Moderator).where(Moderator.removed_at.is_(None)))
    return {each.name: each.role.value for each in rows}


def on_record() -> list[tuple[str, str, str]]:
    """Return what happened to whom, and by whom, the latest first."""
    db.session.rollback()
    rows = db.session.scalars(select(AccessRecord).order_by(AccessRecord.id.desc()))
    return [
        (str(each.kind.value), each.moderator.name, each.by.name if each.by else "")
        for each in rows
        if each.moderator
    ]


def value_of(response: TestResponse, name: str) -> str:
    (field,) = by_id(page_of(response, status=response.status_code), name)
    return str(field.get("value"))


def said(response: TestResponse) -> str:
    page = page_of(response, status=response.status_code)
    found = [each for name in ("confirmation", "notice") for each in by_class(page, name)]
    return " ".join(map(text_of, found))


def test_everybody_is_listed_with_role_and_last_day(app: Flask, admin: FlaskClient) -> None:
    press(admin, "", name="Boris", role="editor")
    signed_in_as(app, "Eva")

    found = texts(page_of(admin.get(PEOPLE)), ".//ul[@class='persons']/li")

    assert found == [
        "Ana (you) Administrator · last signed in on 3 February 2026",
        "Boris Editor · has not signed in yet",
        "Eva Moderator · last signed in on 3 February 2026",
    ]


def test_who_is_invited_gets_a_link_that_is_shown_once(app: Flask, admin: FlaskClient) -> None:
    response = press(admin, "", name=" Boris  B. ", role="moderator")

    link = value_of(response, "link")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert link.startswith("http://localhost/moderation/link/")
    token = link.rpartition("/")[2]
    assert token not in admin.get(PEOPLE).text + admin.get(f"{PEOPLE}/{id_of('Boris B.')}").text
    assert "Welcome, Boris B." in text_of(page_of(app.test_client().get(link)))
    assert on_record()[0] == ("added", "Boris B.", "Ana")


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        pytest.param({"role": "editor"}, 422, "Enter a name", id="no name"),
        pytest.param({"name": "Boris"}, 422, "Choose a role", id="no role"),
        pytest.param({"name": "Boris", "role": "boss"}, 422, "", id="no such role"),
        pytest.param({"name": "x" * 81, "role": "editor"}, 422, "shorter", id="a long name"),
        pytest.param({"name": "\u2800", "role": "editor"}, 422, "Enter a name", id="unseen"),
        pytest.param({"name": "ana", "role": "editor"}, 409, "has this name", id="a name taken"),
        pytest.param({"name": "ＡＮＡ", "role": "editor"}, 409, "has this name", id="a wide one"),
    ],
)
def test_an_invitation_that_cannot_be_comes_back_as_it_was(
    admin: FlaskClient, typed: dict[str, str], status: int, sentence: str
) -> None:
    response = press(admin, "", **typed)

    assert (response.status_code, sentence in response.text) == (status, True)
    assert present() == {"Ana": "admin"}
    assert value_of(response, "name") == typed.get("name", "").strip("\u2800")


def test_a_name_is_changed_and_signs_in(app: Flask, admin: FlaskClient) -> None:
    boris = signed_in_in_role(app, "Boris", EDITOR)
    path = f"/{id_of('Boris')}/rename"

    assert press(admin, path, name="ana").status_code == 409
    response = press(admin, path, name="Borislav")

    assert response.status_code == 303
    assert "sign in with from now on" in said(admin.get(response.headers["Location"]))
    assert present() == {"Ana": "admin", "Borislav": "editor"}
    assert "Borislav" in boris.get("/moderation/account").text
    assert on_record()[0] == ("renamed", "Borislav", "Ana")
    assert press(admin, path, name="BORISLAV").status_code == 303  # One's own, in another case.
    assert present() == {"Ana": "admin", "BORISLAV": "editor"}


def test_a_role_is_changed_and_ends_the_sessions(app: Flask, admin: FlaskClient) -> None:
    boris = signed_in_in_role(app, "Boris", MODERATOR)

    response = press(admin, f"/{id_of('Boris')}/role", role="editor")

    assert response.status_code == 303
    assert not is_in(boris)
    assert present()["Boris"] == "editor"
    assert on_record()[0] == ("role-changed", "Boris", "Ana")
    assert "(by Ana)" in admin.get("/moderation/sign-ins").text.replace("<bdi>", "").replace(
        "</bdi>", ""
    )


def test_a_new_link_ends_the_old_ways_in(app: Flask, admin: FlaskClient) -> None:
    boris = signed_in_in_role(app, "Boris", MODERATOR)

    response = press(admin, f"/{id_of('Boris')}/link")

    assert "/moderation/link/" in response.text
    assert not is_in(boris)
    assert on_record()[0] == ("link-made", "Boris", "Ana")


def test_somebody_is_signed_out_everywhere(app: Flask, admin: FlaskClient) -> None:
    browsers = [signed_in_in_role(app, "Boris", MODERATOR) for _ in range(2)]

    press(admin, f"/{id_of('Boris')}/sign-out")

    assert ([is_in(each) for each in browsers], is_in(admin)) == ([False, False], True)
    assert on_record()[0] == ("signed-out", "Boris", "Ana")


def test_somebody_is_removed_and_let_in_again(app: Flask, admin: FlaskClient) -> None:
    boris, path = signed_in_in_role(app, "Boris", MODERATOR), f"/{id_of('Boris')}"

    response = press(admin, f"{path}/remove")

    assert "can no longer sign in" in said(admin.get(response.headers["Location"]))
    assert not is_in(boris)
    assert on_record()[0] == ("removed", "Boris", "Ana")
    assert "Can no longer sign in since 3 February 2026" in text_of(
        page_of(admin.get(f"{PEOPLE}{path}"))
    )
    gone = [
        press(admin, f"{path}/{each}", name="x", role="editor").status_code
        for each in ("rename", "role", "sign-out", "remove")
    ]
    assert gone == [404] * 4
    assert press(admin, f"{path}/link").status_code == 200
    assert present() == {"Ana": "admin", "Boris": "moderator"}


@pytest.mark.parametrize(("action", "typed"), [("remove", {}), ("role", {"role": "editor"})])
def test_the_last_admin_stays_at_the_desk(
    app: Flask, admin: FlaskClient, action: str, typed: dict[str, str]
) -> None:
    signed_in_in_role(app, "Boris", MODERATOR)

    response = press(admin, f"/{id_of('Ana')}/{action}", **typed)

    assert response.status_code == 409
    assert "This is the last administrator." in said(response)
    assert (present()["Ana"], is_in(admin)) == ("admin", True)


def test_an_admin_leaves_when_there_is_another(app: Flask, admin: FlaskClient) -> None:
    signed_in_in_role(app, "Boris", ADMIN)

    assert press(admin, f"/{id_of('Ana')}/remove").status_code == 303

    assert (present(), is_in(admin)) == ({"Boris": "admin"}, False)


@pytest.mark.parametrize("path", ["/99", "/99/rename", "/99/role", "/99/link", "/99/remove"])
def test_who_is_not_there_is_not_found(admin: FlaskClient, path: str) -> None:
    response = admin.get(f"{PEOPLE}{path}") if path == "/99" else press(admin, path)

    assert response.status_code == 404


@pytest.fixture(params=DATABASES)
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    given = {}
    if request.param == "postgres":
        postgres = request.getfixturevalue("postgres")
        given["ETHREADER_DATABASE_URL"] = postgres(is_migrated=True)
    app = with_visitors(make_app(tmp_path / "instance", **given))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(("action", "typed"), [("remove", {}), ("role", {"role": "editor"})])
def test_two_admins_who_end_each_other_at_once_leave_one(
    either: Flask, action: str, typed: dict[str, str]
) -> None:
    clients = {name: signed_in_in_role(either, name, ADMIN) for name in ("Ana", "Boris")}
    ids = {name: id_of(name) for name in clients}
    tokens = {
        name: fields_of(client.get("/moderation/account").text)["csrf_token"]
        for name, client in clients.items()
    }
    begin, statuses = Barrier(2), []

    def end(actor: str, other: str) -> None:
        data = {"csrf_token": tokens[actor], **typed}
        begin.wait()
        path = f"{PEOPLE}/{ids[other]}/{action}"
        statuses.append(clients[actor].post(path, data=data).status_code)

    threads = [Thread(target=end, args=pair) for pair in (("Ana", "Boris"), ("Boris", "Ana"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert list(present().values()).count("admin") == 1
    assert statuses.count(303) >= 1
    assert set(statuses) <= {303, 403}


# --- what is dangerous asks again ------------------------------------------------------------


def with_password(name: str) -> None:
    moderator = moderator_by_name(name)
    assert moderator is not None
    moderator.password_hash = hash_of_password()
    db.session.commit()


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_after_ten_minutes_the_password_is_asked_for_and_nothing_is_lost(
    clock: Traveller, app: Flask, admin: FlaskClient, headers: dict[str, str]
) -> None:
    with_password("Ana")
    signed_in_in_role(app, "Boris", MODERATOR)
    path = f"{PEOPLE}/{id_of('Boris')}/role"
    token = fields_of(admin.get(PEOPLE).text)["csrf_token"]
    clock.shift(601)

    asked = admin.post(path, data={"csrf_token": token, "role": "editor"}, headers=headers)

    fields = fields_of(asked.text)
    assert (asked.status_code, fields["role"], present()["Boris"]) == (403, "editor", "moderator")
    wrong = admin.post(path, data={**fields, "proof_password": "wrong"})
    assert (wrong.status_code, "The password or code is incorrect" in wrong.text) == (422, True)
    assert present()["Boris"] == "moderator"
    right = admin.post(path, data={**fields, "proof_password": PASSWORD})
    assert (right.status_code, present()["Boris"]) == (303, "editor")
    again = admin.post(path, data={"csrf_token": token, "role": "admin"})
    assert (again.status_code, present()["Boris"]) == (303, "admin")


def test_within_ten_minutes_nobody_is_asked(
    clock: Traveller, app: Flask, admin: FlaskClient
) -> None:
    signed_in_in_role(app, "Boris", MODERATOR)
    clock.shift(599)

    assert press(admin, f"/{id_of('Boris')}/role", role="editor").status_code == 303


def test_whoever_holds_a_session_guesses_ten_times_and_waits(
    clock: Traveller, admin: FlaskClient
) -> None:
    with_password("Ana")
    clock.shift(601)

    tried = [
        press(admin, "", name="X", role="admin", proof_password="wrong").status_code
        for _ in range(12)
    ]

    assert tried == [422] * 10 + [429] * 2
    assert present() == {"Ana": "admin"}
