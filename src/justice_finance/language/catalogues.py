"""Translations: PO files, the form that translators' editors read and write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogues"
LARGEST_FILE = 4_000_000
"""Bytes that a catalogue may have."""
Key = tuple[str, str]
"""Context, which is mostly empty, and English text."""


@dataclass(frozen=True)
class Catalogue:
    """What English texts become in one language.

    Attributes
    ----------
    texts : mapping
        From context and English text to the translation.
    plurals : mapping
        The same for texts with a number, one translation for each plural form of the language.
    """

    texts: Mapping[Key, str] = field(default_factory=dict)
    plurals: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)


EMPTY = Catalogue()


@lru_cache(maxsize=8)
def shipped_catalogue(code: str) -> Catalogue:
    """The translations that come with the package; empty for English, which needs none."""
    path = FOLDER / f"{code}.po"
    return read_catalogue(path) if path.is_file() else EMPTY


def read_catalogue(path: Path) -> Catalogue:
    """A PO file; texts that are not translated, or only perhaps (fuzzy), are left out.

    Raises
    ------
    ValueError
        If it is no PO file, or too large.
    """
    from babel.messages.pofile import PoFileError, read_po

    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(f"larger than {LARGEST_FILE} bytes")
    with path.open("rb") as stream:
        try:
            messages = list(read_po(stream, abort_invalid=True))
        except (PoFileError, UnicodeDecodeError) as error:
            raise ValueError(f"no PO file: {error}") from error
    texts: dict[Key, str] = {}
    plurals: dict[Key, tuple[str, ...]] = {}
    for message in messages:
        if not message.id or message.fuzzy:
            continue
        context = message.context or ""
        forms = message.string or ""
        if isinstance(message.id, str):
            if isinstance(forms, str) and (forms.strip() or (forms and not message.id.strip())):
                texts[context, message.id] = forms
        elif not isinstance(forms, str) and all(forms):
            plurals[context, message.id[0]] = tuple(forms)
    return Catalogue(texts, plurals)
