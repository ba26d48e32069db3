"""Pictures that stand inside a page: letters stay text, and no style needs to be allowed.

A page with a strict content-security policy refuses style attributes, so every style becomes the
attribute of the same name. Letters are drawn with the page's own copy of the font (`letters_font`),
so that they take the room that was measured for them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from functools import lru_cache
from html import unescape
from pathlib import Path

from justice_finance.charts.lean_markup import lean, shared_by_letters
from justice_finance.charts.right_to_left import runs_right_to_left

FONT_NAME = "figure letters"
STYLE = f"""figure svg{{font-family:"{FONT_NAME}","DejaVu Sans",Arial,sans-serif}}
figure svg{{display:block;width:100%;height:auto}}
figure svg *{{stroke-linejoin:round;stroke-linecap:butt}}"""
"""What a page must say of these pictures, beside the fonts of `letters_font`."""

_TAG = re.compile(r"<[^>]+>")
_STYLE = re.compile(r' style="([^"]*)"')
_HEAD = re.compile(r"^.*?<svg ([^>]*)>(<defs><style.*?</style></defs>)?", re.DOTALL)
_VIEW = re.compile(r'viewBox="[^"]*"')
_TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
_ID = re.compile(r'( id="| href="#|url\(#)([^"()]+)')
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
_ANCHOR = re.compile(r' text-anchor="([a-z]+)"')
_DEFAULTS = {("text-anchor", "start"), ("font-weight", "400")}
_SAID_BY_STYLE = ("font-family", "stroke-linejoin", "stroke-linecap")


def inline_svg(svg: bytes, name: str) -> str:
    """An SVG file of ours, with letters as text, as an element of a page.

    Parameters
    ----------
    svg : bytes
        As `pack.svg_of` writes it with letters as text, made smaller.
    name : str
        Stands before every id of the picture, so that pictures of one page do not mix.

    Returns
    -------
    str
        Safe to put into HTML as it is: all text was escaped when the file was written. What it
        shows is said by the element around it, once for all its layouts.
    """
    text = svg.decode("utf-8").strip()
    head = _HEAD.match(text)
    view = _VIEW.search(head.group(1)) if head else None
    if head is None or view is None:
        raise ValueError("no SVG file of ours")
    body = _TAG.sub(lambda tag: _STYLE.sub(_attributes, tag.group()), text[head.end() :])
    body = _NO_TURN.sub("", body).replace("xlink:href=", "href=")
    shared, body = shared_by_letters(_TEXT.sub(_directed, lean(body)))
    return f'<svg {view.group()} direction="ltr"{shared}>{_short_names(body, name)}'


def _directed(found: re.Match[str]) -> str:
    """Text with Arabic letters runs from right to left, and still lies where it was put.

    The start of such text is its right edge, so start and end change places.
    """
    attributes, text = found.groups()
    if not runs_right_to_left(unescape(text)):
        return found.group()
    anchor = _ANCHOR.search(attributes)
    where = anchor.group(1) if anchor else "start"
    attributes = _ANCHOR.sub("", attributes)
    other = {"start": "end", "end": "start"}.get(where, where)
    return f'<text{attributes} direction="rtl" text-anchor="{other}">{text}</text>'


def _attributes(found: re.Match[str]) -> str:
    """`style="fill: none; stroke-width: 2"` as attributes, without what is the default anyway."""
    pairs = [part.partition(":")[::2] for part in found.group(1).split(";") if part.strip()]
    named = [(name.strip(), value.strip()) for name, value in pairs]
    kept = [each for each in named if each not in _DEFAULTS and each[0] not in _SAID_BY_STYLE]
    return "".join(f' {name}="{value}"' for name, value in kept)


def _short_names(text: str, name: str) -> str:
    """Ids made short: letters of the picture's own, then a number."""
    start = "i" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:6]
    numbers: dict[str, str] = {}

    def short(found: re.Match[str]) -> str:
        number = numbers.setdefault(found.group(2), f"{start}-{len(numbers)}")
        return found.group(1) + number

    return _TAG.sub(lambda tag: _ID.sub(short, tag.group()), text)


def letters_of(pictures: str) -> dict[str, str]:
    """The letters that stand in pictures, by `normal` and `bold`."""
    found: dict[str, set[str]] = {"normal": set(), "bold": set()}
    for attributes, text in _TEXT.findall(pictures):
        found["bold" if "font-weight" in attributes else "normal"].update(unescape(text))
    return {weight: "".join(sorted(letters)) for weight, letters in found.items()}


def letters_font(letters: dict[str, str]) -> str:
    """Style rules that bring the font of the pictures, with these letters alone."""
    rules = []
    for weight, used in letters.items():
        if used:
            data = base64.b64encode(_subset(weight, used)).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"{FONT_NAME}";font-weight:{weight};'
                f"src:url(data:font/woff;base64,{data}) format('woff')}}"
            )
    return "\n".join(rules)


@lru_cache(maxsize=16)
def _subset(weight: str, letters: str) -> bytes:
    import matplotlib
    from fontTools import subset
    from fontTools.ttLib import TTFont

    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    options = subset.Options(flavor="woff", hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]
    path = Path(matplotlib.get_data_path()) / "fonts/ttf" / name
    with TTFont(path, recalcTimestamp=False) as font:
        chosen = subset.Subsetter(options)
        chosen.populate(text=letters)
        chosen.subset(font)
        stream = io.BytesIO()
        font.flavor = "woff"
        font.save(stream)
    return stream.getvalue()
