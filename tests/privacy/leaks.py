"""The searcher: finds a marked text in bytes, in whatever form it may have got there.

Plain, encoded, escaped, and as what people take for anonymous: a hash. `test_leaks.py` shows
that it finds each form.
"""

import base64
import hashlib
import html
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NAMESPACES = {
    "DNS": uuid.NAMESPACE_DNS,
    "URL": uuid.NAMESPACE_URL,
    "OID": uuid.NAMESPACE_OID,
    "X.500": uuid.NAMESPACE_X500,
}
# Of a digest the beginning is searched for: shortened ones are digests all the same.
DIGEST_BYTES = 8


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form of a marked text; a folded one is found in capitals and small messages."""

    name: str
    needle: bytes
    is_folded: bool


def _each(text: str, write: Callable[[int], str]) -> str:
    """Write every byte of a text's UTF-8 by its number."""
    return "".join(write(number) for number in text.encode())


# How a text can be written. Each is searched for without regard to capitals.
SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "percent-encoded": lambda text: quote(text, safe=""),
    "percent-encoded but for @": lambda text: quote(text, safe="@"),
    "percent-encoded in full": lambda text: _each(text, "%{:02x}".format),
    "percent-encoded twice": lambda text: quote(quote(text, safe=""), safe=""),
    "HTML-escaped": html.escape,
    "HTML with @ by number": lambda text: text.replace("@", "&#64;"),
    "HTML with @ by hex number": lambda text: text.replace("@", "&#x40;"),
    "HTML with @ by name": lambda text: text.replace("@", "&commat;"),
    "HTML by numbers": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "HTML by hex numbers": lambda text: "".join(f"&#x{ord(each):x};" for each in text),
    "quoted-printable in full": lambda text: _each(text, "={:02x}".format),
    "quoted-printable with @": lambda text: text.replace("=", "=3d").replace("@", "=40"),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON with @": lambda text: text.replace("@", "\\u0040"),
    "JSON by numbers": lambda text: "".join(f"\\u{ord(each):04x}" for each in text),
    "bytes of Python": lambda text: repr(text.encode())[2:-1],
    "hex": lambda text: text.encode().hex(),
    "punycode": lambda text: text.encode("idna").decode() if _has_foreign_letters(text) else text,
}
ENCODINGS = ("utf-16-le", "utf-16-be", "utf-32-le")
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b")


def spellings(text: str) -> Iterator[Form]:
    """Return the forms in which a text or a part of it can be read back."""
    for name, write in SPELLINGS.items():
        yield Form(name=name, needle=write(text).encode().lower(), is_folded=True)
    for encoding in ENCODINGS:
        needle = text.encode(encoding).lower()
        yield Form(name=encoding, needle=needle, is_folded=True)
    for case, variant in _cases(text).items():
        for offset in range(3):
            needle = base64_at(variant.encode(), offset)
            name = f"base64 at {offset}, {case}"
            yield Form(name=name, needle=needle, is_folded=False)
            needle = needle.translate(bytes.maketrans(b"+/", b"-_"))
            yield Form(name=f"{name}, for URLs", needle=needle, is_folded=False)
        yield Form(name=f"hex, {case}", needle=variant.encode().hex().encode(), is_folded=True)


def digests(text: str) -> Iterator[Form]:
    """Return the forms from which a text can be told without being read back."""
    for case, variant in _cases(text.strip()).items():
        for method in DIGESTS:
            digest = hashlib.new(method, variant.encode()).digest()
            yield from _digest_forms(f"{method}, {case}", digest)
        for name, namespace in NAMESPACES.items():
            for prefix in ("", "mailto:"):
                made = uuid.uuid5(namespace, prefix + variant)
                named = f"UUIDv5 {name}, {prefix}{case}"
                yield from _digest_forms(named, made.bytes)
                yield Form(name=named, needle=str(made)[:18].encode(), is_folded=True)


def base64_at(content: bytes, offset: int) -> bytes:
    """Return the base64 that surely occurs where `content` begins `offset` bytes into a group."""
    whole = base64.b64encode(b"\0" * offset + content)
    return whole[-(-offset * 8 // 6) : (offset + len(content)) * 8 // 6]


class Searcher:
    """Looks for marked texts, whole in every form, and for parts of them in every spelling."""

    def __init__(self, *texts: str, parts: Iterable[str] = ()) -> None:
        forms = {form.needle: form for part in parts for form in spellings(part)}
        for text in texts:
            forms |= {form.needle: form for form in (*spellings(text), *digests(text))}
        self._forms = list(forms.values())

    def traces(self, content: bytes) -> list[str]:
        """Return the forms found in `content`, by name."""
        joined = re.sub(rb"=?\r?\n", b"", content)  # Mails and dumps break their lines anywhere.
        exact = content + b"\0" + joined
        folded = exact.lower()
        return sorted(
            {
                form.name
                for form in self._forms
                if form.needle in (folded if form.is_folded else exact)
            }
        )

    def traces_below(self, folder: Path) -> dict[str, list[str]]:
        """Return the traces in all files below `folder`, and in their names, by file."""
        found = {}
        for path in sorted(folder.rglob("*")):
            content = str(path.relative_to(folder)).encode() + b"\0"
            if path.is_file():
                content += path.read_bytes()
            if traces := self.traces(content):
                found[str(path.relative_to(folder))] = traces
        return found


def _digest_forms(name: str, digest: bytes) -> Iterator[Form]:
    beginning = digest[:DIGEST_BYTES]
    yield Form(name=f"{name}, raw", needle=beginning, is_folded=False)
    yield Form(name=f"{name}, hex", needle=beginning.hex().encode(), is_folded=True)
    plain = base64_at(beginning, 0)
    yield Form(name=f"{name}, base64", needle=plain, is_folded=False)
    for_urls = plain.translate(bytes.maketrans(b"+/", b"-_"))
    yield Form(name=f"{name}, base64 for URLs", needle=for_urls, is_folded=False)


def _cases(text: str) -> dict[str, str]:
    return {"as typed": text, "small messages": text.lower(), "capitals": text.upper()}


def _has_foreign_letters(text: str) -> bool:
    return not text.isascii() and "@" not in text
