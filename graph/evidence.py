"""Evidence: the exact characters that state a fact."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """`quote` stands at `[start, end)` of a text, counted in characters (Unicode code points)."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise EvidenceError(f"{self.quote!r} does not fit [{self.start}, {self.end})")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Evidence:
        """The evidence at `[start, end)` of `text`; raises EvidenceError where that is empty or outside."""
        return cls(start, end, text[start:end])

    def check(self, text: str) -> None:
        """Raise EvidenceError unless `text[start:end] == quote`."""
        if text[self.start : self.end] != self.quote:
            found = text[self.start : self.end]
            raise EvidenceError(f"[{self.start}, {self.end}) reads {found!r}, not {self.quote!r}")

    def as_properties(self) -> dict[str, int | str]:
        """The three edge properties that carry this evidence in the graph."""
        return {"start": self.start, "end": self.end, "quote": self.quote}
