"""One table of all turns: how fast each program trained, and how that compares."""

import argparse
import json
import os
import platform
import re
import statistics
import sys
import zipfile
from pathlib import Path

BASE = "keras-tensorflow"
PEERS = {
    "keras-tensorflow": "Keras on TensorFlow, unrolled",
    "keras-tensorflow-loop": "Keras on TensorFlow, not unrolled",
    "keras-jax": "Keras on JAX",
    "torch": "PyTorch, `nn.RNN`",
}
# What `bench --only epoch` measured, by the names of its runs. The last field says whether it is
# measured with padding skipped too: stock layers compute it all the same.
JOB = [
    ("epoch", "a replica on each core, averaged every epoch", True),
    ("epoch_one_replica", "one replica, so one core", True),
    ("stock_epoch", "Deeplearning4j's layers, a replica on each core, part of an epoch", False),
]
LIBRARIES = {"Deeplearning4j": "org.deeplearning4j/deeplearning4j-nn"}


def peer_rows(name, turns):
    runs = [speed for turn in turns for speed in turn["examples_per_second"]]
    return [
        {
            "name": name,
            "title": PEERS[name],
            "versions": turns[0]["versions"],
            "settings": turns[0]["settings"],
            "examples_per_second": runs,
            "losses": [turn["losses"] for turn in turns],
        }
    ]


def job_rows(name, turns, versions):
    masked = name == "job-masked"
    return [
        {
            "name": f"{name}-{key}",
            "title": ("this job, padding skipped: " if masked else "this job: ") + title,
            "versions": versions,
            "settings": {
                "model.mask-padding": masked,
                "model.layer": "stock" if key == "stock_epoch" else "fused",
                "training.replicas": 1 if key == "epoch_one_replica" else turns[0]["cores"],
            },
            "examples_per_second": [speed for turn in turns for speed in turn["runs"][key]],
        }
        for key, title, with_masking in JOB
        if with_masking or not masked
    ]


def job_versions(jar, spark):
    """What the job is made of, as far as its jar and Spark's tell."""
    versions = {}
    for core in Path(spark, "jars").glob("spark-core_*.jar"):
        versions["Spark"] = core.stem.rpartition("-")[2]
    if Path(jar).is_file():
        with zipfile.ZipFile(jar) as archive:
            for title, library in LIBRARIES.items():
                properties = f"META-INF/maven/{library}/pom.properties"
                if properties in archive.namelist():
                    text = archive.read(properties).decode()
                    versions[title] = re.search(r"^version=(.*)$", text, re.M)[1].strip()
    return versions


def machine(cpus):
    facts = {"processor": platform.machine(), "processors_used": cpus}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        key, _, value = (part.strip() for part in line.partition(":"))
        if key == "model name":
            facts["processor"] = value
        if key == "flags":
            widest = [flag for flag in ("avx2", "avx512f", "amx_tile") if flag in value.split()]
            facts["instructions"] = ", ".join(widest)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    facts["memory_gb"] = round(memory / 2**30)
    facts["system"] = f"{platform.system()} {platform.release()}"
    if os.environ.get("OPENBLAS_CORETYPE"):
        facts["openblas_coretype_of_the_job"] = os.environ["OPENBLAS_CORETYPE"]
    return facts


def summary(row):
    runs = row["examples_per_second"]
    return {
        **row,
        "examples_per_second": {
            "median": statistics.median(runs),
            "lowest": min(runs),
            "highest": max(runs),
            "runs": runs,
        },
    }


def words(facts):
    return ", ".join(f"{name} {value}" for name, value in facts.items())


def markdown(result):
    yield f"{words(result['machine'])}; {result['turns']} turns"
    yield ""
    yield "| training | with | examples/s, median (lowest to highest) | to Keras on TensorFlow |"
    yield "| --- | --- | --- | --- |"
    for row in result["rows"]:
        speed = row["examples_per_second"]
        ratio = f"{row['ratio']:.2f}" if row["ratio"] else ""
        yield (
            f"| {row['title']} | {words(row['versions'])} | {speed['median']:,.0f}"
            f" ({speed['lowest']:,.0f} to {speed['highest']:,.0f}) | {ratio} |"
        )
    yield ""
    yield "Training loss by epoch, the warm-up first:"
    yield ""
    for row in result["rows"]:
        for losses in row.get("losses", []):
            yield f"- {row['title']}: {', '.join(f'{loss:.3f}' for loss in losses)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("turns", help="folder of what the turns wrote, TIME-NAME.json")
    parser.add_argument("--jar", default="", help="the job's")
    parser.add_argument("--spark", default="", help="Spark's folder")
    parser.add_argument("--cpus", default="", help="the processors that were used")
    parser.add_argument("--output", required=True, help="where the result is written as JSON")
    options = parser.parse_args()

    turns = {}
    for file in sorted(Path(options.turns).glob("*.json")):
        turns.setdefault(file.stem.partition("-")[2], []).append(json.loads(file.read_text()))
    rows = []
    for name in [*PEERS, "job", "job-masked"]:
        if name in turns and name in PEERS:
            rows += peer_rows(name, turns[name])
        elif name in turns:
            versions = job_versions(options.jar, options.spark)
            facts = turns[name][0]["machine"]
            # The jar has two; which one is used depends on the system.
            versions["OpenBLAS"] = facts["blas"].rpartition(" ")[2]
            versions["Java"] = facts["java"].rpartition(" ")[2]
            rows += job_rows(name, turns[name], versions)
    rows = [summary(row) for row in rows]
    medians = {row["name"]: row["examples_per_second"]["median"] for row in rows}
    for row in rows:
        row["ratio"] = medians[row["name"]] / medians[BASE] if BASE in medians else None

    result = {
        "machine": machine(options.cpus),
        "turns": max(len(of_one) for of_one in turns.values()),
        "rows": rows,
    }
    Path(options.output).write_text(json.dumps(result, indent=2) + "\n")
    print("\n".join(markdown(result)))
    idle = [
        row["title"]
        for row in rows
        if any(losses[-1] >= losses[0] for losses in row.get("losses", []))
    ]
    if idle:
        sys.exit(f"the training loss did not fall: {', '.join(idle)}")


if __name__ == "__main__":
    main()
