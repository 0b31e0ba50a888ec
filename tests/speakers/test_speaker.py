from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.content_files import SPEAKER, event_file, take_in_all
from tests.pages import by_class, counted_queries, links, page_of, text_of, texts

LINES = ".//section[@aria-labelledby='appearances']/ul/li"


def appearing(day: str, *lines: str, head: tuple[str, ...] = (), body: str = "A text.") -> str:
    text = event_file(*head, "speakers:", "  - speaker: vera", *lines, body=body)
    return text.replace("2026-02-03", day)


def test_speaker_has_a_page(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    text = SPEAKER.replace(
        "name: Vera\n",
        "name: Вера\nheadline: Управница\nlanguage: sr-Cyrl\n"
        "links:\n  - label: Her house\n    url: https://example.org/\n",
    )
    take_in_all(tmp_path, {"vera.md": text})

    page = page_of(client.get("/speakers/vera/"))

    [article] = page.findall(".//main/div/article")
    [link] = page.findall(".//ul[@class='links']//a")
    assert texts(page, ".//h1") == ["Вера"]
    assert texts(page, ".//p[@class='standfirst']") == ["Управница"]
    assert texts(page, ".//div[@class='prose']/p") == ["She speaks."]
    assert (page.get("lang"), article.get("lang")) == ("en", "sr-Cyrl")
    assert (text_of(link), link.get("href"), link.get("rel")) == (
        "Her house",
        "https://example.org/",
        "noopener",
    )
    assert texts(page, ".//title") == ["Вера – ASTRA events"]


def test_appearances_keep_role_and_affiliation_of_their_day(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path,
        {
            "vera.md": SPEAKER,
            "first.md": appearing("2024-05-01", "    role: Trainee", "    affiliation: Old House"),
            "second.md": appearing(
                "2026-03-01",
                "    role: Head",
                "    affiliation: New House",
                "    topic: A home",
                head=("headline: The second",),
            ),
        },
    )

    page = page_of(client.get("/speakers/vera/"))

    assert texts(page, LINES) == [
        "1 March 2026 The second Meeting Head · New House · A home",
        "1 May 2024 Meeting Trainee · Old House",
    ]
    assert links(page, ".//section[@aria-labelledby='appearances']") == {
        "The second": "/events/second/",
        "Meeting": "/events/first/",
    }


def test_appearance_at_an_event_without_a_page_is_not_linked(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path, {"vera.md": SPEAKER, "fact.md": appearing("2024-05-01", "    role: X", body="")}
    )

    page = page_of(client.get("/speakers/vera/"))

    assert texts(page, LINES) == ["1 May 2024 Meeting X"]
    assert links(page, ".//section[@aria-labelledby='appearances']") == {}


def test_appearance_says_the_language_and_the_status_of_its_event(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    event = appearing(
        "2024-05-01", "    role: X", head=("language: de", "status: cancelled", "headline: Kommt!")
    )
    take_in_all(tmp_path, {"vera.md": SPEAKER, "event.md": event})

    [line] = page_of(client.get("/speakers/vera/")).findall(LINES)

    assert [(text_of(each), each.get("lang")) for each in line.iter("a")] == [("Kommt!", "de")]
    assert [text_of(each) for each in by_class(line, "tag")] == ["Cancelled"]


def test_speaker_without_appearances_says_so(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"vera.md": SPEAKER})

    page = page_of(client.get("/speakers/vera/"))

    assert [text_of(each) for each in by_class(page, "empty")] == ["No talks or events yet."]


def test_unknown_speaker_gets_a_page_that_helps(app: Flask, client: FlaskClient) -> None:
    page = page_of(client.get("/speakers/nobody/"), status=404)

    assert texts(page, ".//h1") == ["Page not found"]
    assert links(page, ".//main") == {"Go to the home page": "/"}


def test_speakers_stand_by_name_with_their_language(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path,
        {
            "a.md": SPEAKER,
            "b.md": SPEAKER.replace("Vera\n", "Ana\nheadline: Leiterin\nlanguage: de\n"),
        },
    )

    page = page_of(client.get("/speakers/"))

    assert links(page, ".//ul[@class='people-list']") == {
        "Ana": "/speakers/b/",
        "Vera": "/speakers/a/",
    }
    assert texts(page, ".//ul[@class='people-list']/li") == ["A Ana Leiterin", "V Vera"]
    assert [each.get("lang") for each in page.findall(".//ul[@class='people-list']//a")] == [
        "de",
        "en",
    ]


def test_list_without_speakers_says_so(app: Flask, client: FlaskClient) -> None:
    page = page_of(client.get("/speakers/"))

    assert [text_of(each) for each in by_class(page, "empty")] == ["No speakers yet."]


def test_page_with_one_and_with_three_appearances_takes_as_many_queries(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    def grow(count: int) -> None:
        files = {"vera.md": SPEAKER, "fact.md": event_file(body="")}
        for number in range(count):
            files[f"e{number}.md"] = appearing("2024-05-01", "    role: X", head=("part_of: fact",))
            files[f"other-{number}.md"] = SPEAKER
        take_in_all(tmp_path, files)

    grow(1)
    with counted_queries() as one:
        page_with_one = page_of(client.get("/speakers/vera/"))
        client.get("/speakers/")
    grow(3)
    with counted_queries() as three:
        page_with_three = page_of(client.get("/speakers/vera/"))
        client.get("/speakers/")

    assert (len(page_with_one.findall(LINES)), len(page_with_three.findall(LINES))) == (1, 3)
    assert len(three) == len(one)
