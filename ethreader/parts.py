"""What each feature brings to the site. A feature that is added is one entry here.

The order is the arrow's, from top to bottom: a feature knows those below it.
"""

from ethreader.accounts import views as accounts
from ethreader.accounts.access_service import forget_old_access
from ethreader.accounts.device_service import forget_old_devices
from ethreader.accounts.log import AccessRecord
from ethreader.accounts.models import KnownDevice, Moderator
from ethreader.accounts.second_step_models import Passkey
from ethreader.accounts.ways_in_service import end_everybodys_ways_in
from ethreader.audience import views as audience
from ethreader.audience.service import forget_old_days
from ethreader.authors.models import AuthorLink
from ethreader.base.topics import topics_of_content
from ethreader.comments import feed_views as comment_feeds
from ethreader.comments import follow_views, form_views, status_views, thread_views
from ethreader.comments import receipt_views as received
from ethreader.comments.gap_service import note_restore
from ethreader.comments.log import StateChange
from ethreader.comments.mails import DECISION, REPLY
from ethreader.comments.models import Comment
from ethreader.comments.queries import withdrawn_public_ids
from ethreader.comments.recent_service import refresh_recent_texts
from ethreader.comments.removal_service import forget_comments_of
from ethreader.comments.service import erase_comment
from ethreader.comments.topics import topics_of_comment
from ethreader.contacts import refusal_views as refusals
from ethreader.contacts import views as contacts
from ethreader.contacts.models import Contact, MailStop, VaultKey
from ethreader.contacts.service import (
    forget_contact,
    forget_expired_contacts,
    forget_expired_tokens,
    forget_unconfirmed_contacts,
)
from ethreader.content_parts import CONTENT_PARTS
from ethreader.disclosure import views as disclosure
from ethreader.editing import views as editing
from ethreader.facebook import views as facebook
from ethreader.learning.held_weights import refresh_weights
from ethreader.learning.service import looks_like_spam
from ethreader.messages.mails import MESSAGE
from ethreader.messages.models import Message
from ethreader.moderation import feed_views, transparency_views
from ethreader.moderation import views as moderation
from ethreader.moderation.feed_service import end_all_feeds, end_feed
from ethreader.moderation.glance_models import Glance
from ethreader.moderation.glance_service import forget_glances
from ethreader.moderation.service import forget_refused_texts, prepare_refused_texts
from ethreader.ops.late_commands import Commands
from ethreader.ops.readiness import prepare_database, require_database
from ethreader.outputs import views as outputs
from ethreader.own_page import receipt_views
from ethreader.own_page import views as own_page
from ethreader.pages import event_views, speaker_views
from ethreader.part import Part
from ethreader.part_of_alerts import ALERTS
from ethreader.part_of_mail import MAIL
from ethreader.publishing.version_models import ContentVersion
from ethreader.reports import views as reports
from ethreader.reports.models import Report
from ethreader.reports.service import follow_change, forget_settled_reports
from ethreader.retention.registry import ExactMoment, Holding
from ethreader.safety import views as safety
from ethreader.screening.site_facts import REFRESHERS
from ethreader.search import views as search
from ethreader.search.held import HELD

PARTS = {
    "demo": Part(
        commands=(Commands("demo", "ethreader.demo.commands:demo_group", prepare_database),)
    ),
    "editing": Part(
        blueprints=(editing.bp,),
        holding=Holding(moments=(ExactMoment(column=ContentVersion.saved_at),)),
    ),
    "transfer": Part(
        commands=(Commands("content", "ethreader.transfer.commands:content", prepare_database),)
    ),
    "disclosure": Part(
        blueprints=(disclosure.bp,),
        commands=(Commands("privacy", "ethreader.disclosure.commands:privacy", require_database),),
    ),
    "pages": Part(blueprints=(event_views.bp, speaker_views.bp)),
    "outputs": Part(blueprints=outputs.blueprints),
    "search": Part(
        blueprints=(search.bp,),
        commands=(Commands("search", "ethreader.search.commands:search_group", prepare_database),),
        holding=HELD,
    ),
    "own_page": Part(blueprints=(own_page.bp, receipt_views.bp)),
    "moderation": Part(
        blueprints=(moderation.bp, feed_views.feed_bp, transparency_views.bp),
        commands=(
            Commands(
                "moderation", "ethreader.moderation.commands:moderation_group", prepare_database
            ),
        ),
        holding=Holding(
            about_comments=(Glance.comment_id,),
            sweeps={"refused texts": forget_refused_texts, "glances": forget_glances},
            before_sweeps=(prepare_refused_texts,),
            after_restore=(end_all_feeds,),
        ),
        on_leaving=(end_feed,),
    ),
    "alerts": ALERTS,
    "messages": Part(
        mail_kinds=(MESSAGE,),
        holding=Holding(
            about_comments=(Message.comment_id,), moments=(ExactMoment(column=Message.sent_at),)
        ),
    ),
    "reports": Part(
        blueprints=(reports.bp,),
        holding=Holding(
            about_comments=(Report.comment_id,), sweeps={"settled reports": forget_settled_reports}
        ),
        follower=follow_change,
    ),
    "learning": Part(
        commands=(Commands("learning", "ethreader.learning.commands:learning", require_database),),
        spam_checks=(looks_like_spam,),
        refreshers=(refresh_weights,),
    ),
    "comments": Part(
        blueprints=(
            *(thread_views.bp, form_views.bp, received.bp, comment_feeds.bp),
            *(follow_views.bp, status_views.bp),
        ),
        commands=(Commands("comments", "ethreader.comments.commands:comments", prepare_database),),
        mail_kinds=(REPLY, DECISION),
        shown=((Comment, topics_of_comment),),
        on_removed=(forget_comments_of,),
        refreshers=(refresh_recent_texts,),
        holding=Holding(
            erasers={"comment": erase_comment},
            erased={"comment": withdrawn_public_ids},
            moments=(
                ExactMoment(column=StateChange.changed_at),
                ExactMoment(column=Comment.updated_at),
            ),
            after_restore=(note_restore,),
        ),
    ),
    "safety": Part(blueprints=(safety.bp,)),
    "mail": MAIL,
    "contacts": Part(
        blueprints=(contacts.bp, refusals.bp),
        shown=((VaultKey, topics_of_content),),  # Without a key no form offers news.
        holding=Holding(
            erasers={"contact": forget_contact},
            about_comments=(Contact.comment_id, MailStop.comment_id),
            moments=(ExactMoment(column=Contact.confirmed_at),),
            sweeps={
                "sealed emails": forget_expired_contacts,
                "links of mails": forget_expired_tokens,
            },
            after_restore=(forget_unconfirmed_contacts,),
        ),
    ),
    "authors": Part(holding=Holding(about_comments=(AuthorLink.comment_id,))),
    "screening": Part(refreshers=REFRESHERS),
    **CONTENT_PARTS,
    "facebook": Part(blueprints=(facebook.bp,)),
    "audience": Part(
        blueprints=(audience.bp,), holding=Holding(sweeps={"sums of visitors": forget_old_days})
    ),
    "accounts": Part(
        blueprints=(accounts.bp, accounts.account_bp, accounts.people_bp),
        commands=(Commands("moderator", "ethreader.alerts.commands:moderator", prepare_database),),
        holding=Holding(
            moments=(
                ExactMoment(column=AccessRecord.happened_at),
                *(ExactMoment(column=c) for c in (KnownDevice.known_since, KnownDevice.seen_at)),
                *(ExactMoment(column=c) for c in (Passkey.added_at, Passkey.used_at)),
                *(ExactMoment(column=c) for c in (Moderator.signed_in_at, Moderator.removed_at)),
            ),
            sweeps={"records of access": forget_old_access, "known devices": forget_old_devices},
            after_restore=(end_everybodys_ways_in,),
        ),
    ),
}
