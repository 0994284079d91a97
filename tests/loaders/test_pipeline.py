from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import NotAPlan, UnreadableFile
from loaders.facts import Division, Plan
from loaders.pipeline import Given, read_plan
from loaders.to_json import plan_to_json

TEXT = """泠浦市城市管理局关于印发2024年工作要点的通知
泠城管发〔2024〕5号
局属各单位：
现将《泠浦市城市管理局2024年工作要点》印发给你们。
泠浦市城市管理局
2024年2月8日
泠浦市城市管理局2024年工作要点

一、补齐市政短板
1.推进桥梁检测。检测桥梁23座，检测率不低于98%，修订《泠浦市桥梁养护办法》。
牵头领导：柏 舟
责任单位（科室）：桥隧科，市桥隧中心
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "泠浦2024.txt"
    path.write_text(TEXT, "utf-8")
    return path


def write(folder: Path, text: str) -> Path:
    path = folder / "plan.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_file_becomes_a_plan_with_its_head_sections_and_facts(file: Path) -> None:
    plan = read_plan(file)
    assert (plan.city.name, plan.city.level, plan.year) == ("泠浦市", "city", 2024)
    assert (plan.title, plan.issuer) == ("泠浦市城市管理局2024年工作要点", "泠浦市城市管理局")
    assert (plan.doc_number, plan.issued_on) == ("泠城管发〔2024〕5号", "2024-02-08")
    assert [(section.ordinal, section.title) for section in plan.sections] == [(1, "补齐市政短板")]
    (item,) = plan.initiatives
    assert (item.number, item.section, item.title) == (1, 1, "推进桥梁检测")
    assert [(unit.name, unit.role) for unit in item.units] == [("桥隧科", "lead"), ("市桥隧中心", "support")]
    assert [official.name for official in item.officials] == ["柏舟"]
    assert [(norm.name, norm.action) for norm in item.regulations] == [("泠浦市桥梁养护办法", "修订")]
    assert [(target.value, target.unit, target.op) for target in item.targets] == [(23, "座", "="), (98, "%", ">=")]
    assert [(thing.name, thing.count) for thing in item.facilities] == [("桥梁", 23)]


def test_a_plan_names_its_source_and_the_digest_of_its_bytes(file: Path) -> None:
    plan = read_plan(file)
    assert plan.source == "泠浦2024.txt"
    assert plan.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_reading_a_file_twice_gives_equal_plans(file: Path) -> None:
    assert read_plan(file) == read_plan(file)


def test_a_text_without_numbered_items_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(NotAPlan, match="no numbered items"):
        read_plan(write(tmp_path, "泠浦市城市管理局2024年工作要点\n全年要改造桥梁。\n"))


def test_a_text_that_names_no_year_asks_for_it_and_takes_the_given_one(tmp_path: Path) -> None:
    path = write(tmp_path, "泠浦市城市管理局工作要点\n1.检测桥梁。\n")
    with pytest.raises(NotAPlan, match="--year"):
        read_plan(path)
    assert read_plan(path, Given(year=2019)).year == 2019


def test_a_text_that_names_no_city_asks_for_it_and_takes_the_given_one(tmp_path: Path) -> None:
    path = write(tmp_path, "2024年工作要点\n1.检测桥梁。\n")
    with pytest.raises(NotAPlan, match="--city"):
        read_plan(path)
    assert read_plan(path, Given(city="泠浦市")).city == Division("泠浦市", "city")


def test_what_the_document_says_comes_before_what_is_given(file: Path) -> None:
    said = read_plan(file)
    plan = read_plan(file, Given(city="荻津市", year=2020))
    assert (plan.city, plan.year) == (said.city, said.year)


def test_a_plan_without_a_title_is_called_by_its_file_and_issued_by_its_city(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, "1.检测桥梁。\n"), Given(city="泠浦市", year=2024))
    assert (plan.title, plan.issuer) == ("plan", "泠浦市")


def test_a_file_without_text_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_plan(write(tmp_path, " \n"))


# --- as JSON ------------------------------------------------------------------------------------


@pytest.fixture
def plan(file: Path) -> Plan:
    return read_plan(file)


def test_json_survives_being_written_and_read(plan: Plan) -> None:
    shape = plan_to_json(plan)
    assert json.loads(json.dumps(shape, ensure_ascii=False, allow_nan=False)) == shape


def test_json_gives_each_fact_the_offsets_of_its_words(plan: Plan) -> None:
    item = plan_to_json(plan)["initiatives"][0]
    text = item["text"]
    assert [text[unit["start"] : unit["end"]] for unit in item["units"]] == ["桥隧科", "市桥隧中心"]
    assert [text[norm["start"] : norm["end"]] for norm in item["regulations"]] == ["泠浦市桥梁养护办法"]
    assert [text[target["start"] : target["end"]] for target in item["targets"]] == ["23座", "不低于98%"]
    assert [text[thing["start"] : thing["end"]] for thing in item["facilities"]] == ["桥梁23座"]
    assert item["officials"] == ["柏舟"]


def test_json_writes_whole_numbers_without_a_fraction_and_counts_only_where_there_is_one(tmp_path: Path) -> None:
    text = "泠浦市城市管理局2024年工作要点\n1.检测桥梁23座，改造云棠路（甲门至乙门）1.5公里。\n"
    item = plan_to_json(read_plan(write(tmp_path, text)))["initiatives"][0]
    assert '"value": 23,' in json.dumps(item)
    assert '"value": 1.5,' in json.dumps(item)
    named = next(thing for thing in item["facilities"] if thing["name"] == "云棠路")
    assert named["segment"] == "甲门至乙门"
    assert "count" not in named
    counted = next(thing for thing in item["facilities"] if thing["name"] == "桥梁")
    assert (counted["count"], counted["measure"]) == (23, "座")
    assert "segment" not in counted


def test_json_gives_a_target_its_due_time_where_there_is_one(tmp_path: Path) -> None:
    text = "泠浦市城市管理局2024年工作要点\n1.6月底前检测桥梁23座。清洗护栏30公里。\n"
    targets = plan_to_json(read_plan(write(tmp_path, text)))["initiatives"][0]["targets"]
    assert [target.get("due") for target in targets] == ["6月底前", None]
