"""Settings of the webhook: which program is told that something waits, and how it knows us."""

from base64 import b64decode
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from ethreader.base.hosts import is_ip, is_loopback, is_public
from ethreader.base.server_settings import ServerSettings
from ethreader.base.setting_fields import setting
from ethreader.base.setting_types import is_page_url, whole_number


def _webhook_url(text: str) -> str:
    if not is_page_url(text) or urlsplit(text).fragment:
        raise ValueError(
            "give a URL that starts with https://, without a password in it; only a URL of this "
            "machine may start with http://"
        )
    host = urlsplit(text).hostname or ""
    if is_ip(host) and not is_loopback(host) and not is_public(host):
        raise ValueError(
            "it leads into a private network. Give a URL of the public network, or one of this "
            "machine, such as http://127.0.0.1:9000/"
        )
    return text


def _webhook_secret(text: str) -> str:
    """Take a secret as Standard Webhooks write it."""
    try:
        length = len(b64decode(text.removeprefix("whsec_"), validate=True))
    except ValueError:
        length = 0
    if not text.startswith("whsec_") or not 24 <= length <= 64:
        raise ValueError(
            "give whsec_ and then 24 to 64 random bytes in base64: "
            "echo whsec_$(openssl rand -base64 32)"
        )
    return text


@dataclass(frozen=True, kw_only=True)
class WebhookSettings(ServerSettings):
    """What the operator decides about the webhook."""

    webhook_url: Annotated[str, _webhook_url] = setting("", is_private=True)
    """where the mail process tells another program that something begins to wait for moderators:
    counts, and nothing of comments (docs/webhook.md). `https://…`, or a URL of this machine; unset,
    nobody is told"""

    webhook_secret: Annotated[str, _webhook_secret] = setting("", is_private=True)
    """what signs these calls: `whsec_` and 24 to 64 random bytes in base64"""

    webhook_seconds: Annotated[int, whole_number(1, 86_400)] = 300
    """how many seconds lie between two of these calls at least; what comes meanwhile is told
    together"""
