"""what people search for, and the words an admin accepted from it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "query_log",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("query", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=False),
        sa.Column("kinds", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.CheckConstraint("times >= 1", name=op.f("ck_query_log_times")),
        sa.CheckConstraint("results >= 0", name=op.f("ck_query_log_results")),
        sa.PrimaryKeyConstraint("day", "query", name=op.f("pk_query_log")),
    )
    op.create_table(
        "synonym_decision",
        sa.Column("phrase", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
            name=op.f("fk_synonym_decision_occupation_id_occupation"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_synonym_decision_decided_by_account")
        ),
        sa.PrimaryKeyConstraint("phrase", name=op.f("pk_synonym_decision")),
    )
    with op.batch_alter_table("synonym_decision", schema=None) as batch_op:
        batch_op.create_index("ix_synonym_decision_occupation_id", ["occupation_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("synonym_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_synonym_decision_occupation_id")

    op.drop_table("synonym_decision")
    op.drop_table("query_log")
