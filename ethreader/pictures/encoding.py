"""A picture in all the widths and formats that browsers may ask for."""

import hashlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from ethreader.pictures.file_names import MASTER, file_of, widths_of

WEBP = {"format": "WEBP", "quality": 78, "method": 4}
JPEG = {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True}
LOSSLESS = {"format": "WEBP", "lossless": True, "quality": 40, "method": 2}


def digest_of(image: Image.Image) -> str:
    """Return what all files share that show exactly this."""
    size = f"{image.width}x{image.height}:".encode()
    return hashlib.sha256(size + image.tobytes()).hexdigest()


def encoded(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a picture, by its name."""
    yield MASTER, _saved(image, LOSSLESS)
    for width in widths_of(image.width):
        height = max(1, round(image.height * width / image.width))
        scaled = image
        if width != image.width:
            scaled = image.resize((width, height), Image.Resampling.LANCZOS)
        yield file_of(width, "webp"), _saved(scaled, WEBP)
        yield file_of(width, "jpg"), _saved(scaled, JPEG)


def _saved(image: Image.Image, how: dict[str, object]) -> bytes:
    file = BytesIO()
    image.save(file, **how)  # type: ignore[arg-type]
    return file.getvalue()
