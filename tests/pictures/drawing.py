"""Pictures and documents for tests, made when they are needed: none of them is kept in a file."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from ethreader.base.db import begin_write_transaction, db
from ethreader.pictures.models import Picture
from ethreader.pictures.saving import save_picture
from ethreader.site_pages.fields import SitePageFields
from ethreader.site_pages.service import save_page

SECRET = b"48.2082N 16.3738E Mira"  # What somebody must not learn from a picture.


def painted(width: int = 40, height: int = 30, *, mode: str = "RGB") -> Image.Image:
    """Return a picture in which each corner has a colour of its own."""
    image = Image.new("RGB", (width, height), "gray")
    for colour, corner in (
        ("red", (0, 0)),
        ("lime", (width // 2, 0)),
        ("blue", (0, height // 2)),
    ):
        image.paste(colour, (*corner, corner[0] + width // 2, corner[1] + height // 2))
    return image if mode == "RGB" else image.convert(mode)


def file_of(image: Image.Image | None = None, kind: str = "PNG", **how: Any) -> bytes:
    """Return a picture as a file."""
    file = BytesIO()
    (image or painted()).save(file, kind, **how)
    return file.getvalue()


def made(content: bytes | Callable[[], bytes]) -> bytes:
    """Return a file that may be too large to be made before the test that needs it."""
    return content if isinstance(content, bytes) else content()


def moving(kind: str) -> bytes:
    """Return a file with two pictures that follow each other."""
    frames = [painted(), painted().rotate(180)]
    return file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def png_that_says(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says of itself to be so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress(b"\0" * 1000)
    parts = ((b"IHDR", head), (b"IDAT", points), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_part(*each) for each in parts)


def png_part(name: bytes, content: bytes) -> bytes:
    """Return one part of a PNG."""
    sums = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + sums


def pdf(inside: bytes = b"", *, packed: bytes = b"") -> bytes:
    """Return a PDF with something of PDF's own in it, as it stands or in a compressed part."""
    stream = zlib.compress(packed)
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\n2 0 obj\n"
        b"<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF\n"
    )


def store_picture(content: bytes | None = None, *, alt: str = "Four fields") -> Picture:
    """Let the site have a picture."""
    begin_write_transaction()
    picture = save_picture(BytesIO(content or file_of()), alt=alt, credit="")
    db.session.commit()
    return picture


def show(*files: str) -> None:
    """Let readers see pictures and documents, on a page of their own."""
    lines = [f"![It]({each})" if each.endswith(".webp") else f"[It]({each})" for each in files]
    begin_write_transaction()
    save_page(SitePageFields(slug="files", title="Files", body="\n\n".join(lines)))
    db.session.commit()


def bytes_below(folder: Path) -> bytes:
    """Return all bytes of all files below a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
