"""What one feature brings to the site: an entry of `parts`."""

from dataclasses import dataclass

from flask import Blueprint

from ethreader.accounts.leaving_service import OnLeaving
from ethreader.base.db import Model
from ethreader.base.revisions import Shown
from ethreader.comments.transition import Follower
from ethreader.mail.kinds import MailKind
from ethreader.ops.late_commands import Commands
from ethreader.pictures.service import Uses
from ethreader.publishing.registry import OnRemoved
from ethreader.retention.registry import Holding
from ethreader.screening.registry import Refresher, SpamCheck
from ethreader.translations.registry import Names


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a feature brings: pages, commands, kinds of mail, what it holds, what it follows."""

    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[Commands, ...] = ()
    mail_kinds: tuple[MailKind, ...] = ()
    holding: Holding | None = None
    follower: Follower | None = None  # Of each change of a comment's state.
    on_leaving: tuple[OnLeaving, ...] = ()  # Ends what only those have who moderate.
    on_removed: tuple[OnRemoved, ...] = ()  # Deletes what there is of content that is deleted.
    spam_checks: tuple[SpamCheck, ...] = ()  # Tell whether a new text looks like spam.
    refreshers: tuple[Refresher, ...] = ()  # Read what checks of new texts compare them with.
    shown: tuple[tuple[type[Model], Shown], ...] = ()  # Its tables that readers see something of.
    file_uses: tuple[Uses, ...] = ()  # The names of pictures and documents that it shows or may,
    files_shown: tuple[Uses, ...] = ()  # those of them that readers see,
    files_withheld: tuple[Uses, ...] = ()  # and those that they must see nowhere.
    names_that_stay: tuple[Names, ...] = ()  # In Latin script, within Serbian text.
