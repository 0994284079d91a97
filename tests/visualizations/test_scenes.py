from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.queries import overview_scene, regulations_scene, responsibility_scene
from graph.store.bolt import BoltStore
from loaders.load import load
from tests.invented import CITY, three_years
from tests.visualizations.conftest import Samples


@pytest.fixture
def loaded(empty_store: BoltStore, tmp_path: Path) -> BoltStore:
    load([three_years(tmp_path)], empty_store)
    return empty_store


def test_the_overview_has_every_item_and_what_its_text_names(loaded: BoltStore) -> None:
    scene = overview_scene(loaded, CITY, 2023)
    assert [item.number for item in scene.items] == [1, 2, 3]
    assert [section.title for section in scene.sections] == ["加强基础设施建设"]
    assert {"口袋公园", "云渡大桥", "分拣中心"} <= {thing.name for thing in scene.things}
    assert {"城市绿化条例", "生活垃圾分类管理办法"} <= {thing.name for thing in scene.things}
    assert scene.shown == scene.total
    parks = next(thing for thing in scene.things if thing.name == "口袋公园")
    (tie,) = [tie for tie in scene.ties if tie.thing == parks.ref]
    assert parks.counted
    assert tie.amount == "35处"
    assert tie.evidence is not None
    assert "口袋公园35处" in tie.evidence.evidence.quote


def test_the_issuer_of_everything_is_not_in_the_overview_but_is_responsible(loaded: BoltStore) -> None:
    assert not [tie for tie in overview_scene(loaded, CITY, 2021).ties if tie.role == "issuer"]
    scene = responsibility_scene(loaded, CITY, 2021)
    assert [tie.role for tie in scene.ties] == ["issuer", "issuer"]
    assert len(scene.things) == 1


def test_a_limit_keeps_the_most_connected_and_says_how_many_there_are(samples: Samples) -> None:
    scene = samples.small_overview
    assert scene.total == samples.overview.total
    assert 0 < scene.shown <= 12
    kept = {tie.thing for tie in scene.ties}
    assert {thing.ref for thing in scene.things} == kept
    assert {item.section for item in scene.items} - {""} == {section.key for section in scene.sections}
    degree = {item.key: sum(tie.item == item.key for tie in samples.overview.ties) for item in samples.overview.items}
    assert max(degree, key=lambda key: degree[key]) in {item.key for item in scene.items}


def test_things_of_different_labels_with_one_key_stay_apart(samples: Samples) -> None:
    refs = [thing.ref for thing in samples.overview.things]
    assert len(refs) == len(set(refs))
    assert {ref.label for ref in refs} <= {"Facility", "Regulation", "Unit"}
    # A section and an item of one ordinal have the same key as well.
    keys = {section.key for section in samples.overview.sections}
    assert keys & {item.key for item in samples.overview.items}


def test_officials_and_roles_are_in_the_responsibilities(samples: Samples) -> None:
    scene = samples.responsibility
    assert {"Official", "Unit"} == {thing.label for thing in scene.things}
    assert {"lead", "support"} <= {tie.role for tie in scene.ties}
    assert all(tie.evidence for tie in scene.ties if tie.role in ("lead", "support"))


def test_norms_have_their_actions_by_year_and_what_follows_what(loaded: BoltStore) -> None:
    scene = regulations_scene(loaded, CITY)
    assert scene.years == (2021, 2023, 2024)
    years = {item.key: item.year for item in scene.items}
    named = {(tie.thing.key.rpartition("/")[2], years[tie.item], tie.action) for tie in scene.ties}
    assert ("城市绿化条例", 2021, "修订") in named
    assert ("生活垃圾分类管理办法", 2024, "落实") in named


def test_a_part_of_a_city_name_will_do_when_it_is_of_one_city(loaded: BoltStore) -> None:
    assert overview_scene(loaded, CITY[:2], 2023).city == CITY


@pytest.mark.parametrize("city", ["没有市", "", "' OR 1=1 //"])
def test_a_city_that_is_not_there_is_named_with_those_that_are(loaded: BoltStore, city: str) -> None:
    for ask in (
        lambda: overview_scene(loaded, city, 2023),
        lambda: responsibility_scene(loaded, city, 2023),
        lambda: regulations_scene(loaded, city),
    ):
        with pytest.raises(NotFound, match=CITY) as caught:
            ask()
        assert caught.value.wanted == city


def test_a_year_without_a_plan_is_named_with_those_that_have_one(loaded: BoltStore) -> None:
    with pytest.raises(NotFound, match="2021, 2023, 2024") as caught:
        overview_scene(loaded, CITY, 2022)
    assert "2022" in caught.value.wanted
    with pytest.raises(NotFound):
        responsibility_scene(loaded, CITY, 1999)
