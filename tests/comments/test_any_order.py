"""Whatever is done to a thread, in any order: counts, pages, permalinks, feeds and queue agree.

The rules run on a real database; what readers get is asked of the real pages. A plain model
(`model.py`), which counts everything anew, says what is right.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from ethreader.accounts.models import Moderator
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.base.paging import BEGINNING, PAGE_LENGTH
from ethreader.comments.counts import recount
from ethreader.comments.drafts import Draft, EditedText, TypedText
from ethreader.comments.gap_service import remove_changes_of
from ethreader.comments.incoming import ParentNotVisible, submit_comment
from ethreader.comments.log import Reason
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.service import NothingToPin, edit_comment, pin, unpin
from ethreader.comments.thread_queries import published_since
from ethreader.comments.threads import REPLIES_SHOWN, Order, walk
from ethreader.comments.transition import NoSuchMove
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.moderation.filter_fields import Filter
from ethreader.moderation.queries import recently_decided, reported
from ethreader.moderation.queue_queries import found_by
from ethreader.moderation.service import (
    ChangedSinceSeen,
    Seen,
    decide,
    reply_officially,
    undo,
)
from ethreader.own_page.service import flags_of
from ethreader.reports.models import Report, ReportReason
from ethreader.reports.queries import open_reports
from ethreader.reports.service import NothingToReport, ReportDraft, report_comment
from ethreader.retention.service import erase
from ethreader.screening.flags import Flag
from tests.comments.forms import COMMENTS, PAGE, SLUG, comment_ids
from tests.comments.model import DECIDABLE, PlainThread, Remark
from tests.comments.walking import walked_pages
from tests.conftest import EVENT_FILE, ZONE, make_app, make_event
from tests.times import utcnow

pytestmark = pytest.mark.long

ATOM = "{http://www.w3.org/2005/Atom}"
ENOUGH_REPORTS = 2
PAGE_SIZE = 3
NODE = re.compile(r'<li id="c-([0-9a-f]{16})"')
WORDS = re.compile(r"words-[0-9]+-end")
REMARKS: Bundle[Remark] = Bundle("remarks")


def site_of(folder: Path, **given: str) -> Flask:
    """Return a site with an event, a moderator and pages of three."""
    app = make_app(folder / "instance", ETHREADER_THREAD_PAGE=str(PAGE_SIZE), **given)
    with app.app_context():
        make_event(folder, SLUG, EVENT_FILE)
        begin_write_transaction()
        add_moderator("Ana", now=utcnow())
        db.session.commit()
    return app


def _seen(comment: Comment, *, is_late: bool = False) -> Seen:
    """Return what a page would tell that was opened now, or too early."""
    reported = open_reports([comment.id]).get(comment.id)
    return Seen(version=comment.version - is_late, report=reported.last_id if reported else 0)


class AnyOrder(RuleBasedStateMachine):
    """Readers, authors and moderators at one thread."""

    app: Flask
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.client = self.app.test_client()
        self.plain = PlainThread()
        self.written = 0
        self.feed_seen: dict[str, tuple[str, str]] = {}
        begin_write_transaction()
        self.event.comments = CommentPolicy.HELD
        db.session.commit()

    def teardown(self) -> None:
        try:
            self._see_everything()
        finally:  # The next order of doings begins with nothing, whatever went wrong in this one.
            self._forget_everything()
            self.context.pop()

    # What people do.

    @initialize(target=REMARKS, answered=st.lists(st.integers(0, 12), max_size=12))
    def begin(self, answered: list[int]) -> MultipleResults[Remark]:
        """Begin with a conversation: each number says how far back it answers, or 0."""
        for steps in answered:
            said = self.plain.remarks
            parent = said[-steps] if 0 < steps <= len(said) else None
            self._decide(self._send(parent, is_noticed=False), State.PUBLISHED, is_late=False)
        return multiple(*self.plain.remarks)

    @rule(target=REMARKS, is_noticed=st.booleans())
    def submit(self, is_noticed: bool) -> Remark:
        return self._send(None, is_noticed=is_noticed)

    @rule(target=REMARKS, parent=REMARKS, is_noticed=st.booleans())
    def reply(self, parent: Remark, is_noticed: bool) -> Remark:
        if parent.is_public:
            return self._send(parent, is_noticed=is_noticed)
        with self._refused(ParentNotVisible):
            self._submit(self._draft(parent), is_noticed=is_noticed)
        return parent

    @rule(remark=REMARKS)
    def send_twice(self, remark: Remark) -> None:
        if remark.state is State.WITHDRAWN or remark.is_official:
            return
        if remark.parent is not None and not remark.parent.is_public:
            return
        draft = self._draft(remark.parent, words=remark.words, key=remark.key)
        assert self._submit(draft, is_noticed=False) == (remark.id, False)

    @rule(remark=REMARKS, after=st.sampled_from(list(DECIDABLE)), is_late=st.booleans())
    def decide(self, remark: Remark, after: State, is_late: bool) -> None:
        self._decide(remark, after, is_late=is_late)

    @rule(remark=REMARKS)
    def publish(self, remark: Remark) -> None:
        self._decide(remark, State.PUBLISHED, is_late=False)

    @rule(remark=REMARKS)
    def undo(self, remark: Remark) -> None:
        last = remark.verdicts[-1] if remark.verdicts else None
        is_open = remark.state is State.PENDING or last is None or last.after is not remark.state
        with self._refused(NoSuchMove if is_open else None):
            comment = self._comment(remark)
            undo(comment, seen=_seen(comment), moderator=self._ana(), now=utcnow())
        if last is None or is_open:
            return
        was_public = remark.is_public
        verdict = self.plain.judge(remark, last.before, is_undoing=not last.is_undoing)
        if verdict.is_undoing:
            remark.reports += last.settled
            last.settled = 0
        else:
            verdict.settled, remark.reports = remark.reports, 0
        if last.was_pinned and remark.is_public and not was_public and not self.plain.pinned():
            self.plain.pin(remark)
        remark.is_reviewed = last.was_reviewed

    @rule(remark=REMARKS, after=st.sampled_from(list(DECIDABLE)), times=st.integers(1, 3))
    def regret(self, remark: Remark, after: State, times: int) -> None:
        """Decide on what was reported, and take it back: rare by chance, daily in moderation."""
        self.report(remark)
        self._decide(remark, after, is_late=False)
        for _ in range(times):
            self.undo(remark)

    @rule(remark=REMARKS, is_other=st.booleans(), is_noticed=st.booleans())
    def edit(self, remark: Remark, is_other: bool, is_noticed: bool) -> None:
        if remark.state is State.WITHDRAWN or remark.is_official:
            return  # The first has no author any more, the second never had one.
        words = self._new_words(is_noticed) if is_other else remark.words
        with self._refused(None):
            typed = EditedText(name="Mira", body=words)
            flags = flags_of(typed, site_name="ASTRA", secret="s", now=utcnow())
            edit_comment(self._comment(remark), typed, flags=flags, now=utcnow())
        if not is_other:
            return
        if remark.first_words is None and self.plain.is_answered(remark):
            remark.first_words = remark.words
        remark.is_edited = remark.is_edited or remark.publication_no is not None
        remark.words = words
        is_open = self.event.comments is CommentPolicy.OPEN
        remark.is_reviewed = False
        if not (remark.is_public and is_open and not is_noticed):
            self.plain.move(remark, State.PENDING)
            remark.had_pin = False

    @rule(remark=REMARKS)
    def withdraw(self, remark: Remark) -> None:
        if remark.state is State.WITHDRAWN or remark.is_official:
            return
        with self._refused(None):
            public_id = self._comment(remark).public_id
            erase("comment", public_id, ledger_folder=self.folder, now=utcnow())
        remark.words, remark.first_words, remark.reports = "", None, 0
        for verdict in remark.verdicts:
            verdict.settled = 0
        self.plain.move(remark, State.WITHDRAWN)

    @rule(remark=REMARKS)
    def report(self, remark: Remark) -> None:
        complaint = ReportDraft(reason=ReportReason.HURTFUL, note="")
        with self._refused(None if remark.is_public else NothingToReport):
            report_comment(
                self._comment(remark), complaint, enough=ENOUGH_REPORTS, zone=ZONE, now=utcnow()
            )
        if not remark.is_public:
            return
        remark.reports += 1
        if remark.reports >= ENOUGH_REPORTS and not (remark.is_reviewed or remark.is_official):
            self.plain.move(remark, State.PENDING)

    @rule(remark=REMARKS)
    def pin(self, remark: Remark) -> None:
        is_possible = remark.parent is None and remark.is_public
        with self._refused(None if is_possible else NothingToPin):
            pin(self._comment(remark))
        if is_possible:
            self.plain.pin(remark)
            remark.is_reviewed = True

    @rule(remark=REMARKS)
    def unpin(self, remark: Remark) -> None:
        with self._refused(None):
            unpin(self._comment(remark))
        remark.is_pinned = False

    @rule(target=REMARKS, parent=REMARKS, voice=st.sampled_from(Voice))
    def reply_officially_from_page(self, parent: Remark, voice: Voice) -> Remark:
        words = self._new_words(is_noticed=False)
        public_id = ""
        with self._refused(None if parent.is_public else ParentNotVisible):
            public_id = reply_officially(
                self._comment(parent),
                TypedText(body=words),
                voice=voice,
                moderator=self._ana(),
                seen_version=self._comment(parent).version,
                zone=ZONE,
                now=utcnow(),
            ).public_id
        if not parent.is_public:
            return parent
        remark = self.plain.say(public_id, words, parent)
        remark.is_official = True
        self.plain.judge(remark, State.PUBLISHED)
        return remark

    @rule(policy=st.sampled_from([CommentPolicy.OPEN, CommentPolicy.HELD]))
    def set_policy(self, policy: CommentPolicy) -> None:
        with self._refused(None):
            self.event.comments = policy

    @rule()
    def count_anew(self) -> None:
        with self._refused(None):
            recount(self.event)

    # What must agree with the model after each step.

    @invariant()
    def counts_agree(self) -> None:
        db.session.rollback()
        rows = db.session.scalars(select(Comment).order_by(Comment.id)).all()
        assert [
            (
                row.public_id,
                row.state,
                row.body,
                row.replied_body,
                row.is_edited,
                row.is_pinned,
                row.is_reviewed,
                row.reply_count,
                row.is_visible,
                row.publication_no,
                row.parent and row.parent.public_id,
                row.root_id and {each.id: each.public_id for each in rows}[row.root_id],
            )
            for row in rows
        ] == [
            (
                each.id,
                each.state,
                each.words,
                each.first_words,
                each.is_edited,
                each.is_pinned,
                each.is_reviewed,
                self.plain.answers(each),
                self.plain.is_visible(each),
                each.publication_no,
                each.parent and each.parent.id,
                each.root.id if each.parent else None,
            )
            for each in self.plain.remarks
        ]
        assert self.event.comment_count == len(self.plain.public())
        assert self.event.publication_count == self.plain.publications

    @invariant()
    def moderation_page_agrees(self) -> None:
        waiting = [each.public_id for each in found_by(Filter(), BEGINNING).page.rows]
        pending = self.plain.in_state(State.PENDING)
        assert waiting == [each.id for each in pending[:PAGE_LENGTH]]
        assert {
            row.comment.public_id: row.reported and row.reported.count for row in reported().rows
        } == {each.id: each.reports for each in self.plain.public() if each.reports}

    # What readers get; asked now and then, and always at the end.

    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        """Look at one thing, so that what is cached or kept by readers is out of date later."""
        looks: list[Callable[[], None]] = [
            *(partial(self._thread_is_right, order) for order in Order),
            self._article_is_right,
            self._feed_is_right,
            *(partial(self._permalink_leads, each) for each in self.plain.remarks),
            *(partial(self._branch_feed_is_right, each.root) for each in self.plain.remarks),
            *(partial(self._news_are_right, since) for since in range(self.plain.publications)),
        ]
        data.draw(st.sampled_from(looks))()

    # How.

    @property
    def event(self) -> Event:
        return db.session.scalars(select(Event)).one()

    def _ana(self) -> Moderator:
        return db.session.scalars(select(Moderator)).one()

    def _comment(self, remark: Remark) -> Comment:
        comment = comment_by_public_id(remark.id)
        assert comment is not None
        return comment

    @contextmanager
    def _refused(self, kind: type[DomainError] | None) -> Iterator[None]:
        """Write in a transaction that is refused for one reason, or goes through."""
        begin_write_transaction()
        if kind is None:
            yield
            db.session.commit()
            return
        with pytest.raises(kind):
            yield
        db.session.rollback()

    def _new_words(self, is_noticed: bool) -> str:
        self.written += 1
        links = " https://a.example https://b.example https://c.example" if is_noticed else ""
        return f"words-{self.written}-end{links}"

    def _draft(self, parent: Remark | None, *, words: str = "", key: str = "") -> Draft:
        words = words or self._new_words(is_noticed=False)
        return Draft(
            name="Mira",
            body=words,
            parent=parent.id if parent else None,
            idempotency_key=key or f"key of {words}",
            stamped_at=utcnow(),
        )

    def _submit(self, draft: Draft, *, is_noticed: bool) -> tuple[str, bool]:
        notices = (Flag.TOO_FAST,) if is_noticed else ()
        terms = self.event.comment_terms
        receipt = submit_comment(terms, draft, flags=notices, zone=ZONE, now=utcnow())
        return receipt.public_id, receipt.is_new

    def _send(self, parent: Remark | None, *, is_noticed: bool) -> Remark:
        draft = self._draft(parent)
        with self._refused(None):
            public_id, is_new = self._submit(draft, is_noticed=is_noticed)
        assert is_new
        remark = self.plain.say(public_id, draft.body, parent)
        remark.key = draft.idempotency_key or ""
        if self.event.comments is CommentPolicy.OPEN and not is_noticed:
            self.plain.move(remark, State.PUBLISHED)
        return remark

    def _decide(self, remark: Remark, after: State, *, is_late: bool) -> None:
        is_keeping = after is State.PUBLISHED and remark.is_public and remark.reports > 0
        refusal: type[DomainError] | None = None
        if is_late:
            refusal = ChangedSinceSeen
        elif after not in DECIDABLE[remark.state] and not is_keeping:
            refusal = NoSuchMove
        with self._refused(refusal):
            comment = self._comment(remark)
            decide(
                comment,
                after,
                seen=_seen(comment, is_late=is_late),
                moderator=self._ana(),
                reason=Reason.FITS,
                # The same once more would be a second press.
                note="Too late." if is_late else "",
                now=utcnow(),
            )
        if refusal is None:
            verdict = self.plain.judge(remark, after)
            verdict.settled, remark.reports = remark.reports, 0
            is_back = verdict.before is State.PENDING and verdict.was_pinned
            if is_back and remark.is_public and not self.plain.pinned():
                self.plain.pin(remark)

    def _first_roots(self) -> list[Remark]:
        roots = self.plain.roots(Order.OLDEST)
        others = [each for each in roots if not each.is_pinned]
        return [*(each for each in roots if each.is_pinned), *others[:PAGE_SIZE]]

    def _article_is_right(self) -> None:
        page = self.client.get(PAGE).text
        roots = {each.id for each in self.plain.remarks if each.parent is None}
        expected = [each.id for each in self._first_roots()]
        assert [each for each in NODE.findall(page) if each in roots] == expected

    def _news_are_right(self, since: int) -> None:
        news = {each.id for each in self.plain.public() if (each.publication_no or 0) > since}
        shown, until = set[str](), since
        while until < self.plain.publications:
            told = published_since(self.event, until)
            shown |= {each.id for each in walk(told.nodes)}
            until = told.until
        assert shown == news
        is_news = self.plain.publications > since
        answer_ = self.client.get(f"{COMMENTS}/news?since={since}")
        assert answer_.status_code == (200 if is_news else 204)

    def _thread_is_right(self, order: Order) -> None:
        html = "".join(walked_pages(self.client, f"{COMMENTS}?order={order.value}"))
        nodes = NODE.findall(html)
        place = {id_: number for number, id_ in enumerate(nodes)}
        assert len(place) == len(nodes)
        assert place.keys() == {each.id for each in self.plain.shown()}
        assert sorted(comment_ids(html)) == sorted(each.id for each in self.plain.public())
        # No word of anything else, and each word once.
        assert sorted(WORDS.findall(html)) == sorted(
            words for each in self.plain.public() for words in WORDS.findall(each.words)
        )
        roots = self.plain.roots(order)
        assert sorted(roots, key=lambda each: place[each.id]) == roots
        for parent in self.plain.shown():
            answers = [place[each.id] for each in self.plain.shown() if each.parent is parent]
            assert answers == sorted(answers)

    def _permalink_leads(self, remark: Remark) -> None:
        answer_ = self.client.get(f"/comments/{remark.id}")
        if not self.plain.is_visible(remark):
            assert answer_.status_code == 404
            return
        assert answer_.status_code == 302
        path, _, anchor = answer_.headers["Location"].partition("#")
        assert anchor == f"c-{remark.id}"
        branch = [each for each in self.plain.below(remark.root) if self.plain.is_visible(each)]
        in_branch = remark is remark.root or remark in branch[:REPLIES_SHOWN]
        assert (path == PAGE) is (in_branch and remark.root in self._first_roots())
        page = self.client.get(path).text
        assert f'id="{anchor}"' in page
        assert (remark.id in comment_ids(page)) is remark.is_public

    def _branch_feed_is_right(self, root: Remark) -> None:
        path = f"/comments/{root.id}.xml"
        if not self.plain.is_visible(root):
            assert self.client.get(path).status_code == 404
            return
        answers = [each.id for each in self.plain.latest(self.plain.below(root))]
        self._feed_says(path, [*answers, *([root.id] if root.is_public else [])])

    def _feed_is_right(self) -> None:
        latest = self.plain.latest(self.plain.remarks)
        self._feed_says(f"{COMMENTS}.xml", [each.id for each in latest])

    def _feed_says(self, path: str, expected: list[str]) -> None:
        answer_ = self.client.get(path)
        feed = ET.fromstring(answer_.text)
        ids = [str(each.findtext(f"{ATOM}id")) for each in feed.iter(f"{ATOM}entry")]
        assert [id_.rpartition(":")[2] for id_ in ids] == expected[:50]
        words = {each.id: each.words for each in self.plain.public()}
        assert WORDS.findall(answer_.text) == [
            found for id_ in expected[:50] for found in WORDS.findall(words[id_])
        ]
        # Who has read it before is told whether anything is new.
        tag, text = self.feed_seen.get(path, ("", ""))
        again = self.client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == (304 if text == answer_.text else 200)
        self.feed_seen[path] = (answer_.headers["ETag"], answer_.text)

    def _see_everything(self) -> None:
        decided = [row.comment.public_id for row in recently_decided().rows]
        assert decided == [each.id for each in self.plain.decided()[:PAGE_LENGTH]]
        for order in Order:
            self._thread_is_right(order)
        self._article_is_right()
        self._feed_is_right()
        self._news_are_right(self.plain.publications)
        for remark in self.plain.remarks:
            self._permalink_leads(remark)
            if remark.parent is None:
                self._branch_feed_is_right(remark)

    def _forget_everything(self) -> None:
        begin_write_transaction()
        db.session.execute(delete(Report))
        remove_changes_of(select(Comment.id))
        for id_ in db.session.scalars(select(Comment.id).order_by(Comment.id.desc())).all():
            db.session.execute(delete(Comment).where(Comment.id == id_))  # Answers first.
        self.event.comment_count = self.event.publication_count = 0
        db.session.commit()
        db.session.remove()


@pytest.mark.parametrize(("database", "examples"), [("sqlite", 50), ("postgres", 10)])
def test_any_order_leaves_all_in_agreement(
    database: str, examples: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    given = {}
    if database == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")(is_migrated=True)
    AnyOrder.folder = tmp_path
    AnyOrder.app = site_of(tmp_path, **given)
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    with AnyOrder.app.app_context():
        db.engine.dispose()
