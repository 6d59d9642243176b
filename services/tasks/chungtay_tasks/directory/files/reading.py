"""Rows of a file as what is wanted of the directory, with everything that is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from pydantic import ValidationError

from chungtay_kernel import expectations
from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.bodies import DefineGroup, UnitBody
from chungtay_tasks.directory.deciding import unit_of
from chungtay_tasks.directory.files import cells, refusals
from chungtay_tasks.directory.files.cells import Cell
from chungtay_tasks.directory.files.columns import COLUMNS, GROUP, REQUIRED, kind_of
from chungtay_tasks.directory.files.tables import Row, Table, tables_of
from chungtay_tasks.directory.model import UnitGroup, UnitRef
from chungtay_tasks.directory.planning import EVERYTHING, Place, Wanted, WantedGroup

_HEADINGS = {column.field: column.vi for column in COLUMNS}


class Caution(TypedDict):
    """Something worth a look that is no mistake."""

    code: str
    field: str
    vi: str
    en: str


@dataclass(frozen=True)
class Read:
    """What a file wants, and what is wrong with its cells; `places` are the cells by the names that problems carry."""

    units: Sequence[Wanted]
    groups: Sequence[WantedGroup]
    problems: Sequence[Refusal]
    cautions: Sequence[Caution]
    places: Mapping[str, Cell] = field(default_factory=dict[str, Cell])


def read(data: bytes) -> Read:
    """Raises Refusal for a file that holds no table."""
    units: list[Wanted] = []
    groups: list[WantedGroup] = []
    problems: list[Refusal] = []
    tables = tables_of(data)
    for table in tables:
        for row in table.rows:
            try:
                wanted = _wanted(table, row)
            except _Wrong as wrong:
                problems += wrong.problems
                continue
            if isinstance(wanted, WantedGroup):
                groups.append(wanted)
            else:
                units.append(wanted)
    places = {cell.name: cell for table in tables for row in table.rows for cell in row.values()}
    return Read(units, groups, problems, list(_cautions(tables)), places)


class _Wrong(Exception):
    def __init__(self, problems: Sequence[Refusal]) -> None:
        self.problems = problems


def _wanted(table: Table, row: Row) -> Wanted | WantedGroup:
    said, problems = _values(row)
    place = _place(row)
    problems += [refusals.value_missing(place(name), _HEADINGS[name]) for name in REQUIRED if not _said(row, name)]
    if problems:
        raise _Wrong(problems)
    try:
        return _group(said, place) if said["kind"] == GROUP else _unit(table, said, place)
    except ValidationError as error:
        raise _Wrong(_in_cells(error, place)) from None


def _said(row: Row, name: str) -> bool:
    return name in row and row[name].value not in (None, "")


def _place(row: Row) -> Place:
    """The cell of a field; a column the file lacks is told by the row's first cell."""
    first = next(iter(row.values()))
    return lambda name: row[name].name if name in row else first.name


def _values(row: Row) -> tuple[dict[str, Any], list[Refusal]]:
    said: dict[str, Any] = {}
    problems: list[Refusal] = []
    for name, cell in row.items():
        try:
            said[name] = _READ.get(name, _words)(cell)
        except Refusal as refusal:
            problems.append(refusal)
    return said, problems


def _words(cell: Cell) -> str | None:
    return cell.text or None


def _kind(cell: Cell) -> str | None:
    return kind_of(cell.text) or cell.text or None


_READ: Mapping[str, Callable[[Cell], Any]] = {
    "kind": _kind, "admin_code": cells.admin_code, "valid_from": cells.day, "valid_to": cells.day,
    "effective_on": cells.day, "aliases": cells.names, "members": cells.codes, "successors": cells.refs,
}  # fmt: skip


def _unit(table: Table, said: dict[str, Any], place: Place) -> Wanted:
    """Columns that the file has tell what is so, an empty cell that there is nothing; others tell nothing."""
    told = EVERYTHING & table.fields
    refs: Sequence[UnitRef] = said.get("successors") or ()
    fields = {name: value for name, value in said.items() if name in told and value is not None}
    fields["successors"] = [{"code": ref.code, "valid_from": ref.valid_from} for ref in refs]
    unit = unit_of(UnitBody.model_validate(fields))
    return Wanted(unit, place, told, said.get("effective_on"), said.get("reason"))


def _group(said: dict[str, Any], place: Place) -> WantedGroup:
    names = set(DefineGroup.model_fields)
    body = DefineGroup.model_validate({name: v for name, v in said.items() if name in names and v is not None})
    return WantedGroup(UnitGroup(**body.model_dump(exclude={"reason"})), place, body.reason)


def _in_cells(error: ValidationError, place: Place) -> list[Refusal]:
    errors = [{**found, "loc": (place(str(found["loc"][0])),)} for found in error.errors(include_url=False)]
    return expectations.refusals(errors)


def _cautions(tables: Sequence[Table]) -> Iterator[Caution]:
    for table in tables:
        for heading in table.unknown:
            yield Caution(
                code="column_unknown", field=table.sheet, vi=f"Cột “{heading}” không dùng đến.",
                en=f"The column “{heading}” is passed over.",
            )  # fmt: skip
        yield from filter(None, (_odd_kind(row["kind"]) for row in table.rows if _said(row, "kind")))


def _odd_kind(cell: Cell) -> Caution | None:
    if kind_of(str(cell.value)) is not None:
        return None
    return Caution(
        code="kind_unknown", field=cell.name, vi=f"Loại “{cell.value}” không có trong danh sách; giữ như ghi.",
        en=f"The kind “{cell.value}” is not in the list; kept as it is written.",
    )  # fmt: skip
