"""What the documents say is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.main import app
from graph import connect
from graph.kinds import ontology
from graph.store.settings import StoreSettings
from loaders.load import load

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _commands() -> list[str]:
    group = typer.main.get_command(app)
    return sorted(getattr(group, "commands", {}))


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", _commands())
def test_every_command_stands_in_both_readmes(readme: str, command: str) -> None:
    assert f"govgraph {command}" in _read(readme)


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_stands_in_both_readmes_and_none_that_is_not(readme: str) -> None:
    named = {str(field.validation_alias) for field in StoreSettings.model_fields.values() if field.validation_alias}
    written = set(re.findall(r"`((?:GOVGRAPH|NEO4J)_[A-Z_]+)`", _read(readme)))
    assert named <= written
    assert written - named <= {"GOVGRAPH_PLANS"}


@pytest.mark.parametrize("readme", READMES)
def test_readmes_give_the_two_commands(readme: str) -> None:
    assert "make demo" in _read(readme)
    assert "make test" in _read(readme)


@pytest.mark.parametrize("readme", READMES)
def test_what_a_notebook_does_works_up_to_the_data_frame(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = re.search(r"```python\n(.*?)```", _read(readme), re.DOTALL)
    assert found is not None
    code, frame = found[1].replace("import graph, pandas", "import graph").split("frame = ")
    assert frame == "pandas.DataFrame(table.rows, columns=table.columns)\n"
    monkeypatch.setenv("GOVGRAPH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("GOVGRAPH_LINGER", "0")
    with connect() as store:
        load([ROOT / "samples"], store)
    variables: dict[str, Any] = {}
    exec(code, variables)  # noqa: S102 - our own document
    table = variables["table"]
    assert len(table.rows) > 50
    assert len(table.columns) == 4


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert _read(".ci/run").rstrip().endswith("make test")


def test_architecture_names_every_kind_of_node_and_of_relationship() -> None:
    text = _read("docs/architecture.md")
    for kind in ontology().kinds.values():
        assert kind.name in text
        for edge in kind.edges:
            assert edge in text


@pytest.mark.parametrize(
    "document", [*READMES, "docs/architecture.md", "docs/cookbook.md", "CHANGELOG.md", "samples/README.md"]
)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", _read(document))
    missing = [
        target for target in targets if "://" not in target and not (ROOT / document).parent.joinpath(target).exists()
    ]
    assert not missing


def test_every_folder_of_the_architecture_is_there() -> None:
    text = _read("docs/architecture.md")
    for folder in ("graph/", "loaders/", "api/", "visualizations/", "cli/", "tests/", "benchmarks/", "samples/"):
        assert folder in text
        assert (ROOT / folder).is_dir()
