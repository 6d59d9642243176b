"""The table's columns, under Vietnamese headings or English ones, and the words for kinds of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chungtay_tasks.directory.words import bare, words


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is of a unit or of its change; `width` in characters, for people."""

    field: str
    vi: str
    en: str
    width: int
    others: tuple[str, ...] = ()

    @property
    def keys(self) -> set[str]:
        return {heading_key(heading) for heading in (self.field, self.vi, self.en, *self.others)}


COLUMNS: tuple[Column, ...] = (
    Column("code", "Mã đơn vị", "Code", 12, ("Mã", "Mã ĐV")),
    Column("name_vi", "Tên đơn vị", "Name", 48, ("Tên", "Tên nhóm")),
    Column("name_en", "Tên tiếng Anh", "English name", 32),
    Column("kind", "Loại", "Kind", 22, ("Loại đơn vị",)),
    Column("level", "Cấp", "Level", 12, ("Cấp hành chính",)),
    Column("admin_code", "Mã hành chính", "Administrative code", 14, ("Mã ĐVHC",)),
    Column("eid", "Mã định danh điện tử", "Electronic ID", 20, ("Mã định danh",)),
    Column("parent", "Mã cấp trên", "Parent", 12, ("Cấp trên", "Mã đơn vị cấp trên")),
    Column("valid_from", "Hiệu lực từ", "Valid from", 13, ("Từ ngày", "Ngày hiệu lực")),
    Column("valid_to", "Hiệu lực đến", "Valid to", 13, ("Đến ngày", "Ngày hết hiệu lực")),
    Column("successors", "Đơn vị kế thừa", "Successors", 34, ("Mã đơn vị kế thừa",)),
    Column("aliases", "Tên khác", "Other names", 40, ("Tên gọi khác", "Viết tắt")),
    Column("members", "Thành viên", "Members", 40, ("Mã thành viên",)),
    Column("effective_on", "Thay đổi từ ngày", "Changed from", 15),
    Column("reason", "Lý do", "Reason", 30, ("Căn cứ",)),
)
REQUIRED = ("code", "name_vi", "kind")
GROUP = "group"
KINDS: Mapping[str, tuple[str, str]] = {
    "province": ("Tỉnh, thành phố", "Province"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "commune": ("Xã, phường", "Commune"),
    "department": ("Cơ quan chuyên môn", "Department"),
    "mass_organisation": ("Đoàn thể", "Mass organisation"),
    "judiciary": ("Cơ quan tư pháp", "Judiciary"),
    "committee": ("Ban chỉ đạo", "Committee"),
    GROUP: ("Nhóm", "Group"),
}
"""What kinds are called in files; another kind is written as it is."""


def heading_key(heading: str) -> str:
    return " ".join(bare(words(heading.replace("_", " "))))


BY_HEADING: Mapping[str, Column] = {key: column for column in COLUMNS for key in column.keys}
_BY_KIND = {heading_key(word): kind for kind, named in KINDS.items() for word in (kind, *named)}


def kind_of(text: str) -> str | None:
    """The kind a word stands for; None for a word that is none of ours."""
    return _BY_KIND.get(heading_key(text))
