"""A file that is larger than anything the site reads: the form around it is read all the same."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, cast

import pytest
from granian.rsgi import Scope
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestEntityTooLarge
from werkzeug.test import TestResponse, encode_multipart

from ethreader.base.own_files import LEFT_OUT, LIMIT
from ethreader.ops.border.bodies import Bodies, Body
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.wsgi import environ_of
from ethreader.web.bodies import (
    ARRIVING_LIMIT,
    BODY_LIMIT,
    FIELDS_LIMIT_OF_EDITORS,
    UPLOAD_LIMIT,
)
from tests.editing.test_files import EVENT, FIELDS, shown, typed_of_draft
from tests.editing.writing import Form, Writer, beside
from tests.kept.asking import AskedFor
from tests.pictures.drawing import file_of
from tests.test_border import arriving, run

BOUNDARY = "----x"
SENT_AS = f"multipart/form-data; boundary={BOUNDARY}"
PIECE = 1 << 20


def cut(body: bytes) -> Iterator[bytes]:
    """Cut a body as the network does."""
    return (body[start : start + PIECE] for start in range(0, len(body), PIECE))


def form_with(**given: Any) -> bytes:
    """Return a form in parts; bytes are files."""
    files = {
        name: FileStorage(BytesIO(said), filename="ä photo.jpg", content_type="image/jpeg")
        if isinstance(said, bytes)
        else said
        for name, said in given.items()
    }
    return encode_multipart(files, boundary=BOUNDARY)[1]


def read(body: bytes, *, length: int | None = None, sent_as: str = SENT_AS) -> Body:
    """Let the border read a body that an editor sends."""
    told = {"content-type": sent_as, "content-length": str(length or len(body))}

    async def work() -> Body:
        return await Bodies(Patience()).read_upload(told, arriving(*cut(body)))

    return run(work())


def send_by_border(form: Form, what: str, file: bytes, **said: str) -> TestResponse:
    """Choose a file and press the button beside it."""
    place = f"f.new.{'pdf.' if what.startswith('document') else ''}{what.partition(':')[2]}"
    told = {f"{place}.{name}": text for name, text in said.items()}
    # In the middle, as in the form: what is typed below the file arrives after it.
    middle = len(form.fields) // 2
    fields: list[tuple[str, Any]] = [
        each for each in form.fields.items() if not each[0].endswith(".file")
    ]
    fields = [*fields[:middle], (f"{place}.file", file), *fields[middle:], *told.items()]
    body = read(form_with(**dict(fields), do=what))
    assert body.refusal is None
    return form.client.post(f"{form.url}/files", data=body.content, content_type=SENT_AS)


@pytest.mark.parametrize(
    ("what", "said", "size"),
    [("picture:body", FIELDS, "20 MB"), ("document:body", {"words": "Programme"}, "10 MB")],
)
def test_nothing_typed_is_lost(mara: Writer, what: str, said: dict[str, str], size: str) -> None:
    form = mara.open("events/new").type(**EVENT, body="Жена: the text.", summary="In short")

    response = send_by_border(form, what, b"\xff\xd8" + bytes(UPLOAD_LIMIT), **said)

    page = shown(mara, response, status=422)
    place = "new-pdf-body-file" if what.startswith("document") else "new-body-file"
    [told] = [sentence for each, sentence in beside(page).items() if each.endswith(place)]
    assert f"The file is larger than {size}" in told
    again = mara.form_of(response, status=422).fields
    start = f"f.{place.removesuffix('file').replace('-', '.')}"
    sent = {name: text for name, text in form.fields.items() if name.startswith("f.")}
    sent |= {f"{start}{name}": text for name, text in said.items()}
    assert {name: again[name].replace("\r\n", "\n") for name in sent} == sent
    assert typed_of_draft()["body"] == "Жена: the text."
    assert typed_of_draft()["summary"] == "In short"


def test_smaller_file_beside_it_is_read(mara: Writer) -> None:
    picture = file_of()
    body = read(form_with(first=picture, large=bytes(UPLOAD_LIMIT), name="typed")).content

    assert picture in body
    assert body.count(LEFT_OUT.encode()) == 1
    assert len(body) < len(picture) + 2000


def large(**typed: str) -> bytes:
    return form_with(**typed, file=bytes(UPLOAD_LIMIT))


@pytest.mark.parametrize(
    ("made", "sent_as", "refusal"),
    [
        pytest.param(
            lambda: large(name="x" * (BODY_LIMIT + 1)), "", RequestEntityTooLarge, id="much typed"
        ),
        pytest.param(
            lambda: large(**{f"f{n}": "" for n in range(FIELDS_LIMIT_OF_EDITORS)}),
            "",
            RequestEntityTooLarge,
            id="too many fields",
        ),
        pytest.param(lambda: bytes(UPLOAD_LIMIT + 1), "", RequestEntityTooLarge, id="no form"),
        pytest.param(lambda: large()[:-20], "", BadRequest, id="without its end"),
        pytest.param(
            lambda: large().replace(b"Content-Disposition", b"Disposition", 1),
            "",
            BadRequest,
            id="a part without a name",
        ),
        pytest.param(large, "text/plain", BadRequest, id="another type"),
    ],
)
def test_what_is_no_form_is_refused(
    made: Callable[[], bytes], sent_as: str, refusal: type[Exception]
) -> None:
    assert read(made(), sent_as=sent_as or SENT_AS).refusal is refusal


def test_form_that_breaks_off_is_refused() -> None:
    whole = form_with(file=bytes(UPLOAD_LIMIT))

    assert read(whole, length=len(whole) + 1).refusal is ClientDisconnected
    assert read(b"", length=ARRIVING_LIMIT + 1).refusal is RequestEntityTooLarge


def test_memory_holds_no_more_than_a_form_may_have() -> None:
    files = {f"file{n}": bytes(LIMIT // 2) for n in range(5)}

    assert len(read(form_with(**files)).content) <= UPLOAD_LIMIT


def test_application_is_told_the_length_of_what_is_left() -> None:
    asked = AskedFor("/", method="POST", headers={"host": "localhost", "content-length": "99"})

    told = environ_of(cast("Scope", asked), Body(b"abc"))

    assert (told["CONTENT_LENGTH"], told["wsgi.input"].read()) == ("3", b"abc")
