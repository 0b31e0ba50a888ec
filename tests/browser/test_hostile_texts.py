"""Hostile texts, as name and as comment, before and after publishing: nothing of them runs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route

from ethreader.base.invisible import clean_line
from tests.browser.conftest import serve_for_cdn, sign_in
from tests.browser.people import ARTICLE, EMPTY, QUEUE, read
from tests.browser.server import PATIENCE, Site, demo_site
from tests.corpora import OWN_TEXTS, hostile_texts

pytestmark = pytest.mark.browser
APART = f"{QUEUE}apart"
BATCH = 50  # What one page of the queue shows.

# What elements and attributes stand where they must not; an empty list is good.
OFFENCES = """() => {
    const tags = "P BR EM STRONG PRE BLOCKQUOTE A".split(" ");
    const isFine = (element, { name, value }) =>
        (element.tagName === "A" && name === "href" && /^https?:\\/\\//i.test(value)) ||
        (element.tagName === "A" && name === "rel" && value === "nofollow ugc noopener") ||
        (element.tagName === "A" && name === "dir" && value === "ltr") ||
        (element.tagName === "P" && name === "dir" && value === "auto") ||
        (element.tagName === "BLOCKQUOTE" && name === "dir" && /^(ltr|rtl)$/.test(value));
    // What the site puts beside a link: where it leads.
    const isHost = ({ tagName, attributes, children, textContent, previousElementSibling: link }) =>
        tagName === "BDI" && !attributes.length && !children.length &&
        /^\\([^()]+\\)$/.test(textContent) && !!link?.matches("a, .dead-link");
    // What a link is at the desk: words that lead nowhere.
    const isDeadLink = ({ tagName, attributes, className }) =>
        tagName === "SPAN" && attributes.length === 1 && className === "dead-link";
    const offences = [];
    for (const element of document.querySelectorAll("[data-comment-body] *, .comment-body *")) {
        if (isDeadLink(element)) continue;
        if (!tags.includes(element.tagName) && !isHost(element)) offences.push(element.outerHTML);
        for (const attribute of element.attributes)
            if (!isFine(element, attribute)) offences.push(element.outerHTML);
    }
    const plain = "[data-comment-name] *, .comment-name *, bdi *, h2 bdi *, textarea *";
    for (const element of document.querySelectorAll(plain)) offences.push(element.outerHTML);
    // The pictures of the site itself stand in no text of a reader.
    const things = "iframe, object, embed, base, svg, style, .comment img";
    const foreign = "img:not([src^='/pictures/'])";
    for (const element of document.querySelectorAll(`${things}, ${foreign}`))
        offences.push(element.outerHTML);
    for (const element of document.querySelectorAll("*"))
        for (const { name } of element.attributes)
            if (name.startsWith("on") || name === "style" || name === "srcdoc")
                offences.push(element.outerHTML);
    return offences;
}"""

NAMES_AND_IDS = """() => [...document.querySelectorAll("article[data-comment-id]")].map((each) => [
    each.dataset.commentId,
    each.querySelector("[data-comment-name]").textContent,
    each.querySelectorAll("[data-comment-body]").length,
])"""

# Send every form that a selector finds, as a press in it would; the statuses of the answers.
SEND_FORMS = """([selector, pressed]) => Promise.all(
    Array.from(document.querySelectorAll(selector), async (form) => {
        const body = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), ...pressed });
        const headers = { "HX-Request": "true" };
        return (await fetch(form.action, { method: "POST", body, headers })).status;
    }))"""


@dataclass
class Alarm:
    """Everything that a text could set off in a browser."""

    rung: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, site: Site) -> None:
        context.add_init_script(
            "for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])"
            "  window[name] = (...words) => console.error('ran', name, ...words);"
            "document.addEventListener('securitypolicyviolation', (event) =>"
            "  console.error('ran', event.violatedDirective, event.blockedURI));"
        )
        context.on("dialog", self._dialog)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.rung.append(str(error.error)))
        context.on("page", lambda page: page.on("popup", lambda _: self.rung.append("popup")))
        context.route(lambda url: not url.startswith(site.url), self._foreign)

    def _dialog(self, dialog: Dialog) -> None:
        self.rung.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself notes each answer of 4xx; those are looked at where they arise.
        if not message.text.startswith("Failed to load resource: the server responded with"):
            self.rung.append(f"console {message.text}")

    def _foreign(self, route: Route) -> None:
        if route.request.url.startswith("https://cdn.jsdelivr.net/npm/htmx.org@"):
            serve_for_cdn(route)
        else:
            self.rung.append(f"request {route.request.url}")
            route.abort()


class Sender:
    """Sends forms over one connection, as fast as the site takes them."""

    def __init__(self, site: Site) -> None:
        self.connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, dict[str, str]]:
        body = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in fields.items()})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, body if fields else None, headers)
        response = self.connection.getresponse()
        return response.status, response.read().decode(), dict(response.getheaders())


@dataclass(frozen=True)
class Sent:
    """One text as it was sent, and what the site said."""

    name: str
    body: str
    status: int
    page: str


def send_all(sender: Sender, texts: list[str]) -> Iterator[Sent]:
    """Send each text as name and as comment: both at once where both are taken."""
    form = sender.ask("GET", f"{EMPTY}comments/new")[1]
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    number = 0
    for text in texts:
        for name, body in ((text, text), (text, f"Text {number}"), (f"Name {number}", text)):
            number += 1
            fields = {"name": name, "body": body, "stamp": stamp[1], "key": f"{number:032d}"}
            status, page, _ = sender.ask("POST", f"{EMPTY}comments", **fields)
            yield Sent(name=name, body=body, status=status, page=page)
            if status == 303 and name == body:
                break


def as_name(text: str) -> str:
    """Return the name as the site mends it, without the space around it."""
    return (clean_line(text) or "").strip()


@dataclass
class Run:
    """What came of sending everything, and of looking at it in every place."""

    sent: list[Sent] = field(default_factory=list)
    seen_in_the_queue: list[list[Any]] = field(default_factory=list)
    offences: list[str] = field(default_factory=list)
    queue_alarm: Alarm = field(default_factory=Alarm)

    @property
    def taken(self) -> list[Sent]:
        return [each for each in self.sent if each.status == 303]

    @property
    def refused(self) -> list[Sent]:
        return [each for each in self.sent if each.status != 303]


@pytest.fixture(scope="module")
def run(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Run]]:
    """A site to which everything was sent, looked at in the queue, and then published."""
    # Everything on one page: the subject is each text, not the pages of a thread.
    site = demo_site(tmp_path_factory.mktemp("hostile") / "instance", ETHREADER_THREAD_PAGE="5000")
    try:
        run = Run()
        context = browser.new_context()
        context.route(lambda url: not url.startswith(site.url), serve_for_cdn)
        sign_in(context, site, "Ana")
        run.queue_alarm.watch(context, site)
        send_and_publish(context.new_page(), site, run)
        context.close()
        site.command("comments", "publish", "--waiting", "--yes")
        yield site, run
    finally:
        site.stop()


def send_and_publish(page: Page, site: Site, run: Run) -> None:
    """Send everything; look at each batch in the queue, and publish all but the last."""
    waiting = 0
    with Sender(site) as sender:
        for sent in send_all(sender, hostile_texts()):
            run.sent.append(sent)
            waiting += sent.status == 303
            if waiting == BATCH:
                look_at_queue(page, site, run)
                publish_what_is_shown(page)
                waiting = 0
    look_at_queue(page, site, run)


def look_at_queue(page: Page, site: Site, run: Run) -> None:
    move_into_the_queue(page, site, run)
    page.goto(site.url + QUEUE)
    run.seen_in_the_queue += page.evaluate(NAMES_AND_IDS)
    run.offences += page.evaluate(OFFENCES)


def move_into_the_queue(page: Page, site: Site, run: Run) -> None:
    """Look at what waits apart (“--help” is a word for help), and let it wait with the rest."""
    page.goto(site.url + APART)
    run.offences += page.evaluate(OFFENCES)
    assert set(page.evaluate(SEND_FORMS, ["form[action$='/queue']", {}])) <= {200}


def publish_what_is_shown(page: Page) -> None:
    """Send the forms of all rows, as pressing “Publish” in each would."""
    assert page.evaluate(SEND_FORMS, ["form.decide", {"decision": "publish"}]) == [200] * BATCH


@pytest.fixture
def alarmed(
    browser: Browser, run: tuple[Site, Run], request: pytest.FixtureRequest
) -> Iterator[tuple[Page, Alarm]]:
    """A reader's page with an alarm; its content security policy may be taken away."""
    alarm = Alarm()
    context = browser.new_context(bypass_csp=getattr(request, "param", False))
    alarm.watch(context, run[0])
    yield context.new_page(), alarm
    context.close()


def test_alarm_rings_when_something_runs(browser: Browser, site: Site) -> None:
    alarm = Alarm()
    context = browser.new_context()
    alarm.watch(context, site)
    page = context.new_page()
    page.goto(site.url)
    page.evaluate("document.body.innerHTML = '<img src=x onerror=1><img src=//evil.example/a>'")
    page.evaluate("alert(1)")
    page.wait_for_load_state("networkidle")

    assert any("ran script-src" in each for each in alarm.rung), alarm.rung
    assert any("ran img-src" in each for each in alarm.rung), alarm.rung
    assert "console ran alert 1" in alarm.rung
    assert len(page.evaluate(OFFENCES)) == 3
    context.close()


def test_every_text_is_taken_or_refused(run: tuple[Site, Run]) -> None:
    texts = hostile_texts()
    statuses = {sent.status for sent in run[1].sent}

    assert statuses == {303, 422}
    assert {sent.body for sent in run[1].sent} >= set(texts)
    assert {sent.name for sent in run[1].sent} >= set(texts)


def test_queue_shows_every_text_and_nothing_runs(run: tuple[Site, Run]) -> None:
    _, result = run
    names = Counter(name for _, name, _ in result.seen_in_the_queue)

    assert names.total() == len(result.taken)
    strange = names - Counter(as_name(sent.name) for sent in result.taken)
    assert strange.keys() == {"Anonymous"}
    assert result.offences == []
    assert result.queue_alarm.rung == []


@pytest.mark.parametrize(
    "alarmed",
    [pytest.param(False, id="as it is"), pytest.param(True, id="without its policy")],
    indirect=True,
)
def test_article_shows_every_text_and_nothing_runs(
    run: tuple[Site, Run], alarmed: tuple[Page, Alarm]
) -> None:
    (site, result), (page, alarm) = run, alarmed
    page.goto(site.url + EMPTY)

    published = page.evaluate(NAMES_AND_IDS)
    assert len(published) == len(result.taken)
    assert {each[2] for each in published} == {1}
    assert page.evaluate(OFFENCES) == []
    assert alarm.rung == []


def test_partial_shows_every_text_and_nothing_runs(
    run: tuple[Site, Run], alarmed: tuple[Page, Alarm]
) -> None:
    (site, result), (page, alarm) = run, alarmed
    read(page, site.url + ARTICLE)
    demo = len(page.evaluate(NAMES_AND_IDS))
    assert 0 < demo < len(result.taken)

    url = f"{EMPTY}comments"
    page.evaluate("url => htmx.ajax('GET', url, {target: '#thread', swap: 'outerHTML'})", url)
    page.locator("article[data-comment-id]").nth(demo).wait_for()

    assert len(page.evaluate(NAMES_AND_IDS)) == len(result.taken)
    assert page.evaluate(OFFENCES) == []
    assert alarm.rung == []


def test_thread_page_shows_every_text_and_nothing_runs(
    run: tuple[Site, Run], alarmed: tuple[Page, Alarm]
) -> None:
    (site, result), (page, alarm) = run, alarmed
    page.goto(f"{site.url}{EMPTY}comments")

    assert len(page.evaluate(NAMES_AND_IDS)) == len(result.taken)
    assert page.evaluate(OFFENCES) == []
    assert alarm.rung == []


def test_permalinks_lead_to_the_comment(run: tuple[Site, Run]) -> None:
    site, result = run
    ids = [each[0] for each in result.seen_in_the_queue]
    assert len(ids) == len(result.taken)

    with Sender(site) as sender:
        for public_id in ids:
            status, _, headers = sender.ask("GET", f"/comments/{public_id}")
            assert (status, headers["location"]) == (302, f"{EMPTY}#c-{public_id}")


def test_reply_form_quotes_every_text_and_nothing_runs(
    run: tuple[Site, Run], alarmed: tuple[Page, Alarm]
) -> None:
    (site, result), (page, alarm) = run, alarmed
    read(page, f"{site.url}{EMPTY}")  # Nothing has the focus there, and loses it.
    with Sender(site) as sender:
        pages = [
            sender.ask("GET", f"{EMPTY}comments/new?reply_to={each[0]}")
            for each in result.seen_in_the_queue
        ]

    assert {status for status, _, _ in pages} == {200}
    assert show_all(page, [text for _, text, _ in pages], holding=".quoted") == []
    assert alarm.rung == []


def test_refused_forms_echo_every_text_and_nothing_runs(
    run: tuple[Site, Run], alarmed: tuple[Page, Alarm]
) -> None:
    (site, result), (page, alarm) = run, alarmed
    read(page, f"{site.url}{EMPTY}")  # Nothing has the focus there, and loses it.

    assert len(result.refused) > 5
    assert show_all(page, [sent.page for sent in result.refused], holding="textarea") == []
    assert alarm.rung == []


def show_all(page: Page, documents: list[str], *, holding: str) -> list[str]:
    """Show whole documents in the page, one after the other, and return what offends."""
    offences: list[str] = page.evaluate(
        """([documents, holding]) => documents.flatMap((text) => {
            const shown = new DOMParser().parseFromString(text, "text/html");
            document.body.replaceWith(document.adoptNode(shown.body));
            if (!document.querySelector(holding)) return ["missing: " + text];
            return (OFFENCES)();
        })""".replace("OFFENCES", OFFENCES),
        [documents, holding],
    )
    page.wait_for_load_state("networkidle")
    return offences


def test_log_of_the_site_stays_silent(run: tuple[Site, Run]) -> None:
    log = run[0].log

    assert "The site is at" in log
    assert "Traceback" not in log
    assert "failed" not in log.lower()


def test_own_texts_are_a_collection() -> None:
    assert len(set(OWN_TEXTS)) == len(OWN_TEXTS) > 25
