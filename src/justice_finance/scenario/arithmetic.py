"""Formulas in files: arithmetic over named values, and nothing else.

Allowed are + - * / and powers, numbers, the names of `of`, and `min`, `max`, `exp`, `log`, `sqrt`.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # checking a file reads formulas and must not wait for numpy
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
# How many values each function takes, and what numpy calls it.
_FUNCTIONS: dict[str, tuple[int, str]] = {
    "min": (2, "minimum"),
    "max": (2, "maximum"),
    "exp": (1, "exp"),
    "log": (1, "log"),
    "sqrt": (1, "sqrt"),
}
MAX_LENGTH = 500


class FormulaError(ValueError):
    """A formula with something that is no arithmetic, or an unknown name."""


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> ast.expr:
    """Read a formula; refuses everything but arithmetic.

    Raises
    ------
    FormulaError
        Naming the part that is not allowed.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula of more than {MAX_LENGTH} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"`{text[:60]}`, which cannot be read") from None
    _check(tree)
    return tree


@lru_cache(maxsize=4096)
def names_of(text: str) -> frozenset[str]:
    """The names a formula uses; raises as `parse_formula` does."""
    nodes = list(ast.walk(parse_formula(text)))
    functions = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return frozenset(
        node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in functions
    )


def evaluate_formula(text: str, values: Mapping[str, FloatArray]) -> FloatArray:
    """Work out a formula, element by element.

    Parameters
    ----------
    text : str
        The formula.
    values : mapping
        Arrays by name; they broadcast against each other.

    Returns
    -------
    array

    Raises
    ------
    FormulaError
        If it is no arithmetic, uses an unknown name, or gives what is not finite.
    """
    import numpy as np

    with np.errstate(all="ignore"):
        result = np.asarray(_work_out(parse_formula(text), values), dtype=np.float64)
    if not np.all(np.isfinite(result)):
        raise FormulaError(f"`{text}`, which is not finite")
    return result


def _check(node: ast.expr) -> None:
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError("a truth value")
        case ast.Constant(value=int() | float()) | ast.Name():
            return
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            _check(inner)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
            _check(left)
            _check(right)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            if len(arguments) != _FUNCTIONS[name][0]:
                raise FormulaError(f"`{name}` of {len(arguments)} values")
            for each in arguments:
                _check(each)
        case _:
            raise FormulaError(f"`{ast.unparse(node)}`")


def _work_out(node: ast.expr, values: Mapping[str, FloatArray]) -> Any:
    import numpy as np

    match node:
        case ast.Constant(value=value):
            return np.float64(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            if name not in values:
                raise FormulaError(f"the name `{name}`, which `of` does not give")
            return values[name]
        case ast.UnaryOp(op=sign, operand=inner):
            found = _work_out(inner, values)
            return -found if isinstance(sign, ast.USub) else found
        case ast.BinOp(left=left, op=sign, right=right):
            return _BINARY[type(sign)](_work_out(left, values), _work_out(right, values))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return getattr(np, _FUNCTIONS[name][1])(
                *(_work_out(each, values) for each in arguments)
            )
        case _:
            raise FormulaError("something that is no arithmetic")
