"""Occupations (VSCO), skills and the words people use for them."""

from workforce.models.base import LINE, SHORT, Field, SQLModel, unique


class Occupation(SQLModel, table=True):
    """An occupation of our vocabulary with its VSCO unit group."""

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    name_vi: str = Field(max_length=SHORT)
    name_en: str = Field(default="", max_length=SHORT)
    name_km: str = Field(default="", max_length=SHORT)  #: awaiting a native reviewer
    name_folded: str = Field(max_length=SHORT, index=True)
    vsco_code: str = Field(max_length=5, index=True)
    sector: str = Field(default="", max_length=40)


class Skill(SQLModel, table=True):
    """A skill, licence, language or working condition."""

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    name_vi: str = Field(max_length=SHORT)
    name_en: str = Field(default="", max_length=SHORT)
    name_km: str = Field(default="", max_length=SHORT)
    name_folded: str = Field(max_length=SHORT, index=True)
    kind: str = Field(max_length=20)  #: skill, condition, licence, language


class OccupationSkill(SQLModel, table=True):
    """An occupation calls for a skill."""

    __tablename__ = "occupation_skill"

    occupation_id: int = Field(foreign_key="occupation.id", primary_key=True)
    skill_id: int = Field(foreign_key="skill.id", primary_key=True)
    is_essential: bool = False


class Synonym(SQLModel, table=True):
    """A typed form and what it may mean; an ambiguous form has several rows."""

    __table_args__ = (unique("variant", "canonical_vi", "kind"),)

    id: int = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)  #: occupation, skill, qualification, general
    canonical_vi: str = Field(max_length=SHORT)
    variant: str = Field(max_length=SHORT, index=True)
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id")
    skill_id: int | None = Field(default=None, foreign_key="skill.id")
    note: str = Field(default="", max_length=LINE)
