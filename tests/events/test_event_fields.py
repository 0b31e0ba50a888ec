import pytest
from pydantic import ValidationError

from ethreader.base.field_problems import FieldProblem, field_problems
from ethreader.events.fields import EventFields


def test_all_mistakes_are_told_at_once_each_with_its_field() -> None:
    with pytest.raises(ValidationError) as refusal:
        EventFields.model_validate(
            {
                "slug": "meeting",
                "starts": "soon",
                "online": "example.org",
                "place": {"country": "Austria"},
                "organisations": [
                    {"organisation": "house", "role": "host"},
                    {"organisation": "home", "role": "friend"},
                ],
            }
        )

    assert field_problems(refusal.value) == [
        FieldProblem(field="name", reason="it is missing"),
        FieldProblem(
            field="starts",
            reason="give a day like 2022-04-05, or a day with an hour like 2022-04-05T09:30",
        ),
        FieldProblem(
            field="place.country",
            reason="give two capital letters, like AT; for “Austria” it is AT",
        ),
        FieldProblem(
            field="online",
            reason="give a web address that starts with https:// or http://; perhaps "
            "https://example.org",
        ),
        FieldProblem(
            field="organisations.2.role",
            reason="choose 'host', 'co-host', 'supporter', 'funder' or 'participant'",
        ),
    ]
