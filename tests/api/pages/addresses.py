"""Every page there is, by a name."""

from __future__ import annotations

from api.pages.addresses import page_of, with_query
from loaders.to_graph import plan_graph
from tests.api.pages.hostile import CITY, ISSUER, TITLE, hostile_plan

_PLAN = "济宁市/济宁市城市管理局/2023"
_HOSTILE = {
    node.label: node.key for node in plan_graph(hostile_plan(2024)).nodes if node.properties.get("name") != ISSUER
}

PAGES = {
    "front": "/",
    "search": with_query("/search", q="桥梁监测"),
    "search of nothing": "/search",
    "search without a hit": with_query("/search", q="量子计算机"),
    "search of one label": with_query("/search", q="桥", label="Facility"),
    "plan": page_of("Plan", _PLAN),
    "item": page_of("Initiative", f"{_PLAN}/3"),
    "facility": page_of("Facility", "济宁市/如意洸府河大桥"),
    "unit": page_of("Unit", "济宁市/济宁市城市管理局"),
    "topics": "/topics",
    "topic": page_of("Topic", "桥梁隧道"),
    "upper topic": page_of("Topic", "市政园林"),
    "topic without an item": page_of("Topic", "知识产权"),
    "search of a topic": with_query("/search", q="桥梁隧道", label="Topic"),
    "city": page_of("City", "济宁市"),
    "choose an overview": "/views/overview",
    "choose a trace": "/views/trace",
    "choose responsibility": "/views/responsibility",
    "choose regulations": "/views/regulations",
    "diff": with_query("/diff", **{"city": "济宁市", "from": 2021, "to": 2023}),
    "choose a diff": "/diff",
    "compare": with_query("/compare", year=2023, topic="垃圾"),
    "choose a comparison": "/compare",
    "who": with_query("/who", name="环卫"),
    "choose who": "/who",
    "ledger": "/ledger",
    "ledger of a city": with_query("/ledger", city="济宁市", metric="桥梁"),
    "lineage": with_query("/lineage", regulation="条例"),
    "choose a lineage": "/lineage",
    "cypher": "/cypher",
    "cypher answer": with_query("/cypher", query="MATCH (i:Initiative)-[e:CONCERNS]->(f) RETURN i, e, f LIMIT 20"),
}
VIEWS = {
    "overview": with_query("/views/overview", city="济宁市", year=2023),
    "responsibility": with_query("/views/responsibility", city="临沂市", year=2023),
    "regulations": with_query("/views/regulations", city="济宁市"),
    "trace": with_query("/views/trace", q="桥梁监测"),
}
HOSTILE_PAGES = {
    "hostile search": with_query("/search", q="监测系统"),
    "hostile query": with_query("/search", q=f"{TITLE}"),
    "hostile plan": page_of("Plan", _HOSTILE["Plan"]),
    "hostile item": page_of("Initiative", _HOSTILE["Initiative"]),
    "hostile facility": page_of("Facility", _HOSTILE["Facility"]),
    "hostile regulation": page_of("Regulation", _HOSTILE["Regulation"]),
    "hostile unit": page_of("Unit", _HOSTILE["Unit"]),
    "hostile city": page_of("City", CITY),
    "hostile cypher": with_query("/cypher", query="MATCH (i:Initiative)-[e]->(n) WHERE i.title CONTAINS '<' RETURN *"),
    "hostile front": "/",
}
HOSTILE_VIEWS = {
    "hostile overview": with_query("/views/overview", city=CITY, year=2024),
    "hostile responsibility": with_query("/views/responsibility", city=CITY, year=2024),
    "hostile regulations": with_query("/views/regulations", city=CITY),
    "hostile trace": with_query("/views/trace", q="监测系统", city=CITY),
}
