"""What stands in an article's head for programs: previews of links, and structured data."""

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from ethreader.events.models import Event
from ethreader.events.page_queries import Surroundings
from ethreader.events.text_models import EventText
from ethreader.i18n.texts import gettext
from ethreader.outputs.event_data_page import event_data
from ethreader.outputs.linked_data_page import absolute, breadcrumbs, linked_data
from ethreader.outputs.sharing import HEIGHT, WIDTH
from ethreader.outputs.sharing_page import picture_url


@dataclass(frozen=True, kw_only=True)
class ArticleHead:
    """What programs are told of an article."""

    url: str
    oembed: str
    picture: str
    width: int
    height: int
    linked_data: Markup


def article_head(event: Event, text: Event | EventText, names: Surroundings) -> ArticleHead:
    """Return what programs are told on an event's article, in the words of a text."""
    url, picture = absolute("events.show", slug=event.slug), picture_url(event)
    listed = (gettext("All events"), absolute("events.archive"))
    return ArticleHead(
        url=url,
        oembed=f"{absolute('sharing.oembed')}?{urlencode({'url': url, 'format': 'json'})}",
        picture=picture,
        width=WIDTH,
        height=HEIGHT,
        linked_data=linked_data(
            event_data(event, text, names, share_picture=picture),
            breadcrumbs(listed, (text.headline or text.name, url)),
        ),
    )
