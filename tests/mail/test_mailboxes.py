"""Spellings of one mailbox are one, and those of two are two."""

import pytest

from ethreader.contacts.mailboxes import mailbox_of, owned_domain


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
        ("victim@proton.me", ["vic.tim@protonmail.com", "vic-tim@pm.me", "vic_tim+9@proton.me"]),
        ("vic@icloud.com", ["vic@me.com", "VIC@mac.com"]),
        ("victim@yandex.com", ["vic.tim@ya.ru", "vic-tim@yandex.ru"]),
        ("vic@fastmail.com", ["anything@vic.fastmail.com", "vic+a@fastmail.com"]),
        ("vic@xn--mller-kva.example", ["vic@müller.example", "Vic@xn--MLLER-kva.example"]),
        ("+@mail.example", ["+@mail.example"]),
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
    ],
)
def test_domains_that_one_person_may_own_are_known(mailbox: str, domain: str | None) -> None:
    assert owned_domain(mailbox) == domain
