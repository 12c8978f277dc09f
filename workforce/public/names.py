"""Names of the vocabulary in the reader's language."""

from workforce.i18n import page_language
from workforce.models import Occupation, Skill


def name_of(thing: Skill | Occupation) -> str:
    """Return the English or Khmer name on such pages where there is one, else Vietnamese."""
    names = {"en": thing.name_en, "km": thing.name_km}
    return names.get(page_language()) or thing.name_vi
