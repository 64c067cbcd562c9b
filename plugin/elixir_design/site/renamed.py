"""Old addresses of what was renamed: they lead to where it is now, also for links from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping

from elixir_design.site.links import url_for
from elixir_design.site.model import Asset, Page


def former_names(renamed: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Every name that something had before, through several renamings.

    Args:
        renamed: From an old name to the one that took its place.
        name: What it is called now.
    """
    found: list[str] = []
    waiting = [name]
    while waiting:
        now = waiting.pop()
        earlier = [old for old, new in renamed.items() if new == now and old != name and old not in found]
        found += earlier
        waiting += earlier
    return tuple(found)


def redirects(pages: Iterable[Page], *, directory_urls: bool) -> Iterator[Asset]:
    """A small page at each old address that sends readers on, where no page of today has that address."""
    pages = tuple(pages)
    taken = {page.path for page in pages}
    for page in pages:
        aliases = page.metadata.get("aliases")
        for old in aliases if isinstance(aliases, tuple) else ():
            if old in taken:
                continue
            stem = old.removesuffix(".md")
            path = f"{stem}/index.html" if directory_urls else f"{stem}.html"
            url = html.escape(url_for(old, page.path, directory_urls=directory_urls))
            yield Asset(path, _redirect(url, page.title))


def _redirect(url: str, title: str) -> bytes:
    name = html.escape(title)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{name}</title>\n<link rel="canonical" href="{url}">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={url}">\n</head>\n'
        f'<body><p>This page has moved: <a href="{url}">{name}</a></p></body>\n</html>\n'
    ).encode("utf-8", "replace")
