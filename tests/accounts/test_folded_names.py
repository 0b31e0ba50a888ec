"""Names that people take for one: they sign in as one, and nobody can have another."""

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select

from ethreader.accounts.models import Moderator
from ethreader.accounts.names import fold_name
from ethreader.accounts.people_service import rename
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import (
    NameTaken,
    add_moderator,
    present_moderator,
    set_password_hash,
)
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import guess
from tests.conftest import PASSWORD, hash_of_password
from tests.schemas import make_schema, step
from tests.times import utcnow

SAME = ["ana", "ANA", " Ana ", "\tAna", "Ａｎａ", "aNa"]
OTHER = ["Anа", "An a", "Ána", "Ana1", "Ana-", ""]


@pytest.mark.parametrize("name", SAME)
def test_spellings_that_are_one(name: str) -> None:
    assert fold_name(name) == fold_name("Ana") == "ana"


@pytest.mark.parametrize("name", OTHER)
def test_spellings_that_are_others(name: str) -> None:
    assert fold_name(name) != fold_name("Ana")


@pytest.mark.parametrize("name", ["Straße", "ΣΊΣΥΦΟΣ", "Đorđe", "Љубица", "ﷺ", "İ", "x" * 80])
def test_folding_is_done_once_and_for_all(name: str) -> None:
    folded = fold_name(name)

    assert fold_name(folded) == folded == fold_name(name.upper().lower()) or name == "İ"
    assert len(folded) <= 200


@pytest.mark.parametrize("name", SAME)
def test_who_signs_in_need_not_know_the_case(
    app: Flask, client: FlaskClient, moderator: str, name: str
) -> None:
    assert guess(client, name, PASSWORD).status_code == 303


@pytest.mark.parametrize("name", SAME)
def test_nobody_gets_a_name_that_reads_alike(app: Flask, moderator: str, name: str) -> None:
    begin_write_transaction()
    add_moderator("Eva", now=utcnow())

    with pytest.raises(NameTaken):
        add_moderator(name.strip(), now=utcnow())
    with pytest.raises(NameTaken):
        rename(present_moderator("eva"), name.strip(), now=utcnow())


def test_guesses_at_spellings_of_one_name_are_guesses_at_one(
    client: FlaskClient, moderator: str
) -> None:
    tried = [guess(client, name, "wrong").status_code for name in (*SAME, "Ana")]

    assert tried == [422] * 5 + [429] * 2


def test_names_that_clashed_before_are_kept_apart_and_told(empty: Flask) -> None:
    make_schema("0036")
    tables = MetaData()
    tables.reflect(db.engine)
    rows = [
        {"name": name, "role": "admin", "added_at": utcnow(), "removed_at": removed}
        for name, removed in (("ANA", utcnow()), ("Ana", None), ("ana", None), ("Eva", None))
    ]
    with db.engine.begin() as connection:
        connection.execute(tables.tables["moderator"].insert(), rows)

    step(command.upgrade, "head")

    found = {
        typed: moderator.name
        for typed in ("ana", "Ana", "ANA", "aNa", "EVA")
        if (moderator := moderator_by_name(typed))
    }
    assert found == {"ana": "ana", "Ana": "Ana", "ANA": "ANA", "aNa": "Ana", "EVA": "Eva"}
    told = {each.name for each in db.session.scalars(select(Moderator)) if each.is_spelt_exactly}
    assert told == {"ana", "ANA"}
    listed = empty.test_cli_runner().invoke(args=["moderator", "list"]).output
    assert listed.count("another one is spelt nearly alike: rename one") == 1


def test_who_is_renamed_clashes_no_more(app: Flask) -> None:
    begin_write_transaction()
    for name in ("Ana", "Boris"):
        set_password_hash(add_moderator(name, now=utcnow()), hash_of_password(), now=utcnow())
    boris = present_moderator("Boris")
    boris.folded_name = "ana\n2"
    assert boris.is_spelt_exactly

    rename(boris, "Borislav", now=utcnow())

    assert (boris.folded_name, boris.is_spelt_exactly) == ("borislav", False)
