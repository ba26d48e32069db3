"""Say a text in the language that is spoken just now: English, unless `speaking` says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from justice_finance.language.catalogues import EMPTY, Catalogue, shipped_catalogue
from justice_finance.language.known import ENGLISH, LANGUAGES, Language
from justice_finance.language.plural_forms import plural_form


@dataclass(frozen=True)
class _Speech:
    language: Language = ENGLISH
    catalogue: Catalogue = EMPTY
    study: Mapping[str, str] = field(default_factory=dict)


_NOW: ContextVar[_Speech] = ContextVar("language")
_IN_ENGLISH = _Speech()


@contextmanager
def speaking(code: str, study: Mapping[str, str] | None = None) -> Iterator[Language]:
    """Let everything inside be said in a language.

    Parameters
    ----------
    code : str
        One of `LANGUAGES`.
    study : mapping of str to str, optional
        What the study's own texts (titles, descriptions) are in that language.

    Raises
    ------
    KeyError
        If there is no such language.
    """
    language = LANGUAGES[code]
    token = _NOW.set(_Speech(language, shipped_catalogue(code), study or {}))
    try:
        yield language
    finally:
        _NOW.reset(token)


def spoken() -> Language:
    """The language of now."""
    return _now().language


def say(text: str, /, **gaps: object) -> str:
    """A text with its gaps filled, in the language of now.

    Parameters
    ----------
    text : str
        In English, written out where it is used (or `marked`), so that it can be collected; gaps
        are names in braces.
    **gaps
        What goes into them: text, already in the language of now.
    """
    return say_as("", text, **gaps)


def say_as(context: str, text: str, /, **gaps: object) -> str:
    """The same for an English text that means more than one thing; `context` tells which."""
    found = _now().catalogue.texts.get((context, text), text)
    return found.format(**gaps) if gaps else found


def counted(one: str, many: str, number: float, /, **gaps: object) -> str:
    """One of the forms that a language has for one, for two, for few, for many.

    Parameters
    ----------
    one, many : str
        English texts with named gaps; the number itself is a gap only if given as one.
    number : float
        That decides the form.
    """
    now = _now()
    forms = now.catalogue.plurals.get(("", one))
    if forms is None:
        return (one if number == 1 else many).format(**gaps)
    return forms[min(plural_form(now.language.code, number), len(forms) - 1)].format(**gaps)


def marked(text: str) -> str:
    """The text as it is: a constant that is collected here and said later."""
    return text


def study_words(text: str) -> str:
    """A text of the study: its own translation, else one of ours, else as it is."""
    now = _now()
    return now.study.get(text) or now.catalogue.texts.get(("", text), text)


def _now() -> _Speech:
    return _NOW.get(_IN_ENGLISH)
