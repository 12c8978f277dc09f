"""what was suggested, where it stood and by what chance."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exposure",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("propensity", sa.Float(), nullable=False),
        sa.Column("explored", sa.Boolean(), nullable=False),
        sa.Column("model_version", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("feature_set", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.Column("shown_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_exposure_position")),
        sa.CheckConstraint(
            "propensity > 0 AND propensity <= 1", name=op.f("ck_exposure_propensity")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_exposure_opening_id_opening")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_exposure_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "listed_on", "opening_id", name=op.f("pk_exposure")),
    )
    with op.batch_alter_table("exposure", schema=None) as batch_op:
        batch_op.create_index("ix_exposure_listed_on", ["listed_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("exposure", schema=None) as batch_op:
        batch_op.drop_index("ix_exposure_listed_on")

    op.drop_table("exposure")
