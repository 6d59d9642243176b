"""Files that are no plan, are broken or mean harm: refused with a reason, within bounds of time and memory."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
from office import docx, p, zipped

from bench.written_pdf import Sheet, assembled, pdf
from chungtay_tasks.documents import fence, open_document, worker
from chungtay_tasks.plan import PlanRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = "word/document.xml"
SECONDS = 45  # the fence's 30, and what a loaded machine adds


def refused(data: bytes, name: str) -> PlanRefused:
    began = time.perf_counter()
    with pytest.raises(PlanRefused) as caught:
        open_document(data, name)
    assert time.perf_counter() - began < SECONDS
    assert all((caught.value.vi, caught.value.en, caught.value.remedy_vi, caught.value.remedy_en))
    return caught.value


def outcome(data: bytes, name: str) -> str:
    try:
        open_document(data, name)
    except PlanRefused as found:
        return found.code
    return "read"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**parts(docx(p("Kế hoạch"))), name: content})


def text_pdf(text: str = "Kế hoạch phòng, chống ma túy năm 2024") -> bytes:
    sheet = Sheet()
    sheet.write(72, 700, text)
    return pdf([sheet])


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"x" * (8 * 1024 * 1024 + 1), "a.txt", "plan_too_large"),
        (b"", "a.docx", "plan_empty"),
        (b" \n\t", "a.txt", "plan_empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "plan_encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "plan_legacy_word"),
        (b"{\\rtf1\\ansi Ke hoach}", "a.doc", "plan_kind"),
        (b"<!doctype html><html><body>Ke hoach", "a.html", "plan_kind"),
        (b"MZ\x90\x00\x03", "a.exe", "plan_kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.png", "plan_scanned"),
        (b"\x00\x01\x02\xfe\xff", "a.bin", "plan_encoding"),
        (b"PK\x03\x04 and no archive at all", "a.docx", "plan_damaged"),
        (b"%PDF-1.7 and nothing else", "a.pdf", "plan_damaged"),
    ],
)
def test_what_is_no_plan_is_refused_by_its_kind(data: bytes, name: str, code: str) -> None:
    assert refused(data, name).code == code


def test_an_empty_word_file_is_no_scan() -> None:
    found = refused(docx(p("")), "a.docx")
    assert found.code == "plan_empty"
    assert "scan" not in f"{found.vi} {found.en} {found.remedy_vi} {found.remedy_en}"


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (lambda: docx(p("Kế hoạch")), "ke-hoach.pdf", "plan_extension"),
        (lambda: docx(p("Kế hoạch")), "ke-hoach.doc", "plan_extension"),
        (text_pdf, "ke-hoach.docx", "plan_extension"),
        (lambda: "Kế hoạch".encode(), "ke-hoach.docx", "plan_extension"),
        (lambda: docx(p("Kế hoạch")), "ke-hoach.docm", "plan_macros"),
        (lambda: with_part("word/vbaProject.bin", b"x"), "ke-hoach.docx", "plan_macros"),
        (lambda: with_part("[Content_Types].xml", b"<Types>macroEnabled.main+xml</Types>"), "a.docx", "plan_macros"),
        (lambda: zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "a.docx", "plan_kind"),
        (lambda: zipped({"readme.txt": b"x"}), "a.docx", "plan_kind"),
        (lambda: docx(p("Kế hoạch"))[:-200], "a.docx", "plan_damaged"),
        (lambda: with_part(WORD, b"<w:document"), "a.docx", "plan_damaged"),
        (lambda: with_part(WORD, b"<a/>"), "a.docx", "plan_damaged"),
    ],
)
def test_files_that_pretend_carry_programs_or_are_torn(make: Callable[[], bytes], name: str, code: str) -> None:
    assert refused(make(), name).code == code


def test_a_damaged_part_of_the_archive_is_told_as_damage() -> None:
    whole = docx(p("Kế hoạch " * 2000))
    place = whole.index(b"word/document.xml") + 60
    assert refused(whole[:place] + os.urandom(40) + whole[place + 40 :], "a.docx").code == "plan_damaged"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert refused(with_part(WORD, b" " * (400 * 1024 * 1024)), "a.docx").code == "plan_too_heavy"


def test_an_archive_of_countless_parts_is_not_listed() -> None:
    assert refused(zipped({f"word/{n}.xml": b"" for n in range(5000)}), "a.docx").code == "plan_too_heavy"


def test_entities_are_not_expanded_and_no_file_is_read_by_them() -> None:
    tenfold = "".join("&l{n};" for _ in range(10))
    tenfold = "&l{0};" * 10
    laughs = "".join(f'<!ENTITY l{n + 1} "{tenfold.format(n)}">' for n in range(12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&l12;&f;</x>'
    assert refused(with_part(WORD, bomb.encode()), "a.docx").code == "plan_damaged"


def test_nesting_without_end_is_damage() -> None:
    deep = b"<w:p>" * 200_000
    assert refused(with_part(WORD, b'<w:document xmlns:w="x">' + deep), "a.docx").code == "plan_damaged"


def test_tables_in_tables_end_somewhere() -> None:
    inner = p("Kế hoạch")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert open_document(docx(inner), "a.docx").text == "Kế hoạch"


def test_a_table_that_claims_a_million_columns_has_few() -> None:
    span = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
    line = f"<w:tr><w:tc>{span}{p(chr(75))}</w:tc><w:tc>{p()}</w:tc></w:tr>"
    table = f"<w:tbl>{line * 3}</w:tbl>"
    assert len(open_document(docx(table), "a.docx").text) < 1000


def test_a_pdf_that_needs_a_password_says_so() -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /O (%b) /U (%b) /P -44 >>" % (b"o" * 32, b"u" * 32)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", lock]
    assert refused(assembled(objects, b"/Encrypt 3 0 R /ID [(a) (a)]"), "a.pdf").code == "plan_encrypted"


def test_a_scan_is_refused_with_what_to_do() -> None:
    images = b"/Resources << /XObject << /I 5 0 R >> >>"
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %b >>" % images,
        b"<< /Length 27 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        picture + b"/Length 1 >>\nstream\n\x80\nendstream",
    ]  # fmt: skip
    found = refused(assembled(objects), "a.pdf")
    assert found.code == "plan_scanned"
    assert "OCR" in found.remedy_vi


def test_a_pdf_of_a_million_objects_ends_within_bounds() -> None:
    sheet = Sheet([f"{n % 595} {n % 842} m {n % 500} {n % 700} l S" for n in range(250_000)])
    sheet.write(72, 700, "Kế hoạch phòng, chống ma túy năm 2024")
    began = time.perf_counter()
    assert outcome(pdf([sheet]), "a.pdf") in ("read", "plan_too_heavy")
    assert time.perf_counter() - began < SECONDS


def test_a_page_that_unpacks_to_half_a_gigabyte_ends_within_bounds() -> None:
    packed = zlib.compress(b"0 0 m 9 9 l S " * 40_000_000, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    began = time.perf_counter()
    assert outcome(assembled(objects), "a.pdf") in ("plan_too_heavy", "plan_scanned", "plan_empty")
    assert time.perf_counter() - began < SECONDS


def test_pages_that_refer_to_themselves_end() -> None:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9999999 /Kids [2 0 R 2 0 R] >>"]
    assert refused(assembled(objects), "a.pdf").code in ("plan_damaged", "plan_too_heavy", "plan_scanned", "plan_empty")


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_is_refused_or_read_and_never_more(seed: int) -> None:
    whole = bytearray(text_pdf() if seed % 2 else docx(p("Kế hoạch " * 50)))
    for place in range(seed, len(whole) - 8, max(1, len(whole) // 25)):
        whole[place] ^= 0x55
    assert outcome(bytes(whole), "").startswith(("read", "plan_"))


def test_text_in_an_old_encoding_is_told_as_such() -> None:
    tcvn3 = "KÕ ho¹ch phßng, chèng ma tuý n¨m 2024 cña Uû ban nh©n d©n thÞ x· ViÖt Yªn " * 5
    assert refused(tcvn3.encode(), "a.txt").code == "plan_legacy_letters"
    assert refused(docx(p(tcvn3)), "a.docx").code == "plan_legacy_letters"


def test_the_fenced_process_is_bounded_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    asked: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, bounds: asked.__setitem__(what, bounds))
    worker.bounded()
    assert asked[resource.RLIMIT_CORE] == asked[resource.RLIMIT_FSIZE] == (0, 0)
    assert asked[resource.RLIMIT_AS][0] <= 1024**3
    assert asked[resource.RLIMIT_CPU][0] < fence.SECONDS


def test_a_process_that_hangs_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 0.01)
    assert refused(docx(p("Kế hoạch")), "a.docx").code == "plan_too_heavy"


def test_a_zip_that_lies_about_sizes_is_read_no_further_than_its_bound() -> None:
    whole = bytearray(with_part(WORD, b" " * (60 * 1024 * 1024)))
    place = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<I", whole, place + 24, 10)
    assert refused(bytes(whole), "a.docx").code in ("plan_too_heavy", "plan_damaged")
