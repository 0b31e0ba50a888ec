"""Pictures of the demo, drawn when they are needed: plain shapes that show nobody and no place."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 540)
FACE = (320, 320)
Circle = tuple[float, float, float, str]  # Its middle and radius, in parts of the height; a colour.

WINDOWS: tuple[Circle, ...] = (
    (0.35, 0.9, 0.75, "#0d5454"),
    (1.25, 0.35, 0.55, "#7fb8ad"),
    (1.5, 1.0, 0.5, "#b45309"),
    (0.95, 0.62, 0.22, "#f3e3c3"),
)
EVENING: tuple[Circle, ...] = (
    (1.2, 0.42, 0.26, "#e9b872"),
    (0.3, 1.45, 0.95, "#7fb8ad"),
    (1.55, 1.6, 1.05, "#0d5454"),
)
SHAPES: tuple[Circle, ...] = ((0.5, 1.08, 0.45, "#0d5454"), (0.5, 0.42, 0.22, "#7fb8ad"))


def drawn(circles: Sequence[Circle], *, size: tuple[int, int]) -> BytesIO:
    """Return a picture of circles as a file."""
    image = Image.new("RGB", size, "#e6f0ee")
    pen, height = ImageDraw.Draw(image), size[1]
    for x, y, radius, colour in circles:
        pen.circle((x * height, y * height), radius * height, fill=colour)
    file = BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file
