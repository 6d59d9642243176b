"""The codes of every refusal in the product's source, with the statuses they are sent with."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNPROCESSABLE = 422

# Errors that become refusals elsewhere: a plan that is not read, and what a model's own validators raise.
BECOME_REFUSALS = {"PlanRefused", "PydanticCustomError"}


def codes() -> dict[str, set[int]]:
    """Statuses by code; empty for a code whose status only its caller knows."""
    found: dict[str, set[int]] = defaultdict(set)
    for path in sorted(_sources()):
        for code, status in Module(path).codes():
            found[code] |= {status} if status else set()
    return dict(found)


def _sources() -> Iterator[Path]:
    for top in ("shared", "services", "deploy"):
        yield from (p for p in (ROOT / top).rglob("*.py") if "tests" not in p.parts and "migrations" not in p.parts)


class Module:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf-8"))

    def codes(self) -> Iterator[tuple[str, int | None]]:
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for call in _calls(function, {"Refusal", *BECOME_REFUSALS}):
                    yield from self._codes_of(call, function)

    def _codes_of(
        self, call: ast.Call, function: ast.FunctionDef | ast.AsyncFunctionDef
    ) -> Iterator[tuple[str, int | None]]:
        if _name(call) in BECOME_REFUSALS:
            status: int | None = UNPROCESSABLE
        else:
            number = call.args[1]
            status = number.value if isinstance(number, ast.Constant) and isinstance(number.value, int) else None
        for code in self._told(call.args[0], function):
            yield code, status

    def _told(self, written: ast.expr, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterable[str]:
        match written:
            case ast.Constant(value=str(code)):
                return [code]
            case ast.IfExp(body=yes, orelse=no):
                return [*self._told(yes, function), *self._told(no, function)]
            case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id=key)), ast.Constant(value=str(end))]):
                return [f"{name}{end}" for name in self._keys_looked_up_by(key, function)]
            case ast.Name(id=name) if name in (parameters := [a.arg for a in function.args.args]):
                return self._passed(function.name, parameters.index(name))
            case ast.Name():
                return self._looked_up(function)
            case ast.Attribute(attr="code") | ast.Subscript(value=ast.Name(id="error")):
                return []  # of an error in BECOME_REFUSALS, found where that is raised
            case _:
                raise AssertionError(f"{self.path}:{written.lineno}: no telling which code this is")

    def _passed(self, function: str, place: int) -> Iterator[str]:
        """What the module's own calls give to a function's parameter."""
        for call in _calls(self.tree, {function}):
            code = call.args[place]
            assert isinstance(code, ast.Constant), f"{self.path}:{call.lineno}: no telling which code this is"
            yield str(code.value)

    def _keys_looked_up_by(self, name: str, function: ast.AST) -> Iterator[str]:
        for node in ast.walk(function):
            match node:
                case ast.Subscript(value=ast.Name(id=table), slice=ast.Name(id=key)) if key == name:
                    yield from (str(ast.literal_eval(k)) for k in self.tables[table].keys if k)

    def _looked_up(self, function: ast.AST) -> Iterator[str]:
        """First members of the tuples in tables that the function looks into, and of its defaults."""
        named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        for name in named & self.tables.keys():
            yield from (_first(value) for value in self.tables[name].values if _is_code(value))
        yield from (_first(value) for name, value in self.tuples.items() if name in named and _is_code(value))

    @cached_property
    def tables(self) -> Mapping[str, ast.Dict]:
        return {name: value for name, value in self._constants() if isinstance(value, ast.Dict)}

    @cached_property
    def tuples(self) -> Mapping[str, ast.Tuple]:
        return {name: value for name, value in self._constants() if isinstance(value, ast.Tuple)}

    def _constants(self) -> Iterator[tuple[str, ast.expr | None]]:
        for node in self.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    yield name, value
                case ast.AnnAssign(target=ast.Name(id=name), value=value):
                    yield name, value
                case _:
                    pass


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_code(value: ast.expr) -> bool:
    return isinstance(value, ast.Tuple) and len(value.elts) == 3 and isinstance(value.elts[0], ast.Constant)


def _first(value: ast.expr) -> str:
    assert isinstance(value, ast.Tuple)
    return str(ast.literal_eval(value.elts[0]))
