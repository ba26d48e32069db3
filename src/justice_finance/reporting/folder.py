"""The report folder: page, figures, tables and a guide, replaced as a whole or not at all.

A folder is replaced only if it is empty or a report wrote all that is in it: `report.json` lists
the files. Whatever else a person has put there is never deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.decision.decide import decision_of
from justice_finance.appraisal.headline_figures import headline
from justice_finance.charts.pack import write_pack
from justice_finance.errors import JusticeFinanceWarning, Mistake, Place, ReportError
from justice_finance.language import LANGUAGES, decimal_text, marked, say, speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.decision_pack import plain_table
from justice_finance.reporting.explorer.content import explorer_of
from justice_finance.reporting.exports import EXPORTS, Export, write_archive, write_exports
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import all_packs
from justice_finance.reporting.sentences import report_headline
from justice_finance.reporting.tables import all_tables, levels_record
from justice_finance.version import __version__

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

LIST = "report.json"
MADE_BY = "justice_finance report"


def report(
    results: Results,
    out: str | os.PathLike[str],
    tell: Callable[[str], None] | None = None,
    language: str = "en",
) -> list[Path]:
    """Write the report folder of some results.

    Parameters
    ----------
    results : Results
        Of a run with at least one option.
    out : path
        The folder; made, or replaced if a report wrote it.
    tell : callable, optional
        Is told, one line each, which files are left out since a library is not installed; a
        `JusticeFinanceWarning` if not given.
    language : str
        Code of the language of every file: one of `language.LANGUAGES`.

    Returns
    -------
    list of Path
        Every file written, the page first.

    Raises
    ------
    ReportError
        If the results hold no option, the folder holds files that no report wrote, or there is no
        such language.
    """
    folder = Path(out)
    refuse_what_is_not_ours(folder)
    with speaking(known_language(language), translations_of(results.record, language)):
        return _report(results, folder, tell)


def _report(results: Results, folder: Path, tell: Callable[[str], None] | None) -> list[Path]:
    content = report_of(results)
    if results.dataset.sizes["draw"] > 1:  # one draw has no range to decide under
        content = replace(content, decision=decision_of(results))
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.new-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        names, left_out = _write(content, results, fresh)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for export in left_out:
        (tell or _warn)(export.skipped)
    return [folder / name for name in names]


def known_language(code: str) -> str:
    """The code of a language that there is.

    Raises
    ------
    ReportError
        Naming those that there are.
    """
    if code in LANGUAGES:
        return code
    raise ReportError(
        Mistake(
            "report_language_unknown",
            Place(path="language"),
            found=repr(code),
            expected=", ".join(f"{each.code} ({each.name})" for each in LANGUAGES.values()),
            do="give one of these codes",
        )
    )


def translations_of(record: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """What the study's own texts are in a language; empty where the study does not say."""
    found = record.get("translations", {}).get(language, {})
    return found if isinstance(found, dict) else {}


def _warn(text: str) -> None:
    warnings.warn(text, JusticeFinanceWarning, stacklevel=3)


def refuse_what_is_not_ours(folder: Path) -> None:
    """Raise unless a folder is absent, empty, or written by a report and by nobody else.

    Raises
    ------
    ReportError
        Naming what is in the way.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if folder.is_dir():
        listed = _listed(folder)
        held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
        others = sorted(held - listed - {LIST}) if listed else sorted(held)
        if listed and not others:
            return
        shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
    else:
        shown = "a file of this name"
    raise ReportError(
        Mistake(
            "report_folder_not_ours",
            Place(folder.as_posix()),
            found=shown or "folders that no report has made",
            expected="no folder, an empty one, or one that holds a report and nothing else",
            do="give another folder, or move what is in it elsewhere",
        )
    )


def _listed(folder: Path) -> set[str]:
    """The files that a report says it wrote here; empty if none says so."""
    try:
        content = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    if not isinstance(content, dict) or content.get("made_by") != MADE_BY:
        return set()
    files = content.get("files")
    return set(files) if isinstance(files, dict) else set()


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Let the new folder take the place of the old one; the old one stays if that fails."""
    old = folder.parent / f".{folder.name}.old-{os.getpid()}"
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    try:
        os.replace(fresh, folder)
    except OSError:
        if old.exists():
            os.replace(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write(content: Report, results: Results, folder: Path) -> tuple[list[str], tuple[Export, ...]]:
    """Write every file; names in the order in which a person would look at them, and the rest."""
    packs = all_packs(content)
    _text(folder / "index.html", page_of(content, packs, explorer_of(results, content)))
    left_out = write_exports(content, packs, folder)
    _text(folder / "README.txt", readme_of(content, left_out))
    (folder / "figures").mkdir()
    for pack in packs:
        write_pack(pack, folder / "figures")
    (folder / "data").mkdir()
    _json(folder / "data" / "headline.json", headline(results) | levels_record(content))
    for name, table in all_tables(content).items():
        (folder / "data" / f"{name}.csv").write_bytes(table.as_csv())
    for name, asked in (content.decision.tables if content.decision else {}).items():
        (folder / "data" / f"decision_{name}.csv").write_bytes(plain_table(asked).as_csv())
    made = [each.name for each in EXPORTS if each not in left_out]
    first = ["index.html", *made, "README.txt"]
    every = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    names = [*first, *sorted(every - set(first))]
    archive = f"{content.about.study}.zip"
    _list(folder, names, content.about.run_id)
    write_archive(folder, [*names, LIST], folder / archive, content.about.study)
    names.append(archive)
    _list(folder, names, content.about.run_id)
    return [*names, LIST], left_out


def _list(folder: Path, names: list[str], run_id: str) -> None:
    """The list of what a report wrote, with checksums; the archive holds one without itself."""
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    about: dict[str, Any] = {"made_by": MADE_BY, "version": __version__}
    _json(folder / LIST, {**about, "run_id": run_id, "files": sums})


def _json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    _text(path, text + "\n")


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def readme_of(content: Report, left_out: tuple[Export, ...] = ()) -> str:
    """What is in the folder, in plain words."""
    about = content.about
    exports = "\n".join(
        each.skipped if each in left_out else f"{each.name:<12} {say(each.meaning)}"
        for each in EXPORTS
    )
    lines = (
        ("index.html", say("the report: open it in any browser; it needs no network")),
        ("", exports),
        (f"{about.study}.zip", say("all of this in one file")),
        ("figures/", say(FIGURES_HOLD)),
        ("data/", say(DATA_HOLD)),
        ("report.json", say(LIST_HOLDS)),
    )
    listed = "\n".join(
        f"{name:<12} {text}".replace("\n", f"\n{'':13}") if name else text for name, text in lines
    )
    money = say(MONEY_IS, currency=about.currency, price_year=about.price_year)
    run = say(
        "Run {run}, {draws} draws, justice_finance {version}.",
        run=about.run_id, draws=decimal_text(about.draws, grouped=False), version=__version__,
    )  # fmt: skip
    return f"{about.title}\n\n{report_headline(content)}\n\n{listed}\n\n{money}\n{run}\n"


FIGURES_HOLD = marked(
    "each chart as SVG (page and phone), PNG, CSV of what it shows, JSON, and TXT with\n"
    "alternative text, sentences that may be quoted and how to cite it"
)
DATA_HOLD = marked(
    "all figures in full: headline.json and headline.csv (the options in front),\n"
    "options.csv (every option at every discount rate, with and without terminal value),\n"
    "variants.csv, by_party.csv, by_group.csv, by_year.csv, journeys.csv, drivers.csv,\n"
    "waits.csv (where the run followed persons),\n"
    "levels.csv (where the study states levels of its budget),\n"
    "validation.csv, inputs.csv, evidence.csv, assumptions.csv, changes.csv, and\n"
    "needs.csv where the study asks what meeting the need would cost, and decision_*.csv:\n"
    "which option to choose, which survey to fund first, what a budget buys, what fails"
)
LIST_HOLDS = marked(
    "the list of these files with their checksums; the folder may be replaced as long as\n"
    "nothing else is put into it"
)
MONEY_IS = marked(
    "Money: {currency} at prices of {price_year}. In CSV, an apostrophe stands before text\n"
    "that a spreadsheet would take for a formula."
)
