"""A bare Flask application: the rows of an article by plain SQL and Jinja, and one insert."""

import sqlite3
import threading
from pathlib import Path

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from ethreader.comments.threads import REPLIES_SHOWN

SITE = "instance/ethreader.sqlite3"
OWN = "bare.sqlite3"
PAGE = 40

BRANCHES = """
SELECT * FROM comment WHERE event_id = ? AND root_id IS NULL AND is_visible
ORDER BY id LIMIT ?
"""
REPLIES = """
SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY root_id ORDER BY id) AS place
    FROM comment WHERE root_id IN (SELECT value FROM json_each(?)) AND is_visible
) WHERE place <= ? ORDER BY id
"""
TEMPLATE = """<!doctype html>
<html lang="{{ event.language }}"><head><meta charset="utf-8"><title>{{ event.name }}</title></head>
<body><main><article><h1>{{ event.headline }}</h1>{{ event.body_html|safe }}</article>
<section><h2>{{ event.comment_count }} comments</h2>
{%- macro shown(comment) %}
<article class="comment" id="c-{{ comment.public_id }}" data-comment-id="{{ comment.public_id }}">
<h3>{{ comment.name }}</h3><a href="/comments/{{ comment.public_id }}"><time
datetime="{{ comment.received_on }}">{{ comment.received_on }}</time></a>
<div>{{ comment.body_html|safe }}</div>
<a href="/events/{{ event.slug }}/comments/new?parent={{ comment.public_id }}">Reply</a>
<a href="/comments/{{ comment.public_id }}/report">Report</a>
</article>
{%- endmacro %}
{%- for comment in branches %}
{{ shown(comment) }}
{%- for reply in replies[comment.id] %}
{{ shown(reply) }}
{%- endfor %}
{%- endfor %}
</section></main></body></html>
"""


def bare_app(folder: Path) -> Flask:
    """Return the application; it reads the site's database and writes to one of its own."""
    app = Flask(__name__)
    held = threading.local()
    page = app.jinja_env.from_string(TEMPLATE)

    def connection(name: str) -> sqlite3.Connection:
        if not hasattr(held, name):
            setattr(held, name, connected(folder / (SITE if name == "site" else OWN)))
        found: sqlite3.Connection = getattr(held, name)
        return found

    @app.get("/events/<slug>/")
    def show(slug: str) -> str:
        rows = connection("site")
        event = rows.execute("SELECT * FROM event WHERE slug = ?", (slug,)).fetchone()
        branches = rows.execute(BRANCHES, (event["id"], PAGE)).fetchall()
        replies: dict[int, list[sqlite3.Row]] = {each["id"]: [] for each in branches}
        ids = f"[{','.join(map(str, replies))}]"
        for reply in rows.execute(REPLIES, (ids, REPLIES_SHOWN)):
            replies[reply["root_id"]].append(reply)
        return page.render(event=event, branches=branches, replies=replies)

    @app.post("/events/<slug>/comments")
    def create(slug: str) -> ResponseReturnValue:
        body, name = request.form["body"].strip(), request.form["name"].strip()
        if not body:
            return "Write something.", 422
        with connection("own") as rows:
            rows.execute("INSERT INTO comment (name, body) VALUES (?, ?)", (name, body))
        return redirect(f"/events/{slug}/", 303)

    return app


def connected(file: Path) -> sqlite3.Connection:
    """Return a connection whose commits survive a power cut."""
    rows = sqlite3.connect(file, timeout=30, check_same_thread=False)
    rows.row_factory = sqlite3.Row
    rows.execute("PRAGMA journal_mode = WAL")
    rows.execute("PRAGMA synchronous = FULL")
    return rows


def make_own(folder: Path) -> None:
    """Make the table that the application inserts into."""
    rows = connected(folder / OWN)
    rows.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, name TEXT, body TEXT)")
    rows.commit()
    rows.close()
