from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import gazetteer
from loaders.facts import Division
from loaders.gazetteer import division_of, find

COMMON_WORDS = """
城市管理局 市区 小区 社区 园区 景区 全市 我市 各县 本市 自治区 市城管局
省住房城乡建设厅 高新区 新区 市 区 县 省 县级平台 智慧城市运行中心
海绵城市建设专班 青岚城市管理局 建成区 中心城区 主城区 县市区 农贸市场管理中心
文化市场综合执法支队 旅游度假区 开发区管委会 国家电网 国家级新区 财政部门
南京路街道办事处 北京路 中央公园管理处 城区城管局 棚户区改造办公室
各县区（开发区）城管局 局属各单位 环卫园林管理科 市委宣传部 水资源区划办公室
联盟秘书处 九县各单位 吉林城管局
"""


@pytest.mark.parametrize(
    ("organisation", "name", "level", "adcode", "province"),
    [
        ("济宁市城市管理局", "济宁市", "city", "370800", "山东省"),
        ("济宁市 城市管理局\n", "济宁市", "city", "370800", "山东省"),
        ("中共济宁市委办公室", "济宁市", "city", "370800", "山东省"),
        ("山东省住房和城乡建设厅", "山东省", "province", "370000", "山东省"),
        ("广西住建厅", "广西壮族自治区", "province", "450000", "广西壮族自治区"),
        ("上海市", "上海市", "province", "310000", "上海市"),
        ("上海", "上海市", "province", "310000", "上海市"),
        ("香港特别行政区政府", "香港特别行政区", "province", "810000", "香港特别行政区"),
        ("任城区城市管理局", "任城区", "county", "370811", "山东省"),
        ("济宁市任城区城市管理局", "任城区", "county", "370811", "山东省"),
        ("山东省济宁市任城区城市管理局", "任城区", "county", "370811", "山东省"),
        ("邹城市综合行政执法局", "邹城市", "county", "370883", "山东省"),
        ("仙桃市城市管理执法局", "仙桃市", "county", "429004", "湖北省"),
        ("白杨市人民政府", "白杨市", "county", "659012", "新疆维吾尔自治区"),
        ("济南城管局", "济南市", "city", "370100", "山东省"),
        ("2023年济南市城市管理工作要点", "济南市", "city", "370100", "山东省"),
        ("济南2023年城市管理工作要点", "济南市", "city", "370100", "山东省"),
        ("东莞城管局", "东莞市", "city", "441900", "广东省"),
        ("延边州住建局", "延边朝鲜族自治州", "city", "222400", "吉林省"),
        ("海南州住建局", "海南藏族自治州", "city", "632500", "青海省"),
        ("海南省住建厅", "海南省", "province", "460000", "海南省"),
        ("吉林市城管局", "吉林市", "city", "220200", "吉林省"),
        ("吉林省住建厅", "吉林省", "province", "220000", "吉林省"),
        ("兴安盟住建局", "兴安盟", "city", "152200", "内蒙古自治区"),
        ("大兴安岭地区行政公署", "大兴安岭地区", "city", "232700", "黑龙江省"),
        ("国家税务总局济宁市税务局", "济宁市", "city", "370800", "山东省"),
        ("新疆生产建设兵团", "新疆维吾尔自治区", "province", "650000", "新疆维吾尔自治区"),
    ],
)
def test_is_a_listed_division_found_in_the_name_of_its_office(
    organisation: str, name: str, level: str, adcode: str, province: str
) -> None:
    found = division_of(organisation)
    assert found is not None
    assert (found.name, found.level, found.adcode, found.province) == (name, level, adcode, province)


@pytest.mark.parametrize(
    ("organisation", "name", "level"),
    [
        ("青岚市人民政府办公室", "青岚市", "city"),
        ("榆城市城市管理局", "榆城市", "city"),
        ("云渡区应急管理局", "云渡区", "county"),
        ("青岚市云渡区应急管理局", "云渡区", "county"),
        ("榆城区城市管理局", "榆城区", "county"),
        ("云泽县住建局", "云泽县", "county"),
        ("云泽旗住建局", "云泽旗", "county"),
        ("云泽自治县人民政府", "云泽自治县", "county"),
        ("云泽林区管理局", "云泽林区", "county"),
        ("云泽自治州住建局", "云泽自治州", "city"),
        ("云泽地区行政公署", "云泽地区", "city"),
        ("云泽盟行政公署", "云泽盟", "city"),
        ("云泽自治区人民政府", "云泽自治区", "province"),
        ("青岚经济技术开发区管委会", "青岚经济技术开发区", "county"),
    ],
)
def test_is_a_division_that_is_not_listed_known_by_its_form(organisation: str, name: str, level: str) -> None:
    found = division_of(organisation)
    assert found is not None
    assert (found.name, found.level, found.adcode) == (name, level, "")


@pytest.mark.parametrize(
    "organisation",
    [
        "国务院办公厅",
        "国家发展和改革委员会",
        "住房和城乡建设部",
        "住建部",
        "中华人民共和国",
        "中央文明办",
        "国家",
    ],
)
def test_do_the_organs_of_the_state_belong_to_the_nation(organisation: str) -> None:
    assert division_of(organisation) == Division("国家", "nation")


@pytest.mark.parametrize("words", COMMON_WORDS.split())
def test_are_common_words_no_divisions(words: str) -> None:
    assert division_of(words) is None


@pytest.mark.parametrize("tail", ["文化市场综合执法支队", "棚户区改造中心", "水资源区划办公室", "老城区更新指挥部"])
def test_do_common_words_after_a_city_leave_it_the_city(tail: str) -> None:
    found = division_of("济宁市" + tail)
    assert found is not None
    assert found.name == "济宁市"


def test_does_a_shared_name_need_its_parent() -> None:
    assert division_of("鼓楼区城市管理局") == Division("鼓楼区", "county")
    assert division_of("南京市鼓楼区城市管理局") == Division("南京市鼓楼区", "county", "320106", "江苏省")
    assert division_of("福建省鼓楼区城市管理局") == Division("福州市鼓楼区", "county", "350102", "福建省")
    assert division_of("山东省市中区城市管理局") == Division("山东省市中区", "county", "", "山东省")
    assert division_of("济南市中区城市管理局") == division_of("济南市市中区城市管理局")
    assert division_of("北京市朝阳区") == Division("北京市朝阳区", "county", "110105", "北京市")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("济宁高新区", "济宁高新区"),
        ("济宁市高新区管委会", "济宁高新区"),
        ("青岚市高新区", "青岚高新区"),
        ("青岛西海岸新区", "青岛西海岸新区"),
        ("济宁市太白湖新区城管局", "济宁太白湖新区"),
        ("太白湖新区城管局", "太白湖新区"),
        ("苏州工业园区", "苏州工业园区"),
        ("上海浦东新区", "浦东新区"),
    ],
)
def test_is_a_development_zone_one_place_however_it_is_written(written: str, name: str) -> None:
    found = division_of(written)
    assert found is not None
    assert (found.name, found.level) == (name, "county")


def test_does_find_return_all_divisions_of_a_name() -> None:
    assert [d.name for d in find("鼓楼区")] == [
        "南京市鼓楼区",
        "徐州市鼓楼区",
        "福州市鼓楼区",
        "开封市鼓楼区",
    ]
    assert [d.adcode for d in find("鼓楼区", parent="江苏省")] == ["320106", "320302"]
    assert [d.adcode for d in find("鼓楼区", parent="徐州")] == ["320302"]
    assert find("南京市鼓楼区") == find("鼓楼区", parent="南京市")
    assert find("任城区") == [Division("任城区", "county", "370811", "山东省")]
    assert find("市辖区") == find("省直辖县级行政区划") == find("没有") == []


def test_does_every_listed_division_find_itself() -> None:
    """The list is its own oracle: a label leads back to the division it was made for."""
    lost = [
        entry.label
        for entry in gazetteer._table().by_code.values()
        if (found := division_of(entry.label + "人民政府")) is None or found != entry.division
    ]
    assert lost == []


def test_is_the_table_complete_and_well_formed() -> None:
    path = Path(gazetteer.__file__).parent / "lexicon" / "divisions.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = {row["adcode"] for row in rows}
    assert len(codes) == len(rows)
    assert [row["adcode"] for row in rows] == sorted(codes)
    assert all(row["parent"] in codes for row in rows if row["level"] != "province")
    assert not [row["name"] for row in rows if row["name"] in ("市辖区", "县") or "直辖" in row["name"]]
    assert sum(row["level"] == "province" for row in rows) == 34
    assert sum(row["level"] == "city" for row in rows) == 333
    labels = [entry.label for entry in gazetteer._table().by_code.values()]
    assert len(set(labels)) == len(labels)


@given(st.text(st.sampled_from("济宁市区县省州盟旗城高新开发区管委会自治国家部山东 （）、1a\n"), max_size=20))
def test_does_odd_input_never_raise(text: str) -> None:
    found = division_of(text)
    assert found is None or found.name


@pytest.mark.parametrize("bureau", ["卫生健康局", "教育局", "水务局", "农业农村局"])
def test_a_district_whose_name_ends_like_a_park_is_told_by_its_bureau(bureau: str) -> None:
    found = division_of(f"棹园区{bureau}")
    assert found is not None
    assert found.name == "棹园区"
    assert division_of("甲山产业园区管理委员会") is None or division_of("甲山产业园区管理委员会") != found
