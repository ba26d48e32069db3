"""What the texts of a study are in other languages: `translations/<language>.po` beside the files.

A study and each folder of models may have them. The nearest folder wins, as it does for models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from justice_finance.errors import Mistake, Place
from justice_finance.files.text import shown_path
from justice_finance.language import LANGUAGES
from justice_finance.language.catalogues import LARGEST_FILE, read_catalogue
from justice_finance.scenario.folders import Folders
from justice_finance.scenario.text_checks import LONGEST_TEXT, strange_mark

FOLDER = "translations"
Translations = Mapping[str, Mapping[str, str]]
"""By code of the language and text of the study."""


def read_translations(folders: Folders, mistakes: list[Mistake]) -> dict[str, dict[str, str]]:
    """Every translation that the folders of a study hold.

    Parameters
    ----------
    folders : Folders
        Of the study.
    mistakes : list of Mistake
        Gets what is wrong with any of the files.

    Returns
    -------
    dict
        By code of the language, then by the text as it stands in the files of the study.
    """
    found: dict[str, dict[str, str]] = {}
    for root in (*reversed(folders.models), folders.study):
        for path in sorted((root / FOLDER).glob("*.po")):
            wrong = list(_wrong_language(path))
            texts = {} if wrong else _texts_of(path, mistakes)
            wrong += [each for text in texts.values() for each in _wrong_text(path, text)]
            mistakes.extend(wrong)
            if not wrong:
                found.setdefault(path.stem, {}).update(texts)
    return found


def _wrong_language(path: Path) -> Iterator[Mistake]:
    if path.stem in LANGUAGES and path.stem != "en":
        return
    yield Mistake(
        "translation_language_unknown",
        Place(shown_path(path)),
        found=f"`{ascii(path.stem)[1:-1][:60]}`",
        expected="a file named after the code of a language: "
        + ", ".join(f"{each.code}.po" for each in LANGUAGES.values() if each.code != "en"),
        do="rename the file, or take it out",
    )


def _texts_of(path: Path, mistakes: list[Mistake]) -> dict[str, str]:
    try:
        catalogue = read_catalogue(path)
    except (OSError, ValueError) as error:
        mistakes.append(
            Mistake(
                "translation_unreadable",
                Place(shown_path(path)),
                found=str(error),
                expected=f"a PO file in UTF-8 of at most {LARGEST_FILE:,} bytes",
                do="save it again from an editor of PO files",
            )
        )
        return {}
    return {text: said for (_, text), said in catalogue.texts.items()}


def _wrong_text(path: Path, text: str) -> Iterator[Mistake]:
    strange = strange_mark(text)
    if strange is not None:
        yield Mistake(
            "text_with_control_characters",
            Place(shown_path(path)),
            f"the character U+{ord(strange):04X} in `{ascii(text)[1:-1][:60]}`",
            "letters, digits, signs and line ends",
            "type the text again without it",
        )
    if len(text) > LONGEST_TEXT:
        yield Mistake(
            "text_too_long",
            Place(shown_path(path)),
            f"{len(text)} characters",
            f"at most {LONGEST_TEXT}",
            "shorten the translation",
        )
