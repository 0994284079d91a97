from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from graph.kinds import ontology
from tests import stores
from tests.api.conftest import answer

STORES = stores.EMBEDDED

OPERATIONS = [
    ("GET", "/api/cities"),
    ("GET", "/api/plans"),
    ("GET", "/api/initiatives"),
    ("GET", "/api/initiatives/{key}"),
    ("GET", "/api/facilities"),
    ("GET", "/api/facilities/{key}"),
    ("GET", "/api/regulations"),
    ("GET", "/api/regulations/{key}"),
    ("GET", "/api/units"),
    ("GET", "/api/units/{key}"),
    ("GET", "/api/topics"),
    ("GET", "/api/trace"),
    ("GET", "/api/diff"),
    ("GET", "/api/compare"),
    ("GET", "/api/who"),
    ("GET", "/api/ledger"),
    ("GET", "/api/lineage"),
    ("GET", "/api/search"),
    ("POST", "/api/cypher"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/problems"),
]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Any:
    return answer(client, "/openapi.json")


@pytest.fixture(scope="module")
def schema(client: httpx.Client) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_schemathesis_finds_no_5xx_and_no_answer_outside_the_schema(schema: BaseSchema, method: str, path: str) -> None:
    operation = schema[path][method]

    @seed(2023)
    @given(case=operation.as_strategy())
    @hypothesis_settings(
        max_examples=20,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case: schemathesis.Case) -> None:
        # Which texts are cursors and which are Cypher is more than a schema can say.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def test_the_document_lists_every_operation(document: Any) -> None:
    found = {(method.upper(), path) for path, operations in document["paths"].items() for method in operations}
    assert found == set(OPERATIONS)


def test_everything_is_described_in_both_languages_with_chinese_examples(document: Any) -> None:
    assert CHINESE.search(document["info"]["title"])
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for text in (operation["summary"], operation["description"]):
                assert CHINESE.search(text), path
                assert re.search("[A-Za-z]{3}", text), path
            assert operation["tags"]
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], (path, parameter["name"])
                if parameter["required"] and parameter["schema"]["type"] == "string":
                    assert CHINESE.search(str(parameter["example"])), (path, parameter["name"])
    assert CHINESE.search(str(document["components"]["schemas"]["Cypher"]))


def test_every_error_is_documented_as_a_problem(document: Any) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            errors = {status: response for status, response in operation["responses"].items() if status >= "400"}
            assert errors
            for response in errors.values():
                assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_shapes_of_nodes_are_those_of_the_ontology(document: Any) -> None:
    schemas = document["components"]["schemas"]
    for label, kind in ontology().kinds.items():
        assert set(schemas[f"{label}Properties"].get("properties", {})) == set(kind.properties)
    number = schemas["InitiativeSummary"]["properties"]["number"]
    assert number["description"] == "序号"


def test_the_documentation_page_needs_no_other_host(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    references = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert references
    for reference in references:
        assert reference.startswith("/")
        assert client.get(reference).status_code == 200
    assert client.get("/docs/start.js").headers["content-type"].startswith("text/javascript")
