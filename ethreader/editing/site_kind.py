"""The form for what the site says of itself, one for each language: its words."""

from ethreader.base.content_state import ContentKind
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, Group, KindWords
from ethreader.editing.languages import LANGUAGES
from ethreader.editing.new_files import drop_picture
from ethreader.editing.picture_controls import logo_words
from ethreader.i18n.texts import lazy_gettext
from ethreader.site_pages.fields import SiteFields
from ethreader.site_pages.models import Site
from ethreader.site_pages.service import save_site

_WORDS = {
    **logo_words("logo"),
    "language": Words(
        label=lazy_gettext("Language"),
        hint=lazy_gettext(
            "All of this is said to readers of this language. What you leave empty is said as in "
            "the site’s first language."
        ),
        choices=LANGUAGES,
    ),
    "name": Words(
        label=lazy_gettext("Name of the site"),
        hint=lazy_gettext("At the top of every page and in its title."),
    ),
    "tagline": Words(
        label=lazy_gettext("Who you are, in one line"),
        hint=lazy_gettext("The home page begins with it."),
    ),
    "accent": Words(
        label=lazy_gettext("Colour of links and buttons"),
        hint=lazy_gettext(
            "# and six digits or letters, like #0d5454. It must be dark enough to be read on "
            "white; for dark screens a lighter shade is made of it."
        ),
    ),
    "footer_text": Words(
        label=lazy_gettext("Text at the end of every page"),
        hint=lazy_gettext("Like the organisation’s full name and where it is registered."),
    ),
    "links": Words(label=lazy_gettext("Links at the end of every page"), row=lazy_gettext("link")),
    "links.label": Words(label=lazy_gettext("Words of the link")),
    "links.url": Words(
        label=lazy_gettext("Web address"), hint=lazy_gettext("Begins with https://")
    ),
    "body": Words(
        label=lazy_gettext("House rules"),
        hint=lazy_gettext(
            "What applies to comments. Leave it empty, and the built-in rules are shown."
        ),
        control=Control.MARKDOWN,
    ),
    "slug": Words(
        is_made=True,
        label=lazy_gettext("Short name"),
        hint=lazy_gettext("Readers never see it. Leave it empty: it is made of the language."),
    ),
}


SITE = DeskKind(
    kind=ContentKind.SITE,
    path="site",
    words=KindWords(
        all=lazy_gettext("Site"),
        new=lazy_gettext("Add the site’s texts in a language"),
        edit=lazy_gettext("Edit the site"),
        none=lazy_gettext("The site says nothing of its own yet."),
        slug_from=lazy_gettext("the language"),
    ),
    fields=SiteFields,
    model=Site,
    fields_of=SiteFields.of,
    said=_WORDS,
    groups=(
        Group(
            title=lazy_gettext("Who you are"),
            fields=("language", "name", "tagline", "logo", "accent"),
        ),
        Group(
            title=lazy_gettext("The end of every page"),
            fields=("footer_text", "links"),
        ),
        Group(title=lazy_gettext("Rules for comments"), fields=("body", "slug")),
    ),
    save=lambda fields, _zone: save_site(fields),
    actions={"drop": drop_picture},
    takes_files=False,  # House rules are part of forms, which remember no files.
    slug_from=("language",),
    listed_by=("name", "language"),
)
