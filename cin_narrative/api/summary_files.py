"""Summaries written to files: one, or every authority's, with a manifest that says what each file
holds.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cin_narrative.api.exports import as_json, charts, export, refuse_unknown
from cin_narrative.api.figure_lists import refuse_year_not_held
from cin_narrative.api.reference import areas
from cin_narrative.api.stores import open_store
from cin_narrative.api.summaries import refuse_since, summary
from cin_narrative.catalogue.areas import Area
from cin_narrative.disclosure.door import LATEST, resolve_release
from cin_narrative.errors import CinNarrativeError, OutputRefused, UnknownName
from cin_narrative.export.chart_files import KINDS, chart_files
from cin_narrative.export.page import BARE, Frame
from cin_narrative.report.summary import Summary
from cin_narrative.store.kept_files import AS_USUAL, write_whole
from cin_narrative.store.store import Store

MANIFEST = "manifest.json"
MOST_WORKERS = 4
FEW = 6  # with no more pages than this, another process takes longer to start than it saves
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One file to write. ``choices`` are those of ``summary``."""

    store: Path
    folder: Path
    area: Area
    year: int
    release: str
    format: str
    frame: Frame
    choices: Mapping[str, Any]

    @property
    def file(self) -> str:
        """``derby-2024.docx``."""
        name = re.sub(r"[^a-z0-9]+", "-", str(self.area.short_name).lower()).strip("-")
        return f"{name}-{self.year}.{self.format}"


def write_charts(made: Summary, folder: str | Path, kinds: Sequence[str] = tuple(KINDS)) -> int:
    """Write every chart of a summary into ``folder``, in each of ``kinds`` (png, svg), with a list
    that gives each its title, text alternative and source; how many charts.

    Raises ``UnknownName`` for another kind, and ``OutputRefused`` where the folder cannot be
    written to.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownName("format", kind, KINDS)
    pictures, folder = charts(made), Path(folder)
    make_folder(folder)
    for name, data in chart_files(pictures, kinds):
        write_file(folder / name, data)
    return len(pictures)


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or none; raises ``OutputRefused`` with one clear line."""
    try:
        write_whole(path, data, AS_USUAL)
    except OSError as error:
        raise OutputRefused(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}."
        ) from error


def write_every_authority(
    store: str | Path | None,
    folder: str | Path,
    year: int,
    format_name: str = "md",
    release: str = LATEST,
    progress: Progress | None = None,
    frame: Frame = BARE,
    **choices: Any,
) -> dict[str, Any]:
    """Write the summary of every authority of ``year`` into ``folder``, and the manifest, which is
    also returned.

    An authority without figures is listed with the reason. Raises ``NotHeld`` where the store
    holds none at all for the year, ``OutputRefused`` where the folder cannot be written to.
    ``choices`` are those of ``summary``, ``frame`` as for ``export``.
    """
    refuse_unknown(format_name)
    folder = Path(folder)
    with open_store(store) as opened:
        path = opened.path
        refuse_year_not_held(opened, year)
        refuse_since(opened, choices.get("since"), year)
        resolve_release(opened, release)
    make_folder(folder)
    jobs = [
        Job(path, folder, area, year, release, format_name, frame, choices)
        for area in authorities(year)
    ]
    entries = dict(_done(jobs, progress or (lambda done, total, what: None)))
    manifest = _manifest(jobs, entries)
    write_file(folder / MANIFEST, as_json(manifest))
    return manifest


def make_folder(folder: Path) -> None:
    """Make a folder for files where there is none; raises ``OutputRefused``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(
            f"{folder} cannot be made: {(error.strerror or str(error)).lower()}."
        ) from error


def _manifest(jobs: Sequence[Job], entries: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What was made and what was skipped, in the order of the jobs."""
    made = [entries[job.file] for job in jobs]
    return {
        "year": jobs[0].year,
        "release": jobs[0].release,
        "format": jobs[0].format,
        "files": [entry for entry in made if "file" in entry],
        "skipped": [entry for entry in made if "reason" in entry],
    }


def authorities(year: int) -> list[Area]:
    """Every authority that existed in ``year``, by name."""
    return sorted(areas().authorities(year), key=lambda area: str(area.short_name))


def _done(jobs: list[Job], progress: Progress) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each job's file name and entry of the manifest, as they are finished, in as many processes as
    are of use.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    with Store.open(jobs[0].store) as store:
        held = store.areas_by_year.get(jobs[0].year, frozenset())
        if workers == 1 or sum(job.area.code in held for job in jobs) <= FEW:
            for number, job in enumerate(jobs, start=1):
                yield job.file, _write(job, store)
                progress(number, len(jobs), str(job.area.short_name))
            return
    # a fork would share the open store and the charts' engine
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, fresh, _open_in_worker, (jobs[0].store,)) as pool:
        waiting = {pool.submit(_write_in_worker, job): job for job in jobs}
        try:
            for number, future in enumerate(as_completed(waiting), start=1):
                yield waiting[future].file, future.result()
                progress(number, len(jobs), str(waiting[future].area.short_name))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


# of this process: its open store, which keeps of what it has read no more than a store may
_worker: list[Store] = []


def _open_in_worker(path: Path) -> None:
    _worker[:] = [Store.open(path)]


def _write_in_worker(job: Job) -> dict[str, Any]:
    return _write(job, _worker[0])


def _write(job: Job, store: Store) -> dict[str, Any]:
    """Write one file; its entry of the manifest: what it holds, or why there is none."""
    area = {"area": job.area.name, "area_code": job.area.ons_code, "year": job.year}
    try:
        made = summary(store, job.area, job.year, job.release, **job.choices)
        data = export(made, job.format, job.frame)
    except CinNarrativeError as error:
        return {**area, "reason": str(error)}
    write_file(job.folder / job.file, data)
    return {
        "file": job.file,
        **area,
        "release": job.release,
        "sha256": hashlib.sha256(data).hexdigest(),
        "figures": len(made.ledger.entries),
        "only_figures_changed": made.only_figures_changed,
    }
