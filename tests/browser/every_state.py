"""Every page and state that is looked at, by checkers and in pictures.

What `crowded_states` and `long_list_states` add needs a site of its own; `test_crowded_states`
looks at it.
"""

from tests.browser.account_states import ACCOUNTS
from tests.browser.declining_states import DECLINING
from tests.browser.desk_states import DESK
from tests.browser.publishing_states import PUBLISHING
from tests.browser.record_states import RECORD
from tests.browser.states import STATES

EVERY_STATE = [*STATES, *PUBLISHING, *DECLINING, *RECORD, *DESK, *ACCOUNTS]
