"""Imports, invitations, duplicate openings, notice of closures; classes moved and agreed on.

Consent gets one more purpose: SQLite rebuilds its table for that, with its triggers.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PURPOSES = (
    "matching", "share_application", "statistics", "sensitive", "follow_up", "keep_profile",
    "guardian",
)  # fmt: skip
COLUMNS = "id, person_id, purpose, is_granted, text_version, text_sha256, at, channel, recorded_by"


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("key_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("last_used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(enterprise_id IS NULL) <> (school_id IS NULL)", name=op.f("ck_api_key_one_owner")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_api_key_created_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_api_key_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_api_key_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
    )
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_api_key_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_api_key_school_id"), ["school_id"], unique=False)

    op.create_table(
        "enterprise_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "move",
                "closure",
                "layoff",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("workers", sa.Integer(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("announced_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("announced_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "taken_back_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False
        ),
        sa.CheckConstraint(
            "taken_back_at IS NULL OR taken_back_reason <> ''",
            name=op.f("ck_enterprise_change_taken_back_with_reason"),
        ),
        sa.CheckConstraint(
            "workers IS NULL OR workers BETWEEN 1 AND 1000000",
            name=op.f("ck_enterprise_change_workers"),
        ),
        sa.ForeignKeyConstraint(
            ["announced_by"], ["account.id"], name=op.f("fk_enterprise_change_announced_by")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_enterprise_change_site_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_change")),
    )
    with op.batch_alter_table("enterprise_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprise_change_site_id"), ["site_id"], unique=False)

    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "openings",
                "courses",
                "people",
                "households",
                "workforce",
                name="importkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("file_sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("is_dry_run", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "refused",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("error", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=True),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "accepted + updated + duplicate + refused = rows_done", name=op.f("ck_import_every_row")
        ),
        sa.CheckConstraint("rows_done >= 0", name=op.f("ck_import_rows_done")),
        sa.CheckConstraint(
            "rows_total IS NULL OR rows_done <= rows_total", name=op.f("ck_import_rows_total")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_import_uploaded_by")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_import_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_import_school_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_import_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_uploaded_by"), ["uploaded_by"], unique=False)
        batch_op.create_index("ix_import_state", ["state", "created_at"], unique=False)

    op.create_table(
        "training_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("hires_promised", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "proposed_by",
            sa.Enum(
                "enterprise",
                "school",
                name="agreementparty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_reason <> ''",
            name=op.f("ck_training_agreement_ended_with_reason"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= signed_on", name=op.f("ck_training_agreement_dates")
        ),
        sa.CheckConstraint(
            "hires_promised BETWEEN 0 AND 100000", name=op.f("ck_training_agreement_hires_promised")
        ),
        sa.CheckConstraint("seats BETWEEN 1 AND 100000", name=op.f("ck_training_agreement_seats")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_training_agreement_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_training_agreement_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_training_agreement_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_training_agreement_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_training_agreement_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_agreement")),
    )
    with op.batch_alter_table("training_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_agreement_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_agreement_school_id"), ["school_id"], unique=False
        )

    op.create_table(
        "class_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("district", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("accepted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("intake_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["account.id"], name=op.f("fk_class_proposal_accepted_by")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_class_proposal_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_class_proposal_intake_id")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_class_proposal_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_class_proposal_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_proposal")),
        sa.UniqueConstraint(
            "school_id",
            "occupation_id",
            "district",
            "month",
            name=op.f("uq_class_proposal_school_id_occupation_id_district_month"),
        ),
    )
    with op.batch_alter_table("class_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_class_proposal_school_id"), ["school_id"], unique=False
        )

    op.create_table(
        "import_file",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("content_encrypted", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name=op.f("fk_import_file_import_id")
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_import_file")),
    )
    op.create_table(
        "import_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "updated",
                "duplicate",
                "refused",
                name="rowoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("problems_encrypted", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_import_row_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_row")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("message", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("invited_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "waiting",
                "applied",
                "declined",
                name="invitationanswer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "answer = 'waiting' OR answered_at IS NOT NULL",
            name=op.f("ck_invitation_answered_when"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["account.id"], name=op.f("fk_invitation_invited_by")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_invitation_opening_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "person_id", "opening_id", name=op.f("uq_invitation_person_id_opening_id")
        ),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_opening_id"), ["opening_id"], unique=False)

    op.create_table(
        "opening_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_a_id", sa.Integer(), nullable=False),
        sa.Column("opening_b_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("found_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "ask",
                "same",
                "different",
                name="sameopening",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decision = 'ask' OR decided_at IS NOT NULL", name=op.f("ck_opening_pair_decided_when")
        ),
        sa.CheckConstraint("opening_a_id < opening_b_id", name=op.f("ck_opening_pair_ordered")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_opening_pair_score")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_opening_pair_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["opening_a_id"], ["opening.id"], name=op.f("fk_opening_pair_opening_a_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_b_id"], ["opening.id"], name=op.f("fk_opening_pair_opening_b_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_pair")),
        sa.UniqueConstraint(
            "opening_a_id", "opening_b_id", name=op.f("uq_opening_pair_opening_a_id_opening_b_id")
        ),
    )
    with op.batch_alter_table("opening_pair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_pair_opening_b_id"), ["opening_b_id"], unique=False
        )

    op.create_table(
        "attendance",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_attendance_recorded_by")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "day", name=op.f("pk_attendance")),
    )
    op.create_table(
        "intake_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answer_by", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "open",
                "taken",
                "declined",
                "lapsed",
                name="moveanswer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_intake_move_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake.id"], name=op.f("fk_intake_move_intake_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_move")),
        sa.UniqueConstraint(
            "enrolment_id", "intake_id", name=op.f("uq_intake_move_enrolment_id_intake_id")
        ),
    )
    with op.batch_alter_table("intake_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_move_intake_id"), ["intake_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_manager", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_until", sa.Date(), nullable=True))

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "certificate",
                sqlmodel.sql.sqltypes.AutoString(length=120),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "skill_standard",
                sqlmodel.sql.sqltypes.AutoString(length=20),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("hours_it", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hours_language", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "audience",
                sqlmodel.sql.sqltypes.AutoString(length=20),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("import_key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True)
        )
        batch_op.create_index("uq_course_import_key", ["school_id", "import_key"], unique=True)

    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minimum", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "cancel_reason",
                sqlmodel.sql.sqltypes.AutoString(length=300),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("agreement_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "filled_by",
                sqlmodel.sql.sqltypes.AutoString(length=20),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("import_key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True)
        )
        batch_op.create_index("uq_opening_import_key", ["enterprise_id", "import_key"], unique=True)

    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("verified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
        batch_op.add_column(sa.Column("verified_by", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_suspended", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "status_reason",
                sqlmodel.sql.sqltypes.AutoString(length=300),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("tax_code", sqlmodel.sql.sqltypes.AutoString(length=14), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "licence",
                sqlmodel.sql.sqltypes.AutoString(length=120),
                server_default="",
                nullable=False,
            )
        )
    allow_purposes((*PURPOSES, "invited"))


def downgrade() -> None:
    allow_purposes(PURPOSES)
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_column("licence")
        batch_op.drop_column("tax_code")
        batch_op.drop_column("status_reason")
        batch_op.drop_column("is_suspended")
        batch_op.drop_column("verified_by")
        batch_op.drop_column("verified_at")

    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index("uq_opening_import_key")
        batch_op.drop_column("import_key")
        batch_op.drop_column("filled_by")

    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_column("agreement_id")
        batch_op.drop_column("cancel_reason")
        batch_op.drop_column("minimum")

    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index("uq_course_import_key")
        batch_op.drop_column("import_key")
        batch_op.drop_column("audience")
        batch_op.drop_column("hours_language")
        batch_op.drop_column("hours_it")
        batch_op.drop_column("skill_standard")
        batch_op.drop_column("certificate")

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_column("kept_until")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("is_manager")

    with op.batch_alter_table("intake_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_move_intake_id"))

    op.drop_table("intake_move")
    op.drop_table("attendance")
    with op.batch_alter_table("opening_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_pair_opening_b_id"))

    op.drop_table("opening_pair")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_opening_id"))

    op.drop_table("invitation")
    op.drop_table("import_row")
    op.drop_table("import_file")
    with op.batch_alter_table("class_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_proposal_school_id"))

    op.drop_table("class_proposal")
    with op.batch_alter_table("training_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_agreement_school_id"))
        batch_op.drop_index(batch_op.f("ix_training_agreement_enterprise_id"))

    op.drop_table("training_agreement")
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.drop_index("ix_import_state")
        batch_op.drop_index(batch_op.f("ix_import_uploaded_by"))

    op.drop_table("import")
    with op.batch_alter_table("enterprise_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_change_site_id"))

    op.drop_table("enterprise_change")
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_key_school_id"))
        batch_op.drop_index(batch_op.f("ix_api_key_enterprise_id"))

    op.drop_table("api_key")


def allow_purposes(purposes: tuple[str, ...]) -> None:
    """Put what a consent may be for into the table's CHECK."""
    known = ", ".join(f"'{purpose}'" for purpose in purposes)
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_consent_event_consentpurpose"), "consent_event")
        op.create_check_constraint(
            op.f("ck_consent_event_consentpurpose"), "consent_event", f"purpose IN ({known})"
        )
        return
    op.create_table(
        "consent_event_rebuilt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"purpose IN ({known})", name="ck_consent_event_consentpurpose"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_event_person_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name="fk_consent_event_recorded_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent_event"),
    )
    op.execute(
        f"INSERT INTO consent_event_rebuilt ({COLUMNS}) SELECT {COLUMNS} FROM consent_event"  # noqa: S608  constants of this file
    )
    op.drop_table("consent_event")
    op.rename_table("consent_event_rebuilt", "consent_event")
    op.create_index("ix_consent_event_person", "consent_event", ["person_id", "purpose", "at"])
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER consent_event_no_{verb.lower()} BEFORE {verb} ON consent_event "
            "BEGIN SELECT RAISE(ABORT, 'consent_event is append-only'); END"
        )
