"""How an email is spelt once it is in, and what is refused."""

import pytest

from ethreader.contacts.emails import EmailFault, EmailRefused, normalise_email


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        pytest.param("mira@example.org", "mira@example.org", id="a plain one stays"),
        pytest.param("Mira.K+a@Example.ORG", "Mira.K+a@example.org", id="the domain is lower case"),
        pytest.param(" \tmira@example.org \r\n", "mira@example.org", id="blanks around it"),
        pytest.param("\u00a0mira@example.org\u3000", "mira@example.org", id="spaces of any width"),
        pytest.param("\u200bmira@exa\u200bmple.org", "mira@example.org", id="zero-width spaces"),
        pytest.param("\u202amira@example.org\u202c", "mira@example.org", id="bidi marks"),
        pytest.param("\ufeffmi\u00adra@example.org", "mira@example.org", id="soft hyphens"),
        pytest.param("mailto:mira@example.org", "mira@example.org", id="a link"),
        pytest.param("<MAILTO: mira@example.org>", "mira@example.org", id="a link in brackets"),
        pytest.param(" <mira@example.org>. ", "mira@example.org", id="brackets, full stop"),
        pytest.param("mira@example.org.", "mira@example.org", id="a full stop at its end"),
        pytest.param("anna@müller.example", "anna@xn--mller-kva.example", id="ü in the domain"),
        pytest.param("anna@xn--mller-kva.example", "anna@xn--mller-kva.example", id="as sent"),
        pytest.param("ana@пример.срб", "ana@xn--e1afmkfd.xn--90a3ac", id="a Serbian domain"),
        pytest.param("x@faß.example", "x@xn--fa-hia.example", id="ß is not ss"),
    ],
)
def test_an_email_is_spelt_as_servers_are_told_it(typed: str, email: str) -> None:
    assert normalise_email(typed) == email
    assert normalise_email(email) == email


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        pytest.param("", EmailFault.MALFORMED, id="nothing"),
        pytest.param("mailto:", EmailFault.MALFORMED, id="an empty link"),
        pytest.param("mira", EmailFault.MALFORMED, id="no @"),
        pytest.param(f"mira@example.org{' ' * 985}", EmailFault.MALFORMED, id="far too long"),
        pytest.param(".mira@example.org", EmailFault.MALFORMED, id="a full stop at its beginning"),
        pytest.param("mi ra@example.org", EmailFault.MALFORMED, id="a space within"),
        pytest.param("mi\u00a0ra@example.org", EmailFault.MALFORMED, id="a fixed space within"),
        pytest.param("a@b.org c@d.org", EmailFault.MALFORMED, id="two of them"),
        pytest.param("a@b.org <c@d.org>", EmailFault.MALFORMED, id="two, one in brackets"),
        pytest.param("a\x00@b.org", EmailFault.MALFORMED, id="a NUL"),
        pytest.param("a@نامه\u200cای.example", EmailFault.MALFORMED, id="a joiner is not dropped"),
        pytest.param("josé@example.org", EmailFault.BEYOND_ASCII, id="é before the @"),
        pytest.param("жика@пример.срб", EmailFault.BEYOND_ASCII, id="Cyrillic before the @"),
    ],
)
def test_an_email_that_nothing_can_be_sent_to_is_refused(typed: str, fault: EmailFault) -> None:
    with pytest.raises(EmailRefused) as caught:
        normalise_email(typed)

    assert caught.value.fault is fault
    assert str(caught.value) == fault.value
