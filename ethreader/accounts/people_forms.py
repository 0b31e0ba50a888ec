"""The shape of what administrators say about the people at the desk."""

from typing import Any

from wtforms import StringField, ValidationError
from wtforms.validators import AnyOf, InputRequired, Length

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.invisible import clean_line, has_visible
from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.web.forms import PostedForm

NAME_MAX = 80

# What each role is for, beside its name.
ROLE_HINTS: dict[ModeratorRole, Text] = {
    ModeratorRole.ADMIN: lazy_gettext(
        "does both, and looks after the people here: invites, changes roles, removes"
    ),
    ModeratorRole.MODERATOR: lazy_gettext("reads comments and messages, and decides about them"),
    ModeratorRole.EDITOR: lazy_gettext(
        "writes events, speakers and pages; sees no comments that wait"
    ),
}


def _stripped(text: str | None) -> str | None:
    return (clean_line(text) or "").strip()


class NameForm(PostedForm):
    """The name with which somebody signs in."""

    name = StringField(
        "Name",
        filters=[_stripped],
        validators=[
            InputRequired(lazy_gettext("Enter a name")),
            Length(max=NAME_MAX, message=lazy_gettext("Enter a shorter text")),
        ],
    )

    def validate_name(self, field: Any) -> None:
        """A name is one line that can be seen, and typed again."""
        if not field.data.isprintable() or not has_visible(field.data):
            message = gettext("Enter a name of letters that can be seen and typed")
            raise ValidationError(message)


class RoleForm(PostedForm):
    """What somebody may do."""

    role = StringField(
        "Role",
        validators=[AnyOf([role.value for role in ModeratorRole], lazy_gettext("Choose a role"))],
    )

    @property
    def chosen(self) -> ModeratorRole:
        """The role that was chosen; for forms that are valid."""
        return ModeratorRole(self.role.data)


class InviteForm(NameForm, RoleForm):
    """Somebody who is to join."""
