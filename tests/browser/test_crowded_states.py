"""Where many write at once, and where lists are long: looked at as every other state is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import OpenBrowser
from tests.browser.crowded_states import CROWDED, LIMITED, crowd
from tests.browser.long_list_states import LONG_LISTS, fill
from tests.browser.looking import NOTHING, Visit, look, wrong_markup
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

STATES = [*CROWDED, *LONG_LISTS]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = demo_site(tmp_path_factory.mktemp("site") / "instance", with_mail=False, **LIMITED)
    crowd(site)
    fill(site)
    yield site
    site.stop()


@pytest.fixture
def visits(site: Site, open_browser: OpenBrowser) -> dict[str, Visit]:
    """What is seen in each of them."""
    found = {}
    for state in STATES:
        context = open_browser(java_script_enabled=state.scripts, reduced_motion="reduce")
        found[state.name] = look(context, site, state)
        context.close()
    return found


def test_each_is_as_every_other_state(visits: dict[str, Visit], tmp_path: Path) -> None:
    seen = visits.values()

    assert wrong_markup(visits, tmp_path) == []
    assert [fault for each in seen for fault in (*each.violations, *each.too_wide)] == []
    assert [line for each in seen for line in each.nameless] == []
    assert [each.cookies for each in seen] == [[]] * len(STATES)
    assert [each.stored for each in seen] == [NOTHING] * len(STATES)
    assert ["color-contrast" in each.rules_that_passed for each in seen] == [
        state.scripts for state in STATES
    ]
