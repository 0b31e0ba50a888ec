"""A form of the editors', filled in and sent as a browser without scripts does it."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import page_of


def form_of(page: Element, button: str = "") -> Element:
    """Return the form in which a button is, or the large one of a page."""
    forms = [each for each in page.iter("form") if button in values_of_buttons(each)]
    large = [each for each in page.iter("form") if "editor" in (each.get("class") or "").split()]
    [form] = forms or large
    return form


def values_of_buttons(form: Element) -> list[str | None]:
    """Return what the buttons of a form send."""
    return [each.get("value") for each in form.iter("button") if each.get("name") == "do"]


def fields_of(page: Element, button: str = "") -> dict[str, str]:
    """Return what the form of a page holds, as a browser would send it."""
    form = form_of(page, button)
    held: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if not name or each.tag == "button":
            continue
        if each.tag == "select":
            chosen = [o for o in each.iter("option") if o.get("selected") is not None]
            option = [*chosen, *each.iter("option")][0]
            held[name] = option.get("value", (option.text or "").strip())
        elif each.tag == "textarea":
            held[name] = (each.text or "").removeprefix("\n")
        elif each.get("type") != "radio" or each.get("checked") is not None:
            held[name] = each.get("value") or ""
    return held


def press(
    client: FlaskClient,
    page: Element,
    button: str,
    typed: Mapping[str, str] = MappingProxyType({}),
    *,
    status: int = 200,
) -> Element:
    """Type into the form of a page, press a button, and return the page that it leads to.

    Fields are named without their `f.`; those of other forms are named `only.…`.
    """
    form = form_of(page, button)
    more = {name_of(name): text for name, text in typed.items()}
    response: TestResponse = client.post(
        form.get("action") or "", data=fields_of(page, button) | more | {"do": button}
    )
    while response.status_code == 303:
        response = client.get(response.location)
    return page_of(response, status=status)


def name_of(name: str) -> str:
    """Return what a field is called when it is sent."""
    if name.startswith("only."):  # A field of another form, called just so.
        return name.removeprefix("only.")
    return name if name.startswith("new_parent") else f"f.{name}"
