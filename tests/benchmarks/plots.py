"""Plots as SVG, readable on light and dark pages, without a script and without a library."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.small { font-size: 11px; fill: #59636e; }
.bar, .c0 { fill: #0969da; stroke: #0969da; } .c1 { fill: #bc4c00; stroke: #bc4c00; }
.c2 { fill: #1a7f37; stroke: #1a7f37; } .c3 { fill: #8250df; stroke: #8250df; }
.line { fill: none; stroke-width: 2; } .axis { stroke: #59636e; stroke-width: 1; }
.goal { stroke: #cf222e; stroke-width: 2; } text[class^="c"] { stroke: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; } .small { fill: #9198a1; } .axis { stroke: #9198a1; }
  .bar, .c0 { fill: #4493f8; stroke: #4493f8; } .c1 { fill: #db6d28; stroke: #db6d28; }
  .c2 { fill: #3fb950; stroke: #3fb950; } .c3 { fill: #ab7df8; stroke: #ab7df8; }
  .goal { stroke: #f85149; }
}
"""
Place = Callable[[float, float], tuple[float, float]]

WIDTH, LEFT, RIGHT = 720, 230, 60
ROW, TOP = 30, 40
HEIGHT = 320  # Of a plot of lines.


@dataclass(frozen=True)
class Bar:
    """A part of a whole, from 0 to 1, how far it spread, and what is aimed at."""

    name: str
    value: float
    low: float
    high: float
    goal: float


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Draw a bar for each, with its spread as a thin line and its goal as a mark."""
    scale = (WIDTH - LEFT - RIGHT) / max(1.0, *(each.high for each in rows))
    parts = []
    for number, each in enumerate(rows):
        y = TOP + number * ROW
        parts += [
            _text(LEFT - 8, y + 14, each.name, anchor="end"),
            f'<rect class="bar" x="{LEFT}" y="{y}" width="{each.value * scale:.1f}" height="18"/>',
            _line("axis", LEFT + each.low * scale, y + 9, LEFT + each.high * scale, y + 9),
            _line("goal", LEFT + each.goal * scale, y - 3, LEFT + each.goal * scale, y + 21),
            _text(LEFT + max(each.value, each.high) * scale + 8, y + 14, f"{each.value:.2f}"),
        ]
    return _svg(title, TOP + len(rows) * ROW + 10, parts)


def lines(title: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Draw a line for each; both axes are logarithmic."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    low, high = min(0.5, *ys), max(2.0, *ys)
    left, right, top, bottom = 60, WIDTH - 220, TOP, HEIGHT - 40

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + (right - left) * _part(x, min(xs), max(xs)),
            bottom - (bottom - top) * _part(y, low, high),
        )

    parts = list(_grid(sorted(set(xs)), _steps(low, high), place))
    for number, (name, points) in enumerate(series.items()):
        kind = f"c{number % 4}"
        placed = [place(x, y) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline class="{kind} line" points="{path}" style="fill: none"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed]
        parts.append(_text(right + 16, top + 14 + number * 20, name, kind=kind))
    return _svg(title, HEIGHT, parts)


def _grid(xs: Sequence[float], ys: Sequence[float], place: Place) -> Iterator[str]:
    for y in ys:
        (left, at), (right, _) = place(xs[0], y), place(xs[-1], y)
        yield _line("axis", left, at, right, at, opacity=0.3)
        yield _text(left - 8, at + 4, f"{y:g} ×", anchor="end", kind="small")
    for x in xs:
        at, _ = place(x, ys[0])
        yield _text(at, HEIGHT - 14, f"{x:,.0f}", anchor="middle", kind="small")


def _steps(low: float, high: float) -> list[float]:
    """Return halves, ones, twos, fives … that lie within."""
    found = [10.0**power * step for power in range(-2, 5) for step in (1, 2, 5)]
    return [each for each in found if low <= each <= high]


def _part(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low) if high > low else 0.0


def _line(kind: str, x1: float, y1: float, x2: float, y2: float, *, opacity: float = 1) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line class="{kind}" {ends} stroke-opacity="{opacity:g}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", kind: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} class="{kind}">{escape(words)}</text>'


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    name = f"<title>{escape(title)}</title><style>{STYLE}</style>"
    return "\n".join([head, name, _text(10, 20, title), *parts, "</svg>", ""])
