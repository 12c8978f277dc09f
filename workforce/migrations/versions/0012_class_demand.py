"""What the demand says about classes, computed every night: counts by trade and district."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("district", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_class_demand_occupation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_demand")),
        sa.UniqueConstraint(
            "occupation_id", "district", name=op.f("uq_class_demand_occupation_id_district")
        ),
    )


def downgrade() -> None:
    op.drop_table("class_demand")
