"""Versions of installed packages."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed(package: str) -> str:
    """The version of a package that is installed, "0" where none is."""
    try:
        return version(package)
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def numbers_of(text: str) -> list[int]:
    """The numbers of a version, by which it is older or newer than another."""
    return [int(part) for part in text.split(".") if part.isdecimal()]
