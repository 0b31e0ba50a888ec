"""A picture as it is seen, out of a file that anybody may have made.

What is in the file beside the picture is left behind: only its points go on, turned as they are
meant to be seen, in the colours of screens. How much there is to decode is looked at first.
"""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ethreader.base.own_files import LIMIT
from ethreader.i18n.texts import gettext
from ethreader.pictures.findings import (
    MEGABYTE,
    FileRefused,
    as_pictures_are,
    content_of,
    what_it_is,
)

BYTES = LIMIT
SIDE = 20_000  # Points.
# A JPEG can be read at a part of its size, so that a large one does not fill the memory.
POINTS = {"JPEG": 64_000_000, "MPO": 64_000_000}
POINTS_OF_OTHERS = 24_000_000
PROFILE = MEGABYTE  # Bytes of a description of colours.
LARGEST = (1440, 2160)  # Points: no screen shows an article's picture larger.

# Each with as little of Pillow as it takes; "MPO" is what many phones write for "JPEG".
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def read_image(stream: BinaryIO) -> Image.Image:
    """Return what is seen of a picture, no larger than it is shown; raises `FileRefused`."""
    content = content_of(stream, limit=BYTES)
    try:
        with warnings.catch_warnings():
            # Of large ones, which are refused below, and of damage that is of no concern.
            warnings.simplefilter("ignore")
            with _opened(content) as image:
                _refuse_large(image)
                _refuse_moving(image)
                return _seen(image)
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001 - what decoders raise at a hostile file is in no list
        said = as_pictures_are(gettext("the picture is damaged, or only a part of it is here"))
        raise FileRefused(said) from None


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise FileRefused(_too_large()) from None
    except UnidentifiedImageError:
        raise FileRefused(what_it_is(content)) from None


def _refuse_large(image: Image.Image) -> None:
    most = POINTS.get(image.format or "", POINTS_OF_OTHERS)
    if max(image.size) > SIDE or image.width * image.height > most:
        size = f" ({image.width:,} \N{MULTIPLICATION SIGN} {image.height:,})"
        raise FileRefused(_too_large(size))


def _too_large(size: str = "") -> str:
    return gettext(
        "the picture has more points%(size)s than can be read here; save it smaller, 3,000 points "
        "wide at most, and choose it again",
        size=size,
    )


def _refuse_moving(image: Image.Image) -> None:
    # The second picture of a phone's file is another view of the first.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise FileRefused(
            as_pictures_are(gettext("the picture moves, which makes some readers ill"))
        )


def _seen(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image.draft("RGB", LARGEST)  # Only of a JPEG, and never smaller than this.
    image.load()
    turned = ImageOps.exif_transpose(_in_eight_bits(image))
    turned.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    flat = _in_colours_of_screens(_on_white(turned), profile)
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return _with_info(image.point(lambda value: value / 256).convert("L"), image)
    if image.mode in {"P", "PA", "LA", "1"}:
        return _with_info(image.convert("RGBA"), image)
    return image


def _with_info(new: Image.Image, old: Image.Image) -> Image.Image:
    new.info = old.info  # How it is turned stands in there.
    return new


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _in_colours_of_screens(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= PROFILE:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            found = ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            found = None  # A description of other colours than the picture has.
        if found is not None:
            return found
    return image.convert("RGB")
