"""One name for one mailbox, whichever of its spellings was typed.

For counting alone: nothing is ever sent to what stands here. Where a rule folds too much, two
people share a count; where it folds too little, somebody gets one more mail.
"""

from ethreader.contacts.emails import EmailRefused, normalise_email

# Domains of one provider that lead to the same mailbox.
_SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    **dict.fromkeys(("me.com", "mac.com"), "icloud.com"),
    **dict.fromkeys(("protonmail.com", "protonmail.ch", "pm.me"), "proton.me"),
    **dict.fromkeys(("ya.ru", "yandex.ru", "yandex.by", "yandex.kz", "yandex.ua"), "yandex.com"),
}
# Signs before the @ that a provider takes no notice of.
_IGNORED = {"gmail.com": ".", "proton.me": "._-", "yandex.com": ".-"}
_DASH_TAGS = {"yahoo", "ymail", "rocketmail"}  # `name-tag@`; elsewhere a dash is part of a name.
_NAME_AS_SUBDOMAIN = ("fastmail.com", "fastmail.fm")  # `anything@name.fastmail.com`.

# Providers at which anybody has a mailbox: one domain there is not one person's.
_OPEN_DOMAINS = frozenset(
    (
        *("gmail.com", "icloud.com", "proton.me", "yandex.com", "aol.com", "msn.com", "mail.com"),
        *("ymail.com", "rocketmail.com", "fastmail.com", "fastmail.fm", "zoho.com", "zohomail.eu"),
        *("tuta.com", "tuta.io", "tutanota.com", "tutanota.de", "riseup.net", "disroot.org"),
        *("web.de", "t-online.de", "freenet.de", "posteo.de", "posteo.net", "mailbox.org"),
        *("eunet.rs", "sbb.rs", "mts.rs", "ptt.rs", "verat.net", "open.telekom.rs", "net.hr"),
        *("orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "seznam.cz"),
        *("wp.pl", "o2.pl", "onet.pl", "abv.bg", "mail.bg", "ukr.net", "mail.ru", "bk.ru"),
        *("inbox.ru", "list.ru", "rambler.ru", "qq.com", "163.com", "naver.com"),
        *("inet.hr", "t-com.hr", "t-com.me", "siol.net", "bih.net.ba", "teol.net", "t.ht.hr"),
        *("freemail.hu", "citromail.hu", "interia.pl", "centrum.cz", "sapo.pt", "hushmail.com"),
        *("bluewin.ch", "telenet.be", "ziggo.nl", "kpnmail.nl", "btinternet.com", "sky.com"),
        *("comcast.net", "att.net", "verizon.net", "arcor.de", "mail.de", "gmx.co.uk"),
        # Emails that hide another one.
        *("privaterelay.appleid.com", "duck.com", "mozmail.com", "passmail.net", "simplelogin.com"),
    )
)
# Of these there are domains in many countries: hotmail.de, yahoo.co.uk.
_OPEN_NAMES = frozenset({"gmx", "hotmail", "live", "outlook", "yahoo"})
# `example.co.uk`, `example.org.rs`: what a registry has put before its own ending. Any short name
# would let the owner of `abc.rs` be asked under each name below it.
_OF_REGISTRIES = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gov", "in", "mil", "ne", "net", "nom", "or", "org")
)


def mailbox_of(email: str) -> str:
    """Return the name of the mailbox that an email leads to."""
    try:
        email = normalise_email(email)
    except EmailRefused:  # Sealed by an earlier version; nothing can be sent there either.
        return email.strip().casefold()
    local, _, domain = email.lower().rpartition("@")
    domain = _SAME_DOMAIN.get(domain, domain)
    for provider in _NAME_AS_SUBDOMAIN:
        if domain.endswith(f".{provider}"):
            local, domain = domain.removesuffix(f".{provider}"), provider
    local = _before(local, "+")
    if _provider(domain) in _DASH_TAGS:
        local = _before(local, "-")
    bare = "".join(sign for sign in local if sign not in _IGNORED.get(domain, ""))
    return f"{bare or local}@{domain}"


def without_tag(email: str) -> str:
    """Return an email without its tag, to be shown: who typed it can have put words there.

    A stranger would have us show them to somebody: `name+i-will-find-you@`.
    """
    local, _, domain = email.rpartition("@")
    return f"{_before(local, '+')}@{domain}"


def owned_domain(mailbox: str) -> str | None:
    """Return the domain of a mailbox, unless it is a provider's: its owner may read all of it.

    Of `anything@anything.example.org` that is `example.org`.
    """
    domain = mailbox.rpartition("@")[2]
    labels = domain.split(".")
    own = 3 if len(labels) > 2 and labels[-2] in _OF_REGISTRIES else 2
    owned = ".".join(labels[-own:])
    # `live.victim.example` is the victim's.
    is_open = domain in _OPEN_DOMAINS or (domain == owned and _provider(domain) in _OPEN_NAMES)
    return None if is_open else owned


def _provider(domain: str) -> str:
    return domain.partition(".")[0]


def _before(local: str, sign: str) -> str:
    """Return what stands before a tag; a name that is all tag is kept."""
    return local.partition(sign)[0] or local
