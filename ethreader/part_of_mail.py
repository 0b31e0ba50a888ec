"""What `mail` brings to the site."""

from ethreader.base.topics import topics_of_content
from ethreader.mail.kinds import CONFIRM
from ethreader.mail.landing import forget_landed_mails
from ethreader.mail.models import MailLayout, MailState, OutboxMail
from ethreader.mail.service import drop_all_waiting
from ethreader.ops.late_commands import Commands
from ethreader.ops.readiness import require_database
from ethreader.part import Part
from ethreader.retention.registry import ExactMoment, Holding

IS_WAITING = OutboxMail.state == MailState.WAITING

MAIL = Part(
    commands=(Commands("mail", "ethreader.ops.mail_commands:mail", require_database),),
    mail_kinds=(CONFIRM,),
    shown=((MailLayout, topics_of_content),),  # The page about privacy tells of it.
    holding=Holding(
        mentions=(OutboxMail.about_id,),
        moments=(
            ExactMoment(column=OutboxMail.created_at, unless=IS_WAITING),
            ExactMoment(column=OutboxMail.due_at, unless=IS_WAITING),
        ),
        sweeps={"mails that landed": forget_landed_mails},
        after_restore=(drop_all_waiting,),
    ),
)
