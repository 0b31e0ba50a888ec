"""Page, mail and log say the same of a reason, in each language: what was shown beforehand."""

from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.events.models import Event
from ethreader.i18n.languages import LANGUAGES
from ethreader.mail.worker import Worker
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.mail.inbox import Inbox
from tests.mail.wishes import ADDRESS, LATER, told_by
from tests.moderation.declining import REASONS, as_seen, message_told, send, told, url_of
from tests.pages import by_class, page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX

PREFIXES = {code: "" if code == "en" else f"/{code}" for code in LANGUAGES}
WORDS = "Bez mesta, molim Vas. – Без места, молим Вас."
# As people read it; whatever else is compared comes from the pages themselves.
KNOWN = {
    ("none", "en"): "Your comment is not published.",
    ("danger", "en"): "Your comment is not published. The reason: Could put someone in danger.",
    ("none", "de"): "Ihr Kommentar ist nicht veröffentlicht.",
}


def label_of(page: Element, reason: str) -> str:
    return text_of(page.find(f".//label[@for='reason-{reason}']"))


@pytest.mark.parametrize("reason", REASONS)
def test_all_say_what_was_shown(
    *,
    client: FlaskClient,
    moderator_client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    reason: str,
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y")
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    worker.work(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    [comment] = stored()
    typed = {**as_seen(moderator_client, comment), "reason": reason, "message": WORDS}
    asked, shown, labels = {}, {}, {}
    cookie = moderator_client.get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    for code, prefix in PREFIXES.items():
        moderator_client.set_cookie(COOKIE, cookie.value, path=f"{prefix}{PATH}")
        url = f"{prefix}{url_of(comment)}"
        page = page_of(moderator_client.get(url))
        labels[code] = label_of(page, reason)
        [radio] = [each for each in page.iter("input") if each.get("id") == f"reason-{reason}"]
        asked[code] = [radio.get("data-page"), radio.get("data-mailbox")]
        page = page_of(moderator_client.post(url, data={**typed, "do": "show"}))
        shown[code] = told(page)
        assert message_told(page) == WORDS

    assert send(moderator_client, comment, reason=reason, message=WORDS).status_code == 303
    worker.work(now=utcnow() + LATER)

    assert sorted(told_by(each) for each in inbox.mails[1:]) == ["decision", "message"]
    [number] = [n for n, each in enumerate(inbox.mails) if told_by(each) == "decision"]
    status = inbox.link("mail/status", number=number)
    for code, prefix in PREFIXES.items():
        page = page_of(client.get(f"{prefix}{own_page}"))
        said = [text_of(by_class(page, "state")[0])]
        assert text_of(by_class(page, "message-moderator")[0]).endswith(WORDS)
        page = page_of(client.get(f"{prefix}{status}"))
        said += [text_of(by_class(page, "standfirst")[0])]
        page = page_of(moderator_client.get(f"{prefix}/moderation/decided"))
        verdict = text_of(by_class(page, "verdict")[0])
        assert said == shown[code] == asked[code]
        assert KNOWN.get((reason, code), said[0]) == said[0]
        is_named = f" – {labels[code]}" in verdict and all(labels[code] in each for each in said)
        assert is_named is (reason != "none")
    assert len({*map(tuple, shown.values())}) == len(LANGUAGES)
