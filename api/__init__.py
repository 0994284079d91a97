"""The HTTP interface: `create_app` makes it."""

from __future__ import annotations

from api.app import create_app
from api.settings import ApiSettings

__all__ = ["ApiSettings", "create_app"]
