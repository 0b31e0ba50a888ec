"""What organisations do that take part, beside those that organise."""

from alembic import op

revision = "0030"
down_revision = "0024"

CHECK = "ck_involvement_role"
ROLES = "'host', 'co-host', 'supporter', 'funder'"


def upgrade() -> None:
    _check(f"{ROLES}, 'participant'")


def downgrade() -> None:
    op.execute("DELETE FROM involvement WHERE role = 'participant'")
    _check(ROLES)


def _check(roles: str) -> None:
    with op.batch_alter_table("involvement") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), f"role IN ({roles})")
