"""Who may have the site read a body that is as large as a picture: asked before it is read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest
from flask import Flask
from granian.rsgi import Scope

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.ops.border.bodies import Bodies, Body
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.uploads import Uploads
from ethreader.web.bodies import BODY_LIMIT, UPLOAD_LIMIT
from tests.kept.asking import AskedFor
from tests.test_border import arriving, run
from tests.visitors import signed_in_in_role

FILES = "/moderation/content/drafts/0123456789abcdef/files"


def is_admitted(app: Flask, cookie: str, *, path: str = FILES, length: str = "5000000") -> bool:
    headers = {
        "host": "localhost",
        "content-type": "multipart/form-data; boundary=x",
        "content-length": length,
        "cookie": f"{COOKIE}={cookie}",
    }
    threads = Threads(1, name="request")
    asked = Uploads(app, threads=threads).is_admitted(
        cast("Scope", AskedFor(path, method="POST", headers=headers))
    )
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(asyncio.run, asked).result()
    threads.finish()
    return found


def cookie_of(app: Flask, role: ModeratorRole) -> str:
    kept = signed_in_in_role(app, f"A {role}", role).get_cookie(COOKIE, path=PATH)
    assert kept is not None
    return kept.value


def test_editors_alone_send_files(app: Flask) -> None:
    cookies = {role: cookie_of(app, role) for role in ModeratorRole}

    assert {role: is_admitted(app, cookie) for role, cookie in cookies.items()} == {
        ModeratorRole.ADMIN: True,
        ModeratorRole.EDITOR: True,
        ModeratorRole.MODERATOR: False,
    }
    assert not is_admitted(app, "made-up")
    editor = cookies[ModeratorRole.EDITOR]
    for path in (FILES.removesuffix("/files"), "/events/a/comments", f"{FILES}/x", "/moderation/"):
        assert not is_admitted(app, editor, path=path)
    for length in (str(BODY_LIMIT), "0", "", "many"):
        assert not is_admitted(app, editor, length=length)


@pytest.mark.parametrize(("length", "is_read"), [(BODY_LIMIT + 1, True), (UPLOAD_LIMIT + 1, False)])
def test_file_is_read_up_to_a_size_of_its_own(length: int, *, is_read: bool) -> None:
    async def read() -> Body:
        headers = {"content-length": str(length)}
        bodies = Bodies(Patience())
        return await bodies.read_upload(headers, arriving(b"x" * (BODY_LIMIT + 1)))

    assert (run(read()).refusal is None) is is_read
