"""Addresses: where each page lives, and how one page points at another.

Addresses follow from ids alone, so they stay the same when logs are added.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

# Names that site generators treat as the page of the folder itself.
_FOLDER_PAGES = {"index", "readme"}
_UNSAFE = re.compile(r"[^\w.\-]+")
# File systems stop at 255 bytes, and a Unicode letter takes up to four.
_LONGEST = 60


@lru_cache(maxsize=65536)
def path_segment(name: str) -> str:
    """Turns an id into one path segment that every file system and site generator takes.

    A name that is already safe stays as it is; any other gets a short digest, so that two names never
    share an address.
    """
    safe = _UNSAFE.sub("-", name).strip("-.")[:_LONGEST]
    if safe and safe == name and safe.lower() not in _FOLDER_PAGES:
        return safe
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}" if safe else digest


@lru_cache(maxsize=65536)
def page_url(page: str, directory_urls: bool) -> str:  # noqa: FBT001 - the name of MkDocs's own setting
    """The address of a page or asset relative to the site's root, quoted."""
    if not page.endswith(".md"):
        return quote(page)
    stem = quote(page[: -len(".md")])
    folder, _, name = stem.rpartition("/")
    if name.lower() in _FOLDER_PAGES:
        inside = f"{folder}/" if folder else ""
        return inside if directory_urls else f"{inside}index.html"
    return f"{stem}/" if directory_urls else f"{stem}.html"


def url_for(from_page: str, to_page: str, *, directory_urls: bool, anchor: str = "") -> str:
    """The relative address, quoted for an HTML attribute, by which ``from_page`` reaches ``to_page``.

    Args:
        from_page: Path of the page that holds the link, relative to the docs folder.
        to_page: Path of a page (``.md``) or of any other file of the site.
        directory_urls: Whether pages are served as folders.
        anchor: Id on the target page, without ``#``.
    """
    fragment = f"#{quote(anchor)}" if anchor else ""
    if from_page == to_page and anchor:
        return fragment
    here = _folders(page_url(from_page, directory_urls))
    there = page_url(to_page, directory_urls)
    folders = _folders(there)
    shared = 0
    for ours, theirs in zip(here, folders, strict=False):
        if ours != theirs:
            break
        shared += 1
    path = "../" * (len(here) - shared) + "/".join((*folders[shared:], there.rpartition("/")[2]))
    return (path or "./") + fragment


@lru_cache(maxsize=65536)
def _folders(url: str) -> tuple[str, ...]:
    return tuple(url.split("/")[:-1])


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of all generated pages below one folder."""

    base: str

    def _below(self, path: str) -> str:
        return f"{self.base}/{path}" if self.base else path

    def index(self, name: str, page: int = 1) -> str:
        """An index page (``timeline``); its second and later pages stand in a folder of its name."""
        if name == "overview":
            return self._below("index.md" if page == 1 else f"overview/{page}.md")
        return self._below(f"{name}.md" if page == 1 else f"{name}/{page}.md")

    def month(self, month: str) -> str:
        """One month of the timeline (``2026-03``)."""
        return self._below(f"timeline/{month}.md")

    def dimension(self, question: str) -> str:
        """The page of one question."""
        return self._below(f"dimensions/{path_segment(question)}.md")

    def lineage(self, question: str, page: int = 1) -> str:
        """The chain of revisions of one question."""
        tail = "" if page == 1 else f"/{page}"
        return self._below(f"lineage/chains/{path_segment(question)}{tail}.md")

    def record(self, session: str, slug: str) -> str:
        """The page of one decision."""
        return self._below(f"records/{path_segment(session)}/{path_segment(slug)}.md")

    def session(self, session: str) -> str:
        """The page of one session log."""
        return self._below(f"sessions/{path_segment(session)}.md")

    def report(self, name: str) -> str:
        """The page of one report."""
        return self._below(f"reports/{path_segment(name)}.md")

    def asset(self, name: str) -> str:
        """A file of ours that pages need."""
        return self._below(f"assets/{name}")
