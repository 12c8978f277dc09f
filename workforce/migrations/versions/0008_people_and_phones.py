"""shared phones, printed codes, records that may be one person, merges that can be undone."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "waiting",
                "different",
                "merged",
                name="pairdecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_lower_first")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_duplicate_pair_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_duplicate_pair_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_duplicate_pair_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_duplicate_pair_first_id_second_id")
        ),
    )
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.create_index(
            "ix_duplicate_pair_decision_score", ["decision", "score"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_duplicate_pair_second_id"), ["second_id"], unique=False
        )

    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("undone_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_person_merge_two_records")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_person_merge_decided_by")
        ),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name=op.f("fk_person_merge_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id")),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["account.id"], name=op.f("fk_person_merge_undone_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "printed_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("code_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("printed_by", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("identity_check", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_printed_code_attempts")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_printed_code_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["printed_by"], ["account.id"], name=op.f("fk_printed_code_printed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_code")),
    )
    with op.batch_alter_table("printed_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_printed_code_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "shared_phone",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_shared_phone_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["account.id"], name=op.f("fk_shared_phone_added_by")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_shared_phone")),
    )
    with op.batch_alter_table("shared_phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_phone_phone"), ["phone"], unique=False)

    op.create_table(
        "merge_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["person_merge.id"], name=op.f("fk_merge_change_merge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_change")),
    )
    with op.batch_alter_table("merge_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_change_merge_id"), ["merge_id"], unique=False)

    op.create_table(
        "phone_change",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_phone_change_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["one_time_code.id"], name=op.f("fk_phone_change_code_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_phone_change")),
    )
    # Added in place: a rebuilt table would take its children's rows with it.
    op.add_column(
        "account",
        sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("person", sa.Column("merged_into_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_person_merged_into_id"), table_name="person")
    op.drop_column("person", "merged_into_id")
    op.drop_column("account", "must_change_password")
    op.drop_table("phone_change")
    with op.batch_alter_table("merge_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_change_merge_id"))

    op.drop_table("merge_change")
    with op.batch_alter_table("shared_phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_phone_phone"))

    op.drop_table("shared_phone")
    with op.batch_alter_table("printed_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_code_account_id"))

    op.drop_table("printed_code")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_id"))
        batch_op.drop_index(batch_op.f("ix_person_merge_gone_id"))

    op.drop_table("person_merge")
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duplicate_pair_second_id"))
        batch_op.drop_index("ix_duplicate_pair_decision_score")

    op.drop_table("duplicate_pair")
