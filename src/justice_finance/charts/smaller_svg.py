"""The same picture in a third of the letters: SVG as matplotlib writes it is made for reading.

Letters are shapes that are used again and again, so names and places of letters are most of a
file. Two digits behind the point are a thousandth of a millimetre.
"""

from __future__ import annotations

import re

_USE = re.compile(
    r'<use xlink:href="#([^"]+)"(?: transform="translate\(([-\d.]+)(?: ([-\d.]+))?\)")?/>'
)
_TAG = re.compile(r"<[^>]+>")
_NUMBERED = re.compile(r' id="(?:text|patch|line2d|axes|figure|matplotlib\.axis|[xy]tick)_\d+"')
_LONG = re.compile(r"(?<![\w.#-])(-?\d+\.\d{3,})(?![\w])")
_STYLE = re.compile(r' style="[^"]*"')
_PATH = re.compile(r' d="[^"]*"')


def smaller_svg(svg: bytes) -> bytes:
    """An SVG file of matplotlib without comments, indents, long names and needless digits."""
    text = svg.decode("utf-8")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<!DOCTYPE.*?>", "", text, flags=re.DOTALL)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", " ", text).replace("> <", "><")
    text = _USE.sub(_short_use, text)
    text = _TAG.sub(lambda tag: _LONG.sub(_shorter, tag.group()), text)  # never the words
    text = _PATH.sub(_short_path, text)
    text = _STYLE.sub(lambda f: f.group().replace(": ", ":").replace("; ", ";"), text)
    for at, name in enumerate(dict.fromkeys(re.findall(r'id="(DejaVu[^"]+)"', text))):
        text = text.replace(f'"#{name}"', f'"#g{at}"').replace(f'id="{name}"', f'id="g{at}"')
    text = _NUMBERED.sub("", text)
    return (text.replace(' "', '"').replace(' z"', 'z"').strip() + "\n").encode("utf-8")


def _short_use(found: re.Match[str]) -> str:
    name, across, up = found.groups()
    place = f' x="{across}"' if across and float(across) else ""
    place += f' y="{up}"' if up and float(up) else ""
    return f'<use xlink:href="#{name}"{place}/>'


def _short_path(found: re.Match[str]) -> str:
    """A shape without the spaces beside its commands, which nobody needs."""
    return ' d="' + re.sub(r" ?([A-Za-z]) ?", r"\1", found.group()[4:])


def _shorter(found: re.Match[str]) -> str:
    """A number with two digits behind the point; small ones, such as scales, stay as they are."""
    value = float(found.group())
    return found.group() if abs(value) < 1.0 else f"{value:.2f}".rstrip("0").rstrip(".")
