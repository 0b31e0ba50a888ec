"""Reads a mail as it came over the wire, by the letter of the RFCs, with nothing that made it."""

import base64
import re
from dataclasses import dataclass

LINE = re.compile(rb"[^\r\n]{0,998}")  # RFC 5322, 2.1.1
FIELD = re.compile(r"([!-9;-~]+): (.*)", re.DOTALL)
ENCODED = re.compile(r"=\?(utf-8)\?([bq])\?([!->@-~]+)\?=", re.IGNORECASE)
EMAIL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+"
ATOM_WORDS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+")
QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])*)"')


@dataclass(frozen=True, kw_only=True)
class RawMail:
    """The fields of a mail, unfolded and not decoded, and the bytes of its body."""

    fields: dict[str, str]
    body: bytes

    @property
    def subject(self) -> str:
        return decoded(self.fields["Subject"])

    @property
    def sender(self) -> tuple[str, str]:
        """Return the name and the email of who it is from."""
        found = re.fullmatch(rf"(.*?)\s*<({EMAIL})>", self.fields["From"])
        assert found is not None, self.fields["From"]
        name, email = found.groups()
        if quoted := QUOTED.fullmatch(name):
            return re.sub(r"\\(.)", r"\1", quoted[1]), email
        assert ATOM_WORDS.fullmatch(name), name
        return decoded(name), email

    @property
    def text(self) -> str:
        """Return what it says."""
        assert self.fields["Content-Type"] == 'text/plain; charset="utf-8"'
        how = self.fields["Content-Transfer-Encoding"]
        assert how in {"8bit", "base64"}
        return (self.body if how == "8bit" else base64.b64decode(self.body)).decode()


def read_raw(raw: bytes) -> RawMail:
    """Return a mail; an `AssertionError` says which rule it breaks."""
    assert raw.endswith(b"\r\n")
    for octets in raw.removesuffix(b"\r\n").split(b"\r\n"):
        assert LINE.fullmatch(octets), octets  # No line too long, no bare CR or LF.
    head, _, body = raw.partition(b"\r\n\r\n")
    for line in head.decode("ascii").split("\r\n"):
        assert line.strip() == line.lstrip(" ") != "", line  # No blank at an end, no blank line.
        assert len(line) <= 76 or "=?" not in line, line  # RFC 2047, 2
        assert all(len(word[0]) <= 75 for word in ENCODED.finditer(line)), line
    fields: dict[str, str] = {}
    for field in re.split(r"\r\n(?! )", head.decode("ascii")):
        found = FIELD.fullmatch(field)
        assert found is not None, field
        assert found[1] not in fields, f"{found[1]} twice"
        fields[found[1]] = found[2].replace("\r\n", "")
    return RawMail(fields=fields, body=body)


def decoded(value: str) -> str:
    """Return what a person sees of a field; blanks between two encoded words are not seen."""
    value = re.sub(r"(\?=)\s+(?==\?)", r"\1", value)
    return ENCODED.sub(lambda word: _word(word[2].lower(), word[3]).decode(), value)


def _word(how: str, text: str) -> bytes:
    if how == "b":
        return base64.b64decode(text, validate=True)
    signs = text.replace("_", " ").encode("ascii")
    return re.sub(rb"=([0-9A-F]{2})", lambda sign: bytes([int(sign[1], 16)]), signs)
