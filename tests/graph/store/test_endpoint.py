from __future__ import annotations

import pytest

from graph.errors import StoreUnavailable
from graph.store.endpoint import check_version


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/3.5.0", "Neo4j/4.0.0-beta01"])
def test_a_version_before_the_oldest_that_will_do_is_refused(agent: str) -> None:
    with pytest.raises(StoreUnavailable, match=f"bolt://x is Neo4j {agent[6:]}, .* Neo4j 5 or newer"):
        check_version("bolt://x", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.0.0", "Neo4j/5.26.0 compatible", "Neo4j/2026.09.0", "Neo4j/dev", ""])
def test_newer_versions_and_unknown_ones_are_let_in(agent: str) -> None:
    check_version("bolt://x", agent)
