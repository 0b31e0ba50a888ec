"""An event's form: its words."""

from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.editing.controls import Control, Words
from ethreader.editing.event_preview import preview_of_event
from ethreader.editing.kinds import DeskKind, Group, KindWords
from ethreader.editing.languages import LANGUAGES
from ethreader.editing.new_files import drop_picture
from ethreader.editing.picture_controls import picture_words
from ethreader.editing.public_kind import publish, refused_slug_of
from ethreader.editing.text_languages import languages_beside, marks_of_originals
from ethreader.events.choices import CommentPolicy
from ethreader.events.fields import EventFields
from ethreader.events.models import Event
from ethreader.events.service import save_event, unknown_references
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.service import rename
from ethreader.transfer.exporting import event_fields

_POLICIES = {
    CommentPolicy.HELD.value: lazy_gettext("A moderator reads each comment first"),
    CommentPolicy.OPEN.value: lazy_gettext("Comments appear at once"),
    CommentPolicy.CLOSED.value: lazy_gettext("No comments"),
}

_WORDS = {
    **picture_words("picture"),
    "name": Words(label=lazy_gettext("Name of the event")),
    "headline": Words(
        label=lazy_gettext("Headline"),
        hint=lazy_gettext("The title of the article. Without it, the event’s name is the title."),
    ),
    "summary": Words(
        label=lazy_gettext("Summary"),
        hint=lazy_gettext("One or two sentences, for lists and for the head of the article."),
        control=Control.PROSE,
    ),
    "slug": Words(
        is_made=True,
        label=lazy_gettext("Web address"),
        hint=lazy_gettext(
            "The last part of the page’s web address: small letters a to z, digits and hyphens. "
            "Leave it empty and it is made from the headline."
        ),
    ),
    "language": Words(label=lazy_gettext("Language of this text"), choices=LANGUAGES),
    "published": Words(
        label=lazy_gettext("Day of the article"),
        hint=lazy_gettext("Readers see it. Like 2022-04-01."),
    ),
    "starts": Words(
        label=lazy_gettext("Begins"),
        hint=lazy_gettext("Leave the hour empty if it is not known."),
        control=Control.MOMENT,
    ),
    "ends": Words(
        label=lazy_gettext("Ends"),
        hint=lazy_gettext("Leave the day empty if it ends on the same day."),
        control=Control.MOMENT,
    ),
    "time_zone": Words(
        label=lazy_gettext("Time zone"),
        hint=lazy_gettext("Needed with hours. Type a city, like Vienna, and choose."),
        control=Control.ZONE,
    ),
    "status": Words(label=lazy_gettext("Does it take place?")),
    "status_note": Words(
        label=lazy_gettext("A sentence about that"),
        hint=lazy_gettext("Readers see it beside the status."),
    ),
    "previously": Words(
        label=lazy_gettext("Earlier dates"), hint=lazy_gettext("One a line, the first one first.")
    ),
    "attendance": Words(label=lazy_gettext("How people take part")),
    "place": Words(label=lazy_gettext("Place")),
    "place.name": Words(label=lazy_gettext("Building or room")),
    "place.address": Words(label=lazy_gettext("Street")),
    "place.locality": Words(label=lazy_gettext("Town")),
    "place.country": Words(label=lazy_gettext("Country"), control=Control.COUNTRY),
    "online": Words(
        label=lazy_gettext("Join online"),
        hint=lazy_gettext("Begins with https://. Readers see it."),
    ),
    "registration": Words(
        label=lazy_gettext("Sign up"),
        hint=lazy_gettext("The link to register. Begins with https://. Readers see it."),
    ),
    "part_of": Words(
        label=lazy_gettext("Part of"),
        hint=lazy_gettext("The larger event, such as a conference. Type its name and choose."),
        control=Control.REFERENCE,
    ),
    "organisations": Words(label=lazy_gettext("Organisations"), row=lazy_gettext("organisation")),
    "organisations.organisation": Words(
        label=lazy_gettext("Organisation"),
        hint=lazy_gettext("Type its name and choose."),
        control=Control.REFERENCE,
    ),
    "organisations.role": Words(label=lazy_gettext("Their part")),
    "organisations.note": Words(label=lazy_gettext("Note")),
    "speakers": Words(label=lazy_gettext("Speakers"), row=lazy_gettext("speaker")),
    "speakers.speaker": Words(
        label=lazy_gettext("Speaker"),
        hint=lazy_gettext("Type the name and choose."),
        control=Control.REFERENCE,
    ),
    "speakers.role": Words(label=lazy_gettext("Their part")),
    "speakers.affiliation": Words(label=lazy_gettext("Affiliation on that day")),
    "speakers.topic": Words(label=lazy_gettext("Topic")),
    "comments": Words(label=lazy_gettext("Comments"), choices=_POLICIES),
    "comments_close_after": Words(
        label=lazy_gettext("Close comments after"),
        hint=lazy_gettext("Days after the event. Leave it empty and they stay open."),
    ),
    "body": Words(
        label=lazy_gettext("Article"),
        hint=lazy_gettext(
            "Without a text, other events can refer to this one, and it has no page of its own."
        ),
        control=Control.MARKDOWN,
    ),
}


EVENT = DeskKind(
    kind=ContentKind.EVENT,
    path="events",
    words=KindWords(
        all=lazy_gettext("Events"),
        new=lazy_gettext("New event"),
        edit=lazy_gettext("Edit event"),
        none=lazy_gettext("No events yet."),
        slug_from=lazy_gettext("the headline"),
    ),
    fields=EventFields,
    model=Event,
    fields_of=event_fields,
    said=_WORDS,
    groups=(
        Group(
            title=lazy_gettext("What it is"),
            fields=("name", "headline", "summary", "language", "slug", "published"),
        ),
        Group(
            title=lazy_gettext("When"),
            fields=("starts", "ends", "time_zone", "status", "status_note", "previously"),
            template="editing/_when_group.html",
        ),
        Group(
            title=lazy_gettext("Where"), fields=("attendance", "place", "online", "registration")
        ),
        Group(
            title=lazy_gettext("Part of"),
            fields=("part_of",),
            template="editing/_parent_group.html",
        ),
        Group(
            title=lazy_gettext("Who"),
            hint=lazy_gettext(
                "Type a name and choose. Who is not in the list can be added: readers see them "
                "with this event, not before."
            ),
            fields=("organisations", "speakers"),
        ),
        Group(title=lazy_gettext("Article"), fields=("body", "picture")),
        Group(title=lazy_gettext("Comments"), fields=("comments", "comments_close_after")),
    ),
    save=lambda fields, zone: save_event(fields, default_zone=zone),
    rename=rename,
    refused_slug=partial(refused_slug_of, ContentKind.EVENT),
    publish=publish,
    actions={"drop": drop_picture},
    problems_of=unknown_references,
    slug_from=("headline", "name"),
    listed_by=("headline", "name"),
    endpoint="events.show",
    preview=preview_of_event,
    beside=partial(languages_beside, Event),
    head="editing/_text_languages.html",
    marks=partial(marks_of_originals, Event),
)
