"""prices of openings and the candidates they are found from."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("suggestion_run", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("priced_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
    op.create_table(
        "candidate_chunk",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("last_person_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["suggestion_run.id"], name=op.f("fk_candidate_chunk_run_id_suggestion_run")
        ),
        sa.PrimaryKeyConstraint("run_id", "last_person_id", name=op.f("pk_candidate_chunk")),
    )
    op.create_table(
        "exposure_price",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Float(), nullable=False),
        sa.Column("computed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_exposure_price_opening_id_opening")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["suggestion_run.id"], name=op.f("fk_exposure_price_run_id_suggestion_run")
        ),
        sa.PrimaryKeyConstraint("opening_id", name=op.f("pk_exposure_price")),
    )


def downgrade() -> None:
    op.drop_table("exposure_price")
    op.drop_table("candidate_chunk")
    with op.batch_alter_table("suggestion_run", schema=None) as batch_op:
        batch_op.drop_column("priced_at")
