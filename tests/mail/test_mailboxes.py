"""Spellings of one mailbox are one, and those of two are two."""

import pytest

from ethreader.contacts.mailboxes import mailbox_of, owned_domain, without_tag


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (
            "victim@gmail.com",
            ["Vic.Tim@gmail.com", "v.i.c.t.i.m+9@GoogleMail.com", "mailto:victim@gmail.com."],
        ),
        ("vic.tim@mail.example", ["Vic.Tim+news@mail.example", " <vic.tim+a+b@MAIL.example> "]),
        ("vic@yahoo.com", ["vic-a@yahoo.com", "vic-b@yahoo.com"]),
        ("vic@yahoo.co.uk", ["vic-a@yahoo.co.uk"]),
        ("vic@ymail.com", ["vic-a@ymail.com"]),
        ("vic@rocketmail.com", ["vic-a@rocketmail.com"]),
        ("victim@proton.me", ["vic.tim@protonmail.com", "vic-tim@pm.me", "vic_tim+9@proton.me"]),
        ("victim@proton.me", ["victim@protonmail.ch"]),
        ("vic@icloud.com", ["vic@me.com", "VIC@mac.com"]),
        ("victim@yandex.com", ["vic.tim@ya.ru", "vic-tim@yandex.ru"]),
        ("vic@yandex.com", ["vic@yandex.by", "vic@yandex.kz", "vic@yandex.ua"]),
        ("vic@fastmail.com", ["anything@vic.fastmail.com", "vic+a@fastmail.com"]),
        ("vic@fastmail.fm", ["anything@vic.fastmail.fm"]),
        ("vic@xn--mller-kva.example", ["vic@müller.example", "Vic@xn--MLLER-kva.example"]),
        ("+@mail.example", ["+@mail.example"]),
        ("-_-@proton.me", ["-_-@pm.me", "-_-+a@proton.me"]),
        ("josé@mail.example", [" JOSÉ@Mail.example"]),  # Kept by an earlier version.
    ],
)
def test_every_spelling_leads_to_one_mailbox(name: str, spellings: list[str]) -> None:
    assert {mailbox_of(each) for each in [name, *spellings]} == {name}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna-maria@mail.example", "anna-petra@mail.example"),
        ("an.na@mail.example", "anna@mail.example"),
        ("anna@hotmail.com", "anna@outlook.com"),
        ("anna@gmail.com", "anna@gmail.com.example"),
    ],
)
def test_two_mailboxes_stay_two(one: str, other: str) -> None:
    assert mailbox_of(one) != mailbox_of(other)


@pytest.mark.parametrize(
    ("mailbox", "domain"),
    [
        ("a@victim.example", "victim.example"),
        ("a@any.thing.victim.example", "victim.example"),
        ("a@mail.victim.org.rs", "victim.org.rs"),
        ("a@victim.co.uk", "victim.co.uk"),
        ("a@live.victim.example", "victim.example"),
        ("a@any.abc.rs", "abc.rs"),
        ("a@gmail.com", None),
        ("a@privaterelay.appleid.com", None),
        ("a@hotmail.de", None),
        ("a@yahoo.co.uk", None),
        ("a@yahoo.some.victim.example", "victim.example"),
        ("josé@localhost", "localhost"),  # Kept by an earlier version.
        *((f"a@{each}", None) for each in ("gmx.net", "live.com", "outlook.de", "icloud.com")),
        *((f"a@{each}", None) for each in ("proton.me", "yandex.com", "ymail.com", "fastmail.fm")),
        *((f"a@{each}", None) for each in ("eunet.rs", "sbb.rs", "mts.rs", "open.telekom.rs")),
        *((f"a@{each}", None) for each in ("web.de", "t-online.de", "posteo.de", "duck.com")),
        *(
            (f"a@any.victim.{registry}", f"victim.{registry}")
            for registry in (
                *("ac.rs", "co.rs", "com.au", "edu.rs", "go.jp", "gob.mx", "gov.rs", "in.rs"),
                *("mil.br", "ne.jp", "net.au", "nom.br", "or.at", "org.uk"),
            )
        ),
    ],
)
def test_domains_that_one_person_may_own_are_known(mailbox: str, domain: str | None) -> None:
    assert owned_domain(mailbox) == domain


def test_a_tag_is_not_shown_and_what_is_all_tag_is() -> None:
    emails = ("vic.tim+i.know@gmail.com", "+@mail.example", "vic@mail.example")

    shown = [without_tag(each) for each in emails]

    assert shown == ["vic.tim@gmail.com", "+@mail.example", "vic@mail.example"]
