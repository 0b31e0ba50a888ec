"""Backups of a site that runs as its operator starts it, with its mail process beside it."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from ethreader.ops.backups.folders import backups_in
from tests.browser.server import FLASK, Site, demo_site
from tests.conftest import ROOT

pytestmark = pytest.mark.long


def restore(site: Site, backup: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*FLASK, "restore", "--yes", str(backup)],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_running_site_is_backed_up_and_never_restored_over(tmp_path: Path) -> None:
    site = demo_site(tmp_path / "instance", with_mail=True)
    try:
        site.command("demo", "comments", "3")
        link = site.sign_in_link("Ana")
        site.command("backup", str(tmp_path / "backups"))
        (backup,) = backups_in(tmp_path / "backups")
        refused = restore(site, backup)
    finally:
        site.stop()
    accepted = restore(site, backup)
    site.start()
    site.stop()

    assert link.startswith(f"{site.url}/moderation/link/")
    assert (refused.returncode, "Stop them first" in refused.stderr) == (1, True)
    assert (accepted.returncode, accepted.stderr) == (0, "")
    assert "Note: an older database" in site.log
    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3")) as database:
        (links,) = database.execute("SELECT count(*) FROM sign_in_link").fetchone()
        (comments,) = database.execute("SELECT count(*) FROM comment").fetchone()
    assert (links, comments > 3) == (0, True)
