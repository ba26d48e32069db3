"""Collect the texts that the code says to people: `python -m tests.language.collecting`.

Every catalogue gets the texts that are new, without translation, and loses those that nobody says
any more. Translators fill the gaps with any editor of PO files.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from justice_finance.language import LANGUAGES
from justice_finance.language.catalogues import FOLDER
from justice_finance.vocabulary import AFFORDABILITY, COST_CATEGORIES

SOURCE = FOLDER.parents[1]
KEYWORDS = {"say": None, "marked": None, "say_as": ((1, "c"), 2), "counted": (1, 2)}
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
SAID_OF_THE_VOCABULARY = (AFFORDABILITY, COST_CATEGORIES)
"""Words that reports say and that stand in the vocabulary, which knows nothing of languages."""
DATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date, so that the same texts give the same bytes."""


def collected(source: Path = SOURCE) -> Catalog:
    """Every text that the package says, without translations."""
    found = Catalog(project="justice_finance", creation_date=DATED, charset="utf-8")
    options = {"**.j2": {"encoding": "utf-8", "trimmed": "false"}}
    texts = extract_from_dir(source, METHODS, options, keywords=KEYWORDS)
    for name, _, message, _, context in texts:
        found.add(message, None, [(Path(name).as_posix(), 0)], context=context)
    for words in SAID_OF_THE_VOCABULARY:
        for message in words.values():
            found.add(message, None, [("vocabulary.py", 0)])
    return found


def catalogue_of(code: str) -> Catalog:
    """The catalogue of a language as it stands."""
    path = FOLDER / f"{code}.po"
    if not path.is_file():
        return Catalog(locale=code, project="justice_finance", creation_date=DATED)
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def renew(code: str) -> int:
    """Bring a catalogue up to date; how many texts it has without translation."""
    catalogue = catalogue_of(code)
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.creation_date = catalogue.revision_date = DATED
    catalogue.header_comment = f"# {LANGUAGES[code].name}: translations of justice_finance."
    with (FOLDER / f"{code}.po").open("wb") as stream:
        write_po(stream, catalogue, sort_output=True, include_lineno=False, width=100)
    return sum(not _translated(message.string) for message in catalogue if message.id)


def _translated(text: object) -> bool:
    return bool(text) and (isinstance(text, str) or all(text))  # type: ignore[arg-type]


if __name__ == "__main__":
    for each in LANGUAGES:
        if each != "en":
            print(f"{each}: {renew(each)} texts without translation")
