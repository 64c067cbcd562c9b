"""The style sheet and the script that the pages need."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from elixir_design.site.links import Addresses
from elixir_design.site.model import Asset

_FOLDER = Path(__file__).parent / "assets"
_NAMES = ("elixir-design.css", "elixir-design.js")


def page_assets(addresses: Addresses) -> tuple[Asset, ...]:
    """The files, below the folder of the pages; a site must load both on every generated page."""
    return tuple(Asset(addresses.asset(name), _content(name)) for name in _NAMES)


@lru_cache(maxsize=len(_NAMES))
def _content(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()
