"""From what ``mkdocs.yml`` says to what the pages are made from."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from elixir_design.site.assembly.assemble import Settings
from elixir_design.site.assembly.sources import Places
from elixir_design.site.html.log_markdown import TextOptions
from elixir_design.site.mkdocs.config import ApplicationConfig, ElixirDesignConfig
from elixir_design.site.mkdocs.origins import placed, project_root
from elixir_design.site.options import Application, Section, SiteOptions

_EDIT = re.compile(r"(?:^|(?<=/))edit/")


@dataclass(frozen=True, slots=True)
class SourceUrls:
    """Public addresses of lines of source files, as GitHub, GitLab and Gitea have them.

    Attributes:
        view: Address of the docs folder for viewing; empty when the repository is not known.
        docs: The docs folder, relative to the project's root.
    """

    view: str
    docs: str

    def __call__(self, path: str, line: int | None) -> str:
        """The address of a line, or an empty text."""
        if not self.view or PurePosixPath(path).is_absolute():
            return ""
        relative = Path(os.path.relpath(path, self.docs)).as_posix()
        return urljoin(self.view, quote(relative)) + (f"#L{line}" if line else "")


def read_settings(ours: ElixirDesignConfig, config: MkDocsConfig) -> Settings:
    """Checks the plugin's settings against the project and resolves all paths.

    Raises:
        PluginError: A path or a section does not exist; the message is one line and says what to do.
    """
    root = project_root(config)
    folder = ours.folder.strip("/")
    if ".." in PurePosixPath(folder).parts:
        raise PluginError(f"elixir-design: `folder: {ours.folder}` must lie inside the docs folder")
    docs = Path(os.path.relpath(placed(config, config.docs_dir), root)).as_posix()
    options = SiteOptions(
        base=folder,
        project=config.site_name or "",
        use_directory_urls=config.use_directory_urls,
        sections=frozenset(_section(name) for name in ours.sections) if ours.sections else frozenset(Section),
        source_url=SourceUrls(_view_address(config), docs),
        text=TextOptions(
            raw_html="keep" if ours.raw_html == "keep" else "text",
            nested_fences="pymdownx.superfences" in config.markdown_extensions,
        ),
        renamed=dict(ours.renamed),
        application=_application(ours.application),
    )
    return Settings(
        places=Places(
            root=root,
            sessions=_folder(config, "sessions", ours.sessions, ElixirDesignConfig.sessions.default),
            reports=_folder(config, "reports", ours.reports, ElixirDesignConfig.reports.default),
            catalog=_catalog(config, ours.catalog),
            rules=ours.reading,
        ),
        options=options,
        cache=root / ".cache" / "plugin" / "elixir-design",
        site_url=config.site_url or "",
        feed=ours.feed,
        llms=ours.llms,
        diagrams=ours.diagrams,
    )


def _folder(config: MkDocsConfig, key: str, value: str, default: str | None) -> Path:
    path = placed(config, value)
    if path.is_file():
        raise PluginError(f"elixir-design: `{key}: {value}` is a file; name the folder that it is in")
    # A default that is not there is a project that has not begun; a path that someone wrote is a mistake.
    if value != default and not path.is_dir():
        raise PluginError(
            f"elixir-design: `{key}: {value}` does not exist (looked in {project_root(config)})"
            f"{_near_folder(path)}"
        )
    return path


def _catalog(config: MkDocsConfig, value: str | None) -> Path | None:
    if value is None:
        return None
    path = placed(config, value)
    if not path.exists():
        raise PluginError(
            f"elixir-design: `catalog: {value}` does not exist (looked in {project_root(config)})"
        )
    return path


def _application(ours: ApplicationConfig) -> Application | None:
    from elixir_design.skeleton.names import InvalidNameError, check_names

    if not ours.name:
        if ours.module or ours.url:
            raise PluginError("elixir-design: `application` needs the `name` of the OTP application as well")
        return None
    try:
        _, module = check_names(ours.name, ours.module or None)
    except InvalidNameError as error:
        raise PluginError(f"elixir-design: `application`: {error}") from error
    return Application(ours.name, module, ours.url)


def _near_folder(path: Path) -> str:
    beside = [entry.name for entry in path.parent.iterdir() if entry.is_dir()] if path.parent.is_dir() else []
    return _did_you_mean(path.name, beside)


def _section(name: str) -> Section:
    try:
        return Section(name)
    except ValueError:
        known = [section.value for section in Section]
        advice = _did_you_mean(name, known) or f"; the sections are {', '.join(known)}"
        raise PluginError(f"elixir-design: there is no section '{name}'{advice}") from None


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _view_address(config: MkDocsConfig) -> str:
    """The address at which the docs folder can be read; forges have `blob` where the edit link has `edit`."""
    if not config.repo_url or not config.edit_uri or "?" in config.edit_uri:
        return ""
    viewing, found = _EDIT.subn("blob/", config.edit_uri, count=1)
    return urljoin(config.repo_url.rstrip("/") + "/", viewing) if found else ""
