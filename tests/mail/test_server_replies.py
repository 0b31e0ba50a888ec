"""What a server says is read by its first digit, and what makes no sense is no mail's fault."""

from contextlib import nullcontext
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from ethreader.mail.sending import NotSent, ServerUnavailable
from tests.mail.inbox import Inbox
from tests.mail.raw_servers import END, RawServer, raw_server, send
from tests.mail.servers import serving
from tests.once import make_settings

LOGINS = b"250-hello\r\n250 AUTH CRAM-MD5 PLAIN LOGIN"
PASSWORD = "p@ss:w/rd?#%25 +&=\\\"'"


@pytest.mark.parametrize(
    ("word", "said", "failure"),
    [
        pytest.param("greeting", b"", ServerUnavailable, id="an empty greeting"),
        pytest.param("greeting", b"\xff\x00\xfe", ServerUnavailable, id="no SMTP at all"),
        pytest.param("greeting", b"HTTP/1.1 400 Bad Request", ServerUnavailable, id="a web server"),
        pytest.param("greeting", b"220-one\r\n220-two\r\n220", None, id="a long greeting"),
        pytest.param("EHLO", b"250-\xff\r\n250-SIZE x\r\n250 8BITMIME y", None, id="odd features"),
        pytest.param("EHLO", b"250-SIZE\r\n250 AUTH=", None, id="features without values"),
        pytest.param("MAIL", b"250", None, id="no words"),
        pytest.param("MAIL", b"251 ok", None, id="another yes to the sender"),
        pytest.param("MAIL", b"1e9 x", ServerUnavailable, id="no number to the sender"),
        pytest.param("RCPT", b"252 cannot verify, will try", None, id="yes to the recipient"),
        pytest.param("RCPT", b"abc", NotSent, id="no number to the recipient"),
        pytest.param("RCPT", b"999 x", NotSent, id="a number that means nothing"),
        pytest.param("RCPT", b"450 5.1.1 later", NotSent, id="a code that says both"),
        pytest.param("RCPT", b"421 a@b.org", ServerUnavailable, id="closing at the recipient"),
        pytest.param("DATA", b"421 4.3.2", ServerUnavailable, id="closing before the mail"),
        pytest.param(END, b"421 4.3.2", ServerUnavailable, id="closing at the end"),
        pytest.param("DATA", b"250 taken", NotSent, id="taken before it was sent"),
        pytest.param(END, b"200 fine", None, id="another yes to the mail"),
        pytest.param(END, b"250-a\r\n250-b\r\n250 c", None, id="a long yes"),
        pytest.param(END, b"354 more", NotSent, id="it wants more"),
        pytest.param("QUIT", b"500 no", None, id="a refused goodbye"),
    ],
)
def test_a_reply_is_read_by_its_first_digit_and_never_final_without_a_reason(
    word: str, said: bytes, failure: type[Exception] | None
) -> None:
    with (
        raw_server(RawServer, replies={word: said}) as url,
        nullcontext() if failure is None else pytest.raises(failure) as caught,
    ):
        send(url)

    assert caught is None or not getattr(caught.value, "is_final", False)


@pytest.mark.parametrize("said", [b"334 x", b"334 \xff", b"334", b"235-ok\r\n535 no", b"x"])
def test_a_login_that_makes_no_sense_is_no_mails_fault(said: bytes) -> None:
    with (
        raw_server(RawServer, replies={"EHLO": LOGINS, "AUTH": said}) as url,
        pytest.raises(ServerUnavailable) as caught,
    ):
        send(url.replace("//", "//user:secret@"))

    assert "secret" not in str(caught.value)


class LoggingIn(Inbox):
    """Takes mails after one login alone."""

    is_logged_in = False

    def authenticate(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.is_logged_in = (data.login, data.password) == (b"us@er", PASSWORD.encode())
        return AuthResult(success=self.is_logged_in, handled=False)


@pytest.mark.parametrize("mechanism", ["LOGIN", "PLAIN"])
def test_a_login_is_taken_as_it_was_set_and_a_wrong_one_is_no_mails_fault(
    tmp_path: Path, mechanism: str
) -> None:
    inbox, [other] = LoggingIn(), {"LOGIN", "PLAIN"} - {mechanism}

    def send_with(password: str) -> None:
        login = f"us%40er:{quote(password, safe='')}"
        url = inbox.url.replace("//", f"//{login}@")
        send(make_settings(tmp_path, ETHREADER_SMTP_URL=url).smtp_url)

    given = {"auth_require_tls": False, "auth_exclude_mechanism": [other]}
    with serving(inbox, authenticator=inbox.authenticate, **given):
        with pytest.raises(ServerUnavailable, match=r"SMTPAuthenticationError 535$"):
            send_with(f"{PASSWORD}x")
        send_with(PASSWORD)

    assert (inbox.recipients, inbox.is_logged_in) == (["ana@example.org"], True)
