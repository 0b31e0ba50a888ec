"""A speaker as schema.org tells it: what their page says, and no way to reach them."""

from markupsafe import Markup

from ethreader.i18n.languages import tag_with_script
from ethreader.i18n.texts import gettext
from ethreader.outputs.linked_data_page import (
    absolute,
    breadcrumbs,
    known,
    linked_data,
    picture_of,
    without_contact,
)
from ethreader.speakers.models import Speaker
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.spoken_page import name_here


def speaker_head(speaker: Speaker, text: Speaker | SpeakerText) -> Markup:
    """Return what programs are told on a speaker's page, in the words of a text."""
    name = name_here(speaker.name, speaker.language)
    url = absolute("speakers.show", slug=speaker.slug)
    person = {
        "@type": "Person",
        **known(
            name=name,
            url=url,
            image=picture_of(speaker),
            description=without_contact(text.headline),
            sameAs=[link["url"] for link in speaker.links if without_contact(link["url"])],
        ),
    }
    page = {"@type": "ProfilePage", "url": url, "mainEntity": person}
    listed = (gettext("Speakers"), absolute("speakers.index"))
    crumbs = breadcrumbs(listed, (name, url))
    return linked_data({**page, "inLanguage": tag_with_script(text.language)}, crumbs)
