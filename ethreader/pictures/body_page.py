"""Pictures and documents in a text's HTML, put in when a page is made.

Not when the text is stored: a picture can be removed, and then its figure goes with its words, and
where the site stands is not known there.
"""

import re
from html import unescape

from flask import render_template

from ethreader.base.own_files import names_in
from ethreader.pictures.file_facts import is_given
from ethreader.pictures.models import Document, Picture
from ethreader.pictures.queries import documents_called, pictures_called
from ethreader.pictures.shown_page import document_url

# As the sanitiser writes them.
_FIGURE = re.compile(
    r"<figure>(?P<before>\s*)<img (?P<given>[^>]*)>(?P<credit>.*?)</figure>\n?", re.DOTALL
)
_GIVEN = re.compile(r'(src|alt)="([^"]*)"')
_LINK = re.compile(r'<a href="([0-9a-f]{32})\.pdf"([^>]*)>(.*?)</a>', re.DOTALL)


def with_files(html: str) -> str:
    """Return sanitised HTML with its pictures, and with links to its documents.

    Of what was removed since, or is not for this page's reader, nothing is left: a link is its
    words alone.
    """
    called = names_in(html)
    if not called:
        return html
    names = set(filter(is_given, called))
    pictures, documents = pictures_called(names), documents_called(names)
    html = _FIGURE.sub(lambda found: _figure(found, pictures), html)
    return _LINK.sub(lambda found: _link(found, documents), html)


def _figure(found: re.Match[str], pictures: dict[str, Picture]) -> str:
    given = dict(_GIVEN.findall(found["given"]))
    picture = pictures.get(given["src"].removesuffix(".webp"))
    if picture is None:
        return ""
    shown = render_template(
        "pictures/_picture.html",
        picture=picture,
        alt=unescape(given.get("alt", "")),
        sizes="(min-width: 43rem) 40rem, 100vw",
    )
    return f"<figure>{shown.strip()}{found['credit']}</figure>\n"


def _link(found: re.Match[str], documents: dict[str, Document]) -> str:
    document = documents.get(found[1])
    if document is None:
        return found[3]
    size = render_template("pictures/_size.html", size=document.size).strip()
    return f'<a href="{document_url(document.name)}"{found[2]} download>{found[3]}</a> {size}'
