"""The same picture in fewer letters, for pages that hold many: nothing that is seen changes.

A tenth of a point is a sixth of a dot on a screen. Groups that say nothing go, and so do clips
around lines that lie inside them; neighbours that look alike become one shape.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

_TAG = re.compile(r"<[^>]+>")
_GROUP = re.compile(r"<g( [^>]*)?(/?)>|</g>")
_PATH = re.compile(r' d="([^"]*)"')
_COMMAND = re.compile(r"([MLCQz])([^MLCQz]*)")
_LONG = re.compile(r"(?<![\d.])-?\d+\.\d{2,}")
_PLACES = re.compile(r' (?:d|x|y|transform)="[^"]*"')
_MOVED_TEXT = re.compile(r'(<text[^>]*) transform="translate\(([-\d.]+) ([-\d.]+)\)"')
_CLIP = re.compile(
    r'<clipPath id="([^"]+)"><rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/>'
)
_CLIPPED = re.compile(r'<path d="([^"C]*)"( clip-path="url\(#([^)]+)\)")')
_ALIKE = re.compile(r'<path d="([^"]*)"((?: [a-z-]+="[^"]*")*)/>')
_NEIGHBOURS = re.compile(rf"(?:{_ALIKE.pattern}){{2,}}")
_LETTERS = re.compile(r"<text[^>]*>")
_OF_LETTERS = (("font-size", ""), ("text-anchor", "start"))
OUTSIDE = 1.5
"""Points by which a line of this width may stand over."""


def lean(body: str) -> str:
    """Markup of a picture, without style attributes, made short."""
    body = _without_needless_clips(body)
    body = _without_bare_groups(body)
    body = _NEIGHBOURS.sub(_as_one, body)
    body = _TAG.sub(lambda tag: _PLACES.sub(_coarser, tag.group()), body)
    body = _MOVED_TEXT.sub(r'\1 x="\2" y="\3"', body)
    return _TAG.sub(lambda tag: _PATH.sub(_level_lines, tag.group()), body)


def shared_by_letters(body: str) -> tuple[str, str]:
    """What most letters share, as attributes for the whole picture, and the picture without.

    These attributes mean nothing to other shapes.
    """
    shared = ""
    for name, default in _OF_LETTERS:
        own = re.compile(f' {name}="([^"]*)"')
        said = [own.search(tag) for tag in _LETTERS.findall(body)]
        values = Counter(each.group(1) if each else default for each in said)
        most = max(values, key=lambda value: values[value], default="")
        if most in ("", default):
            continue
        shared += f' {name}="{most}"'
        body = _LETTERS.sub(partial(_unless, own, name, most, default), body)
    return shared, body


def _unless(own: re.Pattern[str], name: str, most: str, default: str, found: re.Match[str]) -> str:
    """The head of a text that says its attribute only where it is another than most have."""
    said = own.search(found.group())
    value = said.group(1) if said else default
    if value == most:
        return own.sub("", found.group())
    return found.group() if said or not value else f'<text {name}="{value}"{found.group()[5:]}'


def _coarser(found: re.Match[str]) -> str:
    """Places to a tenth of a point; parts of small marks, below one point, stay as they are."""
    return _LONG.sub(_tenth, found.group())


def _tenth(found: re.Match[str]) -> str:
    value = float(found.group())
    return found.group() if abs(value) < 2.0 else f"{value:.1f}".removesuffix(".0")


def _without_needless_clips(text: str) -> str:
    """Shapes of straight lines that lie inside their clip are not clipped."""
    clips = {name: tuple(float(each) for each in numbers) for name, *numbers in _CLIP.findall(text)}

    def kept(found: re.Match[str]) -> str:
        left, top, wide, high = clips.get(found.group(3), (0.0, 0.0, -9.0, -9.0))
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", found.group(1))]
        inside = all(left - OUTSIDE <= each <= left + wide + OUTSIDE for each in numbers[::2])
        inside = inside and all(
            top - OUTSIDE <= each <= top + high + OUTSIDE for each in numbers[1::2]
        )
        return found.group().replace(found.group(2), "") if inside else found.group()

    return _CLIPPED.sub(kept, text)


def _as_one(found: re.Match[str]) -> str:
    """Neighbours of the same look as one shape; not where they shine through or are dashed."""
    shapes: list[tuple[str, str]] = []
    for path, look in _ALIKE.findall(found.group()):
        alike = shapes and shapes[-1][1] == look
        if alike and "opacity" not in look and "dash" not in look and " id=" not in look:
            shapes[-1] = (shapes[-1][0] + path, look)
        else:
            shapes.append((path, look))
    return "".join(f'<path d="{path}"{look}/>' for path, look in shapes)


def _level_lines(found: re.Match[str]) -> str:
    """A shape whose level and upright lines say one number and not two."""
    pieces, here = [], ["", ""]
    for command, text in _COMMAND.findall(found.group(1)):
        numbers = text.split()
        if command == "L" and len(numbers) == 2 and here[0]:
            if numbers[0] == here[0]:
                command, text = "V", numbers[1]
            elif numbers[1] == here[1]:
                command, text = "H", numbers[0]
        here = numbers[-2:] if len(numbers) >= 2 else ["", ""]
        pieces.append(command + text)
    return f' d="{"".join(pieces)}"'


def _without_bare_groups(text: str) -> str:
    """The same without groups that have no attributes: they draw nothing and say nothing."""
    kept: list[str] = []
    open_groups: list[bool] = []
    at = 0
    for found in _GROUP.finditer(text):
        kept.append(text[at : found.start()])
        at = found.end()
        if found.group() == "</g>":
            stays = open_groups.pop()
        else:
            stays = bool(found.group(1))
            if not found.group(2):
                open_groups.append(stays)
        if stays:
            kept.append(found.group())
    return "".join([*kept, text[at:]])
