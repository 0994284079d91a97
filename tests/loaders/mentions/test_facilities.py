from __future__ import annotations

import pytest

from tests.loaders.mentions import facts


def named(text: str) -> list[tuple[str, str]]:
    return [(thing.name, thing.kind) for thing in facts(text).facilities if thing.count is None]


def counted(text: str) -> list[tuple[str, float, str | None]]:
    return [(thing.name, thing.count, thing.measure) for thing in facts(text).facilities if thing.count is not None]


# --- named things -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("加固望岫大桥。", "望岫大桥", "bridge"),
        ("加固青棹桥。", "青棹桥", "bridge"),
        ("检测云棠立交。", "云棠立交", "bridge"),
        ("整治鹿脊隧道渗水。", "鹿脊隧道", "tunnel"),
        ("改造柳枢大街。", "柳枢大街", "road"),
        ("开工建设云棠互通。", "云棠互通", "road"),
        ("修缮听棹巷。", "听棹巷", "road"),
        ("提升云棠公园品质。", "云棠公园", "park"),
        ("开放鹿鸣湿地公园。", "鹿鸣湿地公园", "park"),
        ("启用西岭污水处理厂。", "西岭污水处理厂", "drainage"),
        ("更新望岫排涝站机组。", "望岫排涝站", "drainage"),
        ("治理柳枢路积水点。", "柳枢路积水点", "drainage"),
        ("对鹿脊垃圾填埋场实施封场。", "鹿脊垃圾填埋场", "waste"),
        ("启用云棠停车场。", "云棠停车场", "parking"),
        ("建成荻津体育中心。", "荻津体育中心", "building"),
        ("完成栗坞水库除险加固。", "栗坞水库", "other"),
        ("美化云棠广场。", "云棠广场", "other"),
    ],
)
def test_a_thing_with_a_proper_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert named(text) == [(name, kind)]


def test_a_list_of_names_is_split() -> None:
    assert named("改造云棠路、柳枢大街和沐川大道。") == [("云棠路", "road"), ("柳枢大街", "road"), ("沐川大道", "road")]


@pytest.mark.parametrize("road", ["建设路", "解放大道", "发展大街"])
def test_a_verb_may_be_the_name_of_a_road(road: str) -> None:
    assert named(f"改造{road}。") == [(road, "road")]


def test_words_of_place_before_a_name_are_no_part_of_it() -> None:
    assert named("整治主城区云棠路、老旧的青棹桥。") == [("云棠路", "road"), ("青棹桥", "bridge")]


@pytest.mark.parametrize("segment", ["甲门街至乙门街", "甲门街—乙门街", "甲门街-乙门街", "甲门街到乙门街"])
@pytest.mark.parametrize("brackets", ["（{}）", "({})"])
def test_a_segment_belongs_to_its_road_and_its_ends_are_nothing_of_their_own(segment: str, brackets: str) -> None:
    (thing,) = facts(f"改造云棠路{brackets.format(segment)}。").facilities
    assert (thing.name, thing.segment) == ("云棠路", segment)


def test_a_road_is_listed_once_for_each_segment() -> None:
    things = facts("改造青棹路（甲门至乙门）、青棹路（丙门至丁门），清洗青棹路（甲门至乙门）。").facilities
    assert [(thing.name, thing.segment) for thing in things] == [("青棹路", "甲门至乙门"), ("青棹路", "丙门至丁门")]


def test_a_name_is_listed_once_though_it_comes_twice() -> None:
    assert named("加固青棹桥，检测青棹桥。") == [("青棹桥", "bridge")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("实施沐川路东延。", "沐川路东延"),
        ("建成西岭污水处理厂二期。", "西岭污水处理厂二期"),
        ("建成西岭污水处理厂（一期）。", "西岭污水处理厂（一期）"),
        ("整治G25荻津高速。", "G25荻津高速"),
    ],
)
def test_a_phase_a_part_or_a_number_belongs_to_the_name(text: str, name: str) -> None:
    assert [found for found, _ in named(text)] == [name]


def test_a_project_is_named_after_its_place_and_plant() -> None:
    assert named("建成荻浦生活垃圾焚烧发电二期项目。") == [("荻浦生活垃圾焚烧发电二期项目", "waste")]


@pytest.mark.parametrize(
    "text",
    [
        "提升道路照明水平，维护桥梁和隧道。",
        "建成各类公园、停车场、公厕。",
        "整治公共停车场，新建街头游园。",
        "改造雨水管网和路灯设施。",
        "打通断头路，改造主次干道。",
        "推广“路长制”，落实公园城市理念。",
        "走好群众路线，拓宽思路。",
        "开展“清风行动”，修桥铺路。",
        "更新公交车，配备果皮箱。",
        "各街道要因地制宜。",
        "打造桥头公园，提升桥下空间品质。",
        "落实《云棠公园管理办法》。",
        "推进口袋公园、绿道、公厕建设。",
    ],
)
def test_class_words_areas_campaigns_and_titles_name_nothing(text: str) -> None:
    assert named(text) == []


# --- how names are built, in plans of any trade --------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("滨棹东路", "road"),
        ("荻津至柳枢公路", "road"),
        ("X035县道", "road"),
        ("望岫大道北段", "road"),
        ("丹枫西路延伸线", "road"),
        ("临渡漫水桥", "bridge"),
        ("柳枢提升泵站", "drainage"),
        ("荻湾水质净化厂", "drainage"),
        ("望岫遗址公园", "park"),
        ("凤棹乐园", "park"),
        ("槐棹公厕", "toilet"),
        ("枫坞餐厨垃圾处理厂", "waste"),
        ("枫坞柑橘分拣中心", "building"),
        ("枫坞垃圾分拣中心", "waste"),
        ("荻津客运站", "transit"),
        ("琅桥码头", "other"),
        ("鹿岫索道", "other"),
        ("望岫塔", "other"),
        ("北棹城墙", "other"),
        ("220千伏屿棹变电站", "other"),
        ("栖棹路自驾营地", "other"),
        ("枫棹冷链物流园", "other"),
        ("柳棹县人民医院", "building"),
        ("望岫县妇幼保健院新院", "building"),
        ("柳枢派出所", "building"),
        ("桃棹里社区卫生服务站", "building"),
        ("数字孪生云棹水库", "platform"),
        ("荻津市不动产登记信息平台", "platform"),
        ("棹川化工园区封闭化管理系统", "platform"),
    ],
)
@pytest.mark.parametrize("frame", ["加快建设{}，年内投用。", "完成{}改造提升。", "推进{}等项目建设。"])
def test_what_is_built_is_found_with_its_whole_name(name: str, kind: str, frame: str) -> None:
    assert named(frame.format(name)) == [(name, kind)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("除险加固望棹闸、东棹闸。", ["望棹闸", "东棹闸"]),
        ("启用竹棹工坊。", ["竹棹工坊"]),
        ("修缮古棹戏台。", ["古棹戏台"]),
        ("棹歌光电二期6月底前竣工投产。", ["棹歌光电二期"]),
        ("推动云棹家园、汀棹苑两个示范项目建设。", ["云棹家园", "汀棹苑"]),
        ("完成甲棹水厂、乙棹水厂两座水厂改造。", ["甲棹水厂", "乙棹水厂"]),
        ("S243线浔棹至石棹段建成通车。", ["S243线浔棹至石棹段"]),
        ("建成县级快递共配中心。", ["县级快递共配中心"]),
    ],
)
def test_what_is_built_is_told_by_its_ending_its_phase_and_its_list(text: str, names: list[str]) -> None:
    assert [name for name, _ in named(text)] == names


@pytest.mark.parametrize(
    "text",
    ["实施填埋场封场。", "建设提灌泵站3座。", "新建自动雨量站12处。", "打造名师工作室。", "建成垃圾分类示范小区8个。"],
)
def test_a_class_an_act_or_a_team_is_no_thing_that_is_built(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("project", ["扩建工程", "迁建项目", "续建配套与现代化改造项目"])
@pytest.mark.parametrize("thing", ["西岭污水处理厂", "荻浦灌区", "云棹县殡仪馆"])
def test_the_project_that_builds_a_thing_belongs_to_its_name(thing: str, project: str) -> None:
    assert [name for name, _ in named(f"启动{thing}{project}。")] == [thing + project]


@pytest.mark.parametrize(
    "organ", ["柳枢县人民医院", "望岫职业学院", "荻津派出所", "区融媒体中心", "市未成年人救助保护中心"]
)
def test_an_organ_that_acts_is_no_facility(organ: str) -> None:
    assert named(f"依托{organ}开展培训。") == []
    assert named(f"组织{organ}专家下乡。") == []


@pytest.mark.parametrize("organ", ["区融媒体中心", "市未成年人救助保护中心新址", "区养老服务指导中心"])
def test_an_organ_whose_house_is_built_is_a_facility(organ: str) -> None:
    assert [name for name, _ in named(f"建设{organ}。")] == [organ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("改造仲棹、泺棹转运站。", ["仲棹转运站", "泺棹转运站"]),
        ("完成青棹、枫棹水库除险加固。", ["青棹水库", "枫棹水库"]),
        ("新建云棹、柳棹和荻棹污水处理厂。", ["云棹污水处理厂", "柳棹污水处理厂", "荻棹污水处理厂"]),
        ("加固青棹一桥、二桥。", ["青棹一桥", "青棹二桥"]),
        ("推进环棹快速路东段、西段建设。", ["环棹快速路东段", "环棹快速路西段"]),
        ("启用荻津水厂一期、二期。", ["荻津水厂一期", "荻津水厂二期"]),
        ("改造荻湾、柳堤、北棹3座雨水泵站。", ["荻湾雨水泵站", "柳堤雨水泵站", "北棹雨水泵站"]),
        ("提升望麓、北棹2个全民健身中心。", ["望麓全民健身中心", "北棹全民健身中心"]),
    ],
)
def test_shared_heads_and_tails_are_composed_and_point_at_the_words_that_say_so(text: str, names: list[str]) -> None:
    found = [thing for thing in facts(text).facilities if thing.count is None]
    assert [thing.name for thing in found] == names
    for thing in found:
        thing.evidence.check(text)


@pytest.mark.parametrize(
    "text",
    [
        "加强供水、燃气和桥隧监管，保障泵站运行。",
        "让数据多跑路、群众少跑腿。",
        "推动热线数据互通。",
        "新建四好农村公路。",
        "发展平台经济。",
        "完善综合管理平台。",
        "对城区主干道路进行养护。",
        "组织市人民医院下乡义诊。",
    ],
)
def test_lists_of_classes_figures_of_speech_and_actors_name_nothing(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雨水泵站提升改造7座。", ("雨水泵站", 7, "座")),
        ("公厕新建12座。", ("公厕", 12, "座")),
        ("建设心理辅导室29间。", ("心理辅导室", 29, "间")),
        ("整治背街小巷33条。", ("背街小巷", 33, "条")),
        ("规范入河排污口430个。", ("入河排污口", 430, "个")),
        ("整治黑臭坑塘33处。", ("黑臭坑塘", 33, "处")),
        ("黑臭坑塘整治33处。", ("黑臭坑塘", 33, "处")),
        ("建设黑烟车抓拍系统5套。", ("黑烟车抓拍系统", 5, "套")),
    ],
)
def test_a_figure_after_the_verb_counts_what_the_verb_is_done_to(text: str, expected: tuple[str, float, str]) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    "text", ["新增小学学位3200个（小学3200个）。", "培育研发平台9家。", "建设名师工作室15个。", "架设110千伏线路。"]
)
def test_seats_enterprises_teams_and_ratings_count_no_facility(text: str) -> None:
    assert counted(text) == []


# --- platforms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("建设霁川市城市运行管理服务平台。", "霁川市城市运行管理服务平台"),
        ("推进城市生命线安全工程监测系统建设。", "城市生命线安全工程监测系统"),
        ("建成城市信息模型（CIM）平台。", "城市信息模型（CIM）平台"),
        ("建成荻津市数字化城市管理平台（二期）。", "荻津市数字化城市管理平台（二期）"),
        ("完善“霁川通”APP功能。", "“霁川通”APP"),
        ("升级“霁川绿云”智慧园林平台。", "“霁川绿云”智慧园林平台"),
        ("启用“桥隧综合监测系统”。", "桥隧综合监测系统"),
    ],
)
def test_a_platform_is_named_by_what_it_does(text: str, name: str) -> None:
    assert named(text) == [(name, "platform")]


@pytest.mark.parametrize(
    "text",
    [
        "依托平台汇聚数据。",
        "用好统一信息平台。",
        "落实城市绿地系统规划。",
        "全市城管系统要担当作为。",
        "完善城市排水系统。",
    ],
)
def test_a_platform_or_system_that_nothing_tells_from_others_is_none(text: str) -> None:
    assert named(text) == []


def test_a_platform_called_by_its_short_name_is_listed_once() -> None:
    assert named("建设城市运行管理服务平台。接入运管服平台。") == [("城市运行管理服务平台", "platform")]


def test_smart_things_in_a_list_or_in_quotes_are_found() -> None:
    assert named("打造智慧城管、智慧环卫、智慧园林等应用场景。") == [
        ("智慧城管", "platform"),
        ("智慧环卫", "platform"),
        ("智慧园林", "platform"),
    ]
    assert named("建成“智慧泵站”。") == [("智慧泵站", "drainage")]


# --- counted classes ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["检测23座桥梁。", "检测桥梁23座。", "检测桥梁约23座。", "桥梁达到23座。"])
def test_a_class_is_counted_by_the_figure_before_or_after_it(text: str) -> None:
    assert counted(text) == [("桥梁", 23, "座")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建雨水泵站3座。", ("雨水泵站", 3, "座")),
        ("新建公交站亭46座。", ("公交站亭", 46, "座")),
        ("新建口袋公园不少于35处。", ("口袋公园", 35, "处")),
        ("整治5处高速公路出入口。", ("高速公路出入口", 5, "处")),
        ("打通断头路3条。", ("断头路", 3, "条")),
        ("新建绿道52公里。", ("绿道", 52, "公里")),
        ("新增停车位3000个。", ("停车位", 3000, "个")),
        ("新建5G基站860个。", ("5G基站", 860, "个")),
        ("接入停车场60个。", ("停车场", 60, "个")),
        ("新建泵站两座。", ("泵站", 2, "座")),
        ("改造诊室27间。", ("诊室", 27, "间")),
    ],
)
def test_the_class_takes_the_words_that_modify_it(text: str, expected: tuple[str, float, str]) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize("text", ["新建驿站5—8处。", "新建驿站5至8处。"])
def test_a_range_counts_a_class_twice(text: str) -> None:
    assert counted(text) == [("驿站", 5, "处"), ("驿站", 8, "处")]


def test_a_figure_with_a_place_alone_counts_what_the_one_before_it_counted() -> None:
    assert counted("新建口袋公园35处，其中桐城区12处、三县各5处。") == [
        ("口袋公园", 35, "处"),
        ("口袋公园", 12, "处"),
        ("口袋公园", 5, "处"),
    ]


def test_a_count_is_not_taken_over_from_another_sentence() -> None:
    assert counted("新建口袋公园35处。其中桐城区12处。") == [("口袋公园", 35, "处")]


@pytest.mark.parametrize(
    "text",
    [
        "投资桥梁3亿元。",
        "桥梁检测率98%。",
        "更新公交车120辆。",
        "配备果皮箱300个。",
        "组织公园活动30场次。",
        "公厕保洁时间16小时。",
        "处理能力25万吨/日。",
        "检查企业2200家次。",
    ],
)
def test_money_rates_movable_goods_and_events_count_no_facility(text: str) -> None:
    assert counted(text) == []


def test_names_and_their_number_are_all_found() -> None:
    text = "检测望岫大桥、青棹桥等5座桥梁。"
    assert [name for name, _ in named(text)] == ["望岫大桥", "青棹桥"]
    assert counted(text) == [("桥梁", 5, "座")]


def test_things_stand_in_the_order_of_the_text_and_point_at_their_words() -> None:
    text = "新建驿站5至8处，加固青棹桥（甲门至乙门），检测桥梁23座，新建口袋公园35处，其中桐城区12处。"
    found = facts(text).facilities
    assert [thing.evidence.start for thing in found] == sorted(thing.evidence.start for thing in found)
    for thing in found:
        thing.evidence.check(text)
    assert [thing.evidence.quote for thing in found] == [
        "驿站5至8处",
        "驿站5至8处",
        "青棹桥（甲门至乙门）",
        "桥梁23座",
        "口袋公园35处",
        "12处",
    ]


# --- names with words that mostly part others ---------------------------------------------------


@pytest.mark.parametrize("name", ["棠和桥", "泊和大道", "岑和湖公园", "棠和水库", "沅和路"])
def test_a_conjunction_after_one_character_is_part_of_a_name(name: str) -> None:
    assert [thing for thing, _ in named(f"改造{name}。")] == [name]
    assert [thing for thing, _ in named(f"提升云棠公园、{name}。")] == ["云棠公园", name]


def test_a_conjunction_between_two_names_parts_them() -> None:
    assert [thing for thing, _ in named("改造云棠路和望岫大桥。")] == ["云棠路", "望岫大桥"]


@pytest.mark.parametrize("street", ["东大街", "南大街", "西大街", "北大街"])
def test_a_point_of_the_compass_tells_a_main_street(street: str) -> None:
    assert named(f"修缮{street}、听棹巷。") == [(street, "road"), ("听棹巷", "road")]


@pytest.mark.parametrize("road", ["纬七路", "经九路", "柳枢二路"])
def test_a_road_with_a_number_in_its_name_is_no_figure(road: str) -> None:
    read = facts(f"建成{road}，检测桥梁12座。")
    assert (road, "road") in [(thing.name, thing.kind) for thing in read.facilities]
    assert [(target.value, target.unit) for target in read.targets] == [(12, "座")]


@pytest.mark.parametrize("name", ["荻津实验学校（初中部）", "鹿脊中心医院（东院区）", "云棠小学（北校区）"])
def test_a_part_in_brackets_belongs_to_the_name(name: str) -> None:
    assert [thing for thing, _ in named(f"建成{name}。")] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("更换鹿脊隧道照明灯具800盏。", "鹿脊隧道"),
        ("更新云棠公园路灯60盏。", "云棠公园"),
        ("新建望岫大桥检查井12座。", "望岫大桥"),
    ],
)
def test_the_thing_whose_parts_are_counted_is_named_too(text: str, name: str) -> None:
    assert [thing for thing, _ in named(text)] == [name]
    assert len(counted(text)) == 1


@pytest.mark.parametrize("text", ["更换城区道路照明灯具800盏。", "新建污水管网检查井12座。", "改造社区停车位60个。"])
def test_a_class_whose_parts_are_counted_names_nothing(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("name", ["荻香园", "听棹阁", "望岫亭", "栗坞馆"])
def test_what_ends_like_a_place_is_one_beside_another(name: str) -> None:
    found = [thing for thing, _ in named(f"管护云棠公园、{name}，贯通绿道21公里。")]
    assert "云棠公园" in found
    assert (name in found) == (name[-1] in "园馆亭")


@pytest.mark.parametrize("name", ["县中医院康复楼", "区疾控中心检验检测楼", "荻津小学教学楼"])
def test_a_building_of_an_organ_is_a_facility_whatever_is_done_to_it(name: str) -> None:
    assert [thing for thing, _ in named(f"{name}6月底前完成设备安装。")] == [name]


def test_a_count_is_not_taken_over_behind_a_semicolon() -> None:
    text = "加固堤防9.7公里；实施水土流失综合治理6处。"
    assert ("堤防", 6, "处") not in counted(text)


@pytest.mark.parametrize("becomes", ["快速通道", "连接线", "快速路"])
def test_what_a_part_of_a_road_becomes_is_no_part_of_its_name(becomes: str) -> None:
    (thing,) = facts(f"打通云棠大道（柳枢路至栗坞站）{becomes}。").facilities
    assert (thing.name, thing.segment) == ("云棠大道", "柳枢路至栗坞站")


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("建成荻浦港云棹作业区3个2000吨级泊位。", "荻浦港云棹作业区", ("2000吨级泊位", 3, "个")),
        ("扩建听棹码头2个深水泊位。", "听棹码头", ("深水泊位", 2, "个")),
        ("完成沅津水厂4座泵房改造。", "沅津水厂", ("泵房", 4, "座")),
    ],
)
def test_a_name_before_a_figure_that_counts_what_follows_is_found(
    text: str, name: str, count: tuple[str, float, str]
) -> None:
    assert [name for name, _ in named(text)] == [name]
    assert counted(text) == [count]


@pytest.mark.parametrize("grade", ["四类", "三、四类", "四至五类"])
@pytest.mark.parametrize("thing", ["桥", "桥梁"])
def test_the_grade_of_what_is_counted_belongs_to_its_class(grade: str, thing: str) -> None:
    assert counted(f"加固{grade}{thing}3座。") == [(f"{grade}{thing}", 3, "座")]


@pytest.mark.parametrize("name", ["“骑手之家”", "“渔人之家”", "“荻花书屋”", "暖心之家"])
def test_what_is_counted_may_have_its_class_in_quotes(name: str) -> None:
    assert counted(f"新建{name}4处。") == [(name, 4, "处")]


@pytest.mark.parametrize("class_of_roads", ["农村路", "乡村路", "产业路", "连接路"])
def test_a_class_of_roads_with_a_measure_word_is_no_single_road(class_of_roads: str) -> None:
    text = f"创建美丽{class_of_roads}6条。"
    assert (named(text), len(counted(text))) == ([], 1)


@pytest.mark.parametrize("places", ["示范乡镇", "示范镇", "特色镇", "卫生县", "试点街道"])
def test_places_that_are_counted_themselves_take_nothing_over(places: str) -> None:
    assert counted(f"新建驿站6处、{places}2个。") == [("驿站", 6, "处")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("云棠互通、白苇洲枢纽建成通车。", "白苇洲枢纽", "transit"),
        ("提升荻北生态园品质。", "荻北生态园", "park"),
        ("建成岑棹野生动物收容救护中心。", "岑棹野生动物收容救护中心", "building"),
        ("扩建石佛岭国有苗圃。", "石佛岭国有苗圃", "other"),
        ("启用马尾坳检疫检查站。", "马尾坳检疫检查站", "building"),
        ("处治G527线荻埠段。", "G527线荻埠段", "road"),
        ("提升环湖公路（鹤脊码头—云棹公园）绿化。", "环湖公路", "road"),
    ],
)
def test_hubs_nurseries_stations_and_ring_roads_are_found_with_their_kind(text: str, name: str, kind: str) -> None:
    assert (name, kind) in named(text)


@pytest.mark.parametrize("text", ["修复退化湿地8600亩。", "培育家庭林场35家。", "打造区域性枢纽。"])
def test_land_family_farms_and_figures_of_speech_are_no_facilities(text: str) -> None:
    assert facts(text).facilities == ()


@pytest.mark.parametrize(
    "name", ["荻埭蜜柚智能分选中心", "文旅产业运行监测中心", "高新区城市运行管理中心", "云棹老年助餐中心"]
)
def test_a_centre_that_opened_is_found_by_its_close_description(name: str) -> None:
    assert named(f"建成{name}，年内投用。") == [(name, "building")]


@pytest.mark.parametrize(
    "text",
    [
        "由荻津市政中心牵头改造道路。",
        "打造区域消费中心。",
        "依托市机关事务中心开展培训。",
        "建设区域金融中心。",
        "完善三级服务中心。",
    ],
)
def test_a_centre_that_acts_or_is_a_figure_of_speech_is_no_facility(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("thing", ["临屿污水处理厂", "荻北自来水厂", "望岫中心医院"])
@pytest.mark.parametrize("phase", ["二期", "三期"])
def test_a_phase_of_a_thing_is_named_without_the_word_for_a_project(thing: str, phase: str) -> None:
    assert [name for name, _ in named(f"推动{thing}{phase}项目落地。")] == [thing + phase]


@pytest.mark.parametrize("name", ["区人民医院新院区", "市博物馆新馆", "县实验中学新校区"])
def test_the_new_house_of_an_organ_is_found(name: str) -> None:
    assert named(f"{name}竣工启用。") == [(name, "building")]


@pytest.mark.parametrize(
    "text", ["加快省骨科医院霁桥分院前期工作。", "加快市妇幼保健院荻浦分院布展。", "推进区中医院云棹分院主体封顶。"]
)
def test_an_organ_whose_house_is_prepared_is_a_facility(text: str) -> None:
    assert [kind for _, kind in named(text)] == ["building"]


@pytest.mark.parametrize("voltage", ["110千伏", "220千伏", "35kV"])
@pytest.mark.parametrize("head", ["变电站", "输变电工程", "变电站二期"])
def test_a_voltage_may_stand_inside_the_name_of_a_station(voltage: str, head: str) -> None:
    assert named(f"建成星屿{voltage}{head}。") == [(f"星屿{voltage}{head}", "other")]
    assert named(f"新建{voltage}变电站2座。") == []


@pytest.mark.parametrize("bracket", ["（{}）", "({})"])
@pytest.mark.parametrize(("noun", "count"), [("泊位", 2600), ("车位", 180), ("充电桩", 36)])
def test_what_a_bracket_counts_is_not_what_stands_before_it(bracket: str, noun: str, count: int) -> None:
    text = f"新建生态停车场8处{bracket.format(f'{noun}{count}个')}，改造驿站3处。"
    assert counted(text) == [("生态停车场", 8, "处"), (noun, count, "个"), ("驿站", 3, "处")]


@pytest.mark.parametrize("done", ["提质升级", "提质改造", "处治"])
def test_a_figure_counts_what_such_work_is_done_to(done: str) -> None:
    assert counted(f"实施公路隧道{done}8座。") == [("公路隧道", 8, "座")]


def test_a_count_of_another_thing_takes_nothing_over() -> None:
    assert counted("改造驿站3座，危岩滑坡处治46处。") == [("驿站", 3, "座")]


@pytest.mark.parametrize("places", [("城区", "农村"), ("城区", "东部"), ("荻阳镇", "云棹镇")])
def test_places_share_a_count_in_its_own_measure_word(places: tuple[str, str]) -> None:
    first, second = places
    text = f"新建长者食堂45家，其中{first}28家、{second}17家，社会组织20家。"
    assert counted(text) == [("长者食堂", 45, "家"), ("长者食堂", 28, "家"), ("长者食堂", 17, "家")]


@pytest.mark.parametrize("frame", ["提升{}品质。", "{}竣工投用。", "推进{}建设，年内开工。"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云棹菜市场", "building"),
        ("荻埭游客中心", "building"),
        ("岑浦物流中心", "building"),
        ("望岫训练基地", "building"),
        ("栗坞纪念碑", "other"),
        ("柳枢热力站", "other"),
        ("沅川渠首", "other"),
        ("鹿脊观景台", "other"),
    ],
)
def test_a_thing_of_each_trade_is_found_whatever_is_done_to_it(frame: str, name: str, kind: str) -> None:
    assert named(frame.format(name)) == [(name, kind)]


@pytest.mark.parametrize("side", "东西南北外")
def test_a_side_tells_a_ring_road(side: str) -> None:
    assert named(f"改造{side}环路、云棠大道。") == [(f"{side}环路", "road"), ("云棠大道", "road")]
