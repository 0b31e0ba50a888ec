"""What telling moderators away from the site brings to it: an entry of `parts`."""

from ethreader.alerts import views as alerts
from ethreader.alerts.digest_service import end_digest
from ethreader.alerts.mails import DIGEST
from ethreader.alerts.models import Digest, WebhookCall
from ethreader.contacts.service import forget_contacts_of_moderators
from ethreader.part import Part
from ethreader.retention.registry import ExactMoment, Holding

ALERTS = Part(
    blueprints=(alerts.bp,),
    mail_kinds=(DIGEST,),
    holding=Holding(
        moments=(
            ExactMoment(column=Digest.told_at),
            *(ExactMoment(column=c) for c in (WebhookCall.begun_at, WebhookCall.due_at)),
        ),
        after_restore=(forget_contacts_of_moderators,),
    ),
    on_leaving=(end_digest,),
)
