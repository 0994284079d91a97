from __future__ import annotations

import unicodedata
from collections import Counter
from importlib.resources import files

import pytest
import yaml

from loaders import gazetteer
from loaders.mentions.figures import find_figures
from loaders.words import (
    Role,
    facility_classes,
    facility_kinds,
    known_words,
    place_endings,
    word_list,
    word_map,
)

LEXICON = files("loaders").joinpath("lexicon")
LISTS = sorted(file.name.removesuffix(".txt") for file in LEXICON.iterdir() if file.name.endswith(".txt"))
MAPS = sorted(file.name.removesuffix(".yaml") for file in LEXICON.iterdir() if file.name.endswith(".yaml"))
OF_FACILITIES = ("facility_heads", "facility_classes", "place_endings")


def words_of(name: str) -> list[str]:
    """The words of a list or a map as they stand in the file, repeated ones repeated."""
    if name in LISTS:
        lines = LEXICON.joinpath(f"{name}.txt").read_text("utf-8").splitlines()
        return [word for line in lines if not line.startswith("#") for word in line.split()]
    entries = word_map(name)
    if name in OF_FACILITIES:
        return [word for words in entries.values() for word in words.split()]
    return [*entries]


@pytest.mark.parametrize("name", [*LISTS, *MAPS])
def test_no_word_stands_twice_in_a_file(name: str) -> None:
    repeated = [word for word, count in Counter(words_of(name)).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("name", MAPS)
def test_no_key_of_a_map_stands_twice(name: str) -> None:
    text = LEXICON.joinpath(f"{name}.yaml").read_text("utf-8")
    node = yaml.compose(text)
    assert isinstance(node, yaml.MappingNode)
    repeated = [key for key, count in Counter(key.value for key, _ in node.value).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("name", [*LISTS, *MAPS])
def test_a_file_says_first_what_it_is_for(name: str) -> None:
    suffix = "txt" if name in LISTS else "yaml"
    assert LEXICON.joinpath(f"{name}.{suffix}").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("name", [*LISTS, *MAPS])
def test_words_are_in_one_unicode_form(name: str) -> None:
    # Full-width brackets are how the texts write them, and units are matched as they are printed.
    signs = str.maketrans("", "", "（）％²³㎡￥℃")
    odd = [
        word for word in words_of(name) if unicodedata.normalize("NFKC", word.translate(signs)) != word.translate(signs)
    ]
    assert odd == []


def test_no_word_at_which_a_name_ends_is_the_head_of_a_facility() -> None:
    assert sorted(word_list("stops") & facility_kinds().keys()) == []


def test_every_head_and_class_of_facilities_has_one_kind() -> None:
    kinds: dict[str, set[str]] = {}
    for name in ("facility_heads", "facility_organs", "facility_classes"):
        for kind, words in word_map(name).items():
            for word in words.split():
                kinds.setdefault(word, set()).add(f"{name}: {kind}")
    assert {word: found for word, found in kinds.items() if len(found) > 1} == {}


def test_kinds_of_facilities_are_those_of_the_ontology() -> None:
    ontology = yaml.safe_load(files("graph").joinpath("ontology/Facility.yaml").read_text("utf-8"))
    known = set(ontology["properties"]["kind"]["values"])
    assert set(facility_kinds().values()) | set(place_endings().values()) <= known


def test_classes_are_known_as_facilities() -> None:
    assert facility_classes() <= facility_kinds().keys()


@pytest.mark.parametrize("name", [name for name in (*LISTS, *MAPS) if name != "proper"])
def test_no_word_names_a_city(name: str) -> None:
    cities = [division for word in words_of(name) for division in gazetteer.find(word) if division.level == "city"]
    assert cities == []


@pytest.mark.parametrize("name", [*LISTS, *MAPS])
def test_no_word_contains_the_full_name_of_a_city(name: str) -> None:
    found = [
        word
        for word in words_of(name)
        for end in range(3, len(word) + 1)
        for start in range(max(0, end - 12), end - 2)
        if any(division.level in {"city", "province"} for division in gazetteer.find(word[start:end]))
    ]
    assert found == []


CLASSES = frozenset({"机耕路", "通村公路", "涵洞桥", "一带一路", "总体思路"})
"""What sounds like one road or bridge and is a class of them, or none."""


@pytest.mark.parametrize("name", [*LISTS, *MAPS])
def test_no_word_names_one_street_or_bridge(name: str) -> None:
    """A word before 路, 街, 桥 … that no list knows would be a street's own name."""
    heads = ("路", "街", "大道", "桥", "隧道")
    suspects = []
    for word in words_of(name):
        head = next((head for head in heads if word.endswith(head) and len(word) >= len(head) + 2), None)
        if head is None or word in CLASSES:
            continue
        rest = list(known_words(word, 0, len(word) - len(head)))
        suspects += [word] if any(part.role == Role.UNKNOWN and len(part.text) > 1 for part in rest) else []
    assert suspects == []


@pytest.mark.parametrize("unit", sorted(unit for unit in word_list("measures") if unit[0] not in "百千"))
def test_every_measure_is_read_after_a_figure(unit: str) -> None:
    found = [(figure.value, figure.unit) for figure in find_figures(f"共计3{unit}。", ())]
    assert found == [(3, unit.replace("％", "%"))]


# --- cutting a text into words ------------------------------------------------------------------


def cut(text: str) -> list[str]:
    return [word.text for word in known_words(text, 0, len(text))]


def test_the_longest_word_wins() -> None:
    assert cut("综合管廊") == ["综合管廊"]
    assert cut("公交站亭") == ["公交站亭"]


def test_what_no_list_knows_comes_as_one_word_without_a_role() -> None:
    words = list(known_words("青棹鹭桥", 0, 4))
    assert [(word.text, word.role) for word in words] == [("青棹鹭", Role.UNKNOWN), ("桥", Role.FACILITY)]


def test_words_cover_the_stretch_and_nothing_else() -> None:
    text = "改造青棹桥，新建综合管廊3公里"
    words = list(known_words(text, 2, 12))
    assert "".join(word.text for word in words) == text[2:12]
    assert all(text[word.start : word.end] == word.text for word in words)
    assert list(known_words(text, 5, 5)) == []


def test_a_class_is_a_facility_as_well() -> None:
    (word,) = known_words("桥梁", 0, 2)
    assert word.role & Role.FACILITY
    assert word.role & Role.CLASS
