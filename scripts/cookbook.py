"""Write the answers in `docs/cookbook.md` anew from `samples/`: `python -m scripts.cookbook`, after a change of
the recipes, the samples or the extraction. The tests read the cookbook by what stands here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from cli.cypher import short
from graph.store.embedded import open_embedded
from graph.store.protocol import Store, Table
from loaders.load import load

ROOT = Path(__file__).parents[1]
COOKBOOK = ROOT / "docs" / "cookbook.md"
SHOWN = 6
"""Rows of an answer that are printed at most."""
ROWS = 200
"""Rows that an answer may have: as many as `govgraph cypher` prints when it is not told otherwise."""
_RECIPE = re.compile(
    r"^### (?P<question>[^\n]+)\n(?P<chinese>[^\n]+)\n\n(?P<says>(?:(?!^#).)+?)\n\n"
    r"^```cypher\n(?P<cypher>.+?)\n```\n(?P<answer>.*?)(?=^#|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question in English and Chinese, what its answer says, its query, and the answer as it is printed: all
    that stands between the query and the next heading."""

    question: str
    chinese: str
    says: str
    cypher: str
    answer: str

    @classmethod
    def of(cls, found: re.Match[str]) -> Self:
        """The recipe that was found in the cookbook."""
        return cls(**found.groupdict())


def recipes() -> list[Recipe]:
    """The recipes of the cookbook, in its order."""
    return [Recipe.of(found) for found in _RECIPE.finditer(COOKBOOK.read_text("utf-8"))]


def ask(store: Store, recipe: Recipe) -> Table:
    """What `store` answers, as an analyst asks it; raises QueryError where it does not."""
    return store.query_untrusted(recipe.cypher, row_limit=ROWS)


def printed(table: Table) -> str:
    """The first rows as a table of Markdown, with how many there are where not all are printed."""
    rows = [table.columns, ["---"] * len(table.columns), *table.rows[:SHOWN]]
    lines = ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    if len(table.rows) > SHOWN:
        lines += ["", f"The first {SHOWN} of {len(table.rows)} rows."]
    return "\n" + "\n".join(lines) + "\n\n"


def _cell(value: object) -> str:
    return short(value).replace("|", "\\|").replace("\n", " ")


def rewritten(text: str, answer: Callable[[Recipe], Table]) -> str:
    """The cookbook's `text` with each recipe's answer as `answer` has it."""

    def anew(found: re.Match[str]) -> str:
        return found[0].removesuffix(found["answer"]) + printed(answer(Recipe.of(found)))

    return _RECIPE.sub(anew, text).rstrip("\n") + "\n"


def main() -> None:
    """Load the samples into a store of their own, ask it everything, write the answers down."""
    with TemporaryDirectory() as folder, open_embedded(Path(folder) / "data", linger=0) as store:
        load([ROOT / "samples"], store)
        COOKBOOK.write_text(rewritten(COOKBOOK.read_text("utf-8"), lambda recipe: ask(store, recipe)), "utf-8")


if __name__ == "__main__":
    main()
