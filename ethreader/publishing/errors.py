"""What the rules say no to, in words for editors and readers."""

from ethreader.base.errors import Conflict, Gone, Invalid
from ethreader.i18n.texts import lazy_gettext


class SentToGone(Gone):
    """A form was sent to what was taken down."""

    sentence = lazy_gettext(
        "It is no longer published here, so nothing can be sent to it. What you sent was not saved."
    )


class NotWithdrawn(Conflict):
    """Only what was withdrawn comes back."""

    title = lazy_gettext("This page was not withdrawn")
    sentence = lazy_gettext("Only a withdrawn page can be restored.")


class NotInFuture(Invalid):
    """What is to be published later has its time ahead."""

    title = lazy_gettext("This time has passed")
    sentence = lazy_gettext("Choose a time in the future, or publish it now.")


class SlugTaken(Conflict):
    """Another page stands there."""

    title = lazy_gettext("This web address is taken")
    sentence = lazy_gettext("Another page has it already. Choose another one.")


class SlugLeadsElsewhere(Conflict):
    """Readers are led on from there to a page that had it before."""

    title = lazy_gettext("This web address leads to another page")
    sentence = lazy_gettext(
        "Another page had it before, and old links still lead there. Choose another one, or give "
        "the old web address up first: then old links no longer lead to that page."
    )


class SlugRemoved(Conflict):
    """What was deleted for good is not to come back by mistake."""

    title = lazy_gettext("This web address can’t be used again")
    sentence = lazy_gettext(
        "Something was deleted for good under it. So that it does not come back by mistake, "
        "choose another one."
    )
