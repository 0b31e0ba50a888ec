"""Headers that protect a response whatever it says, also where no page could be made."""

# What holds for pieces of a page as well: no guessing of kinds, and no use by other sites.
OF_EVERYTHING = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'"

PROTECTION = {
    **OF_EVERYTHING,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
}

# A stylesheet or script is governed by the page that loads it; opened by itself it is plain text.
# A picture of this kind is a document when it is opened, in which nothing may run.
_ALONE = {**OF_EVERYTHING, "Content-Security-Policy": NOTHING_ALLOWED}
OF_FILES = {
    "text/css": OF_EVERYTHING,
    "text/javascript": OF_EVERYTHING,
    "font/woff2": OF_EVERYTHING,  # Shown by no browser: it is drawn with, or saved.
    "image/svg+xml": _ALONE,
    "image/webp": _ALONE,
    "image/jpeg": _ALONE,
    # Should a browser show it in spite of all, it is nobody's page, and runs nothing.
    "application/pdf": {
        **OF_EVERYTHING,
        "Content-Security-Policy": f"sandbox; {NOTHING_ALLOWED}",
        "X-Frame-Options": "DENY",
    },
}


def plain_text_headers() -> list[tuple[str, str]]:
    """Return the headers of a sentence that is no page."""
    return [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", NOTHING_ALLOWED),
        *PROTECTION.items(),
    ]
