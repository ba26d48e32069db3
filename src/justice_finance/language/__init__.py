"""The language that people read: English texts of the code, said in the language asked for.

Every text for people is written in English where it is used, as a whole sentence with named gaps,
and passes through `say`. Translations stand in `catalogues/`, one PO file a language.
"""

from justice_finance.language.known import LANGUAGES, Language
from justice_finance.language.numerals import LEFT_TO_RIGHT, date_text, decimal_text
from justice_finance.language.speaking import (
    counted,
    marked,
    say,
    say_as,
    speaking,
    spoken,
    study_words,
)

__all__ = [
    "LANGUAGES",
    "LEFT_TO_RIGHT",
    "Language",
    "counted",
    "date_text",
    "decimal_text",
    "marked",
    "say",
    "say_as",
    "speaking",
    "spoken",
    "study_words",
]
