"""What the command `evidence` shows: entries that fit, one entry with everything, and the checks.

Plain records come back; how they are drawn is the command line's business.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from justice_finance.errors import EvidenceError, Mistake
from justice_finance.evidence.register import Register, load_register
from justice_finance.evidence.tables import check_tables
from justice_finance.evidence.values import EvidenceValue
from justice_finance.files.documents import Document, KeyPath, read_yaml
from justice_finance.shipped_files import find_shipped

Record = dict[str, Any]


def list_values(
    register: Register | None = None,
    *,
    geography: str | None = None,
    topic: str | None = None,
    grade: str | None = None,
    text: str | None = None,
) -> list[Record]:
    """Entries that fit every filter given.

    Parameters
    ----------
    register : Register, optional
        The loaded register; the shipped one if absent.
    geography : str, optional
        Country code or group, such as `KEN`; small letters do as well.
    topic : str, optional
        Topic, whole or in part.
    grade : str, optional
        One or more grades, such as `A` or `AB`.
    text : str, optional
        Words that must all stand somewhere in id, quantity, note, source or units.

    Returns
    -------
    list of dict
        Columns of the register in its order, the source under `source`; empty if nothing fits.
    """
    words = (text or "").lower().split()
    grades = set((grade or "").upper())
    return [
        value.as_record()
        for value in register or load_register()
        if (geography is None or value.geography == geography.upper())
        and (topic is None or topic.lower() in value.topic)
        and (not grades or value.grade in grades)
        and (not words or _has_words(value, words))
    ]


def _has_words(value: EvidenceValue, words: list[str]) -> bool:
    text = " ".join(
        (
            value.id,
            value.topic,
            value.quantity,
            value.unit,
            value.unit_as_published,
            value.population,
            value.problem_category,
            value.note,
            value.source.source_id,
            value.source.authors,
            value.source.title,
            value.source.publisher,
        )
    ).lower()
    return all(word in text for word in words)


def show_value(evidence_id: str, register: Register | None = None) -> Record:
    """One entry with everything that is known of it.

    Returns
    -------
    dict
        The entry as in `list_values`, with `may_be_evidence` and the ids of other entries of the
        same source under `same_source`.

    Raises
    ------
    EvidenceError
        If there is no such entry; names the nearest one.
    """
    register = register or load_register()
    value = register.value(evidence_id)
    record = value.as_record()
    record["may_be_evidence"] = value.may_be_evidence
    record["same_source"] = [
        other.id
        for other in register
        if other.source.source_id == value.source.source_id and other.id != value.id
    ]
    return record


def check(folder: Path | None = None, models: Path | None = None) -> Record:
    """Check the register, the country tables, and every model file that names an entry.

    Parameters
    ----------
    folder : Path, optional
        Folder of the register; the shipped one if absent. Its `tables/` are checked if it has any.
    models : Path, optional
        Folder whose YAML files are searched for `evidence: id`; the shipped models if neither
        folder is given. Checked here: the entry exists and is verified. Units, recall windows and
        the rest are checked where a file is read with its schema (`validate`).

    Returns
    -------
    dict
        Counts: `values`, `sources`, `unverified`, `figures` (of country tables), `uses`.

    Raises
    ------
    EvidenceError
        With every mistake found, in the register, the tables and the model files.
    """
    mistakes: list[Mistake] = []
    record: Record = {"values": 0, "sources": 0, "unverified": 0, "figures": 0, "uses": 0}
    register: Register | None = None
    try:
        register = load_register(folder)
        record["values"], record["sources"] = len(register), len(register.sources)
        record["unverified"] = sum(not value.may_be_evidence for value in register)
    except EvidenceError as error:
        mistakes.extend(error.mistakes)
    try:
        if folder is None or (folder / "tables").is_dir():
            record["figures"] = check_tables(folder / "tables" if folder else None)
    except EvidenceError as error:
        mistakes.extend(error.mistakes)
    if folder is None and models is None:
        models = find_shipped("models", EvidenceError)[0]
    if register is not None and models is not None:
        for path in sorted(models.rglob("*.yaml")):
            try:
                document = read_yaml(path, EvidenceError)
            except EvidenceError as error:
                mistakes.extend(error.mistakes)
                continue
            record["uses"] += _check_uses(document, register, mistakes)
    if mistakes:
        raise EvidenceError(mistakes)
    return record


def _check_uses(document: Document, register: Register, mistakes: list[Mistake]) -> int:
    """Note what is wrong with each `evidence: id` of one file; how many there are."""
    uses = _uses(document.data, ())
    for path, evidence_id in uses:
        for code, found, expected, do in register.refusals_for_use(evidence_id):
            mistakes.append(Mistake(code, document.place(path), found, expected, do))
    return len(uses)


def _uses(data: object, path: KeyPath) -> list[tuple[KeyPath, str]]:
    """Every `evidence: id` below a place, with its key path."""
    if isinstance(data, dict):
        pairs: list[tuple[str | int, object]] = list(data.items())
    elif isinstance(data, list):
        pairs = list(enumerate(data))
    else:
        return []
    found: list[tuple[KeyPath, str]] = []
    for key, value in pairs:
        if key == "evidence" and isinstance(value, str):
            found.append(((*path, key), value))
        else:
            found.extend(_uses(value, (*path, key)))
    return found
