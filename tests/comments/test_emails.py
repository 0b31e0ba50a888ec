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
        pytest.param("Ana K. <ana@example.org>", "ana@example.org", id="a name before it"),
        pytest.param('"K., Ana" <ana@example.org>;', "ana@example.org", id="a name in quotes"),
        pytest.param("Ана <mailto:ana@example.org>", "ana@example.org", id="a name and a link"),
        pytest.param("Ana <ana@example.org", "ana@example.org", id="half a bracket"),
        pytest.param("a@b.org <a@b.org>", "a@b.org", id="its name is the email"),
        pytest.param("a@b.org<mailto:a@b.org>", "a@b.org", id="as mail programs copy a link"),
        pytest.param("mailto:ana@example.org?subject=Hi%20you", "ana@example.org", id="a subject"),
        pytest.param("mailto:ana%40example.org", "ana@example.org", id="a link with its @ encoded"),
        pytest.param("mailto://ana@example.org", "ana@example.org", id="a link with slashes"),
        pytest.param("ana@example.org,", "ana@example.org", id="a comma at its end"),
        pytest.param("'ana@example.org'", "ana@example.org", id="quotes around it"),
        pytest.param("„ana@example.org“.", "ana@example.org", id="German quotes, full stop"),
        pytest.param("(ana@example.org)", "ana@example.org", id="parentheses around it"),
        pytest.param('"ana.k"@example.org', "ana.k@example.org", id="quotes that it does not need"),
        pytest.param("ana @ example.org", "ana@example.org", id="blanks around the @"),
        pytest.param("ａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ana@example.org", id="full-width letters"),
        pytest.param("ana＠example。org", "ana@example.org", id="full-width @, Chinese full stop"),
        pytest.param("ana@пример。срб", "ana@xn--e1afmkfd.xn--90a3ac", id="that one in a domain"),
        pytest.param("o’neil@example.org", "o'neil@example.org", id="a curly apostrophe"),
        pytest.param(
            "ana\u2011k@example.org", "ana-k@example.org", id="a hyphen that holds a line"
        ),
        pytest.param("ana@example.org\u2028", "ana@example.org", id="a line separator"),
        pytest.param("\vana@example.org\x85", "ana@example.org", id="vertical tabs"),
        pytest.param("\u3164ana\u2800@exam\u034fple.org\ufe0f", "ana@example.org", id="fillers"),
        pytest.param("ana\u2066@\u2069example.org", "ana@example.org", id="bidi isolates"),
        pytest.param("ana@example.org\U000e0020", "ana@example.org", id="tag characters"),
        pytest.param("ana\ufff9@example.org\U0001d159", "ana@example.org", id="a note without ink"),
        pytest.param("ana@example.org\u200d", "ana@example.org", id="a joiner at its end"),
        pytest.param(
            "\u200cana\u200d.k@ex\u200cample.org", "ana.k@example.org", id="joiners in it"
        ),
        pytest.param("ANNA@MÜLLER.Example", "ANNA@xn--mller-kva.example", id="capitals with marks"),
        pytest.param("a@mu\u0308ller.example", "a@xn--mller-kva.example", id="a mark of its own"),
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
        pytest.param("Ana ana@example.org", EmailFault.MALFORMED, id="a name without brackets"),
        pytest.param("a@b.org <mailto:c@d.org>", EmailFault.MALFORMED, id="two, one a link"),
        pytest.param("a@b.org, c@d.org", EmailFault.MALFORMED, id="two with a comma"),
        pytest.param("<a@b.org> <c@d.org>", EmailFault.MALFORMED, id="two in brackets"),
        pytest.param("mailto:a@b.org,c@d.org", EmailFault.MALFORMED, id="two in a link"),
        pytest.param('"i see you"@b.org', EmailFault.MALFORMED, id="words in quotes"),
        pytest.param("=?utf-8?q?i_see_you?=@b.org", EmailFault.MALFORMED, id="encoded words"),
        pytest.param("a=?b@c.org", EmailFault.MALFORMED, id="half an encoded word"),
        pytest.param('"a@b"@c.org', EmailFault.MALFORMED, id="an @ in quotes"),
        pytest.param("ana@exa mple.org", EmailFault.MALFORMED, id="a space in the domain"),
        pytest.param("ana@example..org", EmailFault.MALFORMED, id="two full stops"),
        pytest.param("ana@-example.org", EmailFault.MALFORMED, id="a hyphen first"),
        pytest.param("ana@[127.0.0.1]", EmailFault.MALFORMED, id="an IP"),
        pytest.param("ana@localhost", EmailFault.MALFORMED, id="a host without a dot"),
        pytest.param("@example.org", EmailFault.MALFORMED, id="nothing before the @"),
        pytest.param("ana@", EmailFault.MALFORMED, id="nothing behind the @"),
        pytest.param(f"{'a' * 65}@b.org", EmailFault.MALFORMED, id="65 letters before the @"),
        pytest.param(f"a@{'b' * 64}.org", EmailFault.MALFORMED, id="64 letters in a label"),
        pytest.param(f"a@{'ü' * 60}.org", EmailFault.MALFORMED, id="a label too long as sent"),
        pytest.param("ana@example.org\r\nBcc: x@y.org", EmailFault.MALFORMED, id="a header more"),
        pytest.param("аna@example.org", EmailFault.BEYOND_ASCII, id="a Cyrillic а before the @"),
        pytest.param("José <josé@example.org>", EmailFault.BEYOND_ASCII, id="é with a name"),
        pytest.param("josé@example.org", EmailFault.BEYOND_ASCII, id="é before the @"),
        pytest.param("жика@пример.срб", EmailFault.BEYOND_ASCII, id="Cyrillic before the @"),
    ],
)
def test_an_email_that_nothing_can_be_sent_to_is_refused(typed: str, fault: EmailFault) -> None:
    with pytest.raises(EmailRefused) as caught:
        normalise_email(typed)

    assert caught.value.fault is fault
    assert str(caught.value) == fault.value
