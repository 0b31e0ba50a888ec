"""A form with a file that is too large: all that was typed is read, and the file is not.

It is taken apart while it arrives, so that memory holds the fields and, of each file, no more than
a file may have. What was left out is marked, for the application to say so beside the field.
"""

from dataclasses import dataclass, field

from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from ethreader.base.own_files import LEFT_OUT, LIMIT
from ethreader.web.bodies import BODY_LIMIT, FIELDS_LIMIT_OF_EDITORS, UPLOAD_LIMIT

PIECE = 64 * 1024  # Bytes that are looked through at once; other requests wait meanwhile.


@dataclass
class _Part:
    """A field or a file, as far as it has arrived."""

    head: Field | File
    content: bytearray = field(default_factory=bytearray)
    is_left_out: bool = False

    def written(self) -> bytes:
        """Return it as it came; of its head no more than tells what it is."""
        said = [f"Content-Disposition: {self.head.headers['Content-Disposition']}"]
        if isinstance(self.head, File):
            kind = self.head.headers.get("Content-Type", "application/octet-stream")
            said.append(f"Content-Type: {LEFT_OUT if self.is_left_out else kind}")
        return "\r\n".join((*said, "", "")).encode() + self.content


class Lightened:
    """Reads a form in parts, and leaves out the files that are too large."""

    def __init__(self, content_type: str) -> None:
        """Take what says how the parts are told apart; raise `BadRequest` where nothing does."""
        kind, said = parse_options_header(content_type)
        if kind != "multipart/form-data" or not said.get("boundary"):
            raise BadRequest
        self._boundary = said["boundary"].encode("latin-1")
        self._decoder = MultipartDecoder(
            self._boundary, max_form_memory_size=BODY_LIMIT, max_parts=FIELDS_LIMIT_OF_EDITORS
        )
        self.arrived = 0  # Bytes.
        self._parts: list[_Part] = []
        self._typed = 0  # Bytes of all fields.
        self._held = 0  # Bytes of the files that are kept.

    def take(self, chunk: bytes) -> None:
        """Read what has just arrived.

        Raises `BadRequest` where it is no form, and `RequestEntityTooLarge` where the fields alone
        are too large.
        """
        self.arrived += len(chunk)
        for start in range(0, len(chunk), PIECE):
            self._take(chunk[start : start + PIECE])

    def body(self) -> bytes:
        """Return the form without what was left out; raise `BadRequest` where it is not whole."""
        self._take(None)
        line = b"--" + self._boundary
        written = (line + b"\r\n" + part.written() + b"\r\n" for part in self._parts)
        return b"".join((*written, line, b"--\r\n"))

    def _take(self, data: bytes | None) -> None:
        try:
            self._decoder.receive_data(data)
            while not isinstance(event := self._decoder.next_event(), (NeedData, Epilogue)):
                if isinstance(event, (Field, File)):
                    self._parts.append(_Part(event))
                elif isinstance(event, Data):
                    self._add(event.data, self._parts[-1])
        except HTTPException:
            raise
        except Exception:  # noqa: BLE001 - what the decoder raises at damage is in no list
            raise BadRequest from None

    def _add(self, data: bytes, part: _Part) -> None:
        if isinstance(part.head, Field):
            self._typed += len(data)
            if self._typed > BODY_LIMIT:
                raise RequestEntityTooLarge
        else:
            self._hold(len(data), part)
        if not part.is_left_out:
            part.content += data

    def _hold(self, more: int, part: _Part) -> None:
        is_large = len(part.content) + more > LIMIT
        if is_large or self._held + more > UPLOAD_LIMIT - 2 * BODY_LIMIT:
            part.is_left_out = True
            self._held -= len(part.content)
            part.content.clear()
        elif not part.is_left_out:
            self._held += more
