"""Hosts: which are this machine itself, and how a browser spells them."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

import idna

NAT64 = IPv6Network("64:ff9b::/96")
DEFAULT_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine reaches `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_ip(host: str) -> bool:
    """Tell whether a host is given by its IP."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(ip: str) -> bool:
    """Tell whether an IP is of the public network, whatever it is wrapped into."""
    try:
        bare = _unwrapped(ipaddress.ip_address(ip))
    except ValueError:
        return False
    return bare.is_global and not bare.is_multicast


def local_url(host: str, port: int) -> str:
    """Return the URL by which this machine reaches a site on `host` and `port`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 one that an IPv6 one stands for, if it does."""
    if isinstance(ip, IPv4Address):
        return ip
    by_teredo = ip.teredo[1] if ip.teredo else None
    by_nat64 = IPv4Address(ip.packed[12:]) if ip in NAT64 else None
    return ip.ipv4_mapped or ip.sixtofour or by_teredo or by_nat64 or ip


def origin_of(url: str) -> str | None:
    """Return scheme, host and port of a URL as a browser spells its origin; none if it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host or host.isascii() else idna.encode(host, uts46=True).decode()
    except (ValueError, UnicodeError):  # An open bracket, an odd port, a name that is none.
        return None
    if not name or parts.scheme not in DEFAULT_PORTS:
        return None
    place = f"[{name}]" if ":" in name else name
    is_usual = port is None or port == DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{place}" if is_usual else f"{parts.scheme}://{place}:{port}"
