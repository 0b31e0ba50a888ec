"""What an editor does: open a form, type into it, press its buttons."""

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import by_class, page_of, text_of
from tests.visitors import PLAIN

CONTENT = "/moderation/content"


@dataclass
class Form:
    """A form of the editors' pages as it stands in a browser."""

    client: FlaskClient
    url: str
    fields: dict[str, str]

    def type(self, **typed: str) -> "Form":
        """Type into fields; `links_1_url` stands for `f.links.1.url`."""
        self.fields |= {f"f.{name.replace('_', '.')}": text for name, text in typed.items()}
        return self

    def press(self, button: str, headers: dict[str, str] = PLAIN) -> TestResponse:
        """Press a button."""
        return self.client.post(self.url, data={**self.fields, "do": button}, headers=headers)


@dataclass
class Writer:
    """An editor at work in one browser."""

    client: FlaskClient

    def open(self, path: str) -> Form:
        """Open a page with a form."""
        return self.form_of(self.client.get(f"{CONTENT}/{path}"))

    def form_of(self, response: TestResponse, *, status: int = 200) -> Form:
        """Return the form of a page, or of what leads to one."""
        if response.status_code == 303:
            response = self.client.get(response.headers["Location"])
        page = page_of(response, status=status)
        [form] = [each for each in page.iter("form") if each.get("class") == "editor"]
        return Form(self.client, form.get("action", ""), dict(_fields(form)))

    def publish_speaker(self, name: str = "Ana Anđelković", **typed: str) -> TestResponse:
        """Publish a speaker's page that was not there."""
        return self.open("speakers/new").type(name=name, **typed).press("publish")


def _fields(form: Element) -> Any:
    for each in form.iter():
        name = each.get("name")
        if name and each.tag == "input":
            yield name, each.get("value", "")
        elif name and each.tag == "textarea":
            yield name, (each.text or "").removeprefix("\n")
        elif name and each.tag == "select":
            chosen = [o.get("value", "") for o in each.iter("option") if "selected" in o.attrib]
            first = [o.get("value", "") for o in each.iter("option")]
            yield name, (chosen or first)[0]


def mistakes_of(page: Element) -> dict[str, str]:
    """Return what the summary says, by where its lines lead."""
    [summary] = by_class(page, "error-summary")
    return {link.get("href", ""): text_of(link) for link in summary.iter("a")}


def beside(page: Element) -> dict[str, str]:
    """Return what stands beside fields, by the field's id."""
    found = {}
    for error in by_class(page, "field-error"):
        found[error.get("id", "").removesuffix("-error")] = text_of(error)
    return found
