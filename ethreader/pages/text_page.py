"""The text of an article as readers see it."""

from collections.abc import Iterable

from flask import current_app, url_for

from ethreader.events.mentions import link_names
from ethreader.events.page_queries import Speaking
from ethreader.outputs.sections import Text, in_sections


def text_of_article(html: str, speaking: Iterable[Speaking]) -> Text:
    """Return a text in its sections, with its speakers' names leading to their pages."""
    urls = {each.name: url_for("speakers.show", slug=each.slug) for each in speaking}
    link = current_app.jinja_env.get_template("outputs/_section_link.html")
    return in_sections(link_names(html, urls), lambda name: link.render(id=name).strip())
