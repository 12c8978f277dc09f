"""Reads people, openings and courses with the vocabulary and the gazetteer into profiles."""

from __future__ import annotations

from matching.places import Gazetteer
from matching.profiles.course import read_course
from matching.profiles.evidence import Evidence
from matching.profiles.opening import read_opening
from matching.profiles.person import read_person
from matching.profiles.shapes import CourseProfile, OpeningProfile, SeekerProfile
from matching.records import CourseRecord, OpeningRecord, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary


class ProfileReader:
    """Reads records with a vocabulary and a gazetteer."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self.evidence = Evidence(vocabulary)
        self.gazetteer = gazetteer

    def seeker(self, record: SeekerRecord) -> SeekerProfile:
        """Return a person's profile."""
        return read_person(record, self.evidence, self.gazetteer)

    def opening(self, record: OpeningRecord) -> OpeningProfile:
        """Return an opening's profile."""
        return read_opening(record, self.evidence, self.gazetteer)

    def course(self, record: CourseRecord) -> CourseProfile:
        """Return a course's profile."""
        return read_course(record, self.evidence, self.gazetteer)
