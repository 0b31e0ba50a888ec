"""Hosts: which are this machine itself, and by which URL it reaches its own site."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine reaches `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def local_url(host: str, port: int) -> str:
    """Return the URL by which this machine reaches a site on `host` and `port`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
