"""The shapes of answers that do not hold nodes of the ontology."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.models import Evidence, Ref


class City(BaseModel):
    """有计划的城市。A city with plans; what the gazetteer does not know of it is empty."""

    key: str = Field(description="键", examples=["济宁市"])
    name: str = Field(description="名称", examples=["济宁市"])
    level: str = Field(description="级别：nation、province、city、county", examples=["city"])
    province: str = Field(description="省级政区", examples=["山东省"])
    adcode: str = Field(description="行政区划代码", examples=["370800"])
    years: list[int] = Field(description="有计划的年份", examples=[[2021, 2023, 2024]])
    plans: int = Field(description="计划数", examples=[3])
    initiatives: int = Field(description="工作事项数", examples=[41])


class Topic(BaseModel):
    """主题。A topic of the scheme, and how many items are about it."""

    key: str = Field(description="键", examples=["桥梁隧道"])
    name: str = Field(description="名称", examples=["桥梁隧道"])
    name_en: str = Field(description="英文名称 name in English", examples=["Bridges and tunnels"])
    definition: str = Field(description="定义")
    definition_en: str = Field(description="英文定义 definition in English")
    broader: str | None = Field(description="上位主题，本身为上位主题的是 null the topic above", examples=["市政园林"])
    initiatives: int = Field(description="工作事项数", examples=[5])


class Figure(BaseModel):
    """量化指标。A target of an item."""

    metric: str = Field(description="指标", examples=["大型桥梁"])
    op: str = Field(description="比较：= >= <= ~", examples=["="])
    value: float = Field(description="数值", examples=[5])
    unit: str = Field(description="单位", examples=["座"])
    text: str = Field(description="原文", examples=["5座大型桥梁"])
    due: str | None = Field(default=None, description="期限", examples=["年内"])


class TracedItem(BaseModel):
    """脉络上的一项。An item of a line; `matched` says whether it has the words itself."""

    key: str
    issuer: str = Field(description="发布机构")
    number: int = Field(description="序号")
    title: str | None = Field(description="标题")
    matched: bool = Field(description="本身含有所查的词；否则是与之相承的事项")
    evidence: list[Evidence] = Field(description="相关语句")
    targets: list[Figure] = Field(description="量化指标")


class TracedYear(BaseModel):
    """脉络的一年。A year of a line."""

    year: int = Field(description="年份")
    state: Literal["present", "absent", "unknown"] = Field(
        description="present 有；absent 当年计划没有提到；unknown 没有当年的计划"
    )
    initiatives: list[TracedItem]


class YearNumber(BaseModel):
    """一年的一项。An item by its year and number."""

    year: int
    number: int


class Change(BaseModel):
    """两年间的变化。What became of an item in a later year."""

    model_config = ConfigDict(populate_by_name=True)

    earlier: YearNumber = Field(alias="from", description="较早的事项")
    later: YearNumber = Field(alias="to", description="较晚的事项")
    grade: str = Field(description="等级：strong、related")
    change: str = Field(description="变化")
    score: float = Field(description="得分")
    reasons: list[str] = Field(description="理由")


class Line(BaseModel):
    """一条工作脉络。One line of work of one city, year by year."""

    name: str = Field(description="名称")
    city: str = Field(description="城市")
    issuers: list[str] = Field(description="发布机构")
    years: list[TracedYear]
    changes: list[Change]


class Trace(BaseModel):
    """工作脉络。The lines of work that a search is about, the best match first."""

    query: str
    lines: list[Line]
    total: int = Field(description="脉络总数 number of all lines")


class Brief(BaseModel):
    """事项的简称。An item, its text included."""

    key: str = Field(description="键")
    city: str = Field(description="城市")
    issuer: str = Field(description="发布机构")
    year: int = Field(description="年份")
    number: int = Field(description="序号")
    title: str = Field(description="标题，没有标题的取第一句 heading, or first clause")
    text: str = Field(description="全文")


class Step(BaseModel):
    """延续的一步。One link between two items."""

    earlier: str = Field(description="较早事项的键")
    later: str = Field(description="较晚事项的键")
    grade: str = Field(description="等级：strong、related")
    change: str = Field(description="变化")
    score: float = Field(description="得分")
    reasons: list[str] = Field(description="理由")


class Difference(BaseModel):
    """一项工作在两年间的变化。What became of an item, or where it comes from."""

    outcome: str = Field(
        description="延续 continued、扩大 expanded、缩减 reduced、建成投用 completed-to-operation、收窄 narrowed、"
        "合并 merged、拆分 split、新增 new、终止 ended、未知 unknown"
    )
    earlier: Brief | None = Field(description="较早年份的事项；新增的为 null")
    later: Brief | None = Field(description="较晚年份的事项；终止的为 null")
    steps: list[Step] = Field(description="经由各年的延续关系")


class Diff(BaseModel):
    """两年对照。All differences between two years of a city."""

    city: str = Field(description="城市")
    earlier: int = Field(description="较早的年份")
    later: int = Field(description="较晚的年份")
    issuers: list[str] = Field(description="两年都有计划的部门")
    differences: list[Difference]


class Position(BaseModel):
    """一座城市在一个主题上的工作。What a city's plans have on a topic."""

    city: str = Field(description="城市")
    issuers: list[str] = Field(description="当年有计划的部门")
    state: Literal["present", "absent"] = Field(description="present 有；absent 计划中没有")
    items: list[Brief]


class Comparison(BaseModel):
    """各城市对照。The cities beside one another on one topic."""

    year: int
    topic: str = Field(description="所问的主题")
    topics: list[str] = Field(description="包括的主题")
    cities: list[Position]


class Duty(BaseModel):
    """一项职责。An item and the role in it."""

    role: str = Field(description="角色：lead 牵头、support 配合、issuer 发布、leads 领导牵头")
    item: Brief
    quote: str = Field(description="原文")


class Holder(BaseModel):
    """单位或领导及其职责。Who is responsible, and for what."""

    label: str = Field(description="Unit 或 Official")
    key: str = Field(description="键")
    name: str = Field(description="名称")
    city: str = Field(description="城市")
    aliases: list[str] = Field(description="别名")
    years: list[int] = Field(description="该城市有计划的年份")
    duties: list[Duty]


class Holders(BaseModel):
    """谁负责。All holders of a name."""

    query: str
    holders: list[Holder]


class FollowUp(BaseModel):
    """下一份计划的说法。What the bureau's next plan says of a figure."""

    state: Literal["stated", "dropped", "ended", "unknown"]
    year: int | None = Field(description="下一份计划的年份")
    items: list[Brief]
    figures: list[Figure]


class LedgerEntry(BaseModel):
    """一个指标。A figure, its place in the item's text, and what came of it."""

    key: str = Field(description="键")
    plan: str = Field(description="所属计划的键")
    item: Brief
    figure: Figure
    start: int = Field(description="起始位置，按字符")
    end: int = Field(description="结束位置，不含")
    follow: FollowUp


class NormMention(BaseModel):
    """计划对制度文件做了什么。What an item does with a norm."""

    norm: str = Field(description="制度文件的键")
    stage: str = Field(description="阶段：drafted、revised、issued、in force、repealed、named")
    action: str = Field(description="动作，原文")
    item: Brief
    start: int = Field(description="起始位置，按字符")
    end: int = Field(description="结束位置，不含")
    quote: str = Field(description="原文")


class NormYear(BaseModel):
    """制度文件的一年。A year of a norm."""

    year: int
    state: Literal["present", "absent", "unknown"]
    mentions: list[NormMention]


class Succession(BaseModel):
    """接续。One norm took another's place."""

    earlier: str
    later: str
    reasons: list[str] = Field(description="理由")


class NormLine(BaseModel):
    """制度沿革。A norm under all its names."""

    city: str = Field(description="城市")
    names: dict[str, str] = Field(description="键与名称")
    years: list[NormYear]
    successions: list[Succession]


class NormLines(BaseModel):
    """所查制度的沿革。The lines of the norms asked for."""

    query: str
    lines: list[NormLine]


class Hit(Ref):
    """一个结果。What was found: `snippet` stands at [start, end) of the item's text, or of the name or alias."""

    city: str | None = Field(description="城市")
    year: int | None = Field(description="年份")
    snippet: str = Field(description="含有所查之词的句子或名称")
    start: int = Field(description="片段在全文（或名称）中的起始位置，按字符")
    end: int = Field(description="片段的结束位置，不含")
    marks: list[tuple[int, int]] = Field(description="所查之词在片段中的位置 where in the snippet the words are")


class Group(BaseModel):
    """一类结果。The best hits of one label."""

    label: str = Field(description="节点类型", examples=["Initiative"])
    name: str = Field(description="类型的中文名", examples=["工作事项"])
    total: int = Field(description="该类结果总数")
    items: list[Hit]


class Found(BaseModel):
    """搜索结果。What a search found, by label; labels without a hit are left out."""

    query: str
    groups: list[Group]


class Cypher(BaseModel):
    """一条 Cypher 查询。A query."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(
        description="Cypher 查询，只读 read-only",
        min_length=1,
        max_length=20_000,
        examples=[
            "MATCH (i:Initiative {city: $city})-[:REFERS_TO]->(r:Regulation) RETURN i.year AS 年份, r.name AS 制度"
        ],
    )
    parameters: dict[str, JsonValue] = Field(
        default_factory=dict, description="查询的参数 its parameters", examples=[{"city": "济宁市"}]
    )
    limit: int | None = Field(default=None, ge=1, description="最多返回的行数 rows at most", examples=[100])


class Rows(BaseModel):
    """查询结果。A node is {"_label", …properties}, a relationship {"_type", …properties}."""

    columns: list[str] = Field(description="列名", examples=[["年份", "制度"]])
    rows: list[list[Any]] = Field(description="各行", examples=[[[2023, "城镇容貌和环境卫生管理条例"]]])
    truncated: bool = Field(description="是否还有更多的行没有返回 whether there are more rows than these")


class State(BaseModel):
    """服务状态。Whether the service works."""

    status: Literal["ok"] = "ok"


class ProblemKind(BaseModel):
    """错误的一种。A kind of problem."""

    type: str = Field(description="问题类型", examples=["/problems#not-found"])
    status: int = Field(description="HTTP 状态码", examples=[404])
    title: str = Field(description="标题", examples=["没有找到 Not found"])


class ProblemKinds(BaseModel):
    """错误的种类。All kinds of problem."""

    items: list[ProblemKind]
