from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run
from tests.invented import BRIDGES_2021, GREEN, plan_pdf, plan_text, three_years, write_plan
from visualizations.report import LIMIT


def test_each_plan_becomes_a_file_of_facts_at_their_characters(run: Run, tmp_path: Path) -> None:
    result = run("extract", three_years(tmp_path / "in"), "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2021.json", "2023.json", "2024.json"]
    made = json.loads((tmp_path / "out" / "2023.json").read_text("utf-8"))
    assert set(made) >= {"plan", "sections", "initiatives"}
    assert (made["plan"]["city"], made["plan"]["year"]) == ("青岚市", 2023)
    for item in made["initiatives"]:
        for fact in (*item["facilities"], *item["regulations"], *item["units"], *item["targets"]):
            assert item["text"][fact["start"] : fact["end"]]
    assert "口袋公园" in (tmp_path / "out" / "2023.json").read_text("utf-8")


def test_no_store_is_touched(run: Run, tmp_path: Path) -> None:
    run("extract", three_years(tmp_path / "in"))
    assert not (tmp_path / "untouched").exists()


def test_without_a_folder_a_summary_is_shown(run: Run, tmp_path: Path) -> None:
    result = run("extract", three_years(tmp_path))
    assert result.exit_code == 0
    for words in ("2021.txt", "青岚市", "2024"):
        assert words in result.stdout


def test_json_is_all_that_is_on_standard_output(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path)
    (tmp_path / "bad.txt").write_text("今天天气很好。", "utf-8")
    result = run("extract", tmp_path, "--json")
    assert result.exit_code == 1
    assert [plan["plan"]["year"] for plan in json.loads(result.stdout)] == [2021, 2023, 2024]
    assert "bad.txt" in result.stderr


def test_one_bad_file_never_stops_the_others(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_text("", "utf-8")
    (tmp_path / "in" / "broken.docx").write_bytes(b"PK\x03\x04 this is no archive")
    result = run("extract", tmp_path / "in", tmp_path / "gone.txt", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert "3 of 6 failed" in result.stderr
    for name in ("empty.txt", "broken.docx", "gone.txt"):
        assert name in result.stderr


def test_pages_that_are_missing_from_a_plan_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(plan_pdf(plan_text(2024, GREEN), "", "完。"))
    result = run("extract", tmp_path, "--json")
    assert result.exit_code == 0
    assert "plan.pdf: page 2 of 3 has no text layer" in result.stderr
    assert "page 2 of 3" in json.loads(result.stdout)[0]["plan"]["notes"][0]


def test_a_plan_that_does_not_say_its_year_asks_for_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"青岚市城市管理局工作要点\n\n一、基础设施\n1.{BRIDGES_2021}\n2.{GREEN}\n", "utf-8")
    result = run("extract", path)
    assert result.exit_code == 1
    assert "--year" in result.stderr
    assert run("extract", path, "--year", "2020").exit_code == 0


def test_a_plan_that_does_not_say_its_city_asks_for_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"2020年工作要点\n\n一、基础设施\n1.{BRIDGES_2021}\n2.{GREEN}\n", "utf-8")
    result = run("extract", path)
    assert result.exit_code == 1
    assert "--city" in result.stderr
    made = json.loads(run("extract", path, "--city", "榆城市", "--json").stdout)
    assert [plan["plan"]["city"] for plan in made] == ["榆城市"]


def test_two_plans_in_files_of_one_name_do_not_overwrite_each_other(run: Run, tmp_path: Path) -> None:
    write_plan(tmp_path / "in" / "a" / "plan.txt", 2021, BRIDGES_2021)
    write_plan(tmp_path / "in" / "b" / "plan.md", 2023, GREEN)
    result = run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "overwrite" in result.stderr
    assert "plan.md" in result.stderr
    assert json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))["plan"]["year"] == 2021


def test_an_empty_folder_is_a_problem_with_the_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("extract", tmp_path / "empty")
    assert result.exit_code == 1
    assert "no plan in this folder" in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["--year", "twenty", "x"], ["--year", "99999", "x"], ["--colour", "x"], ["x", "-o", __file__]]
)
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    assert run("extract", *arguments).exit_code == 2


def test_every_sample_can_be_read(run: Run) -> None:
    made = json.loads(run("extract", PROJECT / "samples", "--json").stdout)
    assert len(made) == 6
    assert {plan["plan"]["city"] for plan in made} >= {"济宁市", "济南市", "临沂市"}


def test_the_summary_is_whole_on_80_columns(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("extract", three_years(tmp_path)).stdout
    for heading in ("file", "city", "year", "items", "facilities", "norms", "units", "targets"):
        assert heading in shown
    assert all(f"{year}.txt" in shown for year in (2021, 2023, 2024))


def test_a_report_shows_every_plan_and_every_file_that_failed(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_text("", "utf-8")
    file = tmp_path / "new" / "核对.html"
    result = run("extract", tmp_path / "in", "--report", file)
    assert result.exit_code == 1
    assert result.stdout.endswith(f"{file}\n")
    page = file.read_text("utf-8")
    assert all(f"青岚市城市管理局{year}年工作要点" in page for year in (2021, 2023, 2024))
    assert "empty.txt" in page
    assert "empty.txt" in result.stderr


def test_a_report_goes_together_with_files_and_json(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path / "in")
    file, folder = tmp_path / "report.html", tmp_path / "out"
    printed = json.loads(run("extract", tmp_path / "in", "--report", file, "-o", folder, "--json").stdout)
    assert printed["report"] == str(file)
    assert len(printed["written"]) == 3
    assert file.exists()
    file.unlink()
    assert len(json.loads(run("extract", tmp_path / "in", "--report", file, "--json").stdout)) == 3
    assert file.exists()
    assert "report" not in json.loads(run("extract", tmp_path / "in", "-o", folder, "--json").stdout)


def test_the_same_plans_give_the_same_report(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path / "in")
    for name in ("a.html", "b.html"):
        run("extract", tmp_path / "in", "--report", tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_report_that_cannot_be_written_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path / "in")
    (tmp_path / "taken").write_text("", "utf-8")
    result = run("extract", tmp_path / "in", "--report", tmp_path / "taken" / "report.html")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_a_report_of_too_many_plans_says_what_it_shows(run: Run, tmp_path: Path) -> None:
    for number in range(LIMIT + 1):
        city, year = ("青岚市", "榆城市", "棠陵市")[number % 3], 1950 + number // 3
        write_plan(tmp_path / "in" / f"{number}.txt", year, GREEN, city=city)
    result = run("extract", tmp_path / "in", "--report", tmp_path / "report.html")
    assert result.exit_code == 0
    assert f"shows the first {LIMIT} of {LIMIT + 1} plans" in result.stderr
