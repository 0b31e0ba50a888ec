"""PDFs that act by themselves are refused; the others are downloads, and nothing else."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.pictures.findings import FileRefused
from ethreader.pictures.pdf_reading import BYTES
from ethreader.pictures.saving import save_document
from tests.pictures.drawing import file_of, made, pdf, show


def too_long() -> bytes:
    return pdf() + b"\0" * BYTES


def bomb() -> bytes:
    return pdf(packed=b" " * 61_000_000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "the file is empty", id="nothing"),
        pytest.param(too_long, "larger than 10 MB", id="more bytes than a text has"),
        pytest.param(file_of(), "it is no PDF", id="a picture"),
        pytest.param(b"<html>%PDF-1.7</html>%%EOF", "it is no PDF", id="a web page"),
        pytest.param(pdf()[:-8], "a part of the PDF is missing", id="half a PDF"),
        pytest.param(pdf(b"/OpenAction << /S /JavaScript >>"), "JavaScript", id="a program"),
        pytest.param(pdf(b"/Names << /J#61vaScript 3 >>"), "JavaScript", id="a name in disguise"),
        pytest.param(pdf(packed=b"/AA << /JS (x) >>"), "JavaScript", id="a program, compressed"),
        pytest.param(pdf(b"/S /Launch /F (x.exe)"), "starts something", id="a program to start"),
        pytest.param(pdf(b"/S /SubmitForm"), "starts something", id="a form that sends"),
        pytest.param(pdf(b"/EmbeddedFiles 3 0 R"), "other files", id="a file within"),
        pytest.param(pdf(b"/XFA 3 0 R"), "a form or a film", id="a form of its own"),
        pytest.param(pdf(b"/Encrypt 3 0 R"), "asks for a password", id="a password"),
        pytest.param(bomb, "becomes too large", id="a bomb"),
    ],
)
def test_document_is_refused_with_a_sentence_and_leaves_nothing(
    app: Flask, content: bytes | Callable[[], bytes], said: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        save_document(BytesIO(made(content)), title="Programme")

    assert said in str(refused.value)
    assert "; " in str(refused.value)
    assert not (Path(app.instance_path) / "documents").exists()


def test_document_is_a_download_that_can_do_nothing(app: Flask, client: FlaskClient) -> None:
    begin_write_transaction()
    document = save_document(BytesIO(pdf()), title="Програм скупа, “2026”")
    db.session.commit()
    show(document.file)

    response = client.get(f"/documents/{document.file}")

    assert (response.status_code, response.data) == (200, pdf())
    head = response.headers
    assert head["Content-Disposition"] == 'attachment; filename="program-skupa-2026.pdf"'
    assert (head["Content-Type"], head["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert head["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert client.get(f"/documents/{'0' * 32}.pdf").status_code == 404
