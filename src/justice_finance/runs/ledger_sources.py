"""Which values of the files stand behind each row of the ledger: the way back from a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.recipes import Recipes

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study

VALUE_OF_TIME = "country.population_groups.*.value_of_time"


def ledger_sources(study: Study, recipes: Recipes) -> dict[str, Any]:
    """What the prices of the ledger are made of, in the headline variant at central values.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study.

    Returns
    -------
    dict
        `rows`: category, from, to and `paths`, the names of the values behind, in order of name.
        `values`: by name, central value, kind of origin (evidence, assumption, choice), its text,
        its grade, and whether it is an uncertain input.

    Notes
    -----
    Values that decide how many people a price is multiplied with are not in it: every one of them
    may touch every row.
    """
    variant = recipes.variants[0]
    rows: dict[tuple[str, str, str], set[str]] = {}
    values: dict[str, dict[str, Any]] = {}
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for realised in recipes.realise_all(variant, None, repeats=False):
        recipe = recipes.recipes[variant, realised.name]
        home = study.scenario(realised.name).home
        for charge in realised.charges:
            key = (charge.category, charge.payer, charge.payee)
            known = found.setdefault((realised.name, charge.source), {})
            if not known:
                known.update(_values_behind(recipe, charge.source.split(" and "), home))
            rows.setdefault(key, set()).update(known)
            values.update(known)
    return {
        "rows": [
            {"category": category, "from": payer, "to": payee, "paths": sorted(paths)}
            for (category, payer, payee), paths in rows.items()
        ],
        "values": {name: values[name] for name in sorted(values)},
    }


def _values_behind(
    recipe: Recipe, patterns: Iterable[str], home: Callable[[str], str]
) -> dict[str, dict[str, Any]]:
    """The numbers with an origin at or below some paths, and those that these refer to."""
    found: dict[str, dict[str, Any]] = {}
    waiting, seen = list(patterns), set()
    while waiting:
        pattern = waiting.pop()
        if pattern in seen:
            continue
        seen.add(pattern)
        for path in _at_or_below(recipe.leaves, pattern):
            leaf = recipe.leaves[path].leaf
            if leaf.same_as is not None:
                waiting.append(leaf.same_as)
            if path.endswith(".hours") and f"{path.removesuffix('hours')}hour_value" not in seen:
                waiting.append(VALUE_OF_TIME)
            quantity = recipe.quantities.get(path)
            if quantity is not None:
                found[home(path)] = {
                    "central": quantity.central,
                    **vars(quantity.origin),
                    "uncertain": quantity.input is not None,
                }
    return found


def _at_or_below(leaves: Mapping[str, object], pattern: str) -> Iterator[str]:
    if "*" not in pattern:
        below = f"{pattern}."
        yield from (path for path in leaves if path == pattern or path.startswith(below))
        return
    depth = pattern.count(".") + 1
    for path in leaves:
        if fnmatchcase(".".join(path.split(".")[:depth]), pattern):
            yield path
