"""A screening beside OpenFisca: `python -m benchmarks.peers.screening SUFFOLK [ROWS]`, from a Python that has the `peers` group.

The same job: for every row of a file by itself, and for every person, every consequence in every posture class. Ours goes from
the charges as a court wrote them to the answers, with their reasons. OpenFisca cannot read charges: it gets, in a Parquet
file, the facts of every conviction and what the catalogue says of it, ready made, and for each class a file of its persons'
facts, and it writes for each class a file of answers. What no class changes it works out once and keeps. Every answer is
compared before anything is told; each run is a process of its own.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks import screen as bench
from benchmarks.peers.core import Core, Var, below, columns_of
from benchmarks.peers.data import CONSTANT, FORUM, PROCEEDING, TYPES, encoded, setting_of
from benchmarks.peers.run import peak_mb
from steelyard.catalog.find import catalogue
from steelyard.law.columns import columns
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.logic import columns as co
from steelyard.logic.facts import Entity
from steelyard.weigh import tables
from steelyard.weigh.engines import ROW, engine_named
from steelyard.weigh.mapping import Layout, layouts, read_layout
from steelyard.weigh.profiles import Weigher
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_file import FileWords
from steelyard.weigh.screen_run import Run
from steelyard.weigh.screen_summary import Summary

AT_ONCE = {"persons": 300_000, "rows": 1_000_000}
"""How many persons, or rows each taken for a person, OpenFisca holds in memory at once."""

RULES = [column.rule for column in columns()]
CLASSES = list(postures().values())


def layout() -> Layout:
    """The county's layout, with the day and forum that every peer answers for."""
    raw = next(one for one in layouts() if one.name == "suffolk_da").raw
    return read_layout({**raw, "law_as_of": PROCEEDING, "forum": FORUM}, "suffolk_da")


# ---------------------------------------------------------------------------------------------------------------------
# What OpenFisca is given
# ---------------------------------------------------------------------------------------------------------------------


def ends(
    frame: pl.DataFrame, entities: Iterable[Entity], constants: Mapping[str, Any], wanted: set[str]
) -> pl.DataFrame:
    """The bounds of a frame's matches and facts by the names of `core`; a fact stands by its value, its ends or its words."""
    pack = federal_pack()
    every = co.facts_read(pack, pack.rules)
    facts = [fact for name, fact in sorted(every.items()) if fact.entity in entities and name != CONSTANT]
    keys = [pl.col(name) for name in (co.WORLD, "row") if name in frame.columns]
    matches = [name for name in frame.columns if name.startswith("match:") and ":why" not in name]
    keys += [pl.col(name) for name in matches if Entity.COUNT in entities]
    found: list[pl.Series] = []
    for end, name_of in (("_lo", co.low_name), ("_hi", co.high_name)):
        values = []
        for fact in facts:
            words = [name for name in frame.columns if name.startswith(f"{fact.name}|")]
            known = pl.lit(constants.get(fact.name), TYPES[fact.type])
            if fact.name in frame.columns:
                known = pl.col(fact.name)
            elif name_of(fact.name) in frame.columns:
                known = pl.col(name_of(fact.name))
            if words:
                may_be = [pl.when(name).then(pl.lit(name.partition("|")[2])) for name in sorted(words)]
                known = pl.coalesce(known, pl.concat_str(may_be, separator="|", ignore_nulls=True))
            values.append(known.cast(TYPES[fact.type]).alias(fact.name))
        own = encoded(frame.select(*keys, *values), pack, wanted)
        other = "_hi" if end == "_lo" else "_lo"
        taken = {one.name for one in found}
        found += [one for one in own if not one.name.endswith(other) and one.name not in taken]
    return pl.DataFrame(found)


def prepare(source: Path, folder: Path) -> None:
    """OpenFisca's input of both jobs: batches of convictions, and of each class's persons; what no class changes is noted."""
    engine, law, as_of = engine_named("polars"), catalogue(), PROCEEDING
    named = layout()
    core = Core(federal_pack(), RULES, setting_of(federal_pack()), lambda formula: "")
    wanted = {*core.columns, "p_record_complete_lo"}
    ready = tables.prepare(source, named.read, folder)
    file = FileWords(engine, named, ready, as_of, law, Summary(str(source), "", "", "", "", "", "", "", []))
    run = Run(
        engine, file, as_of,
        lambda forums: Weigher(engine, law, forums, as_of, CLASSES, named.record_complete, named.assume),
    )  # fmt: skip
    rows = run._rows(0)
    rows = engine.get(run._lawful(rows, run.days.table(run._every_day(rows)), 1)).sort("person", ROW)
    weigher = run.weigher
    several = weigher._second_crimes(rows).drop("~at")
    rows = pl.concat([rows, several.select(rows.columns)]).sort("person", ROW)
    _batches(weigher, rows, folder / "persons", wanted)
    alone = rows.with_columns(pl.col(ROW).alias("person"), pl.col("o").alias("first"), pl.col("o").alias("last"))
    _batches(weigher, alone.sort(ROW), folder / "rows", wanted)


def _batches(weigher: Weigher, rows: pl.DataFrame, folder: Path, wanted: set[str]) -> None:
    folder.mkdir()
    first = rows.unique("person", maintain_order=True)
    constants = weigher.setting.constants
    fixed: dict[str, set[Any]] = {}
    many = AT_ONCE[folder.name]
    for number, at in enumerate(range(0, first.height, many)):
        persons = first[at : at + many]
        mine = rows.filter(pl.col("person").is_between(persons["person"][0], persons["person"][-1]))
        counts = weigher._counts(mine, CLASSES[0]).with_columns(mine["person"].alias(co.WORLD))
        ends(counts, {Entity.COUNT}, constants, wanted).write_parquet(folder / f"convictions-{number}.parquet")
        for posture in CLASSES:
            own = weigher._counts(persons, posture).with_columns(persons["person"].alias(co.WORLD))
            own = ends(own, {Entity.PERSON, Entity.CASE}, constants, wanted)
            own.write_parquet(folder / f"persons-{posture.name}-{number}.parquet")
            for column in own.drop(co.WORLD):
                fixed.setdefault(column.name, set()).update(column.unique().head(2))
    same = sorted(name for name, values in fixed.items() if len(values) == 1)
    (folder / "fixed.json").write_text(json.dumps(same), encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------------
# One run of each
# ---------------------------------------------------------------------------------------------------------------------


def theirs(folder: Path) -> dict[str, Any]:
    """OpenFisca: batch after batch, class after class; formulas that read nothing of a class are worked out once a batch."""
    from openfisca_core.simulations import SimulationBuilder

    from benchmarks.peers.openfisca import PERIOD, OpenFisca

    peer = OpenFisca(federal_pack(), RULES)
    moving = _moving(peer.core, set(json.loads((folder / "fixed.json").read_text(encoding="utf-8"))))
    spent = 0.0
    number = 0
    while (path := folder / f"convictions-{number}.parquet").is_file():
        convictions = pl.read_parquet(path)
        simulation: Any = None
        gc.collect()  # a simulation refers to itself
        for posture in CLASSES:
            persons = pl.read_parquet(folder / f"persons-{posture.name}-{number}.parquet")
            began = time.perf_counter()
            if simulation is None:
                builder = SimulationBuilder()
                builder.create_entities(peer.system)
                builder.declare_person_entity("conviction", np.arange(convictions.height))
                group = builder.declare_entity("defendant", np.arange(persons.height))
                place = np.searchsorted(persons[co.WORLD].to_numpy(), convictions[co.WORLD].to_numpy())
                builder.join_with_persons(group, place, np.array(["member"]).repeat(convictions.height))
                simulation = builder.build(peer.system)
                given = [*convictions.drop(co.WORLD), *persons.drop(co.WORLD)]
            else:
                for name in moving:
                    simulation.delete_arrays(name)
                given = [column for column in persons.drop(co.WORLD) if column.name in moving]
            for column in given:
                simulation.set_input(column.name, PERIOD, column.to_numpy())
            said = {
                f"{peer.core.names[rule]}_{end}": simulation.calculate(f"{peer.core.names[rule]}_{end}", PERIOD)
                for rule in RULES
                for end in ("lo", "hi")
            }
            spent += time.perf_counter() - began
            answers = peer.verdicts(pl.DataFrame({co.WORLD: persons[co.WORLD]} | said), True, RULES)
            answers.write_parquet(
                folder / f"answers-{posture.name}-{number}.parquet", compression_level=1, statistics=False
            )
        number += 1
    return {"evaluate": spent}


def _moving(core: Core, fixed: set[str]) -> set[str]:
    """The person's columns that a class changes, and the formulas that read them."""
    moving = {name for name in core.columns if name.startswith("p_")} - fixed
    for stage in core.stages:
        for one in stage.definitions:
            parts = list(below(one.formula))
            read = {part.name for part in parts if isinstance(part, Var)} | {
                c for part in parts for c in columns_of(part)
            }
            if read & moving:
                moving.add(one.name)
    return moving


def ours(source: Path, folder: Path) -> dict[str, Any]:
    """The screening, from the charges to the answers of rows and persons."""
    summary = screen(source, folder / "out.parquet", mapping=layout())
    return {"persons": summary.persons, "profiles": summary.profiles}


def one(what: str, source: Path, folder: Path) -> None:
    """One run in this process; prints its figures."""
    found = ours(source, folder) if what == "ours" else theirs(folder / what)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    found |= {"cpu": usage.ru_utime + usage.ru_stime, "peak_mb": peak_mb()}
    sys.stdout.write(json.dumps(found) + "\n")


def differences(written: Path, key: str, folder: Path) -> tuple[int, list[str]]:
    """How many cells were compared, and every rule and class that has one which differs, with how many."""
    mine = pl.read_parquet(written, columns=[key, *RULES]).sort(key)
    letters = {rule: kind.categories for rule in RULES if isinstance(kind := mine.schema[rule], pl.Enum)}
    cells, wrong = 0, []
    for place, posture in enumerate(CLASSES):
        said = pl.concat([pl.read_parquet(path) for path in folder.glob(f"answers-{posture.name}-*.parquet")])
        said = said.sort(co.WORLD)
        if not said[co.WORLD].equals(mine[key], check_names=False):
            raise SystemExit(f"the {folder.name} are not the same")
        for rule in RULES:
            letter = letters[rule].str.slice(place, 1)
            verdict = letter.replace_strict({"T": True, "F": False}, default=None, return_dtype=pl.Boolean)
            number = int(said[rule].ne_missing(verdict.gather(mine[rule].to_physical())).sum())
            cells += said.height
            if number:
                wrong.append(f"{rule} ({posture.name}): {number} of the {folder.name}")
    return cells, wrong


def main(source: Path, rows: int) -> None:
    """Prepare, run both, compare, and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        table = folder / "in.parquet"
        bench.made(source, table, rows)
        prepare(table, folder)
        found: dict[str, dict[str, Any]] = {}
        for what in ("ours", "persons", "rows", "ours"):
            began = time.perf_counter()
            command = [sys.executable, "-m", "benchmarks.peers.screening", "--one", what, str(table), str(folder)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            took = {**json.loads(done.stdout.splitlines()[-1]), "whole": time.perf_counter() - began}
            sys.stderr.write(f"{what}: {took}\n")
            if what not in found or took["whole"] < found[what]["whole"]:
                found[what] = took
        cells, wrong = differences(folder / "out.persons.parquet", "person", folder / "persons")
        more, others = differences(folder / "out.parquet", "row", folder / "rows")
    if wrong + others:
        raise SystemExit(f"{len(wrong + others)} differ: {'; '.join((wrong + others)[:20])}")
    both = {key: found["persons"][key] + found["rows"][key] for key in ("whole", "cpu")}
    both["peak_mb"] = max(found[what]["peak_mb"] for what in ("persons", "rows"))
    lines = [
        f"{platform.node()}: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Polars {pl.__version__}, {time.strftime('%Y-%m-%d')}; {rows:,} rows of {found['ours']['persons']:,} persons, "
        f"{len(RULES)} consequences in {len(CLASSES)} classes; {cells + more:,} cells compared, no difference",
        "",
        "| | whole process s | processor s | peak MB | ours is faster | by processor seconds |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    mine = found["ours"]
    for label, it in (
        ("Steelyard, Polars: rows and persons", mine), ("OpenFisca: rows and persons, one after the other", both),
        ("OpenFisca: persons alone", found["persons"]),
    ):  # fmt: skip
        ratios = ["", ""] if it is mine else [f"{it[key] / mine[key]:.1f} ×" for key in ("whole", "cpu")]
        lines.append(f"| {label} | {it['whole']:.1f} | {it['cpu']:.1f} | {it['peak_mb']:,} | {' | '.join(ratios)} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    elif not sys.argv[1:]:
        raise SystemExit("the file that rows are drawn from is missing: make bench-peer-screening SUFFOLK=FILE")
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1_000_000)
