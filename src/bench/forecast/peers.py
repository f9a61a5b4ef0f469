"""One-step forecasts of the test by ridge regression, ETS and ARIMA, in MASE as the job has it.

Each is fitted to the training period of a series, its first four fifths, and then gets every value
as soon as it has been predicted; nothing is fitted again. Ridge regression is one model for all
series of a set, as the job's network is; ETS and ARIMA are one for each.
"""

import argparse
import json
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from statsforecast.models import AutoARIMA, AutoETS

from series import test_start

LAGS = 24
VALIDATION = 0.2
STRENGTHS = 10.0 ** np.arange(-7, 2.1, 0.5)


def mase_scale(values, season):
    known = values[: test_start(len(values))]
    return np.abs(known[season:] - known[:-season]).mean()


def scaled_errors(values, forecasts, season):
    """Absolute errors of the test steps that have a whole window of lags before them."""
    first = max(test_start(len(values)), LAGS)
    return np.abs(values[first:] - forecasts[first:]) / mase_scale(values, season)


def naive(values, season):
    return np.concatenate([np.full(season, np.nan), values[:-season]])


def fitted(model, values):
    """One-step forecasts of all values, with parameters of the training period."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        chosen = model.fit(values[: test_start(len(values))])
        return chosen.forward(y=values, h=1, fitted=True)["fitted"]


def windows(values):
    """Windows and next values, on each window's own scale: mean 0 and standard deviation 1."""
    inputs = np.lib.stride_tricks.sliding_window_view(values, LAGS)[:-1]
    mean = inputs.mean(axis=1)
    deviation = inputs.std(axis=1)
    deviation = np.where(deviation > 0, deviation, 1)
    return (
        (inputs - mean[:, None]) / deviation[:, None],
        (values[LAGS:] - mean) / deviation,
        mean,
        deviation,
    )


def ridge(series):
    """Forecasts of each series; the penalty is chosen on the last windows before the test."""
    parts = {"train": [], "validation": []}
    for values in series:
        inputs, targets, _, _ = windows(values)
        known = test_start(len(values)) - LAGS
        if known < 2:
            continue
        held = int(known * VALIDATION)
        parts["train"].append((inputs[: known - held], targets[: known - held]))
        parts["validation"].append((inputs[known - held : known], targets[known - held : known]))
    joined = {
        name: tuple(np.concatenate(one) for one in zip(*pairs)) for name, pairs in parts.items()
    }
    inputs, targets = joined["train"]

    def error(strength):
        model = Ridge(alpha=strength * len(inputs)).fit(inputs, targets)
        return np.mean((model.predict(joined["validation"][0]) - joined["validation"][1]) ** 2)

    best = min(STRENGTHS, key=error)
    inputs, targets = (np.concatenate(pair) for pair in zip(*joined.values()))
    model = Ridge(alpha=best * len(inputs)).fit(inputs, targets)
    for values in series:
        inputs, _, mean, deviation = windows(values)
        yield np.concatenate([np.full(LAGS, np.nan), mean + deviation * model.predict(inputs)])


def judge(file, season):
    table = pd.read_csv(file)
    series = [
        group.value.to_numpy(float) for _, group in table.groupby("series", sort=True)
    ]
    # Too short for a window before the test: the job leaves them out too.
    series = [values for values in series if test_start(len(values)) > LAGS]
    result = {}
    for name, forecasts in {
        "ridge": lambda: list(ridge(series)),
        "ets": lambda: [fitted(AutoETS(season_length=season), one) for one in series],
        "arima": lambda: [fitted(AutoARIMA(season_length=season), one) for one in series],
        "naive": lambda: [naive(one, 1) for one in series],
        "seasonal_naive": lambda: [naive(one, season) for one in series],
    }.items():
        began = time.monotonic()
        errors = [
            scaled_errors(values, forecast, season)
            for values, forecast in zip(series, forecasts(), strict=True)
        ]
        result[name] = {
            "mase": float(np.concatenate(errors).mean()),
            "seconds": round(time.monotonic() - began, 1),
        }
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="that series.py has written")
    arguments.add_argument("--output", type=Path, required=True)
    options = arguments.parse_args()
    facts = json.loads((options.folder / "sets.json").read_text())
    results = {}
    for name, fact in facts.items():
        results[name] = judge(options.folder / f"{name}.csv", fact["season"])
        shown = ", ".join(f"{peer} {one['mase']:.3f}" for peer, one in results[name].items())
        print(f"{name}: {shown}", flush=True)
    options.output.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
