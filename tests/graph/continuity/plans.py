"""Invented plans of invented bureaus over three years, written to be told apart or linked."""

from __future__ import annotations

from dataclasses import dataclass

from graph.continuity import FacilityUse, Item, RegulationUse, TargetUse

CITY, OTHER_CITY = "青岚市", "榆城市"
PARKS, WATER = "青岚市园林局", "青岚市水务局"


@dataclass(frozen=True)
class Series:
    """A bureau's plans by year, and the links that hold among their items, as (year, number) pairs."""

    items: tuple[Item, ...]
    continues: frozenset[tuple[tuple[int, int], tuple[int, int]]]
    lookalikes: frozenset[tuple[tuple[int, int], tuple[int, int]]]


def item(
    year: int,
    number: int,
    text: str,
    *,
    city: str = CITY,
    issuer: str = PARKS,
    section: str = "",
    facilities: tuple[FacilityUse, ...] = (),
    regulations: tuple[RegulationUse, ...] = (),
    targets: tuple[TargetUse, ...] = (),
    units: tuple[str, ...] = (),
) -> Item:
    """An item whose first sentence is its title."""
    plan = f"{city}/{issuer}/{year}"
    return Item(
        key=f"{plan}/{number}",
        city=city,
        plan=plan,
        issuer=issuer,
        year=year,
        number=number,
        text=text,
        title=text.split("。", 1)[0],
        section=section,
        facilities=facilities,
        regulations=regulations,
        targets=targets,
        units=units,
    )


def named(name: str, kind: str) -> FacilityUse:
    return FacilityUse(name, kind)


def counted(name: str, kind: str, count: float, measure: str) -> FacilityUse:
    return FacilityUse(name, kind, count, measure)


def norm(name: str, action: str, kind: str = "measures") -> RegulationUse:
    return RegulationUse(name, kind, action, f"{CITY}/{name.removeprefix(CITY)}")


PARK_SERIES = Series(
    items=(
        item(2031, 1, "推进湖滨绿廊建设。新建望月湖绿廊12公里，串联湖滨公园、芦苇荡湿地和两岸社区，配建驿站和夜间照明。",
             facilities=(named("望月湖绿廊", "park"), counted("绿廊", "park", 12, "公里"))),
        item(2031, 2, "开展古树名木保护。完成全市古树名木普查建档，对濒危古树逐株制定复壮方案，起草《青岚市古树名木保护办法》。",
             regulations=(norm("青岚市古树名木保护办法", "起草"),)),
        item(2031, 3, "提升公园厕所和无障碍设施。改造公园厕所18座，增设无障碍坡道，解决游客如厕难和轮椅通行难。",
             facilities=(counted("公园厕所", "toilet", 18, "座"),)),
        item(2031, 4, "举办市花展览。在栖霞植物园举办山茶花展，组织花艺比赛和市民赏花活动，展示地方园艺品种。",
             facilities=(named("栖霞植物园", "park"),)),
        item(2031, 5, "加强苗圃管理。规范国有苗圃经营，建立苗木检疫台账，推广容器苗培育技术，降低移栽损耗。"),
        item(2031, 6, "抓好财务内控。严格预算执行，规范政府采购流程，开展内部审计，堵塞资金使用漏洞。"),
        item(2032, 1, "建成湖滨绿廊并向社会开放。望月湖绿廊全线贯通达到20公里，驿站和夜间照明投入使用，制定巡护制度。",
             facilities=(named("望月湖绿廊", "park"), counted("绿廊", "park", 20, "公里"))),
        item(2032, 2, "落实古树名木复壮。按照逐株方案对濒危古树实施复壮，出台《青岚市古树名木保护办法》并设立保护标识。",
             regulations=(norm("青岚市古树名木保护办法", "出台"),)),
        item(2032, 3, "改善公园服务。继续改造公园厕所25座，解决游客如厕难，完善导览标牌，推行志愿讲解。",
             facilities=(counted("公园厕所", "toilet", 25, "座"),)),
        item(2032, 4, "完善公园无障碍环境。为12处公园增设无障碍坡道和低位服务台，打通轮椅通行难的卡点。",
             facilities=(counted("公园", "park", 12, "处"),)),
        item(2032, 5, "防治美国白蛾。开展飞防作业和悬挂诱捕器，落实疫木除害，确保有虫株率控制在千分之一以内。"),
        item(2032, 6, "规范车辆管理。清理超编车辆，实行定点加油和定点维修，杜绝公车私用。"),
        item(2033, 1, "优化绿廊运营。望月湖绿廊引入骑行租赁和咖啡驿站，完善巡护制度，夜间照明实行智能控制。",
             facilities=(named("望月湖绿廊", "park"),)),
        item(2033, 2, "执行古树名木保护制度。贯彻《青岚市古树名木保护办法》，查处损毁古树行为，持续复壮濒危古树。",
             regulations=(norm("青岚市古树名木保护办法", "贯彻"),)),
        item(2033, 3, "推进公园服务升级。公园厕所全部达到二类标准，增设无障碍坡道和低位服务台，方便轮椅通行，完善导览标牌。"),
        item(2033, 4, "恢复山茶花展。时隔一年在栖霞植物园再办山茶花展，增加花艺比赛场次，吸引市民赏花。",
             facilities=(named("栖霞植物园", "park"),)),
        item(2033, 5, "加强安全生产管理。开展游乐设施检查，落实企业主体责任，组织消防演练，消除火灾隐患。"),
    ),
    continues=frozenset({
        ((2031, 1), (2032, 1)), ((2032, 1), (2033, 1)),  # continued in other words
        ((2031, 2), (2032, 2)), ((2032, 2), (2033, 2)),  # a norm drafted, issued, applied
        ((2031, 3), (2032, 3)), ((2031, 3), (2032, 4)),  # split
        ((2032, 3), (2033, 3)), ((2032, 4), (2033, 3)),  # merged
        ((2031, 4), (2033, 4)),  # returned after a year
    }),
    lookalikes=frozenset({
        ((2031, 5), (2032, 6)), ((2031, 6), (2032, 6)), ((2032, 6), (2033, 5)), ((2031, 5), (2033, 5)),
    }),
)  # fmt: skip

WATER_SERIES = Series(
    items=(
        item(2031, 1, "整治清溪河黑臭水体。截流排污口31个，清淤河道6公里，种植水生植物，年底前消除黑臭。", issuer=WATER,
             facilities=(named("清溪河", "other"), counted("排污口", "drainage", 31, "个"))),
        item(2031, 2, "更换老旧供水管。在城南片区更换灰口铸铁管40公里，降低管网漏损率，保障末端水压。", issuer=WATER,
             targets=(TargetUse("灰口铸铁管", "=", 40, "公里"), TargetUse("管网漏损率", "<=", 12, "%"))),
        item(2031, 3, "建设智慧水务平台。搭建“一张网”调度系统，接入水厂和泵站实时数据，实现爆管预警。", issuer=WATER,
             facilities=(named("智慧水务平台", "platform"),)),
        item(2031, 4, "做好节水宣传。开展世界水日进校园活动，发放节水手册，评选节水家庭。", issuer=WATER),
        item(2032, 1, "巩固清溪河治理成果。对清溪河排污口开展回头看，补种水生植物，防止黑臭反弹。", issuer=WATER,
             facilities=(named("清溪河", "other"),)),
        item(2032, 2, "深化漏损控制。继续更换灰口铸铁管55公里，推行分区计量，管网漏损率降到10%。", issuer=WATER,
             targets=(TargetUse("灰口铸铁管", "=", 55, "公里"), TargetUse("管网漏损率", "<=", 10, "%"))),
        item(2032, 3, "用好智慧水务平台。依托智慧水务平台运行“一张网”调度，扩大爆管预警范围，培训值班人员。", issuer=WATER,
             facilities=(named("智慧水务平台", "platform"),)),
        item(2032, 4, "治理龙潭水库周边养殖。划定禁养区，搬迁养殖户，建设隔离防护林，保护饮用水源。", issuer=WATER,
             facilities=(named("龙潭水库", "other"),)),
        item(2033, 1, "推进分区计量全覆盖。更换灰口铸铁管30公里，分区计量覆盖全部小区，管网漏损率稳定在9%以内。", issuer=WATER,
             targets=(TargetUse("灰口铸铁管", "=", 30, "公里"), TargetUse("管网漏损率", "<=", 9, "%"))),
        item(2033, 2, "拓展智慧水务应用。智慧水务平台新增二次供水监管，“一张网”调度延伸到乡镇水厂。", issuer=WATER,
             facilities=(named("智慧水务平台", "platform"),)),
        item(2033, 3, "开展水价改革调研。测算供水成本，听取居民意见，研究阶梯水价调整方案。", issuer=WATER),
    ),
    continues=frozenset({
        ((2031, 1), (2032, 1)), ((2031, 2), (2032, 2)), ((2032, 2), (2033, 1)),
        ((2031, 3), (2032, 3)), ((2032, 3), (2033, 2)),
    }),
    lookalikes=frozenset({((2031, 4), (2032, 4)), ((2032, 4), (2033, 3)), ((2031, 4), (2033, 3))}),
)  # fmt: skip
