"""`chungtay plan read`: JSON for programs, Vietnamese for people, exit code 3 for what is refused."""

import json
from pathlib import Path

from click.testing import CliRunner
from plan_support import SAMPLE

from chungtay_tasks.cli_plan import plan


def run(*arguments: str):
    return CliRunner().invoke(plan, ["read", *arguments])


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
    assert "UTF-8" in result.stderr


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.txt"))
    assert result.exit_code == 3
    assert "nowhere.txt" in result.stderr
