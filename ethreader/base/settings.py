"""Settings: typed, read once from the environment, refused with a sentence when wrong.

The README's table of settings is made from `Settings`: the text under each field is its meaning.
"""

from dataclasses import dataclass
from typing import Annotated

from ethreader.base.setting_errors import WrongSetting
from ethreader.base.setting_fields import setting
from ethreader.base.setting_misfits import (
    refuse_exit_to_itself,
    refuse_missing_limits,
    refuse_unsigned_webhook,
    refuse_wordless_link,
)
from ethreader.base.setting_places import Folder
from ethreader.base.setting_types import (
    Email,
    EmailChoice,
    EmailPolicy,
    ExitUrl,
    HelplineUrl,
    HtmxChoice,
    HtmxSource,
    Languages,
    PixelId,
    SecondStep,
    SecondStepChoice,
    SecurityContact,
    SmtpUrl,
    Switch,
    SwitchChoice,
    TimeZone,
    one_line,
    whole_number,
)
from ethreader.base.webhook_settings import WebhookSettings

__all__ = ["EmailPolicy", "HtmxSource", "SecondStep", "Settings", "Switch", "WrongSetting"]


@dataclass(frozen=True, kw_only=True)
class Settings(WebhookSettings):
    """What the operator decides."""

    site_name: Annotated[str, one_line(80)] = "ASTRA events"
    """the organisation's name, in the header and the page titles"""

    languages: Languages = setting(written="en,sr,sr-Cyrl,de")
    """the languages of the interface, by their codes, with commas between them: `en`, `sr`
    (Serbian in Latin script), `sr-Cyrl` (in Cyrillic), `de`. The first stands at URLs without a
    prefix; the others stand behind `/sr/`, `/sr-Cyrl/`, `/de/`"""

    time_zone: TimeZone = setting(written="Europe/Belgrade", variable="ETHREADER_TIMEZONE")
    """the organisation's own time zone: the day that a comment carries, and where an event
    without a zone takes place"""

    htmx: HtmxChoice = HtmxSource.CDN
    """`cdn`: on articles, htmx comes from its CDN, and the site's own copy takes over when it does
    not arrive. The CDN then learns the IP of whoever reads an article, and the site's name.
    `self`: the own copy, and no third party at all; choose it where readers may be in danger. No
    other page asks the CDN"""

    email: EmailChoice = EmailPolicy.OPTIONAL
    """`optional` or `required`: whether a commenter must give an email address (without a wish
    for news it is checked and forgotten)"""

    limits: SwitchChoice = Switch.ON
    """`on`, or `off` for load tests: how much a visitor may send, and how often a password is
    guessed, is then not limited; `off` is refused where anybody but this machine can reach the
    site: by `HOST`, through a proxy, or under a public URL"""

    second_step: SecondStepChoice = SecondStep.OPTIONAL
    """`optional`, or `admins`: administrators have to set up a second step of signing in (an app's
    codes or a passkey) before they can do anything else"""

    pace: Annotated[int, whole_number(0, 3600)] = 3
    """seconds between a form's making and its sending below which the queue marks a comment as
    sent faster than people type; 0 turns the mark off"""

    thread_page: Annotated[int, whole_number(1, 5000)] = 40
    """how many comments of their own, with their first replies, stand in a page of a thread, or
    fewer where much was replied: 40 make room for 100 comments in all; more come with
    “Show more”"""

    news_seconds: Annotated[int, whole_number(0, 86_400)] = 60
    """how many seconds an open article waits before it asks again whether there are new comments;
    0 turns it off"""

    reports_to_hold: Annotated[int, whole_number(0, 50)] = 3
    """how many readers have to report a comment that no moderator has read until it leaves the
    page and waits for one; 0: never. What moderators have written, published or kept stays, and
    they see the reports"""

    contact_days: Annotated[int, whole_number(1, 365)] = 90
    """days for which a sealed email address is kept when its owner asked for news; the form says
    this number"""

    smtp_url: SmtpUrl = setting("", is_private=True)
    """where mail goes, `smtp://user:password@host:587` or `smtps://…`; TLS is demanded except on
    this machine. Unset, mails land in the instance folder, sealed: `flask mail read` shows them"""

    mail_hourly: Annotated[int, whole_number(4, 100_000)] = 200
    """how many mails may leave within an hour; beyond, requests to confirm an email wait and are
    dropped after a day of sending; a quarter is kept for readers who have confirmed, a tenth for
    these requests"""

    mail_from: Email = "notices@localhost"
    """the sender's email address of all mails; choose one that says nothing of the subject"""

    mail_return_path: Email = ""
    """the email address to which mail servers report what they could not deliver: such reports name
    readers, so choose a mailbox that keeps nothing. Unset, there is none (`MAIL FROM:<>`); set it
    if your mail server refuses mail without one"""

    mail_name: Annotated[str, one_line(80)] = "Notices"
    """the sender's name of all mails; neutral for the same reason"""

    mail_subject: Annotated[str, one_line(80)] = "A message for you"
    """the subject of all mails; neutral too"""

    mail_keys: Folder = setting(follows=lambda above: above["instance"] / "mail-keys")
    """folder of the private keys, for the mail process alone; unset, `mail-keys` in the instance
    folder, which is refused where others than this machine reach the site"""

    ledger: Folder = setting(follows=lambda above: above["instance"] / "ledger")
    """folder of the ledger of erasures (random numbers of what was deleted), which no backup may be
    restored over; unset, `ledger` in the instance folder"""

    backup_days: Annotated[int, whole_number(0, 366)] = 30
    """for how many days you keep backups before you destroy them; the page about privacy tells
    readers this number. 0: there are none"""

    exit_url: ExitUrl = "https://www.bbc.com/weather"
    """where “Leave this page” leads: a site that is ordinary for everybody and the same for
    everybody; never one of your own"""

    helpline_text: Annotated[str, one_line(200)] = ""
    """one line about whom to call or write to for help, above each article and on the safety
    page; unset, there is none"""

    helpline_url: HelplineUrl = ""
    """where that line leads when it is pressed: `tel:` and a number, or a URL with https; unset,
    it is text only"""

    house_rules: Annotated[str, one_line(300)] = ""
    """a Markdown file with your own house rules; unset, the built-in ones are shown"""

    privacy_contact: Annotated[str, one_line(200)] = ""
    """whom readers ask about privacy: an email address, a number or a name, shown on the page
    about privacy; unset, none is named"""

    security_contact: SecurityContact = ""
    """whom somebody tells who has found a hole in the site: an email address, or a URL with https.
    It is published at `/.well-known/security.txt`; unset, there is no such file"""

    counting: SwitchChoice = Switch.ON
    """`on` or `off`: whether moderators see how many people read which pages; counted without
    script and cookie, and kept as sums by day for 25 months"""

    transparency: SwitchChoice = Switch.OFF
    """`on` or `off`: whether everybody can see, at `/transparency`, how many comments came in and
    were published or declined in the last three months, and why: totals, rounded down to
    multiples of five"""

    pixel_id: PixelId = ""
    """the number of a Facebook Pixel; unset, there is no trace of it. Set, readers are asked at
    the end of a page, and only who says yes is told to Facebook, by an image and never by a
    script"""

    def __post_init__(self) -> None:
        """Refuse what is right alone and wrong together; raise `ValueError` with a sentence."""
        if self.limits is Switch.OFF:
            refuse_missing_limits(
                host=self.host,
                trusted_proxies=self.trusted_proxies,
                base_url=self.base_url,
                mail_url=self.mail_url,
            )
        refuse_exit_to_itself(exit_url=self.exit_url, origins=self.origins)
        refuse_unsigned_webhook(url=self.webhook_url, secret=self.webhook_secret)
        refuse_wordless_link(text=self.helpline_text, url=self.helpline_url)
