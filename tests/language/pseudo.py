"""A language that shows what was forgotten: each text that passes through `say` is in ⟦ ⟧."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

from justice_finance.language import speaking
from justice_finance.language.catalogues import Catalogue

OPENED, CLOSED = "\u27e6", "\u27e7"
DOOR = import_module("justice_finance.language.speaking")


class Wrapped(dict[Any, Any]):
    """A catalogue that has every text, wrapped; the study's own texts stay as they are."""

    def get(self, key: Any, default: Any = None) -> Any:
        return f"{OPENED}{key[1]}{CLOSED}"


class WrappedForms(Wrapped):
    """The same for texts with a number: one form for all."""

    def get(self, key: Any, default: Any = None) -> Any:
        return (super().get(key),)


@contextmanager
def pseudo(code: str = "fr") -> Iterator[None]:
    """Speak a language in which every text of the code is wrapped."""
    with (
        patch.object(DOOR, "shipped_catalogue", lambda _: Catalogue(Wrapped(), WrappedForms())),
        speaking(code),
    ):
        yield
