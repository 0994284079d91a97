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
