"""A simple page's form: its words, and how it is previewed."""

from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, Group, KindWords, Preview
from ethreader.editing.languages import LANGUAGES
from ethreader.editing.public_kind import publish, refused_slug_of
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.service import rename
from ethreader.site_pages.fields import SitePageFields
from ethreader.site_pages.models import SitePage
from ethreader.site_pages.service import save_page

_WORDS = {
    "title": Words(
        label=lazy_gettext("Title"),
        hint=lazy_gettext("Menus show it, too. Like “About us”, “Contact” or “Imprint”."),
    ),
    "summary": Words(
        label=lazy_gettext("In one sentence"),
        hint=lazy_gettext("It stands below the title, and search engines show it."),
    ),
    "language": Words(
        label=lazy_gettext("Language of this text"),
        hint=lazy_gettext("Screen readers and search engines use it."),
        choices=LANGUAGES,
    ),
    "translation_of": Words(
        label=lazy_gettext("Translation of"),
        hint=lazy_gettext(
            "The last part of the web address of the page that this one translates, like "
            "“about”. Readers find both there, each in its language. Else leave it empty."
        ),
    ),
    "place": Words(
        label=lazy_gettext("Menu"),
        choices={
            "header": lazy_gettext("At the top of every page"),
            "footer": lazy_gettext("At the end of every page"),
            "none": lazy_gettext("In no menu"),
        },
    ),
    "position": Words(
        label=lazy_gettext("Position in the menu"),
        hint=lazy_gettext("A number. The page with the smallest one comes first."),
    ),
    "slug": Words(
        is_made=True,
        label=lazy_gettext("Web address"),
        hint=lazy_gettext(
            "The last part of the page’s web address: small letters a to z, digits and hyphens. "
            "Leave it empty and it is made from the title."
        ),
    ),
    "body": Words(
        label=lazy_gettext("Text"),
        hint=lazy_gettext(
            "Leave a blank line between paragraphs. *word* makes italics, **word** makes bold, "
            "## at the start of a line makes a heading."
        ),
        control=Control.MARKDOWN,
    ),
}


def _preview(fields: SitePageFields, _row: SitePage | None) -> Preview:
    shown = {name: getattr(fields, name) for name in (*SitePageFields.copied(), "body_html")}
    return Preview(template="site_pages/show.html", context={"site_page": shown})


PAGE = DeskKind(
    kind=ContentKind.PAGE,
    path="pages",
    words=KindWords(
        all=lazy_gettext("Pages"),
        new=lazy_gettext("New page"),
        edit=lazy_gettext("Edit page"),
        none=lazy_gettext("No pages yet."),
        slug_from=lazy_gettext("the title"),
    ),
    fields=SitePageFields,
    model=SitePage,
    fields_of=SitePageFields.of,
    said=_WORDS,
    groups=(
        Group(title=lazy_gettext("The page"), fields=("title", "summary", "body")),
        Group(
            title=lazy_gettext("Language and place"),
            fields=("language", "translation_of", "place", "position", "slug"),
        ),
    ),
    save=lambda fields, _zone: save_page(fields),
    rename=rename,
    refused_slug=partial(refused_slug_of, ContentKind.PAGE),
    publish=publish,
    slug_from=("title",),
    listed_by=("title",),
    endpoint="site_pages.show",
    preview=_preview,
)
