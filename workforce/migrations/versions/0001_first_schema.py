"""first schema."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: the database itself keeps these rows: a report about the past can always be re-run
APPEND_ONLY = (
    "placement_event",
    "workforce_declaration",
    "zone_fact",
    "consent_event",
    "application_event",
    "enrolment_event",
    "support_event",
    "audit_log",
)


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bucket", sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_bucket_at", ["bucket", "at"], unique=False)

    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("tax_code", sqlmodel.sql.sqltypes.AutoString(length=14), nullable=True),
        sa.Column("vsic_code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("size_band", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("contact_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("contact_phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "verified",
                "suspended",
                "closed",
                name="enterprisestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("verified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.Column("status_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_enterprise_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("tax_code", name=op.f("uq_enterprise_tax_code")),
    )
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_name_folded"), ["name_folded"], unique=False
        )

    op.create_table(
        "indicator_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("value_number", sa.Float(), nullable=True),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("caution", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("definition_vi", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("numerator", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("denominator", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_indicator_rule_validity"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_rule")),
        sa.UniqueConstraint(
            "key", "effective_from", name=op.f("uq_indicator_rule_key_effective_from")
        ),
    )
    with op.batch_alter_table("indicator_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_rule_key"), ["key"], unique=False)

    op.create_table(
        "industry",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_industry")),
    )
    op.create_table(
        "obligation",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("section", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("text_vi", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("measure_vi", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_obligation")),
    )
    op.create_table(
        "occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("name_vi", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_en", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_km", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("vsco_code", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
        sa.Column("sector", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
        sa.UniqueConstraint("key", name=op.f("uq_occupation_key")),
    )
    with op.batch_alter_table("occupation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_occupation_name_folded"), ["name_folded"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_occupation_vsco_code"), ["vsco_code"], unique=False)

    op.create_table(
        "policy_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("value_number", sa.Float(), nullable=True),
        sa.Column("value_text", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("legal_basis", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_policy_rate_validity"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_rate")),
        sa.UniqueConstraint(
            "kind", "key", "effective_from", name=op.f("uq_policy_rate_kind_key_effective_from")
        ),
    )
    with op.batch_alter_table("policy_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_rate_kind"), ["kind"], unique=False)

    op.create_table(
        "province_fact",
        sa.Column("fact", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("value_number", sa.Float(), nullable=True),
        sa.Column("value_text", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("as_of", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fact", name=op.f("pk_province_fact")),
    )
    op.create_table(
        "skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("name_vi", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_en", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_km", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("key", name=op.f("uq_skill_key")),
    )
    with op.batch_alter_table("skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_name_folded"), ["name_folded"], unique=False)

    op.create_table(
        "suggestion_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_version", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "running",
                "done",
                "failed",
                name="runstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("people_total", sa.Integer(), nullable=False),
        sa.Column("people_done", sa.Integer(), nullable=False),
        sa.Column("last_person_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_run")),
    )
    op.create_table(
        "target",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("target", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("indicator", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("indicator_vi", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("section", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("text_vi", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint(
            "low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_target_range")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_target")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "province",
                "district",
                "commune",
                name="unitlevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("area_km2", sa.Float(), nullable=True),
        sa.Column("wage_region", sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True),
        sa.Column("needs_ferry", sa.Boolean(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("lat IS NULL OR lat BETWEEN -90 AND 90", name=op.f("ck_unit_lat")),
        sa.CheckConstraint("lon IS NULL OR lon BETWEEN -180 AND 180", name=op.f("ck_unit_lon")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_unit_validity"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint(
            "code", "level", "valid_from", name=op.f("uq_unit_code_level_valid_from")
        ),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "KCN",
                "CCN",
                "KKT",
                name="zonekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("old_district", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column(
            "location_precision", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False
        ),
        sa.Column("location_source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("alt_names", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("sites_low", sa.Integer(), nullable=False),
        sa.Column("sites_high", sa.Integer(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("counts_in_target", sa.Boolean(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("lat IS NULL OR lat BETWEEN -90 AND 90", name=op.f("ck_zone_lat")),
        sa.CheckConstraint("lon IS NULL OR lon BETWEEN -180 AND 180", name=op.f("ck_zone_lon")),
        sa.ForeignKeyConstraint(["parent_id"], ["zone.id"], name=op.f("fk_zone_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("key", name=op.f("uq_zone_key")),
    )
    op.create_table(
        "occupation_skill",
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("is_essential", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_occupation_skill_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skill.id"], name=op.f("fk_occupation_skill_skill_id")
        ),
        sa.PrimaryKeyConstraint("occupation_id", "skill_id", name=op.f("pk_occupation_skill")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("full_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column(
            "sex",
            sa.Enum(
                "female", "male", name="sex", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("national_id_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("national_id_index", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("national_id_last4", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
        sa.Column("contact_phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("old_unit_id", sa.Integer(), nullable=True),
        sa.Column("new_unit_id", sa.Integer(), nullable=True),
        sa.Column("hamlet", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column(
            "education",
            sa.Enum(
                "khong",
                "tieu_hoc",
                "thcs",
                "thpt",
                name="education",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "training",
            sa.Enum(
                "none",
                "cnkt_khong_bang",
                "duoi_3_thang",
                "so_cap",
                "trung_hoc_nghe",
                "trung_cap",
                "cao_dang",
                "dai_hoc",
                "tren_dai_hoc",
                name="training",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("training_field", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("about", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("desired", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("wage_min_vnd", sa.Integer(), nullable=True),
        sa.Column("max_km", sa.Integer(), nullable=True),
        sa.Column("needs_shuttle", sa.Boolean(), nullable=True),
        sa.Column("needs_housing", sa.Boolean(), nullable=True),
        sa.Column("shift_ok", sa.JSON(), nullable=True),
        sa.Column("constraints", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_seeking", sa.Boolean(), nullable=False),
        sa.Column("profile_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("erased_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100",
            name=op.f("ck_person_birth_year"),
        ),
        sa.CheckConstraint("length(full_name) > 0", name=op.f("ck_person_has_name")),
        sa.CheckConstraint(
            "max_km IS NULL OR max_km BETWEEN 0 AND 1000", name=op.f("ck_person_max_km")
        ),
        sa.CheckConstraint(
            "wage_min_vnd IS NULL OR wage_min_vnd BETWEEN 0 AND 1000000000",
            name=op.f("ck_person_wage_min"),
        ),
        sa.ForeignKeyConstraint(["new_unit_id"], ["unit.id"], name=op.f("fk_person_new_unit_id")),
        sa.ForeignKeyConstraint(["old_unit_id"], ["unit.id"], name=op.f("fk_person_old_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("national_id_index", name=op.f("uq_person_national_id_index")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_contact_phone"), ["contact_phone"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(
            "ix_person_new_unit_status", ["new_unit_id", "is_seeking"], unique=False
        )

    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("name_folded", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("district", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("contact_phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_school_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("key", name=op.f("uq_school_key")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_name_folded"), ["name_folded"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_site_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_site_unit_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_site_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_enterprise_id"), ["enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("canonical_vi", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("variant", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_synonym_occupation_id")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_synonym_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym")),
        sa.UniqueConstraint(
            "variant", "canonical_vi", "kind", name=op.f("uq_synonym_variant_canonical_vi_kind")
        ),
    )
    with op.batch_alter_table("synonym", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_synonym_variant"), ["variant"], unique=False)

    op.create_table(
        "unit_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("old_unit_id", sa.Integer(), nullable=False),
        sa.Column("new_unit_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["new_unit_id"], ["unit.id"], name=op.f("fk_unit_succession_new_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_unit_id"], ["unit.id"], name=op.f("fk_unit_succession_old_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_succession")),
        sa.UniqueConstraint(
            "old_unit_id", "new_unit_id", name=op.f("uq_unit_succession_old_unit_id_new_unit_id")
        ),
    )
    with op.batch_alter_table("unit_succession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_succession_new_unit_id"), ["new_unit_id"], unique=False
        )

    op.create_table(
        "zone_industry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("vsic_code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_industry_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_industry")),
        sa.UniqueConstraint(
            "zone_id", "vsic_code", "words", name=op.f("uq_zone_industry_zone_id_vsic_code_words")
        ),
    )
    with op.batch_alter_table("zone_industry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zone_industry_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "zone_unit",
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_zone_unit_unit_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_unit_zone_id")),
        sa.PrimaryKeyConstraint("zone_id", "unit_id", name=op.f("pk_zone_unit")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "seeker",
                "employer",
                "school",
                "commune",
                "centre",
                "department",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("display_name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("phone_verified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("phone_verified_by", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column(
            "department_scope",
            sa.Enum(
                "whole",
                "zones",
                "vocational",
                "statistics",
                name="departmentscope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role <> 'commune' OR unit_id IS NOT NULL", name=op.f("ck_account_commune_has_unit")
        ),
        sa.CheckConstraint(
            "role <> 'department' OR department_scope IS NOT NULL",
            name=op.f("ck_account_department_has_scope"),
        ),
        sa.CheckConstraint(
            "role <> 'employer' OR enterprise_id IS NOT NULL",
            name=op.f("ck_account_employer_has_enterprise"),
        ),
        sa.CheckConstraint(
            "role <> 'school' OR school_id IS NOT NULL", name=op.f("ck_account_school_has_school")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_account_created_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_account_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.ForeignKeyConstraint(
            ["phone_verified_by"], ["account.id"], name=op.f("fk_account_phone_verified_by")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_account_school_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_account_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_person_id")),
        sa.UniqueConstraint("phone", name=op.f("uq_account_phone")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_account_school_id"), ["school_id"], unique=False)

    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "none",
                "cnkt_khong_bang",
                "duoi_3_thang",
                "so_cap",
                "trung_hoc_nghe",
                "trung_cap",
                "cao_dang",
                "dai_hoc",
                "tren_dai_hoc",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("hours_total", sa.Integer(), nullable=True),
        sa.Column("hours_practice", sa.Integer(), nullable=True),
        sa.Column("duration_weeks", sa.Integer(), nullable=True),
        sa.Column("schedule", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("fee_vnd", sa.Integer(), nullable=True),
        sa.Column("funding", sa.JSON(), nullable=True),
        sa.Column(
            "entry_education",
            sa.Enum(
                "khong",
                "tieu_hoc",
                "thcs",
                "thpt",
                name="entry_education",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "entry_requirement", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False
        ),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("outcomes", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="coursestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "duration_weeks IS NULL OR duration_weeks BETWEEN 1 AND 500",
            name=op.f("ck_course_weeks"),
        ),
        sa.CheckConstraint(
            "fee_vnd IS NULL OR fee_vnd BETWEEN 0 AND 1000000000", name=op.f("ck_course_fee")
        ),
        sa.CheckConstraint(
            "hours_practice IS NULL OR hours_practice BETWEEN 0 AND 20000",
            name=op.f("ck_course_hours_practice"),
        ),
        sa.CheckConstraint(
            "hours_total IS NULL OR hours_practice IS NULL OR hours_practice <= hours_total",
            name=op.f("ck_course_hours"),
        ),
        sa.CheckConstraint(
            "hours_total IS NULL OR hours_total BETWEEN 1 AND 20000",
            name=op.f("ck_course_hours_total"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_course_has_title")),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_course_occupation_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_course_school_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_course_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_occupation_id"), ["occupation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_course_school_id"), ["school_id"], unique=False)

    op.create_table(
        "person_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_certificate_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_certificate")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_person_certificate_person_id_name")),
    )
    op.create_table(
        "person_skill",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "recognised",
                "stated",
                "certified",
                name="skillsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_skill_person_id")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_person_skill_skill_id")),
        sa.PrimaryKeyConstraint("person_id", "skill_id", name=op.f("pk_person_skill")),
    )
    op.create_table(
        "suggestion_list",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("model_version", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("computed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("openings", sa.JSON(), nullable=False),
        sa.Column("courses", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suggestion_list_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["suggestion_run.id"], name=op.f("fk_suggestion_list_run_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_suggestion_list")),
    )
    op.create_table(
        "wished_occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_wished_occupation_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_wished_occupation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wished_occupation")),
        sa.UniqueConstraint(
            "person_id", "occupation_id", name=op.f("uq_wished_occupation_person_id_occupation_id")
        ),
    )
    op.create_table(
        "work_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "months IS NULL OR months BETWEEN 0 AND 900", name=op.f("ck_work_history_months")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_work_history_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_work_history_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_history")),
    )
    with op.batch_alter_table("work_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_history_person_id"), ["person_id"], unique=False)

    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("subject_type", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_log_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_log_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_log_at"), ["at"], unique=False)
        batch_op.create_index("ix_audit_log_subject", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "consent_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "matching",
                "share_application",
                "statistics",
                "sensitive",
                "follow_up",
                "keep_profile",
                "guardian",
                name="consentpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.Column("text_version", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("text_sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_event_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_consent_event_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
    )
    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consent_event_person", ["person_id", "purpose", "at"], unique=False
        )

    op.create_table(
        "course_skill",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_skill_course_id")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_course_skill_skill_id")),
        sa.PrimaryKeyConstraint("course_id", "skill_id", name=op.f("pk_course_skill")),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("old_unit_id", sa.Integer(), nullable=True),
        sa.Column("new_unit_id", sa.Integer(), nullable=True),
        sa.Column("hamlet", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("is_resettled", sa.Boolean(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["new_unit_id"], ["unit.id"], name=op.f("fk_household_new_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_unit_id"], ["unit.id"], name=op.f("fk_household_old_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_household_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("code", name=op.f("uq_household_code")),
    )
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_new_unit_id"), ["new_unit_id"], unique=False)

    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("enrol_by", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_intake_dates")),
        sa.CheckConstraint("seats BETWEEN 1 AND 10000", name=op.f("ck_intake_seats")),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND seats", name=op.f("ck_intake_seats_taken")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_intake_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "sign_in",
                "verify_phone",
                "reset_password",
                name="codepurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("read_out_by", sa.Integer(), nullable=True),
        sa.Column("read_out_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("read_out_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("identity_check", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_one_time_code_attempts")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_code_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["read_out_by"], ["account.id"], name=op.f("fk_one_time_code_read_out_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_one_time_code_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("requirements", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("benefits", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column(
            "wage_type",
            sa.Enum(
                "month",
                "day",
                "hour",
                "piece",
                name="wagetype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wage_min_vnd", sa.Integer(), nullable=True),
        sa.Column("wage_max_vnd", sa.Integer(), nullable=True),
        sa.Column("shifts", sa.JSON(), nullable=True),
        sa.Column("rest_days", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column(
            "contract_type",
            sa.Enum(
                "indefinite",
                "fixed_term",
                "seasonal",
                "probation",
                name="contracttype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column(
            "education",
            sa.Enum(
                "khong",
                "tieu_hoc",
                "thcs",
                "thpt",
                name="education",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "training",
            sa.Enum(
                "none",
                "cnkt_khong_bang",
                "duoi_3_thang",
                "so_cap",
                "trung_hoc_nghe",
                "trung_cap",
                "cao_dang",
                "dai_hoc",
                "tren_dai_hoc",
                name="training",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("experience_months", sa.Integer(), nullable=True),
        sa.Column("has_shuttle", sa.Boolean(), nullable=True),
        sa.Column("has_housing", sa.Boolean(), nullable=True),
        sa.Column("has_meals", sa.Boolean(), nullable=True),
        sa.Column("has_nursery", sa.Boolean(), nullable=True),
        sa.Column("is_hazardous", sa.Boolean(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "filled",
                "closed",
                name="openingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("close_reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("contact", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("posted_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "contract_months IS NULL OR contract_months BETWEEN 1 AND 36",
            name=op.f("ck_opening_contract_months"),
        ),
        sa.CheckConstraint(
            "deadline IS NULL OR deadline >= posted_on", name=op.f("ck_opening_deadline")
        ),
        sa.CheckConstraint(
            "experience_months IS NULL OR experience_months BETWEEN 0 AND 600",
            name=op.f("ck_opening_experience"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_opening_has_title")),
        sa.CheckConstraint("posts BETWEEN 1 AND 100000", name=op.f("ck_opening_posts")),
        sa.CheckConstraint(
            "wage_max_vnd IS NULL OR wage_max_vnd BETWEEN 0 AND 1000000000",
            name=op.f("ck_opening_wage_max"),
        ),
        sa.CheckConstraint(
            "wage_min_vnd IS NULL OR wage_max_vnd IS NULL OR wage_min_vnd <= wage_max_vnd",
            name=op.f("ck_opening_wage_range"),
        ),
        sa.CheckConstraint(
            "wage_min_vnd IS NULL OR wage_min_vnd BETWEEN 0 AND 1000000000",
            name=op.f("ck_opening_wage_min"),
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_opening_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_opening_occupation_id")
        ),
        sa.ForeignKeyConstraint(["posted_by"], ["account.id"], name=op.f("fk_opening_posted_by")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_opening_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_opening_occupation_id"), ["occupation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_opening_site_id"), ["site_id"], unique=False)
        batch_op.create_index("ix_opening_status_deadline", ["status", "deadline"], unique=False)

    op.create_table(
        "recovery_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("project", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_recovery_decision_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_recovery_decision_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zone.id"], name=op.f("fk_recovery_decision_zone_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_decision")),
        sa.UniqueConstraint(
            "number", "decided_on", name=op.f("uq_recovery_decision_number_decided_on")
        ),
    )
    with op.batch_alter_table("recovery_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_decision_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "password",
                "code",
                "desk_code",
                name="sessionorigin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("device", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_session_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "workforce_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "declared",
                "voided",
                name="declarationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.Column("female_workers", sa.Integer(), nullable=True),
        sa.Column("long_contract", sa.Integer(), nullable=True),
        sa.Column("insured", sa.Integer(), nullable=True),
        sa.Column("stable_workers", sa.Integer(), nullable=True),
        sa.Column("leased_workers", sa.Integer(), nullable=True),
        sa.Column("flag", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint(
            "female_workers IS NULL OR female_workers BETWEEN 0 AND workers",
            name=op.f("ck_workforce_declaration_female"),
        ),
        sa.CheckConstraint(
            "insured IS NULL OR insured BETWEEN 0 AND workers",
            name=op.f("ck_workforce_declaration_insured"),
        ),
        sa.CheckConstraint(
            "leased_workers IS NULL OR leased_workers BETWEEN 0 AND workers",
            name=op.f("ck_workforce_declaration_leased"),
        ),
        sa.CheckConstraint(
            "long_contract IS NULL OR long_contract BETWEEN 0 AND workers",
            name=op.f("ck_workforce_declaration_long_contract"),
        ),
        sa.CheckConstraint(
            "stable_workers IS NULL OR stable_workers BETWEEN 0 AND workers",
            name=op.f("ck_workforce_declaration_stable"),
        ),
        sa.CheckConstraint("workers >= 0", name=op.f("ck_workforce_declaration_workers")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_workforce_declaration_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_workforce_declaration_site_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workforce_declaration")),
    )
    with op.batch_alter_table("workforce_declaration", schema=None) as batch_op:
        batch_op.create_index(
            "ix_workforce_declaration_site_as_of", ["site_id", "as_of"], unique=False
        )

    op.create_table(
        "zone_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("fact", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("value_number", sa.Float(), nullable=True),
        sa.Column("value_text", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("unit", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("as_of", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "value_number IS NOT NULL OR value_text <> ''", name=op.f("ck_zone_fact_has_value")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_zone_fact_recorded_by")
        ),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_fact_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_fact")),
    )
    with op.batch_alter_table("zone_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zone_fact_fact"), ["fact"], unique=False)
        batch_op.create_index(batch_op.f("ix_zone_fact_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "sent",
                "seen",
                "interview",
                "offered",
                "hired",
                "refused",
                "withdrawn",
                name="applicationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("message", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("hidden_from_employer_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(message) <= 4000", name=op.f("ck_application_message")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent_event.id"], name=op.f("fk_application_consent_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_application_opening_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_person_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_application_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint(
            "person_id", "opening_id", name=op.f("uq_application_person_id_opening_id")
        ),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_opening_status", ["opening_id", "status"], unique=False
        )

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "accepted",
                "waiting",
                "attending",
                "completed",
                "dropped",
                "withdrawn",
                name="enrolmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_enrolment_intake_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "person_id", "intake_id", name=op.f("uq_enrolment_person_id_intake_id")
        ),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_intake_id"), ["intake_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column(
            "wish",
            sa.Enum(
                "work",
                "study",
                "care",
                "retired",
                "declined",
                name="memberwish",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_household_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
        sa.UniqueConstraint(
            "household_id", "person_id", name=op.f("uq_household_member_household_id_person_id")
        ),
    )
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_member_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "household_recovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column(
            "land_type",
            sa.Enum(
                "agricultural",
                "business",
                "residential",
                "other",
                name="landtype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("area_m2", sa.Float(), nullable=True),
        sa.CheckConstraint(
            "area_m2 IS NULL OR area_m2 > 0", name=op.f("ck_household_recovery_area")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["recovery_decision.id"],
            name=op.f("fk_household_recovery_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_recovery_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_recovery")),
        sa.UniqueConstraint(
            "household_id",
            "decision_id",
            "land_type",
            name=op.f("uq_household_recovery_household_id_decision_id_land_type"),
        ),
    )
    with op.batch_alter_table("household_recovery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_recovery_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "opening_skill",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_skill_opening_id")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_opening_skill_skill_id")),
        sa.PrimaryKeyConstraint("opening_id", "skill_id", name=op.f("pk_opening_skill")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("body_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_outbox_message_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["one_time_code.id"], name=op.f("fk_outbox_message_code_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "sensitive_attributes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("ethnicity", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("disability", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("poverty", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent_event.id"], name=op.f("fk_sensitive_attributes_consent_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sensitive_attributes_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_sensitive_attributes_recorded_by")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_sensitive_attributes")),
    )
    op.create_table(
        "application_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "sent",
                "seen",
                "interview",
                "offered",
                "hired",
                "refused",
                "withdrawn",
                name="applicationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_event_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_application_event_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_event")),
    )
    with op.batch_alter_table("application_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_application_event_application", ["application_id", "at"], unique=False
        )

    op.create_table(
        "enrolment_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "accepted",
                "waiting",
                "attending",
                "completed",
                "dropped",
                "withdrawn",
                name="enrolmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_event_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_enrolment_event_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_event")),
    )
    with op.batch_alter_table("enrolment_event", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_event_enrolment", ["enrolment_id", "at"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("occupation_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "job",
                "own_business",
                name="placementkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_placement_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_placement_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["occupation.id"], name=op.f("fk_placement_occupation_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_placement_opening_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_placement_person_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_placement_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("application_id", name=op.f("uq_placement_application_id")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_placement_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_site_id"), ["site_id"], unique=False)

    op.create_table(
        "support_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "counselled",
                "planned",
                "voided",
                name="supportstep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("voids_event_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "step <> 'voided' OR voids_event_id IS NOT NULL",
            name=op.f("ck_support_event_void_names_event"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["household_member.id"], name=op.f("fk_support_event_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_support_event_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["voids_event_id"], ["support_event.id"], name=op.f("fk_support_event_voids_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_event")),
    )
    with op.batch_alter_table("support_event", schema=None) as batch_op:
        batch_op.create_index("ix_support_event_member", ["member_id", "occurred_on"], unique=False)

    op.create_table(
        "placement_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "claimed",
                "employer_confirmed",
                "worker_confirmed",
                "checked",
                "ended",
                "voided",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                name="evidencetier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_role", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("check_months", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "same_employer",
                "other_employer",
                "not_working",
                "no_answer",
                name="checkoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column("is_insured", sa.Boolean(), nullable=True),
        sa.Column("wage_vnd", sa.Integer(), nullable=True),
        sa.Column("voids_event_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'checked' OR (check_months IN (1, 3, 6, 12) AND outcome IS NOT NULL)",
            name=op.f("ck_placement_event_check_complete"),
        ),
        sa.CheckConstraint(
            "kind <> 'ended' OR reason <> ''", name=op.f("ck_placement_event_end_has_reason")
        ),
        sa.CheckConstraint(
            "kind <> 'voided' OR voids_event_id IS NOT NULL",
            name=op.f("ck_placement_event_void_names_event"),
        ),
        sa.CheckConstraint(
            "contract_months IS NULL OR contract_months BETWEEN 0 AND 36",
            name=op.f("ck_placement_event_contract"),
        ),
        sa.CheckConstraint(
            "wage_vnd IS NULL OR wage_vnd BETWEEN 0 AND 1000000000",
            name=op.f("ck_placement_event_wage"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_placement_event_placement_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_placement_event_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["voids_event_id"],
            ["placement_event.id"],
            name=op.f("fk_placement_event_voids_event_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_event")),
    )
    with op.batch_alter_table("placement_event", schema=None) as batch_op:
        batch_op.create_index("ix_placement_event_known", ["recorded_at", "kind"], unique=False)
        batch_op.create_index(
            "ix_placement_event_placement", ["placement_id", "recorded_at"], unique=False
        )

    op.create_table(
        "placement_snapshot",
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("sex", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("age_band", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("old_district", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("new_commune", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("ethnicity", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("poverty", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("has_disability", sa.Boolean(), nullable=True),
        sa.Column("is_land_acquired", sa.Boolean(), nullable=True),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("zone_key", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("vsic_code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("vsco_code", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_placement_snapshot_placement_id")
        ),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_placement_snapshot")),
    )

    protect_append_only()


def downgrade() -> None:
    unprotect_append_only()

    op.drop_table("placement_snapshot")
    with op.batch_alter_table("placement_event", schema=None) as batch_op:
        batch_op.drop_index("ix_placement_event_placement")
        batch_op.drop_index("ix_placement_event_known")

    op.drop_table("placement_event")
    with op.batch_alter_table("support_event", schema=None) as batch_op:
        batch_op.drop_index("ix_support_event_member")

    op.drop_table("support_event")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_site_id"))
        batch_op.drop_index(batch_op.f("ix_placement_person_id"))
        batch_op.drop_index(batch_op.f("ix_placement_enterprise_id"))

    op.drop_table("placement")
    with op.batch_alter_table("enrolment_event", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolment_event_enrolment")

    op.drop_table("enrolment_event")
    with op.batch_alter_table("application_event", schema=None) as batch_op:
        batch_op.drop_index("ix_application_event_application")

    op.drop_table("application_event")
    op.drop_table("sensitive_attributes")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_account_id"))

    op.drop_table("outbox_message")
    op.drop_table("opening_skill")
    with op.batch_alter_table("household_recovery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_recovery_decision_id"))

    op.drop_table("household_recovery")
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_member_person_id"))

    op.drop_table("household_member")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_person_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_intake_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index("ix_application_opening_status")

    op.drop_table("application")
    with op.batch_alter_table("zone_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zone_fact_zone_id"))
        batch_op.drop_index(batch_op.f("ix_zone_fact_fact"))

    op.drop_table("zone_fact")
    with op.batch_alter_table("workforce_declaration", schema=None) as batch_op:
        batch_op.drop_index("ix_workforce_declaration_site_as_of")

    op.drop_table("workforce_declaration")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_account_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("recovery_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_decision_zone_id"))

    op.drop_table("recovery_decision")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index("ix_opening_status_deadline")
        batch_op.drop_index(batch_op.f("ix_opening_site_id"))
        batch_op.drop_index(batch_op.f("ix_opening_occupation_id"))
        batch_op.drop_index(batch_op.f("ix_opening_enterprise_id"))

    op.drop_table("opening")
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_code_account_id"))

    op.drop_table("one_time_code")
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_starts_on"))
        batch_op.drop_index(batch_op.f("ix_intake_course_id"))

    op.drop_table("intake")
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_new_unit_id"))

    op.drop_table("household")
    op.drop_table("course_skill")
    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_event_person")

    op.drop_table("consent_event")
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_log_subject")
        batch_op.drop_index(batch_op.f("ix_audit_log_at"))
        batch_op.drop_index(batch_op.f("ix_audit_log_account_id"))

    op.drop_table("audit_log")
    with op.batch_alter_table("work_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_history_person_id"))

    op.drop_table("work_history")
    op.drop_table("wished_occupation")
    op.drop_table("suggestion_list")
    op.drop_table("person_skill")
    op.drop_table("person_certificate")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_school_id"))
        batch_op.drop_index(batch_op.f("ix_course_occupation_id"))

    op.drop_table("course")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_school_id"))
        batch_op.drop_index(batch_op.f("ix_account_enterprise_id"))

    op.drop_table("account")
    op.drop_table("zone_unit")
    with op.batch_alter_table("zone_industry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zone_industry_zone_id"))

    op.drop_table("zone_industry")
    with op.batch_alter_table("unit_succession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_succession_new_unit_id"))

    op.drop_table("unit_succession")
    with op.batch_alter_table("synonym", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_synonym_variant"))

    op.drop_table("synonym")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_zone_id"))
        batch_op.drop_index(batch_op.f("ix_site_enterprise_id"))

    op.drop_table("site")
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_name_folded"))

    op.drop_table("school")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_new_unit_status")
        batch_op.drop_index(batch_op.f("ix_person_name_folded"))
        batch_op.drop_index(batch_op.f("ix_person_contact_phone"))

    op.drop_table("person")
    op.drop_table("occupation_skill")
    op.drop_table("zone")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_unit_name_folded"))
        batch_op.drop_index(batch_op.f("ix_unit_code"))

    op.drop_table("unit")
    op.drop_table("target")
    op.drop_table("suggestion_run")
    with op.batch_alter_table("skill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_skill_name_folded"))

    op.drop_table("skill")
    op.drop_table("province_fact")
    with op.batch_alter_table("policy_rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_rate_kind"))

    op.drop_table("policy_rate")
    with op.batch_alter_table("occupation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occupation_vsco_code"))
        batch_op.drop_index(batch_op.f("ix_occupation_name_folded"))

    op.drop_table("occupation")
    op.drop_table("obligation")
    op.drop_table("industry")
    with op.batch_alter_table("indicator_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_rule_key"))

    op.drop_table("indicator_rule")
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_name_folded"))

    op.drop_table("enterprise")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_bucket_at")

    op.drop_table("attempt")


def protect_append_only() -> None:
    """Refuse UPDATE and DELETE on the ledgers, in each database's own words."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def unprotect_append_only() -> None:
    """Take the protection down before the tables go."""
    if op.get_bind().dialect.name == "sqlite":
        return  # SQLite drops a table's triggers with the table
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
    op.execute("DROP FUNCTION refuse_change()")
