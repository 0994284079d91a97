from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinds import ontology
from loaders.facts import Division
from loaders.names import facility_name, regulation_name, unit_kind, unit_name
from tests import strategies

CITY = Division("青岚市", "city", "", "云岭省")
COUNTY = Division("云渡区", "county", "", "云岭省")
NAMED_WITH_PARENT = Division("南京市鼓楼区", "county", "320106", "江苏省")
MUNICIPALITY = Division("北京市", "province", "110000", "北京市")


@pytest.mark.parametrize(
    ("written", "city", "name"),
    [
        ("市城管局", CITY, "青岚市城市管理局"),
        ("青岚市城管局", CITY, "青岚市城市管理局"),
        ("青岚城管局", CITY, "青岚市城市管理局"),
        ("云岭省青岚市城市管理局", CITY, "青岚市城市管理局"),
        ("青岚市 城市管理局", CITY, "青岚市城市管理局"),
        ("市城管委办公室", CITY, "青岚市城市管理委员会办公室"),
        ("市运管委", CITY, "青岚市城市运行管理委员会"),
        ("城市运行管理委员会", CITY, "青岚市城市运行管理委员会"),
        ("市发展改革委", CITY, "青岚市发展和改革委员会"),
        ("市市场监管局", CITY, "青岚市市场监督管理局"),
        ("市市政管理中心", CITY, "青岚市市政管理中心"),
        ("市民政局", CITY, "青岚市民政局"),
        ("市政府", CITY, "青岚市人民政府"),
        ("市城管执法支队", CITY, "青岚市城市管理综合执法支队"),
        ("市交警支队", CITY, "青岚市公安局交通警察支队"),
        ("公安局", CITY, "青岚市公安局"),
        ("各县区(开发区)城管局", CITY, "各县区（开发区）城市管理局"),
        ("青岚市云渡区城管局", CITY, "云渡区城市管理局"),
        ("市云渡区城管局", CITY, "云渡区城市管理局"),
        ("青岚云渡区城管局", CITY, "云渡区城市管理局"),
        ("云渡区仙营街道", CITY, "云渡区仙营街道办事处"),
        ("省住建厅", CITY, "云岭省住房和城乡建设厅"),
        ("国家住建部", CITY, "住房和城乡建设部"),
        ("住房城乡建设部", CITY, "住房和城乡建设部"),
        ("区城管局", COUNTY, "云渡区城市管理局"),
        ("青岚市云渡区城市管理局", COUNTY, "云渡区城市管理局"),
        ("市城管局", COUNTY, "市城市管理局"),
        ("鼓楼区城管局", NAMED_WITH_PARENT, "南京市鼓楼区城市管理局"),
        ("区城管局", NAMED_WITH_PARENT, "南京市鼓楼区城市管理局"),
        ("市城管委", MUNICIPALITY, "北京市城市管理委员会"),
    ],
)
def test_a_unit_has_one_name_however_it_is_written(written: str, city: Division, name: str) -> None:
    assert unit_name(written, city) == name


@pytest.mark.parametrize(
    "written",
    [
        "市政科",
        "市政管理中心",
        "市容环境科",
        "市场科",
        "市民服务中心",
        "市直机关工委",
        "机关党委",
        "办公室",
        "区域中心",
    ],
)
def test_a_word_that_begins_like_a_level_of_government_is_left_alone(written: str) -> None:
    assert unit_name(written, CITY) == written


def test_the_bureau_above_is_the_issuer_where_the_issuer_is_a_bureau_of_this_city() -> None:
    assert unit_name("市局", CITY, issuer="青岚市水务局") == "青岚市水务局"
    assert unit_name("市局", COUNTY, issuer="云渡区水务局") == "市局"


@given(strategies.unit_names, st.sampled_from(strategies.CITIES))
def test_a_full_name_is_its_own_full_name(written: str, city: Division) -> None:
    name = unit_name(written, city)
    assert name
    assert unit_name(name, city) == name
    assert unit_kind(name) in ontology().kinds["Unit"].properties["kind"].values


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("青岚市人民公园", "人民公园"),
        ("青岚市民广场", "青岚市民广场"),
        ("运管服平台", "城市运行管理服务平台"),
        ("城市运管服平台", "城市运行管理服务平台"),
        ("城市运行管理服务平台（一期）", "城市运行管理服务平台"),
        ("“城市信息模型”平台（CIM）", "城市信息模型平台"),
        ("CIM平台", "城市信息模型平台"),
        ("市智慧渣土管理平台", "智慧渣土管理平台"),
        ("垃圾焚烧厂（二期）", "垃圾焚烧厂（二期）"),
        ("火炬路", "火炬路"),
    ],
)
def test_a_facility_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert facility_name(written, CITY) == name


@pytest.mark.parametrize(
    ("written", "kind", "owner", "name"),
    [
        ("青岚市城市绿化条例", "regulation", "青岚市", "城市绿化条例"),
        ("《城市绿化条例》", "regulation", "青岚市", "城市绿化条例"),
        ("青岚市城市绿化条例（修正）", "regulation", "青岚市", "城市绿化条例"),
        ("青岚市城市绿地系统规划(2016—2030年)", "plan", "青岚市", "城市绿地系统规划（2016-2030）"),
        ("青岚市城市绿化条例（2023版）", "regulation", "青岚市", "城市绿化条例"),
        ("青岚市城市绿化条例（修订）（征求意见稿）", "regulation", "青岚市", "城市绿化条例"),
        ("青岚市城市绿化条例（2021年第二次修正）", "regulation", "青岚市", "城市绿化条例"),
        ("公厕服务标准2.0版", "standard", "青岚市", "公厕服务标准"),
        ("公厕服务标准（第三版）", "standard", "青岚市", "公厕服务标准"),
        ("青岚市停车管理办法（试行）", "measures", "青岚市", "停车管理办法"),
        ("公园体系规划（2021—2035）", "plan", "青岚市", "公园体系规划（2021-2035）"),
        ("2024年度青岚市城市运行管理考评办法", "measures", "青岚市", "2024年度城市运行管理考评办法"),
        ("中华人民共和国行政处罚法", "law", "国家", "行政处罚法"),
        ("行政处罚法（修订草案）", "law", "国家", "行政处罚法"),
        ("中华人民共和国政府信息公开条例", "regulation", "国家", "政府信息公开条例"),
    ],
)
def test_a_norm_has_one_owner_and_name_however_it_is_written(written: str, kind: str, owner: str, name: str) -> None:
    assert regulation_name(written, kind, CITY) == (owner, name)


@given(strategies.names, st.sampled_from(strategies.CITIES))
def test_no_name_is_lost(written: str, city: Division) -> None:
    assert facility_name(written, city)
    assert all(regulation_name(written, "plan", city))
