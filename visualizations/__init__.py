"""Results of queries as stand-alone interactive HTML pages. Nothing here asks a database."""

from __future__ import annotations

from visualizations.overview import overview_page
from visualizations.page import Site
from visualizations.regulations import regulations_page
from visualizations.responsibility import responsibility_page
from visualizations.trace import trace_page

__all__ = ["Site", "overview_page", "regulations_page", "responsibility_page", "trace_page"]
