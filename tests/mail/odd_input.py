"""Emails, names and texts as people type them, and worse; the same at each run."""

import random
from collections.abc import Iterator

LOCALS = (
    "anna",
    "Anna.K",
    "anna+news",
    "o'neil",
    "a_b-c",
    "x" * 64,
    "1",
    "a{b}",
    "ANNA",
    "a.b.c.d",
)
DOMAINS = (
    *("example.org", "müller.example", "пример.срб", "faß.example", "EXAMPLE.org", "例え.example"),
    *("example.co.rs", f"{'b' * 59}.example", "xn.example", "đačka-škola.example"),
)
AROUND = (
    *("{}", " {} ", "<{}>", "mailto:{}", "{}.", "Ana K. <{}>", "\u200b{}\ufeff", "\u202a{}\u202c"),
    *("„{}“", "{},", "\u00a0{}\u3000", "({})", "MAILTO:{}?subject=Hi", "\u3164{}\u2800"),
)
REFUSED = (
    *(
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@@example.org",
        "josé@example.org",
        "a b@example.org",
    ),
    *("жика@пример.срб", "a@b.org, c@d.org", '"i see you"@example.org', "anna@example..org"),
    *(f"{'a' * 65}@example.org", "anna@localhost", "anna@[127.0.0.1]", "anna@exam\\ple.org"),
    *(
        "anna@example.org\r\nBcc: x@example.org",
        f"a@{'b' * 64}.org",
        "anna@-b.org",
        "а@example.org",
    ),
    "a" * 1001,
    "=?utf-8?q?i_see_you?=@example.org",
)
NAMES = (
    *(
        "Mira",
        "Мира Кнежевић",
        "Žarko Đorđević",
        "O'Neil",
        "<b>x</b>",
        "=?utf-8?q?x?=",
        "مريم",
        "李雷",
    ),
    *("a, b; c", '"quoted"', "\\", "x" * 60, "e\u0301" * 20, "😀😀", "Bcc: everybody"),
)
TEXTS = (
    *(
        "Well said.",
        "Хвала вам.",
        "ž" * 500,
        ".\n..\n.",
        "From here on\nTo: x\n\nBcc: y",
        "{{ 7*7 }}",
    ),
    *("%s %(x)s {0}", "a\r\n.\r\nQUIT", "<script>", "=?utf-8?b?eA==?=", "text\u202e", "😀" * 100),
)


def good_emails(count: int) -> Iterator[str]:
    """Yield emails that can be sent to, each to a mailbox and a domain of its own."""
    dice = random.Random(12)
    for number in range(count):
        local, domain = LOCALS[number % len(LOCALS)], DOMAINS[number % 7 % len(DOMAINS)]
        if number % 3 == 0:
            domain = dice.choice(DOMAINS)
        yield AROUND[number % len(AROUND)].format(f"{local}@{domain.replace('.', f'{number}.', 1)}")


def words(number: int) -> dict[str, str]:
    """Return a name and a text; with the number, no two are one comment."""
    return {
        "name": NAMES[number % len(NAMES)],
        "body": f"{number}. {TEXTS[number // 2 % len(TEXTS)]}",
    }
