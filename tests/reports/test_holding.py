"""Enough readers bring a comment back to the queue, and a decision answers what they said."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.contacts.service import prepare_contact, publish_key
from ethreader.contacts.vault import new_pair
from ethreader.events.models import Event
from ethreader.mail.models import OutboxMail
from ethreader.mail.service import ask_to_confirm
from ethreader.reports.models import ReportReason
from ethreader.reports.service import NothingToReport, ReportDraft, report_comment
from ethreader.retention.service import erase, sweep
from tests.comments.forms import PAGE, comment_ids
from tests.conftest import EVENT_FILE, ZONE, make_app, make_comment, make_event
from tests.moderation.deciding import QUEUE, press, record, state_of
from tests.pages import by_class, counted_queries, links, page_of, text_of, texts
from tests.reports.reporting import edit_unseen, reader, report, report_from, stored
from tests.times import utcnow
from tests.visitors import HTMX, with_visitors

REPORTED = "/moderation/reported"


def shown(event: Event) -> tuple[int, int]:
    db.session.refresh(event)
    return event.comment_count, event.publication_count


def test_the_third_reader_brings_a_comment_back_to_the_queue(
    app: Flask, client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, 2)
    assert (state_of(comment), shown(event)) == ("published", (1, 1))
    version = comment.version

    last = report(reader(app, 3), comment)

    assert (last.status_code, state_of(comment), shown(event)) == (201, "pending", (0, 1))
    assert comment.version > version
    assert comment_ids(client.get(PAGE).text) == []
    assert comment_ids(moderator_client.get(QUEUE).text) == [comment.public_id]
    assert comment_ids(moderator_client.get(REPORTED).text) == []


def test_the_answer_is_the_same_whether_it_brought_it_back(app: Flask, event: Event) -> None:
    comment = make_comment(event)

    responses = [report(reader(app, number), comment) for number in (1, 2, 2, 3)]

    assert state_of(comment) == "pending"
    assert len({(response.status_code, response.data) for response in responses}) == 1
    assert len({str([h for h in each.headers if h[0] != "Date"]) for each in responses}) == 1


@pytest.mark.parametrize(
    ("setting", "count", "state"),
    [("1", 1, "pending"), ("2", 1, "published"), ("2", 2, "pending"), ("0", 5, "published")],
)
def test_the_setting_says_how_many(tmp_path: Path, setting: str, count: int, state: str) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_REPORTS_TO_HOLD=setting))
    with app.app_context():
        comment = make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))

        report_from(app, comment, *range(count))

        assert state_of(comment) == state
        db.session.remove()
        db.engine.dispose()


def test_no_more_than_fifty_are_kept(event: Event) -> None:
    comment = make_comment(event)
    for _ in range(55):
        file_report(comment, enough=0)

    assert len(stored()) == 50


def file_report(comment: Comment, *, enough: int = 3, note: str = "") -> None:
    complaint = ReportDraft(reason=ReportReason.OTHER, note=note)
    report_comment(comment, complaint, enough=enough, zone=ZONE, now=utcnow())
    db.session.commit()


def test_a_comment_that_went_meanwhile_is_not_reported(event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)

    with pytest.raises(NothingToReport):
        file_report(comment)


def test_the_queue_says_why_in_words(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, note="She is <named> here.")
    report_from(app, comment, 2)
    report_from(app, comment, 3, reason="person", note="And her street.")

    [told] = by_class(page_of(moderator_client.get(QUEUE)), "reported")

    assert text_of(told).startswith("Reported by 3 readers · ")
    assert text_of(told).endswith(
        "It reveals someone’s identity or location (1) And her street. "
        "It threatens or insults someone (2) She is <named> here."
    )


def test_reported_comments_that_are_still_shown_have_a_place_in_moderation(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    make_comment(event, body="Harmless.")
    comment = make_comment(event)
    report_from(app, comment, 1)

    assert (
        links(page_of(moderator_client.get(QUEUE)))["1 published comment has been reported"]
        == REPORTED
    )
    page = moderator_client.get(REPORTED)
    assert comment_ids(page.text) == [comment.public_id]
    [form] = by_class(page_of(page), "decide")
    assert texts(form, ".//p/button") == ["Keep", "Unpublish", "Spam"]


def test_keep_answers_the_reports_and_leaves_the_comment(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, 2)
    before = shown(event)

    response = press(moderator_client, comment, "publish", headers=HTMX)

    assert response.status_code == 200
    assert (state_of(comment), shown(event)) == ("published", before)
    assert record() == [("Ana", "published", "published", "fits", "")]
    assert [is_open for *_, is_open in stored()] == [False, False]
    assert comment_ids(moderator_client.get(REPORTED).text) == []


def test_old_reports_never_count_again(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, 2)
    press(moderator_client, comment, "publish")
    edit_unseen(event, comment)

    report_from(app, comment, 3, 4)
    assert state_of(comment) == "published"
    report_from(app, comment, 5)

    assert state_of(comment) == "pending"


def test_undo_of_keep_opens_the_reports_again(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, 2)
    kept = press(moderator_client, comment, "publish", headers=HTMX)
    assert "Undo" in kept.text

    undone = press(moderator_client, comment, "undo", headers=HTMX)

    assert (undone.status_code, state_of(comment)) == (200, "published")
    assert [is_open for *_, is_open in stored()] == [True, True]
    assert "Keep</button>" in undone.text
    report_from(app, comment, 3)
    assert state_of(comment) == "pending"


def test_undo_of_an_undo_answers_them_again(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")
    assert (state_of(comment), stored()[0][2]) == ("published", True)

    press(moderator_client, comment, "undo")

    assert (state_of(comment), stored()[0][2]) == ("rejected", False)


def test_undo_of_a_publication_brings_it_back_with_its_reports(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1, 2, 3)
    press(moderator_client, comment, "publish")

    press(moderator_client, comment, "undo")

    assert state_of(comment) == "pending"
    assert [is_open for *_, is_open in stored()] == [True] * 3
    assert len(by_class(page_of(moderator_client.get(QUEUE)), "reported")) == 1


def test_a_report_that_came_too_late_to_be_seen_stays_open(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    page = page_of(moderator_client.get(REPORTED))
    [seen] = [each.get("value") for each in page.iter("input") if each.get("name") == "seen_report"]
    report_from(app, comment, 2)

    press(moderator_client, comment, "publish", seen_report=seen)

    assert [is_open for *_, is_open in stored()] == [False, True]


@pytest.mark.parametrize("seen", ["-1", "x", "9" * 30])
def test_a_damaged_form_changes_nothing(
    app: Flask, moderator_client: FlaskClient, event: Event, seen: str
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)

    response = press(moderator_client, comment, "publish", seen_report=seen)

    assert (response.status_code, record()) == (400, [])


def test_what_nobody_reported_cannot_be_kept(moderator_client: FlaskClient, event: Event) -> None:
    response = press(moderator_client, make_comment(event), "publish", headers=HTMX)

    assert (response.status_code, record()) == (409, [])


def test_who_decides_after_another_has_kept_it_is_told(
    app: Flask, moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    db.session.rollback()
    version = comment.version
    press(moderator_client, comment, "publish")

    response = press(other_moderator_client, comment, "reject", headers=HTMX, version=version)

    assert (response.status_code, state_of(comment)) == (409, "published")


def test_more_reports_cost_no_more_queries(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    counts = []
    for number in range(1, 4):
        report_from(app, make_comment(event, body=f"{number}"), 1, 2)
        with counted_queries() as queries:
            assert len(comment_ids(moderator_client.get(REPORTED).text)) == number
        counts.append(len(queries))

    assert counts[0] > 0
    assert len(set(counts)) == 1


def test_nobody_is_mailed_about_a_comment_that_is_shown_as_before(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    begin_write_transaction()
    publish_key(f"{utcnow():%Y-%m}", new_pair()[1], days=90)
    db.session.commit()
    parent = make_comment(event)
    comment = make_comment(event, answering=parent, state=State.PENDING)
    begin_write_transaction()
    for each in (parent, comment):
        contact = prepare_contact(email="m@example.org", language="en", days=90, now=utcnow())
        ask_to_confirm(each.id, contact, now=utcnow())
    db.session.commit()
    press(moderator_client, comment, "publish")
    told = mails()
    assert told.count("decision") == told.count("reply") == 1
    report_from(app, comment, 1)

    press(moderator_client, comment, "publish")
    assert mails() == told
    edit_unseen(event, comment)
    report_from(app, comment, 2, 3, 4)
    assert state_of(comment) == "pending"
    press(moderator_client, comment, "publish")

    assert (state_of(comment), mails()) == ("published", told)


def mails() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMail.kind).order_by(OutboxMail.id)))


def test_reports_go_with_the_text(app: Flask, tmp_path: Path, event: Event) -> None:
    kept, gone = make_comment(event, body="Kept."), make_comment(event)
    for each in (kept, gone):
        file_report(each, note=each.body)
    begin_write_transaction()

    again = comment_by_public_id(gone.public_id)
    assert again is not None
    erase("comment", again.public_id, ledger_folder=tmp_path, now=utcnow())
    db.session.commit()

    assert stored() == [("other", "Kept.", True)]


def test_settled_reports_go_after_thirty_days_and_open_ones_stay(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    settled, open_one = make_comment(event, body="1"), make_comment(event, body="2")
    report_from(app, settled, 1, note="Settled.")
    report_from(app, open_one, 1, note="Open.")
    press(moderator_client, settled, "publish")
    later = utcnow() + timedelta(days=30)

    begin_write_transaction()
    sweep(zone=ZONE, now=later)
    db.session.commit()
    assert len(stored()) == 2
    begin_write_transaction()
    sweep(zone=ZONE, now=later + timedelta(days=1))
    db.session.commit()

    assert stored() == [("hurtful", "Open.", True)]


def test_reports_of_a_refused_text_go_with_it(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)
    report_from(app, comment, 1)
    press(moderator_client, comment, "reject", seen_report=0)
    assert stored()[0][2] is True

    begin_write_transaction()
    sweep(zone=ZONE, now=utcnow() + timedelta(days=31))
    db.session.commit()

    assert stored() == []
