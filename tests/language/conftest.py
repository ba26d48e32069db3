"""The browser of the page's tests, for figures that the page's script writes."""

from tests.browser.conftest import browser

__all__ = ["browser"]
