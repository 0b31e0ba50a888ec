"""Which Redis the site may be given: understood, and nobody listens on the way to it."""

from pathlib import Path

import pytest

from ethreader.base.settings import WrongSetting
from tests.once import make_settings

NO_URL = "give a URL like redis://127.0.0.1:6379, "
IN_CLEAR = "that Redis is not on this machine, "


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="none at all"),
        pytest.param("redis://127.0.0.1:6379", id="one on this machine"),
        pytest.param("redis://localhost/2", id="with the number of a database"),
        pytest.param("redis://site:hunter2@[::1]:6379/0", id="with user and password"),
        pytest.param("rediss://:hunter2@redis.example.org", id="with TLS, elsewhere"),
        pytest.param("unix:///run/redis/redis.sock", id="a socket"),
    ],
)
def test_a_sound_url_is_taken(tmp_path: Path, url: str) -> None:
    assert make_settings(tmp_path, ETHREADER_REDIS_URL=url).redis_url == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("127.0.0.1:6379", NO_URL, id="no scheme"),
        pytest.param("http://127.0.0.1", NO_URL, id="a website"),
        pytest.param("redis://", NO_URL, id="no host"),
        pytest.param("redis://[::1", NO_URL, id="an open bracket"),
        pytest.param("redis://127.0.0.1:x", NO_URL, id="an odd port"),
        pytest.param("redis://127.0.0.1/names", NO_URL, id="a database by name"),
        pytest.param("redis://127.0.0.1/?socket_timeout=60", NO_URL, id="options"),
        pytest.param("redis://:hunter/2@127.0.0.1", NO_URL, id="with a / in a password"),
        pytest.param("redis://:hunter#2@127.0.0.1", NO_URL, id="with a # in a password"),
        pytest.param("redis://:hunterž2@127.0.0.1", NO_URL, id="with a ž in a password"),
        pytest.param("unix://run/redis.sock", NO_URL, id="a socket with a host"),
        pytest.param("unix://", NO_URL, id="a socket without a path"),
        pytest.param("redis://:hunter2@redis.example.org", IN_CLEAR, id="elsewhere, in clear"),
        pytest.param("redis://10.0.0.5", IN_CLEAR, id="next door, in clear"),
    ],
)
def test_another_url_is_refused_with_advice(tmp_path: Path, url: str, reason: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        make_settings(tmp_path, ETHREADER_REDIS_URL=url)

    said = str(refused.value)
    assert said.startswith(f"ETHREADER_REDIS_URL is wrong: {reason}")
    assert "hunter" not in said
