"""What people who sign in may do: by their role, and nothing else."""

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class ModeratorRole(LabelledEnum):
    """Which of the pages behind the sign-in somebody works on."""

    ADMIN = "admin", lazy_gettext("Administrator")
    MODERATOR = "moderator", lazy_gettext("Moderator")
    EDITOR = "editor", lazy_gettext("Editor")

    @property
    def may_moderate(self) -> bool:
        """Whether comments and messages are theirs to look after."""
        return self is not ModeratorRole.EDITOR

    @property
    def is_admin(self) -> bool:
        """Whether the people at the desk are theirs to look after."""
        return self is ModeratorRole.ADMIN

    @property
    def may_edit(self) -> bool:
        """Whether events, speakers and pages are theirs to write."""
        return self is not ModeratorRole.MODERATOR

    def may_open(self, feature: str) -> bool:
        """Tell whether a feature's pages are theirs, by the name of its blueprint."""
        theirs = {"content": self.may_edit, "people": self.is_admin, "account": True}
        return theirs.get(feature, self.may_moderate)
