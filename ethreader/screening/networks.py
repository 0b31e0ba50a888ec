"""What networks and messengers are called, and what a profile looks like, as patterns."""

NETWORK = (
    r"(?:insta(?:gram)?|ig|telegram|tg|snap(?:chat)?|tik ?tok|fb|facebook|fejsbuk|twitter|viber"
    r"|vajber|whats ?app?|vacap|signal|discord|skype|skajp|linkedin|mastodon|threads|bluesky|vk"
    r"|инста(?:грам)?|телеграм|снеп(?:чет)?|тик ?ток|фб|фејсбук|твитер|вибер|вајбер|вацап|скајп)"
)
HANDLE = r"[A-Za-zА-Яа-яЂЈЉЊЋЏђјљњћџ_][\w.]{1,29}(?<!\.)"  # noqa: RUF001
