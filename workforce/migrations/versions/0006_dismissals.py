"""what people said does not suit them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REASONS = (
    "xa_qua",
    "luong_thap",
    "ca_dem",
    "dung_nang_lanh",
    "khong_thich_nghe",
    "da_lam_o_do",
    "khac",
)


def upgrade() -> None:
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                *REASONS,
                name="dismissalreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_dismissal_opening_id_opening")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dismissal_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
    )
    with op.batch_alter_table("dismissal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_dismissal_person", ["person_id", "opening_id", "id"], unique=False
        )
    keep_rows()


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER dismissal_kept ON dismissal")
    with op.batch_alter_table("dismissal", schema=None) as batch_op:
        batch_op.drop_index("ix_dismissal_person")

    op.drop_table("dismissal")


def keep_rows() -> None:
    """Refuse changes; rows may go with the person they are of."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER dismissal_kept BEFORE UPDATE ON dismissal "
            "BEGIN SELECT RAISE(ABORT, 'dismissal is append-only'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER dismissal_kept BEFORE UPDATE ON dismissal "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
