"""The languages there are, and how each writes from side to side and in figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the outputs.

    Attributes
    ----------
    code : str
        BCP 47 code; also the locale whose figures Babel writes.
    name : str
        Its own name for itself.
    right_to_left : bool
        Whether it is written from right to left.
    numerals : str
        BCP 47 code for the browser's Intl, with the digits meant. Arabic takes the digits 0 to 9:
        ministries from Rabat to Amman publish budgets in them, and figures stay the same in all
        files.
    least_digits_grouped : int
        Whole digits from which on they stand in groups of three (CLDR, minimumGroupingDigits).
    """

    code: str
    name: str
    right_to_left: bool = False
    numerals: str = ""
    least_digits_grouped: int = 4

    @property
    def direction(self) -> str:
        """As HTML writes it: `ltr` or `rtl`."""
        return "rtl" if self.right_to_left else "ltr"

    @property
    def for_the_browser(self) -> str:
        """The code that the browser's Intl takes."""
        return self.numerals or self.code


LANGUAGES = {
    each.code: each
    for each in (
        Language("en", "English"),
        Language("fr", "Français"),
        Language("es", "Español", least_digits_grouped=5),
        Language("ar", "العربية", right_to_left=True, numerals="ar-u-nu-latn"),
    )
}
ENGLISH = LANGUAGES["en"]
