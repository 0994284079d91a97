"""Every error govgraph raises on purpose.

GovgraphError
├── InputError            a file or a document that cannot be read as a plan
│   ├── UnreadableFile      bytes that give no text (missing, empty, encrypted, binary, too large)
│   ├── NotAPlan            text without what a plan needs (items, a city, a year)
│   └── NotABackup          a file that is no backup of a store, or no longer the one that was made
├── OntologyError         ontology/ contradicts itself, or an element contradicts the ontology
├── EvidenceError         a quote that is not what stands at its offsets
├── NotFound              something asked for by name that the store does not have
├── Unanswerable          a question that makes no sense, such as a year compared with itself
└── StoreError            the graph store
    ├── StoreUnavailable    cannot be started, reached or written to
    └── QueryError          a query the store refuses or stops
        ├── ForbiddenQuery    it would write, or reach what a reader may not
        └── QueryTimeout      it took longer than it may
"""

from __future__ import annotations

from pathlib import Path


class GovgraphError(Exception):
    """Base of all errors that are reported to the user without a traceback."""


class InputError(GovgraphError):
    """A problem with one input; the others go on.

    `path` is the file, `place` where in it (such as "page 3" or "line 12"), `hint` what the user can do.
    """

    def __init__(self, path: Path | str, problem: str, *, place: str = "", hint: str = "") -> None:
        self.path = Path(path)
        self.problem = problem
        self.place = place
        self.hint = hint
        where = f"{path}, {place}" if place else f"{path}"
        super().__init__(f"{where}: {problem}" + (f" ({hint})" if hint else ""))


class UnreadableFile(InputError):
    """A file that gives no text."""


class NotAPlan(InputError):
    """A text that lacks what every plan has."""


class NotABackup(InputError):
    """A file that is no backup of a store, or no longer the one that was made."""


class OntologyError(GovgraphError):
    """The ontology contradicts itself, or an element contradicts it."""


class EvidenceError(GovgraphError):
    """A quote differs from the characters at its offsets."""


class NotFound(GovgraphError):
    """The store has no such thing. `kind` says of what sort it would be (such as "city"), `wanted` what was
    looked for, `hint` what there is instead."""

    def __init__(self, kind: str, wanted: str, *, hint: str = "") -> None:
        self.kind = kind
        self.wanted = wanted
        self.hint = hint
        super().__init__(f"no {kind} {wanted!r} in the store" + (f" ({hint})" if hint else ""))


class Unanswerable(GovgraphError):
    """A question that makes no sense, whatever the store has."""


class StoreError(GovgraphError):
    """A problem with the graph store."""


class StoreUnavailable(StoreError):
    """The store cannot be started, reached or written to."""


class QueryError(StoreError):
    """The store refuses a query, or stopped it."""


class ForbiddenQuery(QueryError):
    """A query that would write, or reach what a reader may not."""


class QueryTimeout(QueryError):
    """A query that took longer than it may."""
