"""What people say in the made-up threads of the demo, and what they are called."""

OPENINGS = (
    "What helped us most was a door that locks from the inside.",
    "A safe home is more than walls: it is someone who answers when you call.",
    "I work at a reception desk and I would like to know what we should change first.",
    "In our town the waiting list is long, so we began with two rooms.",
    "Could the slides be put here? I could not note everything down.",
)

REPLIES = (
    "That is my experience too.",
    "I see it a little differently: the rent matters more than the lock.",
    "Who paid for it in your case?",
    "We tried the same, and it took *a year* until it worked.",
    "Thank you, that answers my question.",
)

NAMES = ("Iva", "Luka", "Sofija", "Marko", "", "Dunja", "Petar", "Una", "Filip")


def example_name(number: int) -> str:
    """Return the name of the comment with this number, labelled as made up; some have none."""
    name = NAMES[number % len(NAMES)]
    return f"{name} (example)" if name else ""
