"""The table of ARCHITECTURE.md as data: which part may import which, and which outside library.

A part is a module or folder directly under the package. Parts of one layer do not know each
other, with the exceptions written out here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One row of the table.

    `ours` names the parts it may import when these are not simply all of the layers below;
    `outside` the libraries for every module of the part; `only_in` those for some modules, by
    the beginning of their path inside the part.
    """

    layer: int
    outside: frozenset[str] = frozenset()
    ours: frozenset[str] | None = None
    only_in: tuple[tuple[str, frozenset[str]], ...] = ()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LAYER_0 = "errors message_codes version vocabulary"
_LAYERS_0_TO_2 = (
    f"{_LAYER_0} units distributions sampling language files shipped_files evidence results"
)
_LAYERS_0_TO_5 = f"{_LAYERS_0_TO_2} journey interventions funding scenario"

PARTS: dict[str, Part] = {
    "message_codes": Part(0),
    "version": Part(0),
    "vocabulary": Part(0),
    "errors": Part(0, ours=_names("message_codes")),
    "units": Part(1, _names("numpy scipy xarray pydantic")),
    "distributions": Part(1, _names("numpy scipy xarray pydantic")),
    "sampling": Part(1, _names("numpy scipy")),
    "language": Part(1, _names("babel")),
    "files": Part(1, _names("yaml")),
    "shipped_files": Part(1),
    "evidence": Part(2, _names("numpy xarray pydantic")),
    "results": Part(2, _names("numpy xarray pandas pydantic")),
    "journey": Part(3, _names("numpy xarray pydantic")),
    "interventions": Part(4, _names("numpy xarray pydantic")),
    "funding": Part(4, _names("numpy xarray pydantic")),
    "scenario": Part(5, _names("numpy pydantic")),
    "engines": Part(
        6,
        _names("numpy scipy xarray numba llvmlite"),
        ours=_names(_LAYERS_0_TO_5) - _names("files shipped_files"),
        only_in=(
            ("event", _names("simpy")),
            ("compiled", _names("pyarrow")),
        ),
    ),
    "appraisal": Part(
        6, _names("numpy scipy xarray pandas threadpoolctl"), ours=_names(_LAYERS_0_TO_2)
    ),
    "runs": Part(
        7,
        _names("numpy scipy xarray"),
        ours=_names(f"{_LAYERS_0_TO_5} engines appraisal"),
        only_in=(("scale_out", _names("dask distributed")),),
    ),
    "charts": Part(
        7, _names("numpy xarray matplotlib fontTools"), ours=_names(f"{_LAYERS_0_TO_2} appraisal")
    ),
    "reporting": Part(
        8,
        _names("numpy xarray"),
        ours=_names(f"{_LAYERS_0_TO_2} scenario appraisal charts"),
        only_in=(
            ("html", _names("jinja2 markupsafe")),
            ("workbook", _names("xlsxwriter")),
            ("brief/word", _names("docx")),
            ("brief/right_to_left", _names("docx")),
            ("brief/pdf", _names("typst")),
        ),
    ),
    "costing": Part(8, _names("numpy xarray"), ours=_names(f"{_LAYERS_0_TO_5} engines runs")),
    "calibration": Part(
        9,
        _names("numpy scipy xarray pydantic"),
        ours=_names(f"{_LAYERS_0_TO_5} engines runs costing"),
    ),
    "inspect": Part(8, _names("numpy xarray"), ours=_names(f"{_LAYERS_0_TO_2} scenario appraisal")),
    "cli": Part(10, _names("rich typer")),
}

# Slow to load: below this layer only inside the function that needs them.
HEAVY = ("xarray", "scipy.stats", "pandas", "matplotlib", "numba", "pyarrow")
HEAVY_FROM_LAYER = 7

# A name that says nothing about what a module answers.
FORBIDDEN_MODULE_NAMES = _names(
    "utils util common helpers helper tools misc base core shared general lib"
)

# Importing by text would go round the table, so the names are looked at too (`source._by_text`);
# not in lists of public names and lazy commands.
MAY_IMPORT_BY_TEXT = ("__init__.py", "appraisal/__init__.py", "cli/")


def may_import(part: str, other: str) -> bool:
    """Whether the table lets `part` import `other`."""
    if part == other:
        return True
    row = PARTS[part]
    if row.ours is not None:
        return other in row.ours
    return other in PARTS and PARTS[other].layer < row.layer


def libraries_of(part: str, module_path: str) -> frozenset[str]:
    """The outside libraries a module may import; `module_path` is relative to the part."""
    row = PARTS[part]
    allowed = set(row.outside)
    if "pydantic" in allowed:
        allowed.add("pydantic_core")  # where pydantic keeps the errors that a check may raise
    for beginning, names in row.only_in:
        if module_path.startswith(beginning):
            allowed |= names
    return frozenset(allowed)
