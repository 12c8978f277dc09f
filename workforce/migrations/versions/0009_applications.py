"""what an applicant shares, offered seats, certificates and their keys, denied starts."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answer_by", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "open",
                "taken",
                "declined",
                "lapsed",
                "cancelled",
                name="seatanswer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_seat_offer_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_offer")),
    )
    op.create_index(op.f("ix_seat_offer_enrolment_id"), "seat_offer", ["enrolment_id"])
    op.create_index("ix_seat_offer_due", "seat_offer", ["answer", "answer_by"])
    op.create_index(
        "uq_seat_offer_open",
        "seat_offer",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("answer = 'open'"),
        postgresql_where=sa.text("answer = 'open'"),
    )

    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kid", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("public_jwk", sa.JSON(), nullable=False),
        sa.Column("private_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("retired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_key_kid")),
    )

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("token", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_name", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("course_title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("hours_total", sa.Integer(), nullable=True),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column(
            "name_shown",
            sa.Enum(
                "hidden",
                "initials",
                "full",
                name="nameshown",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("revoked_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "revoked_at IS NULL OR revoked_reason <> ''",
            name=op.f("ck_certificate_revoked_with_reason"),
        ),
        sa.CheckConstraint("length(token) >= 20", name=op.f("ck_certificate_token_long")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["account.id"], name=op.f("fk_certificate_issued_by")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["account.id"], name=op.f("fk_certificate_revoked_by")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_certificate_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_certificate_enrolment_id")),
        sa.UniqueConstraint("token", name=op.f("uq_certificate_token")),
    )
    op.create_index(op.f("ix_certificate_school_id"), "certificate", ["school_id"])

    op.create_table(
        "start_denial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "not_come",
                "not_hired",
                "never_started",
                name="denialreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_role", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_start_denial_placement_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_start_denial_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_denial")),
    )
    op.create_index(op.f("ix_start_denial_placement_id"), "start_denial", ["placement_id"])
    # Added in place: a rebuilt table would take its children's rows with it.
    op.add_column("application", sa.Column("shared", sa.JSON(), nullable=True))
    keep_denials()


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER start_denial_append_only ON start_denial")
        op.execute("DROP TRIGGER start_denial_no_truncate ON start_denial")
    op.drop_column("application", "shared")
    op.drop_index(op.f("ix_start_denial_placement_id"), table_name="start_denial")
    op.drop_table("start_denial")
    op.drop_index(op.f("ix_certificate_school_id"), table_name="certificate")
    op.drop_table("certificate")
    op.drop_table("signing_key")
    op.drop_index("uq_seat_offer_open", table_name="seat_offer")
    op.drop_index("ix_seat_offer_due", table_name="seat_offer")
    op.drop_index(op.f("ix_seat_offer_enrolment_id"), table_name="seat_offer")
    op.drop_table("seat_offer")


def keep_denials() -> None:
    """Refuse UPDATE and DELETE on what was denied, in each database's own words."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER start_denial_no_{verb.lower()} BEFORE {verb} ON start_denial "
                "BEGIN SELECT RAISE(ABORT, 'start_denial is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER start_denial_append_only BEFORE UPDATE OR DELETE ON start_denial "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER start_denial_no_truncate BEFORE TRUNCATE ON start_denial "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
