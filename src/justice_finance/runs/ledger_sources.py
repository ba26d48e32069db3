"""Every number of a study with its origin, and which of them stand behind each row of the ledger.

This is the way back from a figure: from a row to the values that its prices are made of, and from a
value to its evidence or its assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from justice_finance.results.ledger import EXCESS_BURDEN, RESOURCES
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.recipes import Recipes
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study

TAXES = "country.excess_burden_of_taxation"
VALUE_OF_TIME = "country.population_groups.*.value_of_time"


def values_of(study: Study, recipes: Recipes) -> dict[str, dict[str, Any]]:
    """Every number with an origin of its own, in the headline variant, by the name of its home.

    Returns
    -------
    dict
        Central value in the unit of its place, kind of origin (evidence, assumption, choice), its
        text (an id or a sentence), its grade, and whether it is an uncertain input. Of a number
        that scenarios change, that of business as usual.
    """
    variant = recipes.variants[0]
    found: dict[str, dict[str, Any]] = {}
    for name in recipes.scenarios:
        home = study.scenario(name).home
        for path, quantity in recipes.recipes[variant, name].quantities.items():
            key = home(path)
            if key not in found:
                found[key] = {
                    "central": quantity.central,
                    **vars(quantity.origin),
                    "uncertain": quantity.input is not None,
                }
    return {name: found[name] for name in sorted(found)}


def ledger_sources(study: Study, recipes: Recipes) -> list[dict[str, Any]]:
    """What the prices of each row of the ledger are made of, in any scenario.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study.

    Returns
    -------
    list of dict
        category, from, to, and `paths`: names of `values_of`, in order of name.

    Notes
    -----
    Values that decide how many people a price is multiplied with are not in it: each of them may
    touch every row.
    """
    variant = recipes.variants[0]
    rows: dict[tuple[str, str, str], set[str]] = {}
    known: dict[tuple[str, str], frozenset[str]] = {}
    for realised in recipes.realise_all(variant, None, repeats=False):
        recipe = recipes.recipes[variant, realised.name]
        home = study.scenario(realised.name).home
        for charge in realised.charges:
            key = (realised.name, charge.source)
            if key not in known:
                known[key] = frozenset(_values_behind(recipe, charge.source.split(" and "), home))
            rows.setdefault((charge.category, charge.payer, charge.payee), set()).update(known[key])
    everything = recipes.recipes[variant, BUSINESS_AS_USUAL]
    home = study.scenario(BUSINESS_AS_USUAL).home
    taxes = set(_values_behind(everything, [TAXES], home))
    touched = {party for _, payer, payee in rows for party in (payer, payee)}
    for party in GOVERNMENT:
        if party in touched:
            rows[EXCESS_BURDEN, party, RESOURCES] = taxes
    return [
        {"category": category, "from": payer, "to": payee, "paths": sorted(paths)}
        for (category, payer, payee), paths in rows.items()
    ]


def _values_behind(
    recipe: Recipe, patterns: Iterable[str], home: Callable[[str], str]
) -> Iterator[str]:
    """Names of the numbers at or below some paths, and of those that these refer to."""
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
            if path.endswith(".hours"):
                own = f"{path.removesuffix('hours')}hour_value"
                waiting.append(own if own in recipe.leaves else VALUE_OF_TIME)
            if path in recipe.quantities:
                yield home(path)


def _at_or_below(leaves: Mapping[str, object], pattern: str) -> Iterator[str]:
    if "*" not in pattern:
        below = f"{pattern}."
        yield from (path for path in leaves if path == pattern or path.startswith(below))
        return
    depth = pattern.count(".") + 1
    for path in leaves:
        if fnmatchcase(".".join(path.split(".")[:depth]), pattern):
            yield path
