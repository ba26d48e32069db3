"""Collect the texts of shipped studies: `python -m tests.language.study_texts`.

What belongs to models goes to `models/translations`, the rest to the study's own folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from justice_finance.language import LANGUAGES
from justice_finance.reporting import input_names, words
from justice_finance.reporting.words import plain_words, sentence_case
from tests.language.collecting import DATED

ROOT = Path(__file__).parents[2]
STUDIES = ("kenya",)
SAID_BY_US = ("people",)
OF_THE_STUDY = ("surveys", "needs", "overrides", "scenarios")


def of_models(record: dict[str, Any]) -> list[str]:
    """Titles of what the models hold, and the words of their inputs."""
    found = [
        str(title or sentence_case(plain_words(name)))
        for kind in record["titles"].values()
        for name, title in kind.items()
    ]
    return found + names_of_inputs(record, of_the_study=False)


def names_of_inputs(record: dict[str, Any], of_the_study: bool) -> list[str]:
    """The words of inputs and assumptions, of the study's own files or of the models."""
    paths = [str(each["id"]) for each in record["inputs"]]
    paths += [str(each["path"]) for each in record["assumptions"]]
    found: list[str] = []
    with (
        patch.object(input_names, "study_words", lambda text: found.append(text) or text),
        patch.object(words, "study_words", lambda text: found.append(text) or text),
    ):
        for path in paths:
            if (path.partition(".")[0] in OF_THE_STUDY) == of_the_study:
                input_names.input_title(record, path)
    return found


def of_study(record: dict[str, Any]) -> list[str]:
    """Title, question, options, variants, surveys, targets, and what the needs are."""
    study, surveys, needs = record["study"], record["surveys"] or {}, record["needs"] or {}
    found = [study["title"], study["description"].strip()]
    found += [
        s.get("title") or sentence_case(plain_words(n)) for n, s in record["scenarios"].items()
    ]
    variants = {name.partition("/")[0] for name in record["envelope_cuts"]}
    found += [plain_words(name) for name in sorted(variants)]
    found += [each[key] for each in surveys.get("surveys", ()) for key in ("title", "question")]
    found += [needs[key] for key in ("title", "question") if key in needs]
    found += needs.get("limits", [])
    found += [each["title"] for each in needs.get("services", [])]
    found += [plain_words(name) for name in needs.get("sizes", {}) if name not in SAID_BY_US]
    found += [each["title"] for each in record["validation"]]
    found += [each["reason"] for each in record["validation"] if each["reason"]]
    models = set(of_models(record))
    found += [each for each in names_of_inputs(record, of_the_study=True) if each not in models]
    return [text for text in found if text]


def renew(path: Path, code: str, texts: Iterable[str]) -> int:
    """Bring one file of translations up to date; how many texts it lacks."""
    old = Catalog(locale=code)
    if path.is_file():
        with path.open("rb") as stream:
            old = read_po(stream, locale=code)
    fresh = Catalog(locale=code, project="justice_finance", creation_date=DATED)
    fresh.revision_date = DATED
    fresh.fuzzy = False
    fresh.header_comment = f"# {LANGUAGES[code].name}: what the texts of these files are."
    lacking = 0
    for text in sorted(set(texts)):
        found = old.get(text)
        said = str(found.string) if found is not None and found.string else ""
        lacking += not said
        fresh.add(text, said)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, fresh, sort_output=True, width=100)
    return lacking


def all_texts() -> dict[Path, list[str]]:
    """By folder of translations, the texts that it should hold."""
    from justice_finance import load_study, run

    found: dict[Path, list[str]] = {}
    for name in STUDIES:
        record = run(load_study(ROOT / "scenarios" / name), draws=8, workers=1).record
        found.setdefault(ROOT / "models/translations", []).extend(of_models(dict(record)))
        found[ROOT / "scenarios" / name / "translations"] = of_study(dict(record))
    return found


if __name__ == "__main__":
    for folder, texts in all_texts().items():
        for code in LANGUAGES:
            if code != "en":
                lacking = renew(folder / f"{code}.po", code, texts)
                print(f"{folder.relative_to(ROOT)}/{code}.po: {lacking} texts without translation")
