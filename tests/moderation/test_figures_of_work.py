"""The moderators' figures of 90 days, and the totals that everybody may see."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.log import Cause, Reason
from ethreader.comments.models import Comment, State
from ethreader.comments.transition import transition
from ethreader.events.models import Event
from ethreader.moderation.work_fields import Decided, span_of, totals_of, weeks_until
from tests.conftest import EVENT_FILE, FORENOON, ZONE, make_app, make_comment, make_event
from tests.pages import page_of, text_of
from tests.visitors import signed_in_as, with_visitors

PAGE, PUBLIC = "/moderation/figures", "/transparency"
TODAY = FORENOON.date()
TOOK = "Half of the decisions took no longer than"


def decided(
    event: Event,
    *,
    came: datetime,
    after: int,
    to: State = State.PUBLISHED,
    reason: Reason | None = None,
    urgency: int = 0,
) -> Comment:
    """Return a comment that came at a moment and was decided some days later."""
    comment = make_comment(event, state=State.PENDING, now=came)
    begin_write_transaction()
    comment.urgency = urgency
    who, moment = ana(), came + timedelta(days=after)
    transition(comment, to, cause=Cause.DECISION, now=moment, actor=who, reason=reason, note="")
    db.session.commit()
    return comment


def ana() -> Moderator:
    moderator = moderator_by_name("Ana")
    assert moderator is not None
    return moderator


def summary_of(page: Element) -> dict[str, str]:
    return {
        text_of(each.find("dt")): text_of(each.find("dd"))
        for each in page.findall(".//dl[@class='summary-list']/div")
    }


def test_figures_are_those_of_90_days(
    clock: Traveller, moderator_client: FlaskClient, event: Event
) -> None:
    ago = FORENOON - timedelta(days=10)
    for wait in (0, 2, 3):
        decided(event, came=ago, after=wait)
    off_topic = {"to": State.REJECTED, "reason": Reason.OFF_TOPIC}
    decided(event, came=ago, after=4, **off_topic)  # type: ignore[arg-type]
    decided(event, came=FORENOON - timedelta(days=120), after=0)
    decided(event, came=ago, after=0, urgency=2)
    make_comment(event, state=State.PENDING, now=FORENOON)

    page = page_of(moderator_client.get(PAGE))

    assert summary_of(page) == {
        "Received": "5",
        "Decided": "4",
        "Published": "3",
        "Declined": "1",
        "Spam": "0",
        TOOK: "2 days",
    }
    assert "Not about this event" in text_of(page)
    bars = [each for each in page.iter() if str(each.tag).endswith("rect")]
    table = page.findall(".//section[@aria-labelledby='weeks']//tbody/tr")
    assert (len(bars), len(table)) == (26, 13)
    heights = [int(str(each.get("height"))) for each in bars[-4:]]
    assert heights == [120, 90, 30, 30]  # 4 came and 3 were decided; then one of each.


def test_a_decision_that_was_undone_counts_once(
    clock: Traveller, moderator_client: FlaskClient, event: Event
) -> None:
    comment = decided(event, came=FORENOON, after=0)
    for to, cause in ((State.PENDING, Cause.UNDO), (State.SPAM, Cause.DECISION)):
        begin_write_transaction()
        again = db.session.get_one(Comment, comment.id)
        transition(again, to, cause=cause, now=FORENOON, actor=ana())
        db.session.commit()

    assert summary_of(page_of(moderator_client.get(PAGE)))["Decided"] == "1"


def test_empty_site_says_so(moderator_client: FlaskClient) -> None:
    page = page_of(moderator_client.get(PAGE))

    assert summary_of(page)[TOOK] == "–"
    assert "No comments came in." in text_of(page)


def test_weeks_make_90_days() -> None:
    weeks = weeks_until(TODAY)

    assert weeks[-1] == (TODAY - timedelta(days=6), TODAY)
    assert weeks[0][0] == TODAY - timedelta(days=89)
    assert sum((last - first).days + 1 for first, last in weeks) == 90


@pytest.mark.parametrize(
    ("number", "told"), [(0, None), (1, None), (4, None), (5, 5), (9, 5), (14, 10)]
)
def test_totals_are_multiples_of_five(number: int, told: int | None) -> None:
    one = Decided(day=TODAY, waited=1, outcome=State.REJECTED, reason=Reason.PRIVATE, count=number)
    span = span_of(date(2026, 1, 1), TODAY, received={TODAY: number}, decided=[one])

    totals = totals_of(span)

    assert (totals.received, totals.declined, totals.published) == (told, told, None)
    assert dict(totals.reasons)[Reason.PRIVATE] == told
    assert totals.median_wait == (1 if told else None)
    assert [reason for reason, _ in totals.reasons] == [each for each in Reason if each != "fits"]


@pytest.fixture
def open_site(clock: Traveller, tmp_path: Path) -> Flask:
    """A site whose operator shows the totals, with six comments of January declined by Ana."""
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_TRANSPARENCY="on"))
    with app.app_context():
        signed_in_as(app, "Ana")
        event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
        for _ in range(6):
            january = datetime(2026, 1, 7, 9, tzinfo=UTC)
            decided(event, came=january, after=3, to=State.REJECTED, reason=Reason.PRIVATE)
        decided(event, came=FORENOON, after=0)
        db.session.remove()
    return app


def test_totals_of_three_whole_months_name_nobody(open_site: Flask) -> None:
    page = page_of(open_site.test_client().get(PUBLIC))

    told = summary_of(page)
    assert "From 1 November 2025 to 31 January 2026." in text_of(page)
    assert (told["Received"], told["Declined"], told["Spam"]) == ("5", "5", "fewer than 5")
    assert told["Gives away private details"] == "5"
    assert told["Half of the decisions took no longer than"] == "3 days"
    assert "Ana" not in text_of(page)
    assert "Mira" not in text_of(page)


def test_privacy_page_and_desk_lead_to_the_totals(open_site: Flask) -> None:
    with open_site.app_context():
        desk = signed_in_as(open_site, "Boris").get(PAGE).text

    assert f'href="{PUBLIC}"' in open_site.test_client().get("/privacy").text
    assert f'href="{PUBLIC}"' in desk


def test_nothing_is_shown_unless_the_operator_wants_it(client: FlaskClient) -> None:
    assert client.get(PUBLIC).status_code == 404
    assert f'href="{PUBLIC}"' not in client.get("/privacy").text


def test_days_are_those_of_the_organisation(
    clock: Traveller, moderator_client: FlaskClient, event: Event
) -> None:
    """In Belgrade it is tomorrow already."""
    late = datetime(2026, 2, 1, 23, 30, tzinfo=UTC)
    comment = make_comment(event, state=State.PENDING, now=late)
    assert comment.received_on == late.astimezone(ZONE).date()
    begin_write_transaction()
    transition(comment, State.SPAM, cause=Cause.DECISION, now=late, actor=ana())
    db.session.commit()

    told = summary_of(page_of(moderator_client.get(PAGE)))

    assert told[TOOK] == "the same day"
