"""what readers report about openings."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "thu_phi",
                "sai_thong_tin",
                "da_tuyen_du",
                "lua_dao",
                "khac",
                name="complaintreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "waiting",
                "kept",
                "suspended",
                "closed",
                name="complaintdecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint(
            "decision = 'waiting' OR decided_at IS NOT NULL",
            name=op.f("ck_complaint_decided_when"),
        ),
        sa.CheckConstraint(
            "decision = 'waiting' OR answer <> ''",
            name=op.f("ck_complaint_decided_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_complaint_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_complaint_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_complaint_opening_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("form_key", name=op.f("uq_complaint_form_key")),
    )
    op.create_index(op.f("ix_complaint_account_id"), "complaint", ["account_id"])
    op.create_index(op.f("ix_complaint_opening_id"), "complaint", ["opening_id"])
    op.create_index("ix_complaint_decision_answer_by", "complaint", ["decision", "answer_by"])


def downgrade() -> None:
    op.drop_index("ix_complaint_decision_answer_by", table_name="complaint")
    op.drop_index(op.f("ix_complaint_opening_id"), table_name="complaint")
    op.drop_index(op.f("ix_complaint_account_id"), table_name="complaint")
    op.drop_table("complaint")
