"""Writes plain values as YAML, so that they can be read again with places like any file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


def yaml_text(content: Mapping[str, Any]) -> str:
    """Plain maps, lists and scalars as YAML text, in their order, each key on a line of its own.

    Parameters
    ----------
    content : mapping
        Dicts, lists, texts, numbers, truth values and None, nothing else.

    Returns
    -------
    str
        `parse_yaml` gives the same values back, unless it refuses them (not finite, too large).
    """
    text = yaml.safe_dump(dict(content), allow_unicode=False, sort_keys=False, width=10_000)
    return str(text)
