"""A speaker's form: its words, and how the page is previewed."""

from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.editing.controls import YES_OR_NO, Control, Words
from ethreader.editing.kinds import DeskKind, Group, KindWords, Preview
from ethreader.editing.languages import LANGUAGES
from ethreader.editing.new_files import drop_picture
from ethreader.editing.picture_controls import picture_words
from ethreader.editing.public_kind import publish, refused_slug_of
from ethreader.editing.text_languages import languages_beside, marks_of_originals
from ethreader.events.queries import appearances_of
from ethreader.i18n.texts import lazy_gettext
from ethreader.pictures.service import picture_values
from ethreader.publishing.service import rename
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.models import Speaker
from ethreader.speakers.service import problems_of_speaker, save_speaker

_WORDS = {
    **picture_words("portrait"),
    "name": Words(
        label=lazy_gettext("Name"), hint=lazy_gettext("As the person wants to be named.")
    ),
    "headline": Words(
        label=lazy_gettext("Role or position"),
        hint=lazy_gettext("One line under the name, like “Lawyer, chief executive of ASTRA”."),
    ),
    "language": Words(
        label=lazy_gettext("Language of this text"),
        hint=lazy_gettext("Screen readers and search engines use it."),
        choices=LANGUAGES,
    ),
    "slug": Words(
        is_made=True,
        label=lazy_gettext("Web address"),
        hint=lazy_gettext(
            "The last part of the page’s web address: small letters a to z, digits and hyphens. "
            "Leave it empty and it is made from the name."
        ),
    ),
    "links": Words(
        label=lazy_gettext("Links"),
        hint=lazy_gettext("Pages elsewhere that tell more of this person. No email addresses."),
        row=lazy_gettext("link"),
    ),
    "links.label": Words(label=lazy_gettext("Words of the link")),
    "links.url": Words(
        label=lazy_gettext("Web address"), hint=lazy_gettext("Begins with https://")
    ),
    "consent_purpose": Words(
        label=lazy_gettext("What the person agreed to"),
        hint=lazy_gettext("In their words, if you can. Readers don’t see it."),
    ),
    "consent_given_on": Words(
        label=lazy_gettext("Agreed on"), hint=lazy_gettext("The day, like 2022-04-05.")
    ),
    "consent_expires_on": Words(
        label=lazy_gettext("Ends on"),
        hint=lazy_gettext(
            "After this day the page is taken down. Leave it empty if it has no end."
        ),
    ),
    "is_pseudonym": Words(label=lazy_gettext("Is the name a pseudonym?"), choices=YES_OR_NO),
    "no_portrait": Words(label=lazy_gettext("Does the person want no picture?"), choices=YES_OR_NO),
    "body": Words(
        label=lazy_gettext("About this person"),
        hint=lazy_gettext(
            "Leave a blank line between paragraphs. *word* makes italics, **word** makes bold, "
            "## at the start of a line makes a heading."
        ),
        control=Control.MARKDOWN,
    ),
}


def _preview(fields: SpeakerFields, row: Speaker | None) -> Preview:
    shown = {name: getattr(fields, name) for name in (*SpeakerFields.copied(), "body_html")}
    return Preview(
        template="speakers/show.html",
        context={
            "speaker": {**shown, **picture_values(fields.picture), "links": fields.links},
            "appearances": appearances_of(row) if row is not None else (),
            "told": shown,
            "places": None,
            "linked_data": "",  # A preview is for nobody's program.
        },
    )


SPEAKER = DeskKind(
    kind=ContentKind.SPEAKER,
    path="speakers",
    words=KindWords(
        all=lazy_gettext("Speakers"),
        new=lazy_gettext("New speaker"),
        edit=lazy_gettext("Edit speaker"),
        none=lazy_gettext("No speakers yet."),
        slug_from=lazy_gettext("the name"),
    ),
    fields=SpeakerFields,
    model=Speaker,
    fields_of=SpeakerFields.of,
    said=_WORDS,
    groups=(
        Group(title=lazy_gettext("Who it is"), fields=("name", "headline", "language")),
        Group(title=lazy_gettext("The page"), fields=("body", "portrait", "links", "slug")),
        Group(
            title=lazy_gettext("Consent"),
            hint=lazy_gettext("Only editors see this."),
            fields=(
                *("consent_purpose", "consent_given_on", "consent_expires_on"),
                *("is_pseudonym", "no_portrait"),
            ),
        ),
    ),
    save=lambda fields, _zone: save_speaker(fields),
    problems_of=problems_of_speaker,
    rename=rename,
    refused_slug=partial(refused_slug_of, ContentKind.SPEAKER),
    publish=publish,
    actions={"drop": drop_picture},
    endpoint="speakers.show",
    preview=_preview,
    beside=partial(languages_beside, Speaker),
    head="editing/_text_languages.html",
    marks=partial(marks_of_originals, Speaker),
)
