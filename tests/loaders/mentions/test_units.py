from __future__ import annotations

import pytest

from tests.loaders.mentions import facts


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in facts(text).units]


def mentioned(text: str) -> list[str]:
    return [name for name, role in units(text) if role == "mentioned"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会同市公安局、市财政局联合执法。", ["市公安局", "市财政局"]),
        ("与市住房和城乡建设局衔接。", ["市住房和城乡建设局"]),
        ("与省水利厅衔接。", ["省水利厅"]),
        ("会同市公安局森林警察支队、市邮政管理局查处违规调运。", ["市公安局森林警察支队", "市邮政管理局"]),
        ("配合省生态环境厅督察。", ["省生态环境厅"]),
        ("报送区司法局审核。", ["区司法局"]),
        ("送区司法局审核，报县政府。", ["区司法局", "县政府"]),
        ("对接市委编办。", ["市委编办"]),
        ("由市委组织部、市总工会共同举办。", ["市委组织部", "市总工会"]),
        ("发挥市安委会作用。", ["市安委会"]),
        ("由市数据局和市海事处会商。", ["市数据局", "市海事处"]),
        ("由住建部评定。", ["住建部"]),
        ("向国家发展改革委争取资金。", ["国家发展改革委"]),
        ("与荻津市城市管理局签约。", ["荻津市城市管理局"]),
        ("指导槿阳区人民政府、荻津经开区管委会落实。", ["槿阳区人民政府", "荻津经开区管委会"]),
        ("由泠浦数投公司运营。", ["泠浦数投公司"]),
        ("由桦屏环卫集团运营。", ["桦屏环卫集团"]),
        ("在岫岭街道、柳枢镇开展试点。", ["岫岭街道", "柳枢镇"]),
        ("在柳枢街道办事处试点。", ["柳枢街道办事处"]),
        ("在槿阳区柳枢街道试点。", ["槿阳区柳枢街道"]),
        ("由霁川高新区、荻津经济开发区率先建成。", ["霁川高新区", "荻津经济开发区"]),
        ("市委、市政府高度重视。", ["市委", "市政府"]),
        ("市园林中心选派骨干。", ["市园林中心"]),
    ],
)
def test_a_named_organisation_is_mentioned(text: str, names: list[str]) -> None:
    assert mentioned(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "各区人民政府、有关部门要落实。",
        "县市区、企业、社区要落实。",
        "市级部门、职能部门、上级主管部门要落实。",
        "住建部门、公安部门要联动。",
        "各局、各委、我局、本局要落实。",
        "每个街道、全市街道、各镇开展评比。",
        "市级机关、市直部门带头。",
        "推动局党组落实责任。",
        "桥隧科、财务科要配合。",
        "建设市民中心、市文化馆。",
        "成立工作专班，压实主体责任。",
        "落实《市公安局管理办法》。",
        "推进政务公开，办理市民诉求。",
        "打造区域金融中心，壮大县域经济集团。",
    ],
)
def test_generic_words_offices_and_buildings_are_no_mentioned_units(text: str) -> None:
    assert mentioned(text) == []


def test_a_unit_is_mentioned_once() -> None:
    assert mentioned("会同市公安局执法，支持市公安局布控。") == ["市公安局"]


def test_a_responsible_unit_is_not_mentioned_as_well() -> None:
    assert units("会同市公安局执法，向市财政局报账。\n责任单位：桥隧科，市公安局") == [
        ("桥隧科", "lead"),
        ("市公安局", "support"),
        ("市财政局", "mentioned"),
    ]


def test_a_mentioned_unit_points_at_its_characters() -> None:
    text = "上报桥梁病害，送区司法局审核。"
    (unit,) = facts(text).units
    unit.evidence.check(text)
    assert unit.evidence.quote == "区司法局"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会同岫岭县城管局、桦屏县城乡建设局执法。", ["岫岭县城管局", "桦屏县城乡建设局"]),
        ("与市民政局、市市场监管局对接。", ["市民政局", "市市场监管局"]),
        ("向市政务服务局、县市场监管局报告。", ["市政务服务局", "县市场监管局"]),
        ("联合霁川供电公司、国网泠浦供电公司迁移杆线。", ["霁川供电公司", "国网泠浦供电公司"]),
        ("联合中国移动霁川分公司推进。", ["中国移动霁川分公司"]),
        ("委托霁川规划设计研究院、省城乡规划设计研究院编制。", ["霁川规划设计研究院", "省城乡规划设计研究院"]),
        ("联合霁川海关、霁川银行、建设银行霁川分行推进。", ["霁川海关", "霁川银行", "建设银行霁川分行"]),
        ("与市残联、团市委共同开展。", ["市残联", "团市委"]),
        ("自觉接受区人大常委会监督。", ["区人大常委会"]),
        ("争取省发展改革委、国务院安委办支持。", ["省发展改革委", "国务院安委办"]),
        ("报市委常委会研究，报市政府常务会议审议。", ["市委", "市政府"]),
        ("市城管局市政科要加强巡查。", ["市城管局市政科"]),
        ("指导县城区管委会工作。", ["县城区管委会"]),
    ],
)
def test_an_organisation_is_mentioned_by_its_whole_name(text: str, names: list[str]) -> None:
    assert sorted(mentioned(text)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会同市妇幼保健院开展筛查。", ["市妇幼保健院"]),
        ("与市第一人民医院、霁川大学附属医院共建胸痛中心。", ["市第一人民医院", "霁川大学附属医院"]),
        ("联合市政务服务中心优化流程。", ["市政务服务中心"]),
        ("委托桦屏大学、霁川职业技术学院培训。", ["桦屏大学", "霁川职业技术学院"]),
        ("新建市妇幼保健院。", []),
        ("联合省农科院、市林科院推广良种。", ["省农科院", "市林科院"]),
        ("完成丁桥镇污水处理站改造。", []),
        ("选派教师到丁桥镇薄弱学校交流。", ["丁桥镇"]),
        ("改造市第一人民医院周边道路。", []),
        ("优化市政务服务中心窗口。", []),
        ("联合高校、医院开展活动。", []),
    ],
)
def test_a_house_is_mentioned_as_a_unit_only_where_it_acts(text: str, names: list[str]) -> None:
    assert sorted(mentioned(text)) == sorted(names)
