"""The cookbook's recipes, asked of the sample plans as an analyst asks them: every store gives the answer printed."""

from __future__ import annotations

import re

import pytest

from graph.kinds import EVIDENCE, EdgeKind, NodeKind, ontology
from graph.store.bolt import BoltStore
from scripts.cookbook import COOKBOOK, Recipe, ask, printed, recipes, rewritten
from tests import stores

STORES = stores.ALL[1:]
RECIPES = {recipe.question: recipe for recipe in recipes()}
PATTERN = re.compile(r"[(\[](\w*):(\w+(?:\|\w+)*)[^{()\[\]]*(?:\{([^}]*)\})?")
"""A node or a relationship in a query: its variable, its kinds, and the properties that it is asked to have."""
each_recipe = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)


@each_recipe
def test_a_recipe_has_one_answer(loaded: BoltStore, embedded: BoltStore, recipe: Recipe) -> None:
    assert ask(loaded, recipe) == ask(embedded, recipe)


@each_recipe
def test_an_answer_has_rows_and_is_whole(embedded: BoltStore, recipe: Recipe) -> None:
    answer = ask(embedded, recipe)
    assert answer.rows
    assert not answer.truncated


@each_recipe
def test_the_answer_printed_is_the_one_given(embedded: BoltStore, recipe: Recipe) -> None:
    """`python -m scripts.cookbook` writes them anew."""
    assert recipe.answer.rstrip() == printed(ask(embedded, recipe)).rstrip()


def test_the_script_writes_what_has_changed_and_nothing_else(embedded: BoltStore) -> None:
    text = COOKBOOK.read_text("utf-8")
    stale = text.replace("| 济宁市 | 2021 |", "| 济宁市 | 1921 |")
    assert stale != text
    for before in (text, stale):
        assert rewritten(before, lambda recipe: ask(embedded, recipe)) == text


def test_every_question_of_the_cookbook_is_a_recipe() -> None:
    text = COOKBOOK.read_text("utf-8")
    assert list(RECIPES) == re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert len(RECIPES) == text.count("```cypher") >= 60


@each_recipe
def test_a_recipe_asks_in_both_languages(recipe: Recipe) -> None:
    assert recipe.question.endswith("?")
    assert re.fullmatch(r".*[\u4e00-\u9fff].*？", recipe.chinese)


@each_recipe
def test_a_recipe_can_be_pasted_between_double_quotes(recipe: Recipe) -> None:
    """None of these characters has a meaning to a shell there."""
    assert not set('"$`\\!') & set(recipe.cypher)


@each_recipe
def test_a_recipe_names_what_the_ontology_has(recipe: Recipe) -> None:
    properties = _properties()
    asked = re.sub(r"'[^']*'|CALL [\w.]+", "''", recipe.cypher)
    known: dict[str, set[str]] = {}
    for variable, kinds, given in PATTERN.findall(asked):
        has = set[str]().union(*(properties[kind] for kind in kinds.split("|")))
        assert set(re.findall(r"(\w+):", given)) <= has
        known.setdefault(variable, set()).update(has)
    for variable, name in re.findall(r"\b([a-z]\w*)\.([a-z]\w*)", asked):
        assert name in known.get(variable, set().union(*properties.values())), f"{variable}.{name}"


def test_every_kind_is_used_by_a_recipe() -> None:
    patterns = [found for recipe in RECIPES.values() for found in PATTERN.findall(recipe.cypher)]
    assert {kind for _, kinds, _ in patterns for kind in kinds.split("|")} == set(_properties())


def test_contents_lead_to_sections() -> None:
    text = COOKBOOK.read_text("utf-8")
    headings = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def _properties() -> dict[str, set[str]]:
    """Label or relationship type -> the properties that its nodes or relationships have."""
    kinds = ontology()
    found = {name: _of_nodes(kind) for name, kind in kinds.kinds.items()}
    for name, starts in kinds.edge_types.items():
        found[name] = set[str]().union(*(_of_edges(edge) for _, edge in starts))
    return found


def _of_nodes(kind: NodeKind) -> set[str]:
    return {"key", *kind.properties}


def _of_edges(kind: EdgeKind) -> set[str]:
    return {*kind.properties, *(EVIDENCE if kind.evidence else ())}
