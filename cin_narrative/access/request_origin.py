"""The headers and the address that a page is asked from -> whether that is this very machine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

PASSED_ON = ("forwarded", "via", "x-real-ip")  # and all that begins so:
PASSED_ON_AS = "x-forwarded"


def is_loopback(host: str) -> bool:
    """Whether a name or number of a host is this machine's own, whoever says it."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def is_at_this_machine(headers: Mapping[str, str], remote: str | None) -> bool:
    """Whether a page is asked for at this machine itself, and by a page of its own.

    ``remote`` is the other end's number, None where the server takes it for this machine. Host and
    Origin are looked at too: a name that leads here from elsewhere, and a proxy, show there.
    """
    asked = {name.lower(): value for name, value in headers.items()}
    if any(name in PASSED_ON or name.startswith(PASSED_ON_AS) for name in asked):
        return False
    hosts = [_host(f"//{asked['host']}")] if "host" in asked else []
    hosts += [_host(asked["origin"])] if "origin" in asked else []
    return all(map(is_loopback, [*hosts, *([remote] if remote else [])]))


def is_open_to(headers: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether the host that a page is asked from is one of ``names``, in small letters."""
    asked = {name.lower(): value for name, value in headers.items()}
    host, origin = _host(f"//{asked.get('host', '')}"), asked.get("origin")
    return host in names and (origin is None or _host(origin) == host)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
