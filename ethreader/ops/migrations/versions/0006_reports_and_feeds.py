"""What readers report, and an index for the feed of a branch."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column(
            "concern",
            sa.Enum(
                "person",
                "hurtful",
                "advertising",
                "other",
                name="concern",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id_comment")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["decision.id"], name=op.f("fk_report_settled_by_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_comment_id"), "report", ["comment_id"])
    op.create_index(op.f("ix_report_settled_by"), "report", ["settled_by"])
    op.create_index("ix_comment_branch_arrival", "comment", ["root_id", "arrival"])


def downgrade() -> None:
    op.drop_index("ix_comment_branch_arrival", "comment")
    op.drop_table("report")
