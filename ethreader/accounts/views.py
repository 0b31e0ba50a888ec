"""All pages of accounts. Each of these modules puts its own into one of the three blueprints."""

from ethreader.accounts import (
    access_views,
    account_views,
    link_views,
    passkey_views,
    password_views,
    people_views,
    person_views,
    second_step_views,
    sign_in_views,
)
from ethreader.accounts.blueprint import account_bp, bp, people_bp

PARTS = (
    *(sign_in_views, link_views, account_views, password_views, access_views),
    *(second_step_views, passkey_views, people_views, person_views),
)

__all__ = ["PARTS", "account_bp", "bp", "people_bp"]
