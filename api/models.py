"""The shapes of answers that hold nodes and relationships, built from the ontology when the application starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, Field, create_model

from graph.kinds import Ontology, Property

Model = type[BaseModel]
# These are given their arguments at run time, which no type checker follows.
_list: Any = list
_literal: Any = Literal
_union: Any = Union
_annotated: Any = Annotated
_direction: Any = Literal["out", "in"]
_TYPES: Mapping[str, Any] = {
    "string": str, "integer": int, "float": float, "boolean": bool, "date": str, "list": list[str],
}  # fmt: skip


class Evidence(BaseModel):
    """原文出处：事项全文的第 start 到 end 个字符。The characters of the item's text that state a fact."""

    start: int = Field(description="起始位置，按字符从 0 数起 first character, counted from 0", examples=[42])
    end: int = Field(description="结束位置，不含 one past the last character", examples=[49])
    quote: str = Field(description="原文 the characters there", examples=["如意洸府河大桥"])


class Ref(BaseModel):
    """节点的类型、键与名称。What a node is, how to ask for it and what to call it."""

    label: str = Field(description="节点类型 label", examples=["Facility"])
    key: str = Field(description="键 key", examples=["济宁市/如意洸府河大桥"])
    name: str = Field(description="名称 name", examples=["如意洸府河大桥"])


class Models:
    """One model for each shape. Absent properties are null."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._nodes: dict[str, Model] = {}
        self._tagged: dict[str, Model] = {}
        for label, kind in ontology.kinds.items():
            fields = _fields(kind.properties)
            doc = f"{kind.label}。{kind.description}"
            key = (str, Field(description="键，由内容算出 key, computed from the content"))
            self._nodes[label] = create_model(label, __doc__=doc, **{"key": key, **fields})
            own = create_model(f"{label}Properties", __doc__=f"{kind.label}的属性", **fields)
            self._tagged[label] = create_model(
                f"{label}Node",
                __base__=Ref,
                __doc__=doc,
                label=(_literal[label], Field(description=kind.label)),
                properties=(own, ...),
            )
        self._relations = {name: self._relation(name) for name in ontology.edge_types}

    def node(self, label: str) -> Model:
        """A node of this label: its key and its properties."""
        return self._nodes[label]

    def counted(self, label: str) -> Model:
        """A node with the number of items it has, or is named by."""
        number = (int, Field(description="相关工作事项数 number of items"))
        return create_model(f"{label}Summary", __base__=self.node(label), initiatives=number)

    def item(self) -> Model:
        """An item, with the key of its plan."""
        plan = (str, Field(description="所属计划的键 key of its plan"))
        return create_model("InitiativeSummary", __base__=self.node("Initiative"), plan=plan)

    def item_detail(self) -> Model:
        """An item, its facts in the order of the text, and its neighbours by relationship."""
        return create_model(
            "InitiativeDetail",
            __base__=self.item(),
            facts=(_list[self._facts()], Field(description="原文所述的事实，按出处先后 in the order of the text")),
            neighbours=self._neighbours(),
        )

    def naming_detail(self, label: str) -> Model:
        """A facility, regulation or unit: its neighbours, and a page of the items that name it."""
        evidence = (Evidence | None, Field(description="原文出处；未在原文写明的为 null null where no text states it"))
        relations = self._variants("Relation", evidence=evidence)
        item = create_model(
            f"{label}Item",
            __base__=self.item(),
            relations=(_list[relations], Field(description="该事项与它的关系 how the item names it")),
        )
        return create_model(
            f"{label}Detail",
            __base__=self.node(label),
            neighbours=self._neighbours(),
            initiatives=(page_of(item), Field(description="提到它的工作事项 the items that name it")),
        )

    def _facts(self) -> Any:
        return self._variants(
            "Fact", evidence=(Evidence, ...), node=(Ref, Field(description="所述的设施、制度、单位、领导或指标"))
        )

    def _neighbours(self) -> Any:
        groups = []
        for name, relation in self._relations.items():
            ends = {end for source, edge in self._ontology.edge_types[name] for end in (source, *edge.target)}
            near = create_model(
                f"{name}Neighbour",
                node=(_either((self._tagged[end] for end in sorted(ends)), "label"), ...),
                properties=(relation, Field(description="关系的属性")),
                evidence=(Evidence | None, Field(description="原文出处；未在原文写明的为 null")),
            )
            items = (_list[near], Field(description="相邻节点 neighbours"))
            groups.append(self._variant("Neighbours", name, items=items))
        return _list[_either(groups, "type")], Field(description="相邻节点，按关系分组 neighbours by relationship")

    def _variants(self, suffix: str, **fields: Any) -> Any:
        made = [
            self._variant(suffix, name, **fields, properties=(relation, Field(description="关系的属性")))
            for name, relation in self._relations.items()
        ]
        return _either(made, "type")

    def _variant(self, suffix: str, name: str, **fields: Any) -> Model:
        label = self._ontology.edge_types[name][0][1].label
        return create_model(
            f"{name}{suffix}",
            type=(_literal[name], Field(description=f"关系类型：{label}")),
            label=(str, Field(description="关系的中文名", examples=[label])),
            direction=(_direction, Field(description="out 由所问节点指出，in 指向它")),
            **fields,
        )

    def _relation(self, name: str) -> Model:
        pairs = self._ontology.edge_types[name]
        merged = {prop: shape for _, edge in pairs for prop, shape in edge.properties.items()}
        return create_model(f"{name}Properties", __doc__=f"{pairs[0][1].label}的属性", **_fields(merged))


def page_of(of: Model) -> Model:
    """A page of a list: `{"items", "next", "total"}`."""
    return create_model(
        f"{of.__name__}Page",
        __doc__="分页结果。A page of a list.",
        items=(_list[of], Field(description="本页各项 the items of this page")),
        next=(str | None, Field(description="下一页的游标，末页为 null cursor of the next page, null on the last")),
        total=(int, Field(description="符合条件的总数 number of all that match")),
    )


def _fields(properties: Mapping[str, Property]) -> dict[str, Any]:
    return {
        name: (
            _union[_literal[shape.values] if shape.values else _TYPES[shape.type], None],
            Field(default=None, description=shape.label),
        )
        for name, shape in properties.items()
    }


def _either(models: Iterable[Model], tag: str) -> Any:
    """Any of `models`, told apart by the field `tag`."""
    given = tuple(models)
    return given[0] if len(given) == 1 else _annotated[_union[given], Field(discriminator=tag)]
