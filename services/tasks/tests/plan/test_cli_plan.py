"""`chungtay plan read` and `coverage`: JSON for programs, Vietnamese for people, exit code 3 for what is refused."""

import json
from pathlib import Path

import docx
from click.testing import CliRunner
from plan_support import SAMPLE

from chungtay_tasks.cli_plan import plan

BODY = "KẾ HOẠCH\nTổng vệ sinh\n\nII. NHIỆM VỤ\n1. Công an xã\nTuần tra các tuyến.\n"


def run(*arguments: str, verb: str = "read"):
    return CliRunner().invoke(plan, [verb, *arguments])


def written(folder: Path, text: str) -> str:
    file = folder / "plan.txt"
    file.write_text(text, "utf-8")
    return str(file)


def test_json_is_the_reading() -> None:
    result = run(str(SAMPLE), "--json")
    reading = json.loads(result.stdout)
    assert result.exit_code == 0
    assert reading["period"] == {"start": "2024-06-01", "end": "2024-06-30"}
    assert {"text", "assignments", "reports", "context", "unassigned", "doubts"} <= set(reading)


def test_people_get_a_vietnamese_summary() -> None:
    result = run(str(SAMPLE))
    assert result.exit_code == 0
    assert "48 nhiệm vụ trong 20 đoạn" in result.stdout
    assert "UBND thị xã (qua Công an thị xã), trước 01/07/2024" in result.stdout


def test_a_refused_file_says_what_and_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7")
    result = run(str(file))
    assert result.exit_code == 3
    assert "plan.pdf" in result.stderr
    assert "PDF bị hỏng" in result.stderr
    assert "lưu thành bản mới" in result.stderr


def test_a_word_file_is_read_and_what_is_not_in_its_text_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    for line in BODY.splitlines():
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "Tài liệu lưu hành nội bộ"
    document.save(str(tmp_path / "plan.docx"))
    result = run(str(tmp_path / "plan.docx"))
    assert result.exit_code == 0
    assert "Công an xã" in result.stdout
    assert "Tài liệu lưu hành nội bộ" in result.stderr


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.txt"))
    assert result.exit_code == 3
    assert "nowhere.txt" in result.stderr


def test_coverage_is_all_of_the_text_and_well_where_everything_is_assigned(tmp_path: Path) -> None:
    result = run(written(tmp_path, BODY), "--json", verb="coverage")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["duty"] + found["context"] == found["letters"]
    assert found["unassigned"] == found["missed"] == 0


def test_coverage_names_what_nobody_does_with_its_place_and_exits_1(tmp_path: Path) -> None:
    text = BODY + "III. TỔ CHỨC\n1. Hoàn thành tuyển sinh trước ngày 31/7/2024.\n"
    result = run(written(tmp_path, text), verb="coverage")
    assert result.exit_code == 1
    assert "dòng 7 (III.1)" in result.stdout
    assert "Hoàn thành tuyển sinh" in result.stdout
    found = json.loads(run(written(tmp_path, text), "--json", verb="coverage").stdout)
    (piece,) = [piece for piece in found["pieces"] if piece["unassigned"]]
    assert (piece["why"], piece["line"], piece["clause"]) == ("no_agency", 7, "III.1")


def test_coverage_lists_doubts_and_is_still_well(tmp_path: Path) -> None:
    result = run(str(SAMPLE), verb="coverage")
    assert result.exit_code == 0
    assert "Văn bản chưa có số." in result.stdout


def test_coverage_of_a_refused_file_exits_3(tmp_path: Path) -> None:
    assert run(written(tmp_path, "MẬT\n" + BODY), verb="coverage").exit_code == 3
