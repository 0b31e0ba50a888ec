"""Settings that are right alone and wrong together: each raises `ValueError` with a sentence."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from ethreader.base.hosts import is_loopback


def refuse_missing_limits(*, host: str, trusted_proxies: int, base_url: str, mail_url: str) -> None:
    """Refuse to go without limits where somebody beyond this machine can reach the site."""
    if not is_loopback(host):
        way, mend = f"HOST is “{host}”", "Set HOST to 127.0.0.1"
    elif trusted_proxies:
        way = f"ETHREADER_TRUSTED_PROXIES is {trusted_proxies}"
        mend = "Set ETHREADER_TRUSTED_PROXIES to 0"
    elif not is_loopback(urlsplit(base_url).hostname or ""):
        way, mend = f"ETHREADER_BASE_URL is “{base_url}”", "Unset ETHREADER_BASE_URL"
    elif not is_loopback(urlsplit(mail_url).hostname or ""):
        way, mend = f"ETHREADER_MAIL_URL is “{mail_url}”", "Unset ETHREADER_MAIL_URL"
    else:
        return
    raise ValueError(
        f"ETHREADER_LIMITS is “off” while {way}: limits can be off only where "
        f"nobody else can reach the site. {mend} or ETHREADER_LIMITS to “on”."
    )


def refuse_exit_to_itself(*, exit_url: str, origins: Iterable[str]) -> None:
    """Refuse an exit that leads back."""
    if urlsplit(exit_url).netloc.lower() in {urlsplit(each).netloc for each in origins}:
        raise ValueError(
            f"ETHREADER_EXIT_URL is “{exit_url}”, which is this site itself: "
            "whoever leaves would arrive where they were. Choose another site."
        )


def refuse_wordless_link(*, text: str, url: str) -> None:
    """Refuse a link to help that says nothing."""
    if url and not text:
        raise ValueError(
            "ETHREADER_HELPLINE_URL is set and ETHREADER_HELPLINE_TEXT is not: "
            "a link needs words. Set both, or the text alone."
        )


def refuse_unsigned_webhook(*, url: str, secret: str) -> None:
    """Refuse a webhook whose calls nobody can tell from anybody's, or a secret without one."""
    if bool(url) != bool(secret):
        there, missing = ("URL", "SECRET") if url else ("SECRET", "URL")
        raise ValueError(
            f"ETHREADER_WEBHOOK_{there} is set and ETHREADER_WEBHOOK_{missing} is not: a webhook "
            "needs both. docs/webhook.md says how to make a secret."
        )
