"""An organisation's form: its words. It has no page of its own."""

from ethreader.base.content_state import ContentKind
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, Group, KindWords
from ethreader.events.fields import OrganisationFields
from ethreader.events.models import Organisation
from ethreader.events.service import save_organisation
from ethreader.i18n.texts import lazy_gettext

_WORDS = {
    "name": Words(label=lazy_gettext("Name"), hint=lazy_gettext("As the organisation writes it.")),
    "description": Words(
        label=lazy_gettext("Description"),
        hint=lazy_gettext("One sentence: who they are and what they do."),
        control=Control.PROSE,
    ),
    "url": Words(
        label=lazy_gettext("Website"),
        hint=lazy_gettext("Begins with https://. Their name leads there."),
    ),
    "slug": Words(
        is_made=True,
        label=lazy_gettext("Short name"),
        hint=lazy_gettext(
            "Events refer to the organisation by it: small letters a to z, digits and hyphens. "
            "Leave it empty and it is made from the name."
        ),
    ),
}

ORGANISATION = DeskKind(
    kind=ContentKind.ORGANISATION,
    path="organisations",
    words=KindWords(
        all=lazy_gettext("Organisations"),
        new=lazy_gettext("New organisation"),
        edit=lazy_gettext("Edit organisation"),
        none=lazy_gettext("No organisations yet."),
        slug_from=lazy_gettext("the name"),
    ),
    fields=OrganisationFields,
    model=Organisation,
    fields_of=OrganisationFields.of,
    said=_WORDS,
    groups=(
        Group(title=lazy_gettext("Organisation"), fields=("name", "description", "url", "slug")),
    ),
    save=lambda fields, _zone: save_organisation(fields),
)
