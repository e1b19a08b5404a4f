"""Pure rules of work: what is owed, where it stands on the desk, when its holder is reminded."""

from records.work.rules.owed import AT_ONCE, ELSEWHERE, WORDS_OF_WHAT, WORDS_OF_WHY, Band, Owed, band, light_words

__all__ = ["AT_ONCE", "ELSEWHERE", "WORDS_OF_WHAT", "WORDS_OF_WHY", "Band", "Owed", "band", "light_words"]
